"""The screen on which a review is written."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.calls import samples, site
from tests.calls.screens import main, said, soup, typed, words
from workshops_plugin.calls import actions as calls
from workshops_plugin.models import Attachment, Conflict, Review, Score
from workshops_plugin.reviews import actions

from . import house


@pytest.fixture
def assignment(proposal, rita):
    return house.assigned(proposal, rita, due=date(2025, 1, 20))


@pytest.fixture
def reviewer(client, rita):
    client.force_login(rita)
    return client


def url(assignment, name="score"):
    return reverse(f"workshops_reviews:{name}", args=[assignment.pk])


def filled(call, *values, version=0, **more):
    """What a browser would post."""
    data = {"version": version, "recommendation": "yes", "note": "", "feedback": ""}
    for row, value in zip(call.criteria.order_by("order"), values, strict=True):
        data[f"score_{row.pk}"] = value
        data[f"remark_{row.pk}"] = "Not my field" if value == "x" else ""
    return data | more


def complaints(response):
    return [words(item) for item in main(response).select(".help-critical p")]


def test_it_shows_the_proposal_beside_the_criteria(reviewer, assignment):
    page = main(reviewer.get(url(assignment)))
    article, form = page.select_one("article"), page.select_one("form")
    assert "What three unions learned in artisanal mines." in words(article)
    assert "Union" in words(article)
    # The contact person is the editors' business.
    assert "Ana Mensah" not in words(page)
    assert [words(legend) for legend in form.select("legend")] == [
        "My review",
        "Standards",
        "Root causes",
        "Recommendation",
    ]
    answers = form.select_one("details.workshops-answers")
    assert words(answers.summary) == "1 answer on this criterion"
    assert "Stories told by former working children" in words(answers)
    assert "due on 20 January 2025" in words(
        page.select_one(".workshops-score__header")
    )
    assert "0 of 1 submitted" in words(page.select_one(".workshops-score__header"))


def test_browsers_are_told_not_to_refill_it(reviewer, assignment):
    form = main(reviewer.get(url(assignment))).select_one("form.workshops-score__form")
    fields = form.select("input[type=radio], textarea")
    assert len(fields) == 2 * 7 + 2 + 3 + 2
    assert {field.get("autocomplete") for field in [form, *fields]} == {"off"}


def test_saving_keeps_half_a_review(reviewer, assignment, call):
    response = reviewer.post(url(assignment), filled(call, "4", "", note="So far"))
    assert response.status_code == 302
    review = Review.objects.get()
    assert (review.state, review.note) == ("open", "So far")
    response = reviewer.get(url(assignment))
    first = call.criteria.order_by("order").first()
    assert typed(response)[f"score_{first.pk}"] == ["4"]
    assert said(response) == ["Your review is saved."]


def test_submitting_leads_to_the_next(reviewer, assignment, call, rita):
    other = house.assigned(house.proposal(call, "Bank"), rita)
    response = reviewer.post(url(assignment), filled(call, "4", "x", submit="1"))
    assert response.url == url(other)
    assert Review.objects.get().state == "submitted"
    response = reviewer.post(url(other), filled(call, "4", "2", submit="1"))
    assert response.url == reverse("workshops_reviews:index")
    page = main(reviewer.get(response.url))
    assert "2 of 2 submitted" in words(page)


def test_what_is_missing_stands_beside_its_field_and_the_rest_is_saved(
    reviewer, assignment, call
):
    data = filled(call, "4", "", recommendation="", note="Kept", submit="1")
    response = reviewer.post(url(assignment), data)
    page = main(response)
    assert [words(error) for error in page.select(".workshops-error")] == [
        "Give “Root causes” a score, or say that you cannot judge it.",
        "Choose a recommendation.",
    ]
    assert complaints(response) == [
        "Something is still missing in your review.",
        "What you have written is saved.",
    ]
    review = Review.objects.get()
    assert (review.state, review.note) == ("open", "Kept")
    # It can be completed and sent from where it stands.
    data = filled(call, "4", "1", version=typed(response)["version"], submit="1")
    assert reviewer.post(url(assignment), data).status_code == 302


def test_two_tabs_lose_nothing(reviewer, assignment, call):
    reviewer.post(url(assignment), filled(call, "4", "2", note="First tab"))
    response = reviewer.post(url(assignment), filled(call, "1", "2", note="Second"))
    page = main(response)
    conflict = page.select_one(".workshops-conflict")
    assert "saved somewhere else" in words(conflict.h2)
    assert [words(h3) for h3 in conflict.select("h3")] == [
        "Note to the committee",
        "Standards",
    ]
    assert "First tab" in words(conflict)
    assert Review.objects.get().note == "First tab"
    assert typed(response)["note"] == "Second"
    data = filled(call, "1", "2", version=typed(response)["version"], note="Both")
    reviewer.post(url(assignment), data)
    assert Review.objects.get().note == "Both"
    assert list(Score.history.filter(value=1).values_list("value", flat=True)) == [1]


def test_it_is_saved_in_between(reviewer, assignment, call):
    save = url(assignment, "save")
    answer = reviewer.post(save, filled(call, "4", "")).json()
    assert answer == {"version": 2, "saved": "13:00", "total": "80.0"}
    answer = reviewer.post(save, filled(call, "4", "2", version=2)).json()
    assert (answer["version"], answer["total"]) == (3, "60.0")
    stale = reviewer.post(save, filled(call, "0", "0", version=2))
    assert (stale.status_code, stale.json()["code"]) == (409, "stale")
    assert reviewer.get(save).status_code == 405


@pytest.mark.parametrize("value", ["9", "-1", "many"])
def test_what_is_no_score_is_refused_with_a_sentence(reviewer, assignment, call, value):
    answer = reviewer.post(url(assignment, "save"), filled(call, value, "2"))
    assert answer.status_code == 409
    assert "not one of the available choices" in answer.json()["message"]
    response = reviewer.post(url(assignment), filled(call, value, "2", note="Typed"))
    assert typed(response)["note"] == "Typed"
    assert not Score.objects.exists()


def test_a_submitted_review_is_changed_with_a_reason(reviewer, proposal, rita, call):
    review = house.submitted(proposal, rita, 4, 2)
    assignment = house.assigned(proposal, rita)
    page = reviewer.get(url(assignment))
    assert "data-save" not in main(page).select_one("form").attrs
    version = typed(page)["version"]
    data = filled(call, "5", "2", version=version, reason="", stay="1")
    response = reviewer.post(url(assignment), data)
    assert [words(e) for e in main(response).select(".workshops-error")] == [
        "This review is submitted. Say why you change it."
    ]
    data["reason"] = "I misread the budget."
    assert reviewer.post(url(assignment), data).status_code == 302
    assert set(review.scores.values_list("value", flat=True)) == {5, 2}
    answer = reviewer.post(url(assignment, "save"), data)
    assert answer.json()["code"] == "submitted"


def test_after_the_decision_it_can_only_be_read(reviewer, proposal, rita, call):
    house.submitted(proposal, rita, 4, 2)
    actions.decide(proposal, "selected", by=None)
    assignment = house.assigned(proposal, rita)
    page = main(reviewer.get(url(assignment)))
    assert "A decision was made" in words(page.select_one(".help-info"))
    assert page.select_one("fieldset[disabled]")
    assert not page.select("button[name=submit], button[name=stay]")
    data = filled(call, "0", "0", version=4, reason="x", stay="1")
    response = reviewer.post(url(assignment), data)
    assert "A decision was made" in complaints(response)[0]
    assert set(Score.objects.values_list("value", flat=True)) == {4, 2}


def test_a_changed_proposal_is_shown_with_what_changed(
    reviewer, proposal, rita, django_capture_on_commit_callbacks, mailoutbox
):
    house.submitted(proposal, rita, 4, 2)
    author = proposal.submitted_by
    proposal.refresh_from_db()
    changes = {"title": "Two", site.answer("approach"): "Another way"}
    calls.save_draft(proposal, changes, by=author, version=proposal.version)
    with django_capture_on_commit_callbacks(execute=True):
        calls.submit(proposal, by=author, version=proposal.version)
    assert [m.subject for m in mailoutbox if m.to == [rita.email]] == [
        f"{proposal} was changed after you read it"
    ]
    page = main(reviewer.get(url(house.assigned(proposal, rita))))
    changed = page.select_one("section.help-warning")
    rows = [[words(cell) for cell in row] for row in changed.select("tbody tr")]
    assert rows == [
        ["Title", "Safe mines without children", "Two"],
        ["Approach", "Peer learning", "Another way"],
    ]


def test_what_is_written_in_another_language_is_marked(reviewer, assignment):
    proposal = assignment.proposal
    page = main(reviewer.get(url(assignment)))
    assert "Written in" not in words(page)
    site.put([proposal], language="fr")
    page = main(reviewer.get(url(assignment)))
    assert "Written in French" in words(page.select_one(".workshops-score__header"))
    assert page.h2["lang"] == "fr"
    assert page.select_one("article")["lang"] == "fr"


def test_declaring_a_conflict_takes_it_away_and_keeps_what_was_written(
    reviewer, proposal, rita
):
    review = house.written(proposal, rita, 4, 2)
    assignment = house.assigned(proposal, rita)
    response = reviewer.post(url(assignment, "declare"), {"reason": " "})
    assert "This field is required." in words(main(response))
    response = reviewer.post(url(assignment, "declare"), {"reason": "My sister"})
    assert response.url == reverse("workshops_reviews:index")
    assert Conflict.objects.get().explanation == "My sister"
    assert house.fresh(review).state == "set_aside"
    for name in ("score", "declare"):
        response = reviewer.get(url(assignment, name), follow=True)
        assert "is not yours to review any more" in said(response)[-1]
        assert "Safe mines" not in words(main(response))
    answer = reviewer.post(url(assignment, "save"), {"version": 2})
    assert (answer.status_code, answer.json()["code"]) == (409, "set_aside")


# Others' reviews.


@pytest.mark.parametrize(
    ("visible", "before", "after"),
    [("never", False, False), ("after_own", False, True), ("always", True, True)],
)
def test_others_reviews_show_when_the_call_says(
    reviewer, proposal, rita, call, visible, before, after
):
    calls.set_rules(call, by=None, reviews_visible=visible)
    house.submitted(proposal, house.reviewer("omar"), 1, 1, note="Omar’s doubts")
    review = house.written(proposal, rita, 4, 2)
    address = url(house.assigned(proposal, rita))
    assert ("Omar’s doubts" in words(main(reviewer.get(address)))) == before
    actions.submit_review(review, by=rita, version=review.version)
    assert ("Omar’s doubts" in words(main(reviewer.get(address)))) == after


def test_others_go_by_their_numbers_where_the_call_says(reviewer, proposal, rita, call):
    calls.set_rules(call, by=None, reviews_visible="always", name_reviewers=False)
    house.submitted(proposal, house.reviewer("omar"), 1, 1)
    house.written(proposal, rita, 4, 2)
    text = words(main(reviewer.get(url(house.assigned(proposal, rita)))))
    assert "Reviewer 1" in text
    assert "Omar" not in text


# Blind review.


def test_blind_review_names_nobody(reviewer, blind, rita):
    assignment = house.assigned(blind, rita)
    for address in (url(assignment), url(assignment, "declare")):
        page = reviewer.get(address).content.decode().lower()
        assert "secret" not in page, address
    text = words(main(reviewer.get(url(assignment))))
    assert "Blind review" in text
    assert "Peer learning" in text
    assert "File 1.pdf" in text
    assert (
        "secret"
        not in reviewer.get(reverse("workshops_reviews:index")).content.decode().lower()
    )


def test_blind_review_hands_files_out_under_names_that_say_nothing(
    reviewer, blind, rita
):
    assignment = house.assigned(blind, rita)
    paper, licence = (
        Attachment.objects.get(question=site.key(name)) for name in ("paper", "licence")
    )
    address = reverse("workshops_reviews:file", args=[assignment.pk, paper.pk])
    response = reviewer.get(address)
    assert response["Content-Disposition"] == 'attachment; filename="File 1.pdf"'
    assert b"".join(response.streaming_content) == samples.PDF
    address = reverse("workshops_reviews:file", args=[assignment.pk, licence.pk])
    assert reviewer.get(address, follow=True).status_code == 404


def test_a_change_of_what_is_hidden_is_hidden(reviewer, blind, rita):
    house.submitted(blind, rita, 4, 2)
    blind.refresh_from_db()
    author = blind.submitted_by
    changes = {site.answer("speakers"): "Doctor Secret", "title": "New title"}
    calls.save_draft(blind, changes, by=author, version=blind.version)
    calls.submit(blind, by=author, version=blind.version)
    page = reviewer.get(url(house.assigned(blind, rita))).content.decode()
    assert "New title" in page
    assert "secret" not in page.lower()


def test_named_review_shows_organizations_and_file_names(reviewer, blind, rita, call):
    calls.set_rules(blind.call, by=None, blind=False)
    text = words(main(reviewer.get(url(house.assigned(blind, rita)))))
    for shown in ("Union of Secrets (lead)", "Bank of Secrets", "secret-paper.pdf"):
        assert shown in text


def test_a_file_of_another_proposal_is_not_handed_out(reviewer, blind, rita, call):
    other = house.assigned(house.proposal(call, "Bank"), rita)
    house.assigned(blind, rita)
    paper = Attachment.objects.get(question=site.key("paper"))
    address = reverse("workshops_reviews:file", args=[other.pk, paper.pk])
    assert reviewer.get(address, follow=True).status_code == 404


# What is next.


def test_what_has_the_fewest_reviews_comes_next(reviewer, call, rita):
    omar = house.reviewer("omar")
    proposals = [house.proposal(call, name) for name in ("One", "Two", "Three")]
    mine = [house.assigned(proposal, rita) for proposal in proposals]
    for proposal in proposals[:2]:
        house.submitted(proposal, omar, 3, 3)
    response = reviewer.get(reverse("workshops_reviews:index"))
    button = main(response).select_one("a.button")
    assert button["href"] == url(mine[2])
    # What is due earlier goes before.
    soon = site.NOW.date() + timedelta(days=2)
    actions.assign(proposals[1], rita, by=None, due=soon)
    response = reviewer.get(reverse("workshops_reviews:index"))
    assert main(response).select_one("a.button")["href"] == url(mine[1])


def test_nothing_to_do_is_said(reviewer, db):
    page = main(reviewer.get(reverse("workshops_reviews:index")))
    assert "Nothing is assigned to you." in words(page)


def test_the_home_page_counts_what_is_left(reviewer, assignment, call, rita):
    page = soup(reviewer.get(reverse("wagtailadmin_home")))
    panel = words(page.select_one("#workshops-my-reviews-content"))
    assert "0 of 1 submitted" in panel
    assert "next due on 20 January 2025" in panel
    house.submitted(assignment.proposal, rita, 4, 2)
    page = soup(reviewer.get(reverse("wagtailadmin_home")))
    assert not page.select_one("#workshops-my-reviews-content")


def test_the_screen_asks_the_same_for_any_number(reviewer, call, rita):
    def queries(assignment):
        reviewer.get(url(assignment))
        with CaptureQueriesContext(connection) as captured:
            assert reviewer.get(url(assignment)).status_code == 200
        return len(captured)

    calls.set_rules(call, by=None, reviews_visible="always")
    first = house.proposal(call, "P0")
    house.written(first, rita, 4, 2)
    assignment = house.assigned(first, rita)
    house.submitted(first, house.reviewer("r0"), 3, 3)
    few = queries(assignment)
    for n in range(1, 5):
        house.submitted(first, house.reviewer(f"r{n}"), 3, 3)
        house.assigned(house.proposal(call, f"P{n}"), rita)
    assert queries(assignment) == few <= 40
