"""Reviewers and spreadsheets have the words of their language, or the source's."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import translation
from wagtail.users.models import UserProfile

from tests.calls import site
from tests.calls.editor import FRENCH, translate, trilingual
from tests.kept import kept
from tests.reviews import house
from workshops_plugin.calls import actions
from workshops_plugin.calls.export import columns_for
from workshops_plugin.calls.words import criteria_of, outcome_words
from workshops_plugin.models import Call
from workshops_plugin.reviews.others import opinions

pytestmark = pytest.mark.usefixtures("db", "at_noon")


@kept
def page(call):
    page = trilingual(call)
    translate(page, "fr", {k: v for k, v in FRENCH.items() if k != "Root causes"})
    return page


def titles(call, language):
    with translation.override(language):
        return [row.words.title for row in criteria_of(call)]


def test_criteria_have_words_in_each_language_or_the_sources(page):
    assert titles(page.call, "fr") == titles(page.call, "fr-ca")
    assert titles(page.call, "fr") == ["Normes", "Root causes"]
    assert titles(page.call, "es") == titles(page.call, "en")
    assert [row.title for row in criteria_of(page.call)] == ["Standards", "Root causes"]


def test_outcomes_have_them_too(page):
    keys = {site.key("Research"), site.key("Policy"), "unknown"}
    with translation.override("fr"):
        assert set(outcome_words(keys).values()) == {"Recherche", "Politiques"}
    with translation.override("es"):
        assert set(outcome_words(keys).values()) == {"Research", "Policy"}
    assert outcome_words(set()) == {}


def test_the_ends_of_the_scale_are_told_in_each_language(client, page, call):
    client.force_login(house.editor())
    url = reverse("workshops_calls:rules", args=[call.pk])
    form = client.get(url).context["form"]
    data = {
        name: form[name].value() if form[name].value() is not None else ""
        for name in form.fields
    }
    data |= {
        "lowest_words": "not at all",
        "highest_words": "fully",
        "highest_words_fr": "pleinement",
        "reason": "Clearer",
    }
    data = {name: value for name, value in data.items() if value is not False}
    assert client.post(url, data).status_code == 302
    call = Call.objects.get()
    with translation.override("fr"):
        assert call.scale_words == {"lowest": "not at all", "highest": "pleinement"}
    assert call.scale_words == {"lowest": "not at all", "highest": "fully"}
    again = client.get(url).context["form"]
    assert again["highest_words_fr"].value() == "pleinement"
    assert again["lowest_words_es"].value() == ""


def test_a_spreadsheet_has_one_column_in_the_language_of_its_reader(page, union, ana):
    proposal = site.submitted(page.call, union, ana)
    key = f"q_{site.key('format')}"
    for language, heading, value in (
        ("en", "Format", "Panel"),
        ("fr", "Forme", "Table ronde"),
        ("es", "Format", "Panel"),
    ):
        with translation.override(language):
            column = columns_for(page.call)[key]
            assert (column.heading, column.value(proposal)) == (heading, value)


def test_reviews_are_read_and_exported_in_the_readers_language(
    client, page, union, ana, at_noon
):
    proposal = site.submitted(page.call, union, ana)
    review = house.judged(proposal, at_noon, 4, 3)
    with translation.override("fr"):
        (opinion,) = opinions(
            type(review).objects.filter(pk=review.pk),
            page.call,
            criteria_of(page.call),
        )
        assert [title for title, _score in opinion.lines] == ["Normes", "Root causes"]
    editor = house.editor()
    UserProfile.objects.create(user=editor, preferred_language="fr")
    client.force_login(editor)
    response = client.get(reverse("workshops_reviews:export", args=[page.call.pk]))
    text = response.getvalue().decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["Normes"] == "4"
    assert "Root causes" in row
    ranking = client.get(reverse("workshops_reviews:ranking", args=[page.call.pk]))
    assert "Normes" in ranking.content.decode()


def test_the_form_tells_everything_of_a_call_in_french(client, page, union, ana):
    actions.set_rules(page.call, by=None, reason="x", scale_labels={"lowest": "none"})
    draft = site.draft(page.call, union, ana)
    client.force_login(ana)
    with translation.override("fr"):
        url = reverse("workshops:edit", args=[draft.pk])
    text = client.get(url).content.decode()
    for words in ("Approche", "Recherche", "Table ronde", "Royaume-Uni", "Anglais"):
        assert words in text
