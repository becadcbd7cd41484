"""English, French and Spanish are complete; all is compiled and up to date."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "workshops_plugin"
LANGUAGES = ("en", "fr", "es", "ar")
#: What visitors and those who propose read, which is in Arabic, too.
PUBLIC = ("calls/", "webinars/", "widgets/", "base.html")
SANDBOX = PACKAGE.parent / "sandbox"
SAID = re.compile(r'translate "([^"]+)"')
WORKSPACE = "webinars/prepare/"


def folder_of(language, package=PACKAGE):
    return package / "locale" / language / "LC_MESSAGES"


def catalog(language):
    return polib.pofile(str(folder_of(language) / "django.po"))


def key(entry):
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def translations(entry):
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def messages(po):
    return {key(entry): entry for entry in po if not entry.obsolete}


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """The messages that ``make messages`` would find in the code today."""
    package = tmp_path_factory.mktemp("messages") / PACKAGE.name
    skip = shutil.ignore_patterns("__pycache__", "locale")
    shutil.copytree(PACKAGE, package, ignore=skip)
    (package / "locale").mkdir()
    command = ["-m", "django", "makemessages", "--locale", "fr", "--no-wrap"]
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    subprocess.run([sys.executable, *command], cwd=package, env=environment, check=True)
    return messages(polib.pofile(str(folder_of("fr", package) / "django.po")))


@pytest.mark.skipif(not shutil.which("xgettext"), reason="GNU gettext is not installed")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalog_holds_just_what_the_code_says(language, collected):
    known = messages(catalog(language))
    missing = [key[1] for key in collected.keys() - known.keys()]
    left_over = [key[1] for key in known.keys() - collected.keys()]
    assert (missing, left_over) == ([], []), "Run make messages, then translate."


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_fuzzy(language):
    assert [entry.msgid for entry in catalog(language).fuzzy_entries()] == []


@pytest.mark.parametrize("language", ["fr", "es"])
def test_everything_is_translated(language):
    """English may stay empty: its messages speak for themselves."""
    untranslated = [
        entry.msgid
        for entry in messages(catalog(language)).values()
        if not all(translations(entry))
    ]
    assert untranslated == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalog_is_up_to_date(language):
    written = {
        key(entry): translations(entry)
        for entry in messages(catalog(language)).values()
        if all(translations(entry))
    }
    compiled = polib.mofile(str(folder_of(language) / "django.mo"))
    assert {key(entry): translations(entry) for entry in compiled} == written


def is_public(entry):
    """Tell whether a template of the public side says ``entry``."""
    places = [path.split("templates/workshops_plugin/")[-1] for path in paths(entry)]
    return any(
        place.startswith(PUBLIC) and not place.startswith(WORKSPACE) for place in places
    )


def paths(entry):
    found = [path for path, _line in entry.occurrences]
    return [path for path in found if path.startswith("templates/")]


def test_the_public_side_is_translated_into_arabic():
    known = messages(catalog("ar")).values()
    public = [entry for entry in known if is_public(entry)]
    assert len(public) > 200
    assert [e.msgid for e in public if not all(translations(e))] == []


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_the_demonstration_is_translated(language):
    """What its templates say is in its own catalog, or in that of the app."""
    said = set()
    for template in SANDBOX.glob("templates/**/*.html"):
        said |= set(SAID.findall(template.read_text()))
    own = SANDBOX / "home" / "locale" / language / "LC_MESSAGES"
    written = polib.pofile(str(own / "django.po"))
    known = {e.msgid: e.msgstr for e in [*catalog(language), *written] if e.msgstr}
    assert len(said) > 15
    assert said - known.keys() == set()
    compiled = polib.mofile(str(own / "django.mo"))
    assert {e.msgid: e.msgstr for e in compiled} == {e.msgid: e.msgstr for e in written}
