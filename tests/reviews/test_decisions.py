"""Deciding and announcing."""

import pytest
from django.core import mail

from tests.calls import site
from tests.kept import kept
from workshops_plugin.calls import actions as calls
from workshops_plugin.models import Decision, Letter, Proposal, Seal
from workshops_plugin.record.verification import verify
from workshops_plugin.reviews import actions
from workshops_plugin.signals import proposal_decided

from . import house


@kept
def ranked(call, rita):
    """Three proposals, the best first."""
    proposals = [house.proposal(call, name) for name in ("One", "Two", "Three")]
    for proposal, value in zip(proposals, (5, 3, 1), strict=True):
        house.submitted(proposal, rita, value, value, feedback=f"Feedback {value}")
    return proposals


@pytest.fixture
def decided(ranked, editor):
    for proposal, decision in zip(
        ranked, ("selected", "reserve", "declined"), strict=True
    ):
        actions.decide(proposal, decision, by=editor)
    return ranked


@pytest.fixture
def closed(call, at_noon):
    at_noon.move_to(site.CLOSES)
    return call


def standing(proposal):
    """[(number, decision, order, rationale, rank, departs), …]"""
    rows = proposal.decisions.order_by("number")
    return [
        (d.number, d.decision, d.reserve_order, d.rationale, d.rank, d.departs)
        for d in rows
    ]


def test_what_follows_the_ranking_needs_no_rationale(decided):
    one, two, three = decided
    assert standing(one) == [(1, "selected", None, "", 1, False)]
    assert standing(two) == [(1, "reserve", 1, "", 2, False)]
    assert standing(three) == [(1, "declined", None, "", 3, False)]
    # Nobody but editors is told yet.
    assert {p.decision for p in Proposal.objects.all()} == {""}
    assert verify().intact


def test_what_departs_from_it_needs_one(ranked, editor):
    one, two, three = ranked
    actions.decide(three, "selected", by=editor)
    with site.refusal("rationale") as refused:
        actions.decide(one, "declined", by=editor)
    assert refused.value.message == (
        f"{one} (rank 1, Declined) departs from the ranking: {three} has rank 3 "
        "(Selected). Say why."
    )
    actions.decide(one, "declined", by=editor, rationale="Same host as last year")
    assert standing(one)[-1][-1]
    # One of two that swap places is enough.
    actions.decide(two, "declined", by=editor, rationale="Too close to another")
    actions.decide(three, "selected", by=editor, rationale="The only one from Asia")
    assert standing(three)[-1][-1]


def test_of_two_that_swap_places_one_is_explained(ranked, editor):
    one, _two, three = ranked
    actions.decide(three, "selected", by=editor, rationale="The only one from Asia")
    assert standing(three) == [
        (1, "selected", None, "The only one from Asia", 3, False)
    ]
    actions.decide(one, "declined", by=editor)
    assert standing(one) == [(1, "declined", None, "", 1, True)]


def test_what_has_no_review_needs_a_rationale(call, editor):
    proposal = house.proposal(call)
    with site.refusal("rationale"):
        actions.decide(proposal, "declined", by=editor)
    actions.decide(proposal, "shortlisted", by=editor)
    actions.decide(proposal, "declined", by=editor, rationale="Out of scope")


def test_not_eligible_needs_a_rationale(ranked, editor):
    with site.refusal("rationale"):
        actions.decide(ranked[0], "ineligible", by=editor)


def test_reserves_have_an_order(ranked, editor):
    one, two, three = ranked
    assert actions.decide(one, "reserve", by=editor).reserve_order == 1
    assert actions.decide(two, "reserve", by=editor).reserve_order == 2
    with site.refusal("order"):
        actions.decide(three, "reserve", by=editor, reserve_order=2)
    third = actions.decide(three, "reserve", by=editor, reserve_order=3)
    assert third.reserve_order == 3
    # Places can be swapped in one go, with a rationale for leaving the ranking.
    with site.refusal("order"):
        actions.decide(two, "reserve", by=editor, reserve_order=1, rationale="x")


def test_reserves_that_are_decided_together_share_out_their_places(ranked, call):
    one, two, three = ranked
    for proposal in (two, three):
        actions.decide(proposal, "reserve", by=None, rationale="x")
    choices = [actions.Choice(proposal, "reserve", "y") for proposal in ranked]
    made = actions.decide_all(call, choices, by=None)
    assert [decision.reserve_order for decision in made] == [1, 2, 3]
    # Those that are not among them keep theirs.
    actions.decide(one, "selected", by=None)
    made = actions.decide_all(call, choices[1:], by=None)
    assert [decision.reserve_order for decision in made] == [1, 2]
    made = actions.decide_all(call, choices[::2], by=None)
    assert [decision.reserve_order for decision in made] == [2, 3]


