"""The languages in which the site speaks, by their names."""

from django.utils.translation import get_language_info
from wagtail.coreutils import get_content_languages


def language_choices():
    """Return (code, name) for each of the site's content languages."""
    return list(get_content_languages().items())


def language_name(code):
    """Return the name of a language in itself; ``""`` for no language."""
    if not code:
        return ""
    try:
        return (
            get_content_languages().get(code) or get_language_info(code)["name_local"]
        )
    except KeyError:
        return code
