"""Previews read the page at hand, so they work before any row exists."""

import pytest
from django.urls import reverse
from wagtail.test.utils import WagtailTestUtils

from workshops_plugin.calls import actions
from workshops_plugin.calls.actions import born_with
from workshops_plugin.calls.structure import from_rows
from workshops_plugin.models import Call, CallPage, Proposal

from . import site
from .editor import form_data, fresh, in_other_tree, locale, publish

pytestmark = pytest.mark.usefixtures("db", "at_noon")

MODES = ["", "form", "confirmation"]

#: Everything that a draft may still lack or get wrong.
UNFINISHED = {
    "lead": "",
    "outcomes": [site.text("outcome", "")],
    "criteria": [],
    "contact_email": "",
    "questions": [
        site.question("single_choice", "format", label="", options=[]),
        site.question("multiple_choice", "audience", options=["", ""]),
        site.question("number", "n", minimum=5, maximum=1),
        site.question("number", "m", minimum=None, maximum=None),
        site.question("long_text", "method", word_limit=None),
        site.question(
            "short_text", "x", shown_if={"question": site.key("gone"), "answer": ""}
        ),
        site.question(
            "short_text", "y", shown_if={"question": site.key("y"), "answer": "*"}
        ),
        site.question("file", "paper", criterion=site.key("gone")),
        {
            "type": "section",
            "id": site.key("s"),
            "value": {"label": "", "help_text": ""},
        },
    ],
    "body": [{"type": "section", "value": {"heading": "", "text": ""}}],
}


def preview(page, mode):
    """The soup of ``page`` in a preview mode."""
    response = page.make_preview_request(preview_mode=mode)
    assert response.status_code == 200
    if not response.is_rendered:
        response.render()
    return WagtailTestUtils.get_soup(response.content)


def labels(soup):
    return [
        " ".join(label.get_text(" ").split())
        for label in soup.select(".workshops-form label, .workshops-form legend")
    ]


def unsaved(**fields):
    fields = {"title": "New call", "slug": "new", "questions": site.ALL_KINDS, **fields}
    return CallPage(**fields)


def test_there_is_a_preview_of_the_call_the_form_and_what_comes_after():
    assert [(name, str(label)) for name, label in CallPage().preview_modes] == [
        ("", "Call"),
        ("form", "Form"),
        ("confirmation", "After submitting"),
    ]


@pytest.mark.parametrize("mode", MODES)
def test_a_page_that_was_never_saved_can_be_previewed(mode):
    site.make_index()
    assert preview(unsaved(), mode).h1
    assert not Call.objects.exists()


@pytest.mark.parametrize("mode", MODES)
def test_an_unfinished_page_can_be_previewed(mode):
    site.make_index()
    assert preview(unsaved(title="", **UNFINISHED), mode).h1
    page = site.make_page(live=False)
    for name, value in UNFINISHED.items():
        setattr(page, name, value)
    assert preview(page, mode).h1


@pytest.mark.parametrize("mode", MODES)
def test_an_empty_page_can_be_previewed(mode):
    site.make_index()
    empty = {"outcomes": [], "criteria": [], "questions": [], "body": []}
    assert preview(unsaved(**empty), mode).h1


def test_the_call_is_previewed_as_closed_until_it_has_dates():
    site.make_index()
    soup = preview(unsaved(), "")
    assert soup.find(class_="workshops-standing").get_text().split() == [
        "Dates",
        "to",
        "be",
        "announced",
    ]


def test_the_preview_shows_the_words_at_hand_not_those_published(call):
    page = call.source_page
    page.title = "A draft’s title"
    page.criteria = [site.text("criterion", "A draft’s criterion")]
    page.outcomes = [site.text("outcome", "A draft’s outcome")]
    page.questions = [site.question("yes_no", "new", label="A draft’s question")]
    soup = preview(page, "")
    assert soup.h1.get_text() == "A draft’s title"
    criteria = soup.select(".workshops-criteria dt")
    assert [" ".join(dt.get_text().split()) for dt in criteria] == [
        "A draft’s criterion"
    ]
    text = soup.get_text()
    assert "A draft’s outcome" in text
    assert "Root causes" not in text
    assert "A draft’s question" in labels(preview(page, "form"))
    assert fresh(page).title == "Supply Chain Workshops"
    assert len(from_rows(call).criteria) == 2