def test_deciding_the_same_twice_is_deciding_once(ranked, editor):
    first = actions.decide(ranked[0], "selected", by=editor)
    assert actions.decide(ranked[0], "selected", by=editor) == first
    actions.decide(ranked[0], "selected", by=editor, rationale="Best of all")
    assert [row[0] for row in standing(ranked[0])] == [1, 2]


def test_a_revision_keeps_what_was_decided_before(ranked, editor):
    actions.decide(ranked[0], "shortlisted", by=editor)
    actions.decide(ranked[0], "selected", by=editor)
    assert [row[1] for row in standing(ranked[0])] == ["shortlisted", "selected"]
    assert Decision.history.filter(history_type="~").count() == 0


def test_all_are_decided_or_none(ranked, editor, call):
    choices = [
        actions.Choice(ranked[0], "selected"),
        actions.Choice(ranked[1], "ineligible"),
    ]
    with site.refusal("rationale"):
        actions.decide_all(call, choices, by=editor)
    assert not Decision.objects.exists()


@pytest.mark.parametrize("decision", ["", "accepted", "draft"])
def test_only_known_decisions_are_made(ranked, editor, decision):
    with site.refusal("decision"):
        actions.decide(ranked[0], decision, by=editor)


def test_reviewers_and_others_do_not_decide(ranked, rita):
    with site.refusal("forbidden"):
        actions.decide(ranked[0], "selected", by=rita)


# Announcing.


def test_announcing_writes_tells_and_seals(
    decided, closed, editor, django_capture_on_commit_callbacks
):
    heard = []
    proposal_decided.connect(lambda **kw: heard.append(kw["proposal"]), weak=False)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        seal = actions.announce(closed, by=editor)
    assert [p.decision for p in Proposal.objects.order_by("reference")] == [
        "selected",
        "reserve",
        "declined",
    ]
    call = house.fresh(closed)
    assert call.phase() == "announced"
    assert Seal.objects.get() == seal
    assert len(mail.outbox) == len(heard) == 3
    assert set(Letter.objects.values_list("state", flat=True)) == {"sent"}
    first = mail.outbox[0]
    assert "was selected" in first.body
    assert "– Feedback 5" in first.body
    assert "Rita" not in first.body
    report = verify(call.pk)
    assert (report.findings, report.seals) == ([], 1)


def test_what_is_not_ready_is_not_announced(ranked, closed, editor):
    assert actions.obstacles(closed)[0].startswith("3 proposals are not decided yet:")
    actions.decide(ranked[0], "shortlisted", by=editor)
    actions.decide(ranked[1], "declined", by=editor)
    actions.decide(ranked[2], "declined", by=editor)
    assert actions.obstacles(closed) == [
        f"1 proposal is not decided yet: {ranked[0]}.",
        "No proposal is selected.",
    ]
    with site.refusal("unready"):
        actions.announce(closed, by=editor)


def test_an_open_call_is_not_announced(decided, call, editor):
    with site.refusal("open"):
        actions.announce(call, by=editor)


def test_only_those_who_may_announce(decided, closed, rita):
    with site.refusal("forbidden"):
        actions.announce(closed, by=rita)


def test_after_it_everything_stays(decided, closed, editor, rita):
    actions.announce(closed, by=editor)
    proposal = decided[0]
    review = proposal.reviews.get()
    with site.refusal("announced"):
        actions.announce(closed, by=editor)
    with site.refusal("announced"):
        actions.decide(proposal, "declined", by=editor, rationale="x")
    with site.refusal("announced"):
        house.change(review, 1)
    with site.refusal("announced"):
        actions.reopen_review(review, by=editor, reason="x")
    with site.refusal("announced"):
        calls.withdraw(proposal, by=editor, reason="x")
    with site.refusal("announced"):
        actions.add_reviewer(closed, rita, by=editor)


def test_letters_are_drafted_edited_and_kept(decided, closed, editor):
    letters = actions.prepare_letters(closed, by=editor)
    assert [letter.decision for letter in letters] == [
        "selected",
        "reserve",
        "declined",
    ]
    letter = letters[0]
    actions.edit_letter(
        letter, by=editor, version=1, subject="Good news", body="You are in."
    )
    with site.refusal("stale"):
        actions.edit_letter(letter, by=editor, version=1, subject="x", body="y")
    with site.refusal("empty"):
        actions.edit_letter(letter, by=editor, version=2, subject=" ", body="y")
    again = actions.prepare_letters(closed, by=editor)
    assert again[0].subject == "Good news"
    assert Letter.objects.count() == 3


@pytest.fixture
def written(decided, closed, editor):
    """A letter, of the proposal that was decided first, that somebody has written."""
    letter = actions.prepare_letters(closed, by=editor)[0]
    return actions.edit_letter(
        letter, by=editor, version=1, subject="Good news", body="You are in."
    )


