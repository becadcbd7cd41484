"""In which of the site's languages somebody is written to."""

from django.conf import settings
from django.utils.translation import get_supported_language_variant

from ..languages.names import language_name


def spoken(language):
    """Return the language code ``language`` as the site speaks it, else its own."""
    try:
        return get_supported_language_variant(language or "")
    except LookupError:
        return settings.LANGUAGE_CODE


def languages():
    """Return [(code, name), …] of the site's languages, named in the active one."""
    return [(code, language_name(code)) for code, _name in settings.LANGUAGES]