def test_the_form_is_previewed_with_every_kind_of_question():
    site.make_index()
    soup = preview(unsaved(), "form")
    found = labels(soup)
    for wanted in ("Approach", "Method", "Recorded", "Where will it be published?"):
        assert any(label.startswith(wanted) for label in found), (wanted, found)
    assert "More about it" in [heading.get_text() for heading in soup.find_all("h2")]
    assert soup.find("form", method="post", class_="workshops-form") is None


def test_what_comes_after_submitting_is_previewed_in_the_pages_words(call):
    page = call.source_page
    page.confirmation_heading = "Well done"
    page.confirmation_text = "<p>We will write in <b>May</b>.</p>"
    soup = preview(page, "confirmation")
    assert soup.h1.get_text() == "Well done"
    assert "We will write in May." in soup.get_text()
    assert not Proposal.objects.exists()


def test_a_preview_of_a_call_with_proposals_shows_nobody_elses(call, union, ana):
    site.submitted(call, union, ana, title="Somebody’s own title")
    for mode in MODES:
        assert "Somebody’s own title" not in preview(call.source_page, mode).get_text()


def test_previewing_writes_nothing(call):
    page = call.source_page
    page.criteria = []
    page.title = "Draft"
    before = Call.objects.values().get(), from_rows(call)
    for mode in MODES:
        preview(page, mode)
    assert (Call.objects.values().get(), from_rows(call)) == before


@pytest.mark.parametrize("mode", MODES)
def test_a_page_whose_row_is_missing_can_be_previewed(mode):
    page = site.make_page(questions=[], live=False)
    site.forget(Call)
    assert preview(fresh(page), mode).h1
    assert born_with(page).prefix == "SCW24"


@pytest.mark.parametrize("mode", MODES)
def test_a_translation_is_previewed_in_its_own_words(call, mode):
    in_other_tree("fr")
    french = publish(call.source_page.copy_for_translation(locale("fr")))
    french.title = "Ateliers"
    french.outcomes = [site.text("outcome", "Research") | {"value": {"title": "Étude"}}]
    text = preview(french, mode).get_text()
    assert {"": "Étude", "form": "Étude", "confirmation": "CALL-001"}[mode] in text


# In the admin.


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("live", [True, False], ids=["live", "draft"])
def test_the_editor_previews_what_was_typed_finished_or_not(admin_client, mode, live):
    page = site.make_page(live=live)
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    data = form_data(page, title="Typed", **UNFINISHED)
    assert admin_client.post(url, data).json() == {
        "is_valid": True,
        "is_available": True,
    }
    response = admin_client.get(url, {"mode": mode})
    assert response.status_code == 200
    assert ("Typed" in response.content.decode()) == (mode == "")
    assert fresh(page).title == "Supply Chain Workshops"


@pytest.mark.parametrize("mode", MODES)
def test_a_new_page_is_previewed_before_it_is_saved(admin_client, mode):
    index = site.make_index()
    url = reverse(
        "wagtailadmin_pages:preview_on_add",
        args=["workshops_plugin", "callpage", index.pk],
    )
    page = unsaved()
    data = form_data(page, title="Typed", slug="typed")
    assert admin_client.post(url, data).json()["is_valid"]
    response = admin_client.get(url, {"mode": mode})
    assert response.status_code == 200
    assert not Call.objects.exists()


def test_a_revision_of_a_page_can_be_looked_at(admin_client):
    page = publish(site.make_page(live=False))
    first = page.live_revision
    publish(page, title="Second", questions=[])
    url = reverse("wagtailadmin_pages:revisions_view", args=[page.pk, first.pk])
    assert "Supply Chain Workshops" in admin_client.get(url).content.decode()
    assert actions.sync_calls() == []