def test_a_new_decision_needs_a_new_letter_and_keeps_the_old_words(
    decided, closed, editor, written
):
    actions.decide(decided[0], "declined", by=editor, rationale="They asked for it")
    actions.decide(decided[1], "selected", by=editor)
    again = actions.prepare_letters(closed, by=editor)
    assert [row.decision for row in again] == ["declined", "selected", "declined"]
    assert again[0].subject != "Good news"
    for _time in range(2):
        row = actions.prepare_letters(closed, by=editor)[0]
        assert row.replaced == "Good news\n\nYou are in."


def test_what_was_written_waits_while_nothing_is_decided(
    decided, closed, editor, written
):
    actions.decide(decided[0], "shortlisted", by=editor)
    assert len(actions.prepare_letters(closed, by=editor)) == 2
    actions.decide(decided[0], "selected", by=editor)
    assert actions.prepare_letters(closed, by=editor)[0].body == "You are in."
    actions.announce(closed, by=editor)
    assert house.fresh(written).state == "waiting"


def test_what_is_only_shortlisted_has_no_letter(ranked, closed, editor):
    actions.decide(ranked[0], "shortlisted", by=editor)
    assert actions.prepare_letters(closed, by=editor) == []


def test_what_was_written_about_nothing_goes_with_the_announcement(
    decided, closed, editor, written
):
    calls.withdraw(decided[0], by=None, reason="x")
    actions.decide(decided[1], "selected", by=editor)
    actions.announce(closed, by=editor)
    assert not Letter.objects.filter(pk=written.pk).exists()


def test_letters_speak_the_language_of_the_proposal(decided, closed, editor):
    site.put([decided[0]], language="fr")
    letter = actions.prepare_letters(closed, by=editor)[0]
    assert letter.language == "fr"
    assert letter.subject != actions.prepare_letters(closed, by=editor)[1].subject


def test_a_letter_that_does_not_leave_waits(
    decided, closed, editor, settings, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "tests.mailing.test_send.DeadServer"
    with django_capture_on_commit_callbacks(execute=True):
        actions.announce(closed, by=editor)
    assert set(Letter.objects.values_list("state", flat=True)) == {"waiting"}
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox.clear()
    assert actions.send_letters(closed) == (3, 0)
    assert actions.send_letters(closed) == (0, 0)
    assert len(mail.outbox) == 3


def test_a_reserve_moves_up_and_only_those_affected_hear(
    decided, closed, editor, django_capture_on_commit_callbacks
):
    one, two, _three = decided
    with django_capture_on_commit_callbacks(execute=True):
        actions.announce(closed, by=editor)
    mail.outbox.clear()
    actions.withdraw_selected(one, by=editor, reason="The host lost its funding.")
    with django_capture_on_commit_callbacks(execute=True):
        actions.decide(two, "selected", by=editor, rationale="First of the reserves")
        assert house.fresh(two).decision == "reserve"
        actions.announce(closed, by=editor, reason="A host withdrew.")
    assert house.fresh(two).decision == "selected"
    assert house.fresh(one).status == "withdrawn"
    assert [message.to for message in mail.outbox] == [["ana@union.example"]]
    assert list(Seal.objects.values_list("number", flat=True)) == [1, 2]
    assert Letter.objects.filter(round=2).get().proposal == two
    assert house.fresh(closed).reopened_at is None
    assert verify(closed.pk).intact
    with site.refusal("announced"):
        actions.decide(two, "declined", by=editor, rationale="x")


def test_decisions_are_reopened_with_a_reason_only(decided, closed, editor):
    with site.refusal("not_announced"):
        actions.reopen_decisions(closed, by=editor, reason="x")
    actions.announce(closed, by=editor)
    with site.refusal("reason"):
        actions.reopen_decisions(closed, by=editor, reason="")
    actions.reopen_decisions(closed, by=editor, reason="An appeal")
    latest = closed.history.latest("history_id")
    assert latest.history_change_reason == "An appeal"


def test_whoever_leads_a_proposal_reads_its_letter_on_its_page(
    decided, editor, call, at_noon, client
):
    page = site.address("proposal", decided[0])
    client.force_login(decided[0].submitted_by)
    actions.prepare_letters(call, by=editor)
    assert "Our letter to you" not in client.get(page).content.decode()
    at_noon.move_to(site.CLOSES)
    actions.announce(house.fresh(call), by=editor)
    client.force_login(decided[0].submitted_by)
    shown = client.get(page).content.decode()
    assert "Our letter to you" in shown
    assert "was selected" in shown
    assert "Feedback 5" in shown
    client.force_login(decided[1].submitted_by)
    assert client.get(page).status_code == 404
