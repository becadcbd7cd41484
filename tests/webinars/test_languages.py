"""A webinar in several languages: one time table, one list of speakers, many words."""

import pytest
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from tests.calls import site
from tests.calls.editor import locale
from workshops_plugin.models import WebinarIndexPage, WebinarPage
from workshops_plugin.webinars import actions

from . import stage

pytestmark = pytest.mark.usefixtures("db", "at_noon")

FRENCH = {"Welcome": "Accueil"}


def fresh(page):
    return WebinarPage.objects.get(pk=page.pk)


@pytest.fixture
def french_tree(index):
    home = index.get_parent().specific
    other = home.copy_for_translation(locale("fr"))
    other.save_revision().publish()
    french = index.copy_for_translation(locale("fr"))
    french.save_revision().publish()
    return WebinarIndexPage.objects.get(pk=french.pk)


@pytest.fixture
def page(webinar):
    stage.prepared(webinar)
    actions.submit_preparation(webinar, by=None)
    actions.approve_preparation(webinar, by=None)
    actions.open_to_public(webinar, by=None, reason="For all")
    return fresh(stage.page(webinar))


@pytest.fixture
def french(page, french_tree):
    source, _made = TranslationSource.update_or_create_from_instance(page)
    job = Translation.objects.create(source=source, target_locale=locale("fr"))
    for segment in StringSegment.objects.filter(source=source):
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=job.target_locale,
            context=segment.context,
            data=f"FR {segment.string.data}",
        )
    with TestCase.captureOnCommitCallbacks(execute=True):
        job.save_target()
    return fresh(page.get_translation(locale("fr")))


def agenda(client, page):
    points = client.get(page.get_url()).context["agenda"]
    return [(point["start"], point["item"]["title"]) for point in points]


def test_a_translation_says_the_same_times_in_its_own_words(client, page, french):
    here, there = agenda(client, page), agenda(client, french)
    assert len(here) > 1
    assert there == [(start, f"FR {title}") for start, title in here]


def test_a_translation_edited_by_hand_changes_no_time_and_nobody(client, page, french):
    before, people = agenda(client, page), client.get(page.get_url()).context
    names = [each["value"]["name"] for each in people["speakers"]]
    raw = list(french.agenda.raw_data)
    raw[0] = {**raw[0], "value": {**raw[0]["value"], "minutes": 99, "title": "Autre"}}
    extra = {"type": "item", "value": {"minutes": 5, "title": "Extra"}}
    french.agenda = [raw[0], extra]
    french.speakers = []
    french.save_revision().publish()
    there = agenda(client, fresh(french))
    assert [start for start, _title in there] == [start for start, _title in before]
    assert there[0][1] == "Autre"
    assert "Extra" not in str(there)
    speakers = client.get(fresh(french).get_url()).context["speakers"]
    assert [each["value"]["name"] for each in speakers] == names


def test_what_is_new_in_the_source_is_shown_before_it_is_translated(
    client, page, french
):
    page.agenda = [
        *page.agenda.raw_data,
        {"type": "item", "value": {"minutes": 5, "title": "Last words"}},
    ]
    page.save_revision().publish()
    assert agenda(client, fresh(french))[-1][1] == "Last words"


def test_the_translation_leaves_the_site_with_its_source(page, french):
    page.unpublish()
    assert not fresh(french).live


def test_outcomes_are_told_in_the_language_of_the_page(client, page, french, call):
    from tests.calls.editor import FRENCH as WORDS
    from tests.calls.editor import translate, trilingual

    site.put([page.webinar], outcomes=[site.key("Research")])
    translate(trilingual(call), "fr", WORDS)
    assert client.get(page.get_url()).context["outcomes"] == ["Research"]
    assert client.get(french.get_url()).context["outcomes"] == ["Recherche"]
    file = client.get(
        f"/fr{reverse('workshops:event_file', args=[page.webinar.pk])[3:]}"
    )
    assert "CATEGORIES:Recherche" in file.getvalue().decode()


def test_whoever_adds_to_a_translation_is_told_that_nobody_sees_it(
    client, page, french, call
):
    from tests.calls.editor import in_other_tree, page_form, translate

    client.force_login(site.make_user("root@x.example", is_superuser=True))
    in_other_tree("fr")
    other = translate(call.source_page, "fr", {})
    Translation.objects.update(enabled=False)
    extra = site.question("short_text", "extra", label="En plus")
    data = page_form(other, questions=[*other.questions.raw_data, extra]).data
    url = reverse("wagtailadmin_pages:edit", args=[other.pk])
    response = client.post(url, {**data.dict(), "action-publish": "1"}, follow=True)
    text = response.content.decode()
    assert "its source does not have “En plus”" in text
    assert "En plus" not in str(call.questions.values_list("label"))
    edit = client.get(url).content.decode()
    assert "This page is a translation." in edit


PARTLY = "Certaines parties de cette page"


def test_a_speaker_of_whom_nothing_is_said_is_in_every_language(client, page, french):
    assert PARTLY not in client.get(french.get_url()).content.decode()
    speaker = {"name": "Ama", "position": "", "bio": ""}
    page.speakers = [*page.speakers.raw_data, {"type": "speaker", "value": speaker}]
    page.save_revision().publish()
    assert PARTLY not in client.get(fresh(french).get_url()).content.decode()
    french = fresh(french)
    french.lead = page.lead
    french.save_revision().publish()
    Translation.objects.update(enabled=False)
    text = client.get(fresh(french).get_url()).content.decode()
    assert (PARTLY in text) == bool(page.lead)


def test_the_source_is_looked_up_once(client, page, french):
    with CaptureQueriesContext(connection) as found:
        client.get(french.get_url())
    pages = [
        query["sql"]
        for query in found
        if 'FROM "workshops_plugin_webinarpage"' in query["sql"]
        or "FROM `workshops_plugin_webinarpage`" in query["sql"]
    ]
    # By its address and by its key, its source, its aliases, and all that say the same.
    assert len(pages) <= 5, pages
