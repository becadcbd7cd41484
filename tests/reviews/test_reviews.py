"""Writing a review: begun, saved, submitted, changed with a reason."""

import pytest

from tests.calls import site
from workshops_plugin.calls import actions as calls
from workshops_plugin.models import Call, Proposal, Review, Score
from workshops_plugin.record.verification import verify
from workshops_plugin.reviews import actions

from . import house


def given(review):
    """[value, …] in the order of the criteria."""
    return list(
        review.scores.order_by("criterion__order").values_list("value", flat=True)
    )


def test_a_review_is_begun_once(proposal, rita):
    assignment = house.assigned(proposal, rita)
    review = actions.begin_review(assignment, by=rita)
    assert actions.begin_review(assignment, by=rita) == review
    assert review.proposal_version == proposal.event_id
    assert Review.history.count() == 1


def test_what_is_saved_is_kept_and_no_more_is_written_than_changed(proposal, rita):
    review = house.written(proposal, rita, 4, 2, note="Solid")
    assert (given(review), review.version, review.state) == ([4, 2], 2, "open")
    assert (Review.history.count(), Score.history.count()) == (2, 2)
    review = house.change(review, 4, 3)
    assert (given(review), review.version) == ([4, 3], 3)
    assert (Review.history.count(), Score.history.count()) == (2, 3)
    assert house.change(review, 4, 3).version == 3
    assert Score.history.count() == 3
    assert verify().intact


def test_half_a_review_can_be_saved_and_a_score_taken_back(proposal, rita):
    review = house.begun(proposal, rita)
    review = house.change(review, 4)
    assert given(review) == [4]
    assert given(house.change(review, None)) == [None]


@pytest.mark.parametrize("value", [-1, 6, 2.5, "3", 10**9])
def test_a_score_is_on_the_scale(proposal, rita, value):
    review = house.begun(proposal, rita)
    with site.refusal("scale"):
        house.change(review, value)
    assert not Score.objects.exists()


def test_a_score_and_that_it_cannot_be_judged_exclude_each_other(proposal, rita):
    with site.refusal("scale"):
        house.change(house.begun(proposal, rita), actions.Given(3, cannot_judge=True))


def test_a_stale_version_is_refused_and_overwrites_nothing(proposal, rita):
    review = house.begun(proposal, rita)
    other = house.fresh(review)
    house.change(review, 4)
    with site.refusal("stale"):
        house.change(other, 1, note="From the other tab")
    assert given(review) == [4]
    assert house.fresh(review).note == ""


def test_what_is_too_long_is_refused(proposal, rita):
    review = house.begun(proposal, rita)
    with site.refusal("too_long"):
        house.change(review, note="x" * 10_001)
    with site.refusal("too_long"):
        house.change(review, actions.Given(3, remark="x" * 10_001))


def test_a_review_is_submitted_when_complete(proposal, rita, call):
    review = house.begun(proposal, rita)
    review = house.change(review, 4)
    with site.refusal("incomplete") as refused:
        actions.submit_review(review, by=rita, version=review.version)
    second = call.criteria.get(title="Root causes")
    assert refused.value.fields == {
        f"score_{second.pk}": [
            "Give “Root causes” a score, or say that you cannot judge it."
        ],
        "recommendation": ["Choose a recommendation."],
    }
    review = house.change(review, 4, actions.Given(cannot_judge=True))
    with site.refusal("incomplete") as refused:
        actions.submit_review(review, by=rita, version=review.version)
    assert refused.value.fields[f"score_{second.pk}"] == [
        "Say in the remark why you cannot judge “Root causes”."
    ]
    given = actions.Given(cannot_judge=True, remark="Not my field")
    review = house.change(review, 4, given, recommendation="maybe")
    review = actions.submit_review(review, by=rita, version=review.version)
    assert (review.state, review.submitted_at) == ("submitted", site.NOW)


def test_a_review_that_judges_nothing_is_refused(proposal, rita):
    review = house.written(proposal, rita, None, None)
    with site.refusal("incomplete"):
        actions.submit_review(review, by=rita, version=review.version)


def test_submitting_twice_changes_nothing(proposal, rita):
    review = house.submitted(proposal, rita, 4, 2)
    versions = Review.history.count()
    actions.submit_review(review, by=rita, version=review.version - 1)
    assert Review.history.count() == versions


def test_the_first_submitted_review_freezes_the_rubric(proposal, rita, call, at_noon):
    house.written(proposal, rita, 4, 2)
    assert house.fresh(call).rubric_frozen_at is None
    house.submitted(proposal, rita, 4, 2)
    assert house.fresh(call).rubric_frozen_at == site.NOW
    at_noon.shift(60)
    house.submitted(house.proposal(call, "Bank"), rita, 1, 1)
    assert house.fresh(call).rubric_frozen_at == site.NOW
    with site.refusal("frozen"):
        calls.set_rules(call, by=None, reason="x", scale_max=10)


def test_changing_what_was_submitted_needs_a_reason(proposal, rita):
    review = house.submitted(proposal, rita, 4, 2)
    with site.refusal("reason"):
        house.change(review, 5, reason=" ")
    review = house.change(review, 5, reason="I misread the budget.")
    assert (given(review), review.state) == ([5, 2], "submitted")
    version = Score.history.latest("history_id")
    assert (version.value, version.history_user_id, version.history_change_reason) == (
        5,
        str(rita.pk),
        "I misread the budget.",
    )


