"""From the text of a cell to a value: pure, without a database."""

import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils import translation
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django_countries import countries
from django_countries.data import COUNTRIES

from .plan import CellError
from .synonyms import COUNTRIES as OTHER_COUNTRY_NAMES

LANGUAGES = ("en", "fr", "es")
ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00(?:\.0+)?)?)?")
DAY_FIRST_DATE = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")


def key(text):
    """Return ``text`` without case, accents and punctuation, for comparisons."""
    decomposed = unicodedata.normalize("NFKD", str(text).casefold())
    letters = (c for c in decomposed if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in letters).split())


def name_key(text):
    """Return ``text`` as names of organizations are compared: without case."""
    return unicodedata.normalize("NFC", text).lower()


def text_of(field):
    """Return a parser for the text of a model field, which must not overflow it."""

    def parse(text):
        if len(text) > field.max_length:
            raise CellError(
                _("This text is longer than %(limit)d characters.")
                % {"limit": field.max_length}
            )
        return text

    return parse


def parse_email(text):
    address = text.lower()
    try:
        validate_email(address)
    except ValidationError:
        raise CellError(
            _("“%(text)s” is not an e-mail address.") % {"text": shorten(text)}
        ) from None
    if len(address) > 254:
        raise CellError(_("This e-mail address is too long."))
    return address


def parse_url(text):
    address = text if "://" in text else f"https://{text}"
    try:
        URLValidator(schemes=("http", "https"))(address)
    except ValidationError:
        address = ""
    if not address or len(address) > 200:
        raise CellError(_("“%(text)s” is not a web address.") % {"text": shorten(text)})
    return address


def parse_date(text):
    """Read 2024-12-31, and 31/12/2024 with the day first, as the ILO writes it."""
    if match := ISO_DATE.fullmatch(text):
        year, month, day = match.groups()
    elif match := DAY_FIRST_DATE.fullmatch(text):
        day, month, year = match.groups()
    else:
        raise _no_date(text)
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        raise _no_date(text) from None
    if not 1900 <= found.year <= 2199:
        raise _no_date(text)
    return found


def _no_date(text):
    return CellError(
        _("“%(text)s” is not a date. Write it like %(example)s.")
        % {"text": shorten(text), "example": f"{datetime.now().year}-12-31"}
    )


def parse_country(text):
    """Return the ISO code for a code or a name in English, French or Spanish."""
    code = _country_names().get(key(text))
    if code is None:
        raise CellError(
            _(
                "There is no country “%(text)s”. Write its name in English, French or "
                "Spanish, or its ISO code."
            )
            % {"text": shorten(text)}
        )
    return code


@lru_cache(maxsize=1)
def _country_names():
    names = {key(name): code for code, name in COUNTRIES.items()}
    for language in LANGUAGES:
        with translation.override(language):
            names.update({key(name): code for code, name in countries})
    known = {code for code, _name in countries}
    names.update(OTHER_COUNTRY_NAMES)
    names.update({key(countries.alpha3(code)): code for code in known})
    names.update({key(code): code for code in known})
    return {name: code for name, code in names.items() if name and code in known}


def choice_of(choices, synonyms=None):
    """Return a parser for one of ``choices`` (TextChoices), by value or by label.

    Labels are understood in the languages of the interface; ``synonyms`` maps
    further words to values.
    """

    def parse(text):
        word = key(text)
        language = translation.get_language() or LANGUAGES[0]
        value = _words(choices, language).get(word) or (synonyms or {}).get(word)
        if value is None:
            raise CellError(
                _("“%(text)s” is none of these: %(choices)s.")
                % {
                    "text": shorten(text),
                    "choices": get_text_list([str(c.label) for c in choices], _("or")),
                }
            )
        return choices(value)

    return parse


@lru_cache(maxsize=32)
def _words(choices, language):
    words = {key(choice.value): choice.value for choice in choices}
    for code in {*LANGUAGES, language}:
        with translation.override(code):
            words.update({key(choice.label): choice.value for choice in choices})
    return words


def shorten(text, limit=60):
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
