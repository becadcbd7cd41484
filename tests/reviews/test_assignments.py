"""Who reviews what: picked, assigned, planned, withdrawn."""

import datetime
from collections import Counter
from itertools import combinations, product

import pytest
from django.core import mail
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.calls import site
from workshops_plugin.calls import actions as calls
from workshops_plugin.models import Assignment, Reviewer
from workshops_plugin.record.verification import verify
from workshops_plugin.reviews import actions
from workshops_plugin.reviews.actions.plan import Plan
from workshops_plugin.reviews.matching import match

from . import house


def pairs(plan):
    """{reference: [first name, …]} of a plan."""
    found = {}
    for proposal, user in plan.pairs:
        found.setdefault(proposal.reference, []).append(user.first_name)
    return {reference: sorted(names) for reference, names in found.items()}


def test_reviewers_are_picked_and_numbered(call, rita, editor):
    first = actions.add_reviewer(call, rita, by=editor)
    second = actions.add_reviewer(call, house.reviewer("omar"), by=editor)
    assert actions.add_reviewer(call, rita, by=editor) == first
    assert [first.number, second.number] == [1, 2]
    assert str(second) == "Reviewer 2"
    with site.refusal("forbidden"):
        actions.add_reviewer(call, rita, by=rita)


def test_who_cannot_enter_the_admin_cannot_review(call, proposal, editor, db):
    stranger = site.make_user("stranger@x.example")
    with site.refusal("no_access"):
        actions.add_reviewer(call, stranger, by=editor)
    with site.refusal("no_access"):
        actions.assign(proposal, stranger, by=editor)
    assert not Assignment.objects.exists()
    assert not Reviewer.objects.exists()


def test_assigning_twice_is_assigning_once(proposal, rita, editor):
    due = datetime.date(2025, 1, 20)
    one = actions.assign(proposal, rita, by=editor, due=due)
    assert actions.assign(proposal, rita, by=editor, due=due) == one
    assert Assignment.history.count() == 1
    later = datetime.date(2025, 1, 27)
    assert actions.assign(proposal, rita, by=editor, due=later).due == later
    assert Assignment.history.count() == 2
    assert Reviewer.objects.get().user == rita
    assert verify().intact


def test_the_reviewer_is_told_once_with_everything(
    call, rita, editor, django_capture_on_commit_callbacks
):
    proposals = [house.proposal(call, name) for name in ("One", "Two")]
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        actions.assign_all(
            [(proposal, rita) for proposal in proposals],
            by=editor,
            due=datetime.date(2025, 1, 20),
        )
    (message,) = mail.outbox
    assert message.to == [rita.email]
    assert message.subject == "To review for “Supply Chain Workshops”: 2 proposals"
    for proposal in proposals:
        assert f"{proposal.reference}: {proposal.title}" in message.body
    assert "/admin/workshops/reviews/" in message.body


@pytest.mark.parametrize("state", ["draft", "withdrawn", "ineligible", "announced"])
def test_what_needs_no_review_is_not_assigned(call, rita, editor, state):
    if state == "draft":
        union = site.make_organization()
        proposal = site.draft(call, union, site.make_user("a@union.example", union))
        code = "not_submitted"
    else:
        proposal = house.proposal(call)
        code = "not_submitted" if state == "withdrawn" else state
    if state == "withdrawn":
        calls.withdraw(proposal, by=None)
    if state == "ineligible":
        actions.decide(proposal, "ineligible", rationale="An advertisement", by=editor)
    if state == "announced":
        site.put([call], announced_at=site.NOW)
    with site.refusal(code):
        actions.assign(proposal, rita, by=editor)


def test_all_are_assigned_or_none(call, rita, editor):
    good, bad = house.proposal(call, "One"), house.proposal(call, "Two")
    calls.withdraw(bad, by=None)
    with site.refusal("not_submitted"):
        actions.assign_all([(good, rita), (bad, rita)], by=editor)
    assert not Assignment.objects.exists()


def test_reassigning_moves_it_on(proposal, rita, editor):
    omar = house.reviewer("omar")
    due = datetime.date(2025, 1, 20)
    assignment = house.assigned(proposal, rita, due=due)
    review = house.written(proposal, rita, 4, 2)
    new = actions.reassign(assignment, omar, by=editor, reason="Rita is ill.")
    assert (new.reviewer, new.due, new.state) == (omar, due, "assigned")
    assert house.fresh(assignment).state == "withdrawn"
    assert house.fresh(review).state == "set_aside"
    last = Assignment.history.filter(id=assignment.pk).latest("history_id")
    assert last.history_change_reason == "Rita is ill."


def test_a_reviewer_who_leaves_keeps_nothing(call, rita, editor):
    proposals = [house.proposal(call, name) for name in ("One", "Two")]
    house.submitted(proposals[0], rita, 4, 2)
    house.assigned(proposals[1], rita)
    actions.remove_reviewer(Reviewer.objects.get(), by=editor, reason="On leave")
    assert set(Assignment.objects.values_list("state", flat=True)) == {"withdrawn"}
    assert house.states() == ["set_aside"]
    assert not Reviewer.objects.get().active
    house.assigned(proposals[0], rita)
    assert Reviewer.objects.get().active


# Planning.


