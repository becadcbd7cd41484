"""What happens at once happens one after the other: real threads, real commits."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from tests.calls import site
from tests.calls.test_races import at_once, while_uncommitted
from tests.kept import kept
from workshops_plugin.calls import actions as calls
from workshops_plugin.models import (
    Assignment,
    Decision,
    Letter,
    Membership,
    Review,
    Score,
    Seal,
    Series,
)
from workshops_plugin.record.verification import verify
from workshops_plugin.reviews import actions
from workshops_plugin.reviews.balance import Wishes
from workshops_plugin.reviews.enums import Place

from . import house

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def call():
    now = timezone.now()
    return site.make_call(opens=now - timedelta(days=1), closes=now + timedelta(days=1))


@kept
def proposal(call):
    return house.proposal(call)


@pytest.fixture
def rita():
    return house.reviewer("rita")


def copy(row):
    return type(row).objects.get(pk=row.pk)


def test_two_tabs_that_save_at_once_lose_nothing(proposal, rita):
    review = house.begun(proposal, rita)
    one, two = copy(review), copy(review)
    outcomes = at_once(lambda: house.change(one, 1), lambda: house.change(two, 2))
    assert sorted(outcomes) == ["done", "stale"]
    assert Score.history.count() == 1
    assert verify().intact


def test_a_review_is_begun_once_by_two_tabs(proposal, rita):
    assignment = house.assigned(proposal, rita)
    begin = partial(actions.begin_review, by=rita)
    jobs = [partial(begin, copy(assignment)) for _n in "ab"]
    assert at_once(*jobs) == ["done", "done"]
    assert Review.history.count() == 1


def test_submitting_twice_at_once_is_submitting_once(proposal, rita, call):
    review = house.written(proposal, rita, 4, 2)
    versions = Review.history.count()
    submit = partial(actions.submit_review, by=rita, version=review.version)
    jobs = [partial(submit, copy(review)) for _n in "abc"]
    assert at_once(*jobs) == ["done"] * 3
    assert Review.history.count() == versions + 1
    assert verify().intact


def test_reviews_that_are_submitted_at_once_freeze_the_rubric_once(call):
    reviews = [
        house.written(house.proposal(call, f"P{n}"), house.reviewer(f"r{n}"), 3, 3)
        for n in range(4)
    ]
    versions = call.history.count()
    jobs = [
        partial(
            actions.submit_review,
            copy(review),
            by=review.reviewer,
            version=review.version,
        )
        for review in reviews
    ]
    assert at_once(*jobs) == ["done"] * 4
    assert call.history.count() == versions + 1
    assert verify().intact


def test_the_same_assignment_by_two_editors_is_made_once(proposal, rita):
    jobs = [partial(actions.assign, copy(proposal), rita, by=None) for _n in "ab"]
    assert at_once(*jobs) == ["done", "done"]
    assert Assignment.history.count() == 1


def test_two_decisions_at_once_are_both_kept_in_order(proposal, rita):
    house.submitted(proposal, rita, 4, 2)
    outcomes = at_once(
        partial(actions.decide, copy(proposal), "selected", by=None),
        partial(actions.decide, copy(proposal), "declined", by=None),
    )
    assert outcomes == ["done", "done"]
    assert list(Decision.objects.values_list("number", flat=True)) == [1, 2]
    assert verify().intact


def test_two_reserves_at_once_get_two_places(call, rita):
    proposals = [house.proposal(call, name) for name in ("One", "Two")]
    for proposal in proposals:
        house.submitted(proposal, rita, 3, 3)
    jobs = [partial(actions.decide, copy(p), "reserve", by=None) for p in proposals]
    assert at_once(*jobs) == ["done", "done"]
    orders = Decision.objects.values_list("reserve_order", flat=True)
    assert sorted(orders) == [1, 2]


def test_a_score_during_the_decision_comes_before_it_or_not_at_all(proposal, rita):
    review = house.submitted(proposal, rita, 4, 2)
    other = copy(review)
    outcome = while_uncommitted(
        lambda: actions.decide(proposal, "selected", by=None),
        lambda: house.change(other, 0),
    )
    assert outcome == "decided"
    assert Score.objects.filter(value=0).count() == 0


def test_a_score_during_the_announcement_comes_too_late(call, proposal, rita):
    review = house.submitted(proposal, rita, 4, 2)
    house.submitted(proposal, house.reviewer("omar"), 4, 2)
    actions.decide(proposal, "selected", by=None)
    actions.reopen_review(review, by=None, reason="x")
    now = timezone.now()
    calls.set_dates(
        call,
        call.opens_at,
        now + timedelta(milliseconds=1),
        by=None,
        reason="Over",
    )
    other = copy(review)
    outcome = while_uncommitted(
        lambda: actions.announce(call, by=None), lambda: house.change(other, 0)
    )
    assert outcome == "announced"
    assert verify().intact


def test_announcing_twice_at_once_is_announcing_once(call, proposal, rita):
    house.submitted(proposal, rita, 4, 2)
    actions.decide(proposal, "selected", by=None)
    now = timezone.now()
    calls.set_dates(
        call, call.opens_at, now + timedelta(milliseconds=1), by=None, reason="Over"
    )
    jobs = [partial(actions.announce, copy(call), by=None) for _n in "ab"]
    assert sorted(at_once(*jobs)) == ["announced", "done"]
    assert Seal.objects.count() == 1
    assert Letter.objects.count() == 1


def test_a_partner_who_joins_during_an_assignment_is_noticed(proposal, rita):
    bank = site.make_organization("Bank")
    Membership.objects.create(user=rita, organization=bank)
    outcome = while_uncommitted(
        lambda: actions.assign(proposal, rita, by=None),
        partial(calls.invite_partner, copy(proposal), bank, by=proposal.submitted_by),
    )
    assert outcome == "done"
    assert Assignment.objects.get().state == "withdrawn"


def test_what_two_editors_put_on_the_board_at_once_is_all_there(call):
    proposals = [house.proposal(call, f"P{n}") for n in range(4)]
    editors = [house.editor(f"e{n}") for n in range(4)]
    jobs = [
        partial(actions.place, copy(proposal), Place.SERIES, by=editor)
        for proposal, editor in zip(proposals, editors, strict=True)
    ]
    assert at_once(*jobs) == ["done"] * 4
    series = Series.objects.get()
    assert sorted(series.chosen) == sorted(str(p.pk) for p in proposals)
    assert (series.version, Series.history.count()) == (4, 4)
    assert verify().intact


def test_the_last_free_place_is_taken_once(call):
    editor = house.editor()
    actions.set_wishes(call, Wishes(1), by=editor, version=0)
    jobs = [
        partial(actions.place, house.proposal(call, f"P{n}"), Place.SERIES, by=editor)
        for n in range(3)
    ]
    assert sorted(at_once(*jobs)) == ["done", "full", "full"]
    assert verify().intact


def test_deciding_and_moving_at_once_do_not_mix(call):
    editor = house.editor()
    one, two = (house.proposal(call, f"P{n}") for n in range(2))
    series = actions.place(one, Place.SERIES, by=editor)
    outcomes = at_once(
        partial(
            actions.settle,
            copy(call),
            by=editor,
            version=series.version,
            rationales={one.pk: "The only one.", two.pk: "Too late."},
        ),
        partial(actions.place, copy(two), Place.RESERVE, by=editor),
    )
    assert outcomes in (["done", "done"], ["stale", "done"])
    settled = Series.objects.get().settled
    assert not settled or settled["reserve"] == []
    assert verify().intact
