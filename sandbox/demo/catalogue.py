"""Finds the translations of the demonstration's words, wherever they stand."""

import re

from . import call_pages, call_questions, call_text, webinars_text

LANGUAGES = ("en", "fr", "es")


def catalogue(language):
    """Return {English: translation} of all words that have one in ``language``."""
    found = {}
    for module in (call_text, call_pages, call_questions, webinars_text):
        for value in vars(module).values():
            _collect(value, LANGUAGES.index(language), found)
    if language == "fr":
        return {english: _typeset(french) for english, french in found.items()}
    return found


def _typeset(french):
    """Put the spaces that French has beside its signs where no line may break."""
    return re.sub(r"(?<=«) | (?=[;:!?»])", "\N{NO-BREAK SPACE}", french)


def _collect(value, index, found):
    if isinstance(value, dict):
        value = list(value.values())
    if _is_words(value):
        if len(value) > index and value[0]:
            found[value[0]] = value[index]
    elif isinstance(value, (list, tuple)):
        for item in value:
            _collect(item, index, found)


def _is_words(value):
    return isinstance(value, tuple) and all(isinstance(word, str) for word in value)
