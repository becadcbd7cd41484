"""What stands on a screen that no translator gets, or that nobody has translated."""

import re

from django.apps import apps
from django.conf import settings
from django.db.models import CharField, JSONField, TextField
from django.utils.translation import get_language_info
from django_countries import countries

OPEN, CLOSE = "⟦", "⟧"
WORD = re.compile(r"[^\W\d_]{3,}")
EDGES = " ·:–-“”✓"
#: Names, and what Wagtail says without translating it or in the midst of a message.
OTHERS = {
    "Actions",
    "English page",
    "Google",
    "Outlook",
    "but it is currently disabled.",
    "instructions how to enable JavaScript in your web browser",
}
#: What joins texts that stand side by side.
SEPARATOR = re.compile(r" · |[,;:()]|–| - |\b\d[\d.]*\b")
#: Taken out first: a separator within an address would leave half of it as a word.
ADDRESS = re.compile(r"https?://\S+")
#: What is no word: paths, addresses of people, zones, codes, file names.
CODE = re.compile(
    r"/\S+|"
    r"\S+@\S+|\(?[A-Z][a-z]+/\w+\)?|\b[A-Z]{2,5}\b|\S+\.\w{2,4}\b"
)


def stored_texts():
    """Return all that the database says, as one text."""
    found = [name for _code, name in [*countries, *settings.LANGUAGES]]
    found += [
        get_language_info(code)["name_local"] for code, _name in settings.LANGUAGES
    ]
    for model in apps.get_models():
        names = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, (CharField, TextField, JSONField))
        ]
        if names and model._meta.managed and not model._meta.proxy:
            for row in model._base_manager.values_list(*names):
                found += [str(each) for each in row if each]
    return " ".join(" ".join(found).replace("\\n", " ").split()).lower()


def hard_coded(text, stored):
    """Return the parts of ``text`` that are neither messages nor from the database."""
    # A message may hold tags, and so end in another text than it begins.
    rest = re.sub(f"{OPEN}.*{CLOSE}|{OPEN}.*$|^.*{CLOSE}", " · ", text)
    rest = ADDRESS.sub(" · ", rest)
    parts = (part.strip(EDGES) for part in SEPARATOR.split(rest))
    parts = [part for part in parts if WORD.search(CODE.sub(" ", part))]
    return [p for p in parts if p not in OTHERS and p.lower() not in stored]
