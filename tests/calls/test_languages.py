"""One call in several languages: words are translated, everything else is one."""

import polib
import pytest
from wagtail_localize.models import (
    OverridableSegment,
    RelatedObjectSegment,
    StringSegment,
    Translation,
    TranslationSource,
)

from tests.kept import kept
from workshops_plugin.calls.structure import from_page, from_rows
from workshops_plugin.models import Call

from . import site
from .editor import (
    FRENCH,
    differences,
    fresh,
    in_other_tree,
    locale,
    publish,
    save_draft,
    translate,
    trilingual,
)

pytestmark = pytest.mark.usefixtures("db", "at_noon")


@kept
def page(call):
    """The source page of an open call, in a site of three languages."""
    page = trilingual(call)
    return publish(page, criteria_reason="machine-like words, only for editors")


@kept
def french(page):
    return translate(page, "fr", FRENCH)


@kept
def spanish(page):
    return fresh(page.copy_for_translation(locale("es"), alias=True))


# What goes to a translator.


def test_a_translator_gets_every_word_and_nothing_else(page):
    source, _created = TranslationSource.update_or_create_from_instance(fresh(page))
    segments = StringSegment.objects.filter(source=source)
    assert {segment.string.data for segment in segments} == set(FRENCH)
    assert not RelatedObjectSegment.objects.filter(source=source).exists()
    overridable = OverridableSegment.objects.filter(source=source)
    assert {(s.context.path, s.data) for s in overridable} == {
        ("contact_email", "calls@alliance.example")
    }


def test_the_file_for_translators_holds_words_only(page):
    source, _created = TranslationSource.update_or_create_from_instance(fresh(page))
    job = Translation.objects.create(source=source, target_locale=locale("fr"))
    for exported in (source.export_po(), job.export_po()):
        assert {entry.msgid for entry in exported} == set(FRENCH)


def test_a_translators_file_can_change_no_code(page):
    source, _created = TranslationSource.update_or_create_from_instance(fresh(page))
    job = Translation.objects.create(source=source, target_locale=locale("fr"))
    where, recorded = site.key("where"), site.key("recorded")
    smuggled = polib.POFile()
    for path, text in (
        (f"questions.{where}.shown_if.question", recorded),
        (f"questions.{where}.shown_if.answer", "yes"),
        (f"questions.{site.key('method')}.word_limit", "20"),
        ("criteria_reason", "machine-like words, only for editors"),
    ):
        smuggled.append(polib.POEntry(msgid=text, msgctxt=path, msgstr="changed"))
    assert len(job.import_po(smuggled)) == 4
    french = translate(page, "fr", {})
    assert from_page(french) == from_page(fresh(page))


# What a translation holds.


def test_a_translation_keeps_every_id_condition_and_limit(page, french):
    there, here = from_page(french), from_page(fresh(page))
    assert there != here
    assert there.with_words_of(here) == here
    for mine, theirs in zip(here.questions, there.questions, strict=True):
        assert mine.config == theirs.config
        assert (mine.required, mine.criterion) == (theirs.required, theirs.criterion)
        assert mine.condition == theirs.condition
        assert [o.key for o in mine.options] == [o.key for o in theirs.options]
    assert french.criteria_reason == "machine-like words, only for editors"


def test_an_alias_has_the_very_same_blocks(page, spanish):
    assert from_page(spanish) == from_page(fresh(page))


def test_translating_again_keeps_what_was_translated(page, french):
    first = from_page(french)
    publish(page, contact_email="other@alliance.example")
    again = from_page(translate(page, "fr", {}))
    assert again == first


def test_publishing_a_translation_writes_no_structure(page, french):
    before = from_rows(page.call)
    publish(french, criteria=[], questions=[], outcomes=[], title="Autre")
    assert from_rows(page.call) == before == from_page(fresh(page))
    assert fresh(page).call.title == "Supply Chain Workshops"
    assert differences() == []


def test_an_alias_that_becomes_a_translation_keeps_sharing_the_call(page):
    alias = page.copy_for_translation(locale("es"), alias=True)
    before = from_rows(page.call)
    spanish = translate(page, "es", {"Approach": "Enfoque"})
    assert (spanish.pk, spanish.alias_of_id) == (alias.pk, None)
    assert spanish.call == page.call == Call.objects.get()
    assert from_rows(page.call) == before
    assert from_page(spanish).question(site.key("approach")).label == "Enfoque"
    assert differences() == []


# Who is the source.


def test_french_published_before_english_does_not_become_the_source():
    in_other_tree("fr")
    english = site.make_page(live=False)
    save_draft(english)
    french = english.copy_for_translation(locale("fr"))
    french = publish(french, criteria=[site.text("criterion", "Étendue")])
    call = Call.objects.get()
    assert call.source_locale.language_code == "en"
    assert (call.is_live, from_rows(call).criteria) == (False, ())
    publish(english)
    call = Call.objects.get()
    assert call.is_live
    assert [text.title for text in from_rows(call).criteria] == [
        "Standards",
        "Root causes",
    ]
    assert differences() == []


def test_the_language_of_the_first_page_is_the_source():
    index = in_other_tree("fr")
    french = site.make_page(index, live=False, title="Ateliers", locale=locale("fr"))
    assert Call.objects.get().source_locale.language_code == "fr"
    english = french.copy_for_translation(locale("en"))
    publish(english, criteria=[site.text("criterion", "Reach")], title="Workshops")
    call = Call.objects.get()
    assert (call.title, from_rows(call).criteria, call.is_live) == (
        "Ateliers",
        (),
        False,
    )
    publish(french)
    call = Call.objects.get()
    assert call.is_live
    assert len(from_rows(call).criteria) == 2
    assert differences() == []
