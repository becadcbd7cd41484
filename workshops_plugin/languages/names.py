"""Languages by their names, in the language of whoever reads."""

from django.utils.translation import get_language_info, gettext, override
from django.utils.translation import gettext_lazy as _

# Django knows two ways of writing Chinese, and not the language.
OTHERS = {"zh": _("Chinese")}


def own_name(code):
    """Return the name of a language as its speakers call it."""
    try:
        return get_language_info(code)["name_local"].capitalize()
    except KeyError:
        with override(code):
            return language_name(code)


def language_name(code):
    """Return the name of a language in the active language (or the code)."""
    if code in OTHERS:
        return str(OTHERS[code])
    try:
        return gettext(get_language_info(code)["name"])
    except KeyError:
        return code
