"""Nobody reads English in French or Spanish, nor words that no translator was given."""

import json
import re
from importlib.util import find_spec
from pathlib import Path

import polib
import pytest

from ..test_catalogs import PACKAGE, catalog
from ..untranslated import CLOSE, OPEN, hard_coded
from .crawling import screens
from .server import Server
from .visitors import Visitors

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
LETTER = re.compile(r"[^\W\d_]")
TAG = re.compile(r"<[^>]+>")
#: Messages that are also words of the demonstration, in calls with no translation.
STORED = {
    "Alliance for Decent Supply Chains",
    "Alignment with international labour standards",
    "Root causes",
    "Scalability of results",
    "Innovative nature",
    "Research and understanding",
    "Policy coherence and advocacy",
    "Cooperation on capacity building and tools",
    "Faster action in key countries and supply chains",
    "Civil society",
    "Calls for proposals",
    *("Everybody", "Hosts", "Minutes", "Moderator", "Who"),
    "Webinars",
    # Wagtail says so itself.
    "None",
    "Actions",
    "Add or show comments",
}
PREFER = """
from django.contrib.auth import get_user_model
from wagtail.users.models import UserProfile
for user in get_user_model().objects.all():
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = "{}"
    profile.save()
"""


def english_of(language):
    """Return a pattern of what says in English what ``language`` says otherwise."""
    sandbox = PACKAGE.parent / "sandbox" / "home" / "locale" / language / "LC_MESSAGES"
    said = set()
    for entry in [*catalog(language), *polib.pofile(str(sandbox / "django.po"))]:
        pairs = [(entry.msgid, entry.msgstr)]
        if entry.msgid_plural:
            pairs = [
                (entry.msgid, entry.msgstr_plural[0]),
                (entry.msgid_plural, entry.msgstr_plural[1]),
            ]
        for english, translated in pairs:
            if english != translated:
                # A message with tags is several texts on the screen.
                said |= {" ".join(part.split()) for part in TAG.split(english)}
    patterns = [
        ".+".join(map(re.escape, PLACEHOLDER.split(text)))
        for text in said
        if len(LETTER.findall(PLACEHOLDER.sub("", text))) >= (8 if "%" in text else 3)
    ]
    return re.compile("|".join(patterns))


@pytest.mark.parametrize("language", ["fr", "es"])
def test_nothing_is_in_english(visitors, server, language):
    visitors.expected += ["latest.txt"]
    server.shell(PREFER.format(language))
    english, found, count = english_of(language), {}, 0
    for path, texts in screens(visitors, language):
        count += 1
        for text in texts:
            if text not in STORED and english.fullmatch(text):
                found.setdefault(text, path)
    assert found == {}
    assert count > 100


APPS = (
    "django/conf",
    "django/contrib/auth",
    "wagtail",
    "wagtail/admin",
    "wagtail/documents",
    "wagtail/images",
    "wagtail/users",
    "wagtail/contrib/redirects",
    "wagtail/contrib/table_block",
    "wagtail_localize",
    "django_countries",
    "workshops_plugin",
)
#: Keys on the keyboard, fields of messages, parts of keys, and markup that is shown.
NO_WORDS = re.compile(r"Ctrl \+.*|\{\w+\}|[0-9a-f-]{8,}/[a-z/]*|<div> </div>")
#: What Wagtail says in the midst of a message, or in one that it does not mark.
WAGTAIL_SAYS = {
    "Wagtail v8.",
    "New version",
    "created in",
    "content checks guide",
    "Save Selected",
}
STORE = """
import json, pathlib
from django.conf import settings
from tests.untranslated import stored_texts
pathlib.Path(settings.VAR_DIR / "stored.json").write_text(json.dumps(stored_texts()))
"""


def mark_messages(folder):
    """Write a French into ``folder`` that is English between marks."""
    marked = polib.POFile()
    marked.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Plural-Forms": "nplurals=2; plural=(n > 1);",
    }
    known = set()
    for path in sorted(sources()):
        for entry in polib.pofile(str(path)):
            key = (entry.msgctxt, entry.msgid)
            if key in known or entry.obsolete:
                continue
            known.add(key)
            forms = [f"{OPEN}{t}{CLOSE}" for t in (entry.msgid, entry.msgid_plural)]
            plural = {0: forms[0], 1: forms[1]} if entry.msgid_plural else {}
            marked.append(
                polib.POEntry(
                    msgctxt=entry.msgctxt,
                    msgid=entry.msgid,
                    msgid_plural=entry.msgid_plural,
                    msgstr="" if plural else forms[0],
                    msgstr_plural=plural,
                )
            )
    target = folder / "fr" / "LC_MESSAGES"
    target.mkdir(parents=True)
    marked.save_as_mofile(str(target / "django.mo"))


def sources():
    """Return the English catalogs of all that the sandbox installs."""
    found = [PACKAGE.parent / "sandbox" / "home" / "locale" / "fr" / "LC_MESSAGES"]
    for name in APPS:
        package, _slash, rest = name.partition("/")
        root = Path(find_spec(package).origin).parent / rest
        found.append(root / "locale" / "en" / "LC_MESSAGES")
    return [folder / "django.po" for folder in found]


def said_by_scripts():
    """Return what Wagtail's own scripts say in French, which is not ours to mark."""
    package = Path(find_spec("wagtail").origin).parent
    texts = []
    for path in package.glob("**/locale/fr/LC_MESSAGES/djangojs.po"):
        texts += [entry.msgstr for entry in polib.pofile(str(path))]
    return " ".join(" ".join(texts).split()).lower()


def is_explained(part, stored):
    """Tell whether ``part`` is no words, Wagtail's, or a text that was cut short."""
    if NO_WORDS.fullmatch(part) or part.removesuffix("…").lower() in stored:
        return True
    return any(words in part for words in WAGTAIL_SAYS)


@pytest.fixture
def marked_server(world, tmp_path):
    server = Server(world, tmp_path / "var", settings="tests.browser.settings_pseudo")
    mark_messages(server.folder / "pseudo")
    yield server.start()
    server.stop()


def test_everything_comes_from_a_catalog_or_from_the_database(browser, marked_server):
    marked_server.shell(PREFER.format("fr"))
    marked_server.shell(STORE)
    stored = json.loads((marked_server.folder / "stored.json").read_text())
    stored += said_by_scripts()
    visitors, found = Visitors(marked_server, browser), {}
    visitors.expected += ["latest.txt"]
    for path, texts in screens(visitors, "fr"):
        for text in texts:
            for part in hard_coded(text, stored):
                if not is_explained(part, stored):
                    found.setdefault(part, path)
    visitors.leave()
    assert found == {}
