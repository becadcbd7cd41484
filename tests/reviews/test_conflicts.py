"""Conflicts of interest: found, declared, set, lifted; and what follows."""

import pytest
from django.core import mail

from tests.calls import site
from workshops_plugin.calls import actions as calls
from workshops_plugin.models import Assignment, Conflict, Membership, Organization
from workshops_plugin.record.verification import verify
from workshops_plugin.reviews import actions
from workshops_plugin.reviews.conflicts import conflicted, has_conflict

from . import house


def conflicts():
    """[(who, kind, organization, state), …]"""
    return sorted(
        (c.reviewer.first_name, c.kind, str(c.organization or ""), c.state)
        for c in Conflict.objects.all()
    )


def act_for(user, organization):
    return Membership.objects.create(user=user, organization=organization)


def test_whoever_acts_for_the_lead_must_not_review(proposal, rita, editor):
    act_for(rita, proposal.lead_organization)
    assert has_conflict(rita, proposal)
    with site.refusal("conflict"):
        actions.assign(proposal, rita, by=editor)
    actions.add_reviewer(proposal.call, rita, by=editor)
    assert conflicts() == [("Rita", "derived", "Union", "active")]
    assert conflicted(rita, proposal.call) == {proposal.pk}
    assert verify().intact


@pytest.mark.parametrize(
    ("answer", "expected"), [(None, True), (True, True), (False, False)]
)
def test_every_partner_counts_unless_it_refused(proposal, rita, answer, expected):
    bank = site.make_organization("Bank", kind="business")
    act_for(rita, bank)
    author = proposal.submitted_by
    partner = calls.invite_partner(proposal, bank, by=author)
    if answer is not None:
        calls.answer_invitation(partner, accept=answer, by=rita)
    assert has_conflict(rita, proposal) == expected


def test_whoever_wrote_it_must_not_review_though_they_left(proposal, editor):
    author = proposal.submitted_by
    Membership.objects.filter(user=author).delete()
    assert has_conflict(author, proposal)
    assert not has_conflict(editor, proposal)


def test_a_new_partner_ends_an_assignment(proposal, rita):
    review = house.submitted(proposal, rita, 4, 2)
    bank = site.make_organization("Bank", kind="business")
    act_for(rita, bank)
    assert conflicts() == []
    calls.invite_partner(proposal, bank, by=proposal.submitted_by)
    assert conflicts() == [("Rita", "derived", "Bank", "active")]
    assignment = Assignment.objects.get()
    assert assignment.state == "withdrawn"
    version = assignment.history.latest("history_id")
    assert version.history_change_reason == "A conflict of interest was found."
    assert house.fresh(review).state == "set_aside"
    assert verify().intact


def test_a_new_membership_ends_an_assignment(proposal, rita):
    review = house.submitted(proposal, rita, 4, 2)
    act_for(rita, proposal.lead_organization)
    assert Assignment.objects.get().state == "withdrawn"
    assert house.fresh(review).state == "set_aside"


def test_what_nobody_put_on_record_yet_counts_all_the_same(proposal, rita):
    review = house.written(proposal, rita, 4, 2)
    Membership.objects.bulk_create(
        [Membership(user=rita, organization=proposal.lead_organization)]
    )
    with site.refusal("conflict"):
        actions.submit_review(review, by=rita, version=review.version)
    assert actions.recheck_conflicts(proposal.call)
    assert house.fresh(review).state == "set_aside"
    assert not actions.recheck_conflicts(proposal.call)


def test_a_reviewer_declares_one_during_the_review(
    proposal, rita, editor, django_capture_on_commit_callbacks
):
    review = house.written(proposal, rita, 4, 2)
    mail.outbox.clear()
    with site.refusal("reason"):
        actions.declare_conflict(proposal, rita, by=rita, reason=" ")
    with django_capture_on_commit_callbacks(execute=True):
        actions.declare_conflict(proposal, rita, by=rita, reason="My sister leads it.")
    assert conflicts() == [("Rita", "declared", "", "active")]
    assert house.fresh(review).state == "set_aside"
    (message,) = mail.outbox
    assert message.to == ["calls@alliance.example"]
    # The reason is for the record, not for the mail.
    assert "sister" not in message.body
    with site.refusal("conflict"):
        actions.assign(proposal, rita, by=editor)
    again = actions.declare_conflict(proposal, rita, by=editor, reason="x")
    assert again.kind == "set"


def test_only_reviewers_of_the_call_and_editors_declare(proposal, rita, editor):
    with site.refusal("forbidden"):
        actions.declare_conflict(proposal, rita, by=rita, reason="x")
    house.assigned(proposal, rita)
    omar = house.reviewer("omar")
    with site.refusal("forbidden"):
        actions.declare_conflict(proposal, omar, by=rita, reason="x")
    actions.declare_conflict(proposal, omar, by=editor, reason="A former employee")
    assert conflicts() == [("Omar", "set", "", "active")]


def test_an_editor_lifts_one_with_a_reason_and_the_work_goes_on(proposal, rita, editor):
    act_for(rita, proposal.lead_organization)
    actions.add_reviewer(proposal.call, rita, by=editor)
    conflict = Conflict.objects.get()
    with site.refusal("reason"):
        actions.lift_conflict(conflict, by=editor, reason="")
    with site.refusal("forbidden"):
        actions.lift_conflict(conflict, by=rita, reason="x")
    reason = "It is an umbrella of all members."
    actions.lift_conflicts([conflict], by=editor, reason=reason)
    assert conflict.history.latest("history_id").history_change_reason == reason
    assert not has_conflict(rita, proposal)
    house.submitted(proposal, rita, 4, 2)
    actions.recheck_conflicts(proposal.call)
    assert conflicts() == [("Rita", "derived", "Union", "lifted")]


def test_lifting_one_organization_lifts_no_other(proposal, rita, editor):
    act_for(rita, proposal.lead_organization)
    actions.add_reviewer(proposal.call, rita, by=editor)
    actions.lift_conflict(Conflict.objects.get(), by=editor, reason="Umbrella")
    house.assigned(proposal, rita)
    bank = site.make_organization("Bank", kind="business")
    act_for(rita, bank)
    calls.invite_partner(proposal, bank, by=proposal.submitted_by)
    assert has_conflict(rita, proposal)
    assert conflicts() == [
        ("Rita", "derived", "Bank", "active"),
        ("Rita", "derived", "Union", "lifted"),
    ]
    assert Assignment.objects.get().state == "withdrawn"


def test_nobody_lifts_a_conflict_of_their_own(proposal, editor):
    act_for(editor, proposal.lead_organization)
    actions.add_reviewer(proposal.call, editor, by=None)
    with site.refusal("own"):
        actions.lift_conflict(Conflict.objects.get(), by=editor, reason="x")


def test_editors_do_not_decide_on_their_own(proposal, editor):
    act_for(editor, proposal.lead_organization)
    with site.refusal("conflict"):
        actions.decide(proposal, "selected", by=editor, rationale="Good")


def test_members_who_left_and_organizations_that_ended_count_no_more(proposal, rita):
    membership = act_for(rita, proposal.lead_organization)
    membership.valid_until = site.NOW.date().replace(year=2023)
    membership.save()
    assert not has_conflict(rita, proposal)
    membership.valid_until = None
    membership.save()
    assert has_conflict(rita, proposal)
    Organization.objects.update(member_until=site.NOW.date().replace(year=2023))
    assert not has_conflict(rita, proposal)