def test_what_was_submitted_stays_complete(proposal, rita):
    review = house.submitted(proposal, rita, 4, 2)
    with site.refusal("incomplete"):
        house.change(review, None)
    with site.refusal("incomplete"):
        house.change(review, recommendation="")
    assert given(review) == [4, 2]


def test_after_the_decision_scores_stay_unless_an_editor_reopens(
    proposal, rita, editor
):
    review = house.submitted(proposal, rita, 4, 2)
    actions.decide(proposal, "shortlisted", by=editor)
    review = house.change(review, 5)
    actions.decide(proposal, "selected", by=editor)
    with site.refusal("decided"):
        house.change(review, 1)
    with site.refusal("reason"):
        actions.reopen_review(review, by=editor, reason="")
    review = actions.reopen_review(review, by=editor, reason="New figures came in.")
    assert review.state == "reopened"
    review = house.change(review, 3, reason="")
    assert (given(review), review.state) == ([3, 2], "reopened")
    review = actions.submit_review(review, by=rita, version=review.version)
    assert review.state == "submitted"


def test_only_the_reviewer_writes(proposal, rita, editor):
    other = house.reviewer("omar")
    house.assigned(proposal, other)
    review = house.written(proposal, rita, 4, 2)
    for user in (other, editor):
        with site.refusal("forbidden"):
            actions.save_review(review, by=user, version=review.version, note="x")
        with site.refusal("forbidden"):
            actions.submit_review(review, by=user, version=review.version)
        with site.refusal("forbidden"):
            actions.begin_review(house.assigned(proposal, rita), by=user)
    with site.refusal("forbidden"):
        actions.reopen_review(review, by=rita, reason="x")


def test_nothing_is_written_on_what_is_withdrawn(proposal, rita):
    review = house.begun(proposal, rita)
    calls.withdraw(proposal, by=None)
    with site.refusal("not_submitted"):
        house.change(review, 4)


def test_a_withdrawn_assignment_keeps_what_was_written(proposal, rita, editor):
    review = house.submitted(proposal, rita, 4, 2)
    assignment = house.assigned(proposal, rita)
    actions.withdraw_assignment(assignment, by=editor, reason="Too much to do")
    review = house.fresh(review)
    assert (review.state, given(review)) == ("set_aside", [4, 2])
    with site.refusal("set_aside"):
        house.change(review, 1)
    house.assigned(proposal, rita)
    review = house.fresh(review)
    assert review.state == "reopened"
    review = actions.submit_review(review, by=rita, version=review.version)
    assert (review.state, given(review)) == ("submitted", [4, 2])


def test_a_review_says_which_version_it_judged(proposal, rita):
    review = house.submitted(proposal, rita, 4, 2)
    judged = review.proposal_version
    author = proposal.submitted_by
    proposal.refresh_from_db()
    calls.save_draft(proposal, {"title": "Two"}, by=author, version=proposal.version)
    calls.submit(proposal, by=author, version=proposal.version)
    assert house.fresh(review).proposal_version == judged
    review = house.fresh(review)
    actions.submit_review(review, by=rita, version=review.version)
    review = house.fresh(review)
    assert review.proposal_version == Proposal.objects.get().event_id != judged
    assert review.submitted_at == site.NOW


def test_the_rubric_is_reopened_with_a_reason(proposal, rita, call, editor):
    house.submitted(proposal, rita, 4, 2)
    with site.refusal("reason"):
        actions.reopen_rubric(call, by=editor, reason="")
    actions.reopen_rubric(call, by=editor, reason="The weights were mixed up.")
    first = call.criteria.get(title="Standards")
    calls.set_rules(call, by=editor, reason="Mixed up", weights={first: 3})
    # What was scored stays on the scale on which it was scored.
    with site.refusal("frozen"):
        calls.set_rules(call, by=editor, reason="x", scale_max=10)
    assert Call.objects.get().scale_max == 5
    other = house.proposal(call, "Bank")
    house.submitted(other, rita, 1, 1)
    assert house.fresh(call).rubric_frozen_at


def test_what_ranked_what_was_announced_is_not_reopened(
    proposal, rita, call, editor, at_noon
):
    house.submitted(proposal, rita, 4, 2)
    actions.reopen_rubric(call, by=editor, reason="The weights were mixed up.")
    actions.decide(proposal, "selected", by=editor)
    at_noon.move_to(site.CLOSES)
    actions.announce(call, by=editor)
    actions.reopen_decisions(call, by=editor, reason="A mistake")
    call = house.fresh(call)
    assert call.rubric_frozen_at == site.CLOSES
    with site.refusal("announced"):
        actions.reopen_rubric(call, by=editor, reason="x")


def test_a_retired_criterion_takes_no_more_scores(proposal, rita, call):
    review = house.written(proposal, rita, 4, 2)
    retired = call.criteria.get(title="Root causes")
    site.put([retired], retired=True)
    with site.refusal("criterion"):
        actions.save_review(
            review, scores={retired: 1}, by=rita, version=review.version
        )
    actions.submit_review(review, by=rita, version=review.version)
