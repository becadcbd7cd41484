"""A call is copied for its next edition: what did not change stays translated."""

import pytest
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from tests.calls import site
from tests.calls.editor import FRENCH, fresh, locale, publish, translate, trilingual
from workshops_plugin.calls.structure import from_page

pytestmark = pytest.mark.usefixtures("db", "at_noon")


def copied(page, **changes):
    copy = page.copy(update_attrs={"slug": "next", "title": "Next edition"})
    return publish(fresh(copy), **changes)


def test_what_did_not_change_keeps_its_translation(call):
    page = trilingual(call)
    before = translate(page, "fr", FRENCH)
    method = site.question("long_text", "method", label="How?", word_limit=20)
    questions = [method if q["id"] == method["id"] else q for q in site.ALL_KINDS]
    copy = copied(page, questions=questions)
    french = translate(copy, "fr", {})
    assert french.title == "Next edition"
    assert french.lead == "Partagez vos leçons."
    there, here = from_page(french), from_page(before)
    assert there.criteria == here.criteria
    labels = {q.key: q.label for q in there.questions}
    expected = {q.key: q.label for q in here.questions} | {method["id"]: "How?"}
    assert labels == expected
    job = Translation.objects.get(source__object_id=copy.translation_key)
    # The title, the address and the question that changed.
    total, translated = job.get_progress()
    assert total - translated == 3


def test_the_original_keeps_its_own(call):
    page = trilingual(call)
    translate(page, "fr", FRENCH)
    copy = copied(page)
    translate(copy, "fr", {"Approach": "Démarche"})
    again = translate(page, "fr", {})
    assert from_page(again).question(site.key("approach")).label == "Approche"


def test_a_call_that_was_never_translated_carries_nothing(call):
    copied(call.source_page)
    assert not StringTranslation.objects.exists()


def test_a_translation_is_no_copy(call):
    page = trilingual(call)
    translate(page, "fr", FRENCH)
    before = StringTranslation.objects.count()
    page.copy_for_translation(locale("es"))
    assert StringTranslation.objects.count() == before
    assert TranslationSource.objects.count() == 1