def test_a_plan_is_even_and_leaves_what_is_assigned(call, editor):
    users = [house.reviewer(name) for name in ("ann", "bob", "cleo")]
    for user in users:
        actions.add_reviewer(call, user, by=editor)
    proposals = [house.proposal(call, f"P{n}") for n in range(6)]
    house.assigned(proposals[0], users[0])
    plan = actions.plan_assignments(call)
    assert [(str(row), before, after) for row, before, after in plan.loads] == [
        ("Reviewer 1", 1, 4),
        ("Reviewer 2", 0, 4),
        ("Reviewer 3", 0, 4),
    ]
    assert plan.unfilled == []
    assert pairs(plan) == pairs(actions.plan_assignments(call))
    made = actions.apply_plan(plan, by=editor)
    assert len(made) == 11
    assert actions.plan_assignments(call).pairs == []
    with site.refusal("stale"):
        pairs_too_many = [(proposals[0], user) for user in users]
        actions.apply_plan(Plan(call=call, pairs=pairs_too_many), by=editor)


def test_a_plan_says_what_it_cannot_fill_and_why(call, editor):
    bank = site.make_organization("Bank")
    rita, omar = house.reviewer("rita", bank), house.reviewer("omar")
    proposal = site.submitted(call, bank, site.make_user("b@bank.example", bank))
    plan = actions.plan_assignments(call)
    (short,) = plan.unfilled
    assert (short.missing, short.why) == (
        2,
        "Nobody has been picked to review for this call.",
    )
    for user in (rita, omar):
        actions.add_reviewer(call, user, by=editor)
    plan = actions.plan_assignments(call)
    assert pairs(plan) == {proposal.reference: ["Omar"]}
    (short,) = plan.unfilled
    assert (short.proposal, short.missing) == (proposal, 1)
    assert short.why == "1 of the 2 reviewers has a conflict of interest."


@given(
    needs=st.dictionaries(st.integers(0, 2), st.integers(0, 3), max_size=3),
    loads=st.dictionaries(st.sampled_from("ABCD"), st.integers(0, 3), max_size=4),
    barred=st.sets(st.tuples(st.integers(0, 2), st.sampled_from("ABCD"))),
)
@settings(max_examples=200, deadline=None)
def test_a_matching_fills_what_can_be_filled_and_no_load_could_be_lower(
    needs, loads, barred
):
    planned = match(
        needs, loads, lambda p, r: (p, r) not in barred, lambda p, r: (p, r)
    )
    assert len(set(planned)) == len(planned)
    assert not set(planned) & barred
    for proposal, wanted in needs.items():
        free = sum((proposal, reviewer) not in barred for reviewer in loads)
        assert sum(p == proposal for p, _r in planned) == min(wanted, free)
    possible = [highest(loads, plan) for plan in full_plans(needs, loads, barred)]
    assert highest(loads, planned) == min(possible)


def highest(loads, planned):
    """The highest load among those to whom something is given, or 0."""
    counts = Counter(reviewer for _proposal, reviewer in planned)
    return max((loads[reviewer] + n for reviewer, n in counts.items()), default=0)


def full_plans(needs, loads, barred):
    """All plans that fill what can be filled."""
    choices = []
    for proposal, wanted in needs.items():
        free = [reviewer for reviewer in loads if (proposal, reviewer) not in barred]
        chosen = combinations(free, min(wanted, len(free)))
        choices.append([[(proposal, r) for r in some] for some in chosen])
    for plan in product(*choices):
        yield [pair for some in plan for pair in some]


def test_somebody_hands_on_a_place_so_that_another_can_be_filled():
    """Bob alone may take two; whoever shares the first with him has to take it."""
    barred = {(2, "Ann"), (3, "Ann")}
    planned = match(
        {1: 1, 2: 1, 3: 1},
        {"Ann": 0, "Bob": 0},
        lambda p, r: (p, r) not in barred,
        lambda p, r: r != "Bob",
    )
    assert sorted(planned) == [(1, "Ann"), (2, "Bob"), (3, "Bob")]


def test_a_reviewer_is_told_when_an_assignment_ends(
    proposal, rita, editor, mailoutbox, django_capture_on_commit_callbacks
):
    assignment = house.assigned(proposal, rita)
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw_assignment(assignment, by=editor, reason="Too much for her")
    (message,) = mailoutbox
    assert message.to == [rita.email]
    assert "No longer yours to review" in message.subject
    assert "Too much for her" not in message.body


def test_whoever_is_taken_out_gets_one_message_for_all_that_ends(
    call, proposal, rita, editor, mailoutbox, django_capture_on_commit_callbacks
):
    picked = actions.add_reviewer(call, rita, by=editor)
    for each in (proposal, house.proposal(call, "Bank")):
        house.assigned(each, rita)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_reviewer(picked, by=editor, reason="She moved")
    (message,) = mailoutbox
    assert message.subject.endswith(": 2 proposals")
    assert "SCW24-001" in message.body
    assert "SCW24-002" in message.body


def test_whoever_declares_a_conflict_is_told_nothing_new(
    proposal, rita, mailoutbox, django_capture_on_commit_callbacks
):
    house.assigned(proposal, rita)
    with django_capture_on_commit_callbacks(execute=True):
        actions.declare_conflict(proposal, rita, by=rita, reason="A cousin")
    assert [m for m in mailoutbox if m.to == [rita.email]] == []
