"""The ranking: of now, of any past moment, and by hand."""

import random
from contextlib import suppress
from datetime import timedelta
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.calls import site
from workshops_plugin.calls import actions as calls
from workshops_plugin.calls.listing import with_standing
from workshops_plugin.errors import Refused
from workshops_plugin.models import PathfinderCountry, Proposal
from workshops_plugin.reviews import actions
from workshops_plugin.reviews.ranking import ranking

from . import house

HOUR = timedelta(hours=1)


def table(found):
    """[(reference, merit, rank by merit, final rank), …]"""
    return [
        (row.proposal.reference, row.merit, row.rank.by_merit, row.rank.final)
        for row in found.rows
    ]


def facts(found):
    """Everything that a ranking says, for comparison."""
    return [
        (
            row.proposal.pk,
            row.proposal.title,
            str(row.proposal.lead),
            row.totals,
            row.merit,
            row.joint,
            row.pathfinder,
            row.submitted,
            row.decision,
            row.rank,
        )
        for row in [*found.rows, *found.aside]
    ]


@pytest.fixture
def reviewers(db):
    return [house.reviewer(name) for name in ("rita", "omar", "cleo")]


def test_the_merit_is_the_mean_of_weighted_totals(call, reviewers):
    first, second = call.criteria.order_by("order")
    calls.set_rules(call, by=None, reason="x", weights={first: 3, second: 1})
    one, two = house.proposal(call, "One"), house.proposal(call, "Two")
    for user, values in zip(reviewers, [(4, 2), (5, None), (3, 3)], strict=True):
        house.submitted(one, user, *values)
    house.written(two, reviewers[0], 5, 5)
    found = ranking(call)
    # (3·80 + 1·40) / 4 = 70; 100; 60; their mean is 230 / 3.
    assert found.rows[0].totals == (100, 70, 60)
    assert table(found) == [
        (one.reference, Fraction(230, 3), 1, 1),
        (two.reference, None, None, None),
    ]
    assert [row.submitted for row in found.rows] == [3, 0]
    with site.refusal("frozen"):
        calls.set_rules(call, by=None, reason="x", merit_method="median")
    actions.reopen_rubric(call, by=None, reason="x")
    calls.set_rules(call, by=None, reason="x", merit_method="median")
    assert ranking(call).rows[0].merit == 70


def test_what_is_withdrawn_or_ineligible_stands_aside(call, reviewers, editor):
    one, two, three = (house.proposal(call, name) for name in ("One", "Two", "Three"))
    for proposal in (one, two, three):
        house.submitted(proposal, reviewers[0], 3, 3)
    calls.withdraw(two, by=None)
    actions.decide(three, "ineligible", rationale="An advertisement", by=editor)
    found = ranking(call)
    assert [row.proposal.reference for row in found.rows] == [one.reference]
    assert [row.proposal.reference for row in found.aside] == [
        two.reference,
        three.reference,
    ]


def test_considerations_move_a_proposal_by_the_calls_rule(call, reviewers):
    plain, joint = house.proposal(call, "One"), house.proposal(call, "Two")
    bank = site.make_organization("Bank", kind="business")
    partner = calls.invite_partner(joint, bank, by=joint.submitted_by)
    banker = site.make_user("b@bank.example", bank)
    calls.answer_invitation(partner, accept=True, by=banker)
    for proposal, value in ((plain, 4), (joint, 4)):
        house.submitted(proposal, reviewers[0], value, value)
    assert table(ranking(call)) == [
        (joint.reference, 80, 1, 1),
        (plain.reference, 80, 1, 2),
    ]
    calls.set_rules(call, by=None, reason="x", consideration_rule="none")
    assert [row[3] for row in table(ranking(call))] == [1, 1]
    calls.set_rules(
        call, by=None, reason="x", consideration_rule="points", joint_points="7.5"
    )
    (first, _second) = ranking(call).rows
    assert (first.rank.points, first.rank.result) == (Fraction("7.5"), Fraction("87.5"))


def test_the_standing_is_the_one_that_the_list_of_proposals_shows(call, reviewers):
    live_together(call, reviewers, random.Random(3), 12)
    said = ranking(call)
    found = {
        row.proposal.pk: (row.joint, row.pathfinder)
        for row in [*said.rows, *said.aside]
    }
    listed = with_standing(Proposal.objects.filter(status="submitted"))
    assert found == {p.pk: (p.is_joint, p.is_pathfinder) for p in listed}
    assert len(set(found.values())) > 2


def live_together(call, reviewers, chance, steps, clock=None):
    """Let a call be reviewed for a while; return [(when, what the ranking said)]."""
    PathfinderCountry.objects.create(country="GH")
    proposals = [
        house.proposal(call, f"P{n}", countries=["GH"] if n % 2 else ["PE"])
        for n in range(4)
    ]
    bank = site.make_organization("Bank", kind="business")
    banker = site.make_user("b@bank.example", bank)
    seen = []
    for step in range(steps):
        proposal, user = chance.choice(proposals), chance.choice(reviewers)
        scores = [chance.choice([0, 1, 2, 3, 4, 5, None]), chance.randint(0, 5)]
        happenings = [
            lambda p=proposal, u=user, s=scores: review(p, u, s),
            lambda p=proposal, u=user, s=scores: review(p, u, s),
            lambda p=proposal: partner(p, bank, banker),
            lambda: weigh(call, chance.randint(1, 9)),
            lambda p=proposal: actions.decide(
                p, chance.choice(["shortlisted", "ineligible"]), by=None, rationale="x"
            ),
        ]
        happenings[step % len(happenings)]()
        if clock:
            seen.append((timezone.now(), facts(ranking(call))))
            clock.shift(HOUR)
    return seen


def review(proposal, user, values):
    # What is submitted already, or not eligible any more, is refused.
    with suppress(Refused):
        house.submitted(proposal, user, *values)


def partner(proposal, bank, banker):
    with suppress(Refused):
        invited = calls.invite_partner(proposal, bank, by=proposal.submitted_by)
        calls.answer_invitation(invited, accept=True, by=banker)


def weigh(call, weight):
    criterion = call.criteria.first()
    try:
        calls.set_rules(call, by=None, reason="x", weights={criterion: weight})
    except Refused:
        actions.reopen_rubric(call, by=None, reason="x")
        calls.set_rules(call, by=None, reason="x", weights={criterion: weight})


def test_the_ranking_of_any_past_moment_is_the_one_of_that_moment(
    call, reviewers, at_noon
):
    """Weights, partners, decisions and scores change; each moment is found again."""
    seen = live_together(call, reviewers, random.Random(8), 25, at_noon)
    assert len({str(said) for _at, said in seen}) > 15
    for at, said in seen:
        assert facts(ranking(call, at=at)) == said, at


def test_before_anything_was_scored_there_is_no_merit(call, reviewers, at_noon):
    one = house.proposal(call, "One")
    before = timezone.now()
    at_noon.shift(HOUR)
    house.submitted(one, reviewers[0], 5, 5)
    assert table(ranking(call, at=before)) == [(one.reference, None, None, None)]
    assert ranking(call, at=before - 2 * HOUR).rows == []


@pytest.mark.parametrize("at", [None, site.NOW + HOUR])
def test_the_number_of_queries_does_not_grow(call, reviewers, at):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert ranking(call, at=at).rows
        return len(captured)

    for n in range(2):
        house.submitted(house.proposal(call, f"P{n}"), reviewers[0], 3, n)
    few = queries()
    for n in range(2, 8):
        house.submitted(house.proposal(call, f"P{n}"), reviewers[n % 3], 3, n % 5)
    assert queries() == few <= 12
