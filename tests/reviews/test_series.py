"""Putting a series together, and deciding by it."""

import pytest

from tests.calls import site
from tests.kept import kept
from workshops_plugin.calls import actions as calls
from workshops_plugin.models import Decision, ProposalPartner, Series
from workshops_plugin.record.verification import verify
from workshops_plugin.reviews import actions, wishing
from workshops_plugin.reviews.balance import Importance, PerOrganization, Range, Wishes
from workshops_plugin.reviews.board import Board
from workshops_plugin.reviews.dimensions import candidates_of, dimensions_of
from workshops_plugin.reviews.enums import Place
from workshops_plugin.reviews.ranking import ranking

from . import house

NAMES = ("One", "Two", "Three", "Four")
KINDS = ("workers", "employers", "government", "business")


@kept
def ranked(call, rita):
    """Four proposals of four kinds of organizations, the best first."""
    found = []
    for name, kind, value in zip(NAMES, KINDS, (5, 4, 3, 1), strict=True):
        organization = site.make_organization(name, kind=kind, country="GH")
        author = site.make_user(f"{name.lower()}@author.example", organization)
        proposal = site.submitted(call, organization, author)
        house.submitted(proposal, rita, value, value)
        found.append(proposal)
    return found


def keys(*proposals):
    return [str(proposal.pk) for proposal in proposals]


def wish(call, editor, size=2, *wishes, reason=house.REASON, **settled):
    series = Series.objects.filter(call=call).first()
    return actions.set_wishes(
        call,
        Wishes(size, wishes, **settled),
        by=editor,
        version=series.version if series else 0,
        reason=reason,
    )


def test_the_series_is_what_was_put_into_it_in_its_order(call, ranked, editor):
    one, two, three, four = ranked
    actions.place(one, Place.SERIES, by=editor)
    actions.place(three, Place.SERIES, by=editor, before=one)
    actions.place(two, Place.RESERVE, by=editor)
    series = actions.place(four, Place.RESERVE, by=editor, before=two)
    assert (series.chosen, series.reserve) == (keys(three, one), keys(four, two))
    series = actions.place(four, Place.SERIES, by=editor)
    assert (series.chosen, series.reserve) == (keys(three, one, four), keys(two))
    series = actions.place(one, Place.POOL, by=editor)
    assert series.chosen == keys(three, four)
    assert verify().intact


def test_every_change_is_on_record_and_a_repeated_one_is_none(call, ranked, editor):
    one, two, *_rest = ranked
    actions.place(one, Place.SERIES, by=editor)
    actions.place(one, Place.SERIES, by=editor)
    actions.place(two, Place.RESERVE, by=editor)
    versions = Series.history.model.objects.order_by("history_id")
    assert [(v.chosen, v.reserve, v.history_user_id) for v in versions] == [
        (keys(one), [], str(editor.pk)),
        (keys(one), keys(two), str(editor.pk)),
    ]


def test_a_full_series_takes_nothing_more_but_swaps(call, ranked, editor):
    one, two, three, _four = ranked
    wish(call, editor, 2)
    actions.place(one, Place.SERIES, by=editor)
    actions.place(two, Place.SERIES, by=editor)
    with site.refusal("full"):
        actions.place(three, Place.SERIES, by=editor)
    series = actions.swap(three, one, by=editor)
    assert series.chosen == keys(three, two)
    with site.refusal("not_in"):
        actions.swap(one, one, by=editor)


def test_fewer_places_leave_what_is_there_and_let_it_be_taken_out(call, ranked, editor):
    for proposal in ranked:
        actions.place(proposal, Place.SERIES, by=editor)
    wish(call, editor, 2)
    series = actions.place(ranked[0], Place.POOL, by=editor)
    assert series.chosen == keys(*ranked[1:])
    with site.refusal("full"):
        actions.place(ranked[0], Place.SERIES, by=editor)


def test_what_takes_no_part_has_no_place(call, ranked, editor):
    one, two, *_rest = ranked
    actions.place(one, Place.SERIES, by=editor)
    calls.withdraw(one, by=one.submitted_by, reason="We cannot")
    with site.refusal("not_ranked"):
        actions.place(one, Place.RESERVE, by=editor)
    # The next move leaves it behind.
    assert actions.place(two, Place.SERIES, by=editor).chosen == keys(two)
    assert Board(call, editor).chosen == keys(two)


def test_conflicts_bind_editors_on_the_board(call, ranked, editor):
    one, two, *_rest = ranked
    site.Membership.objects.create(user=editor, organization=one.lead_organization)
    with site.refusal("conflict"):
        actions.place(one, Place.SERIES, by=editor)
    actions.place(two, Place.SERIES, by=editor)
    board = Board(call, editor)
    assert board.merit is None
    assert "merit" not in board.cards[str(two.pk)].effect


def test_only_those_who_decide_move_anything(call, ranked, rita):
    with site.refusal("forbidden"):
        actions.place(ranked[0], Place.SERIES, by=rita)
    with site.refusal("forbidden"):
        wish(call, rita)
    assert not Series.objects.exists()


# Wishes.


def test_wishes_are_kept_as_they_were_said(call, ranked, editor):
    wishes = (
        Range("region", "africa", 1, 2, Importance.ESSENTIAL),
        Range("kind", "business", 1),
        PerOrganization(1, Importance.DESIRABLE),
    )
    must, must_not = frozenset(keys(ranked[3])), frozenset(keys(ranked[0]))
    series = wish(call, editor, 3, *wishes, must=must, must_not=must_not)
    assert wishing.read(house.fresh(series).wishes) == Wishes(3, wishes, must, must_not)
    assert series.chosen == keys(ranked[3])
    with site.refusal("settled"):
        actions.place(ranked[0], Place.SERIES, by=editor)
    with site.refusal("settled"):
        actions.place(ranked[3], Place.POOL, by=editor)


def test_once_reviews_are_in_wishes_need_a_reason(call, editor):
    series = wish(call, editor, 2, reason="")
    assert series.version == 1
    proposal = house.proposal(call)
    house.submitted(proposal, house.reviewer(), 3, 3)
    with site.refusal("reason"):
        wish(call, editor, 3, reason="")
    assert wish(call, editor, 3).history.first().history_change_reason == house.REASON


def test_wishes_that_contradict_each_other_are_refused(call, ranked, editor):
    one, two, *_rest = keys(*ranked)
    with site.refusal("contradiction"):
        wish(call, editor, 1, must=frozenset([one, two]))
    with site.refusal("contradiction"):
        wish(call, editor, 2, must=frozenset([one]), must_not=frozenset([one]))


def test_two_editors_do_not_overwrite_each_other_s_wishes(call, editor):
    wish(call, editor, 2)
    with site.refusal("stale"):
        actions.set_wishes(call, Wishes(4), by=editor, version=0)


# Deciding.


@pytest.fixture
def arranged(call, ranked, editor):
    one, two, three, four = ranked
    wish(call, editor, 2, Range("kind", "business", 1))
    actions.place(one, Place.SERIES, by=editor)
    actions.place(four, Place.SERIES, by=editor)
    actions.place(three, Place.RESERVE, by=editor)
    actions.place(two, Place.RESERVE, by=editor)
    return Series.objects.get(call=call)


WHY = "The only one of a business."


def settle(series, editor, rationales):
    return actions.settle(
        series.call, by=editor, version=series.version, rationales=rationales
    )


def test_the_board_becomes_decisions(arranged, ranked, editor):
    one, two, three, four = ranked
    with site.refusal("rationale"):
        settle(arranged, editor, {})
    assert not Decision.objects.exists()
    settle(arranged, editor, {four.pk: WHY, three.pk: "A better reserve."})
    found = {
        d.proposal_id: (d.decision, d.reserve_order, d.rationale, d.departs)
        for d in Decision.objects.all()
    }
    assert found == {
        one.pk: ("selected", None, "", False),
        four.pk: ("selected", None, WHY, True),
        three.pk: ("reserve", 1, "A better reserve.", True),
        two.pk: ("reserve", 2, "", True),
    }
    assert verify().intact


def test_what_it_follows_from_is_frozen(arranged, ranked, editor):
    one, two, three, four = ranked
    settle(arranged, editor, {four.pk: WHY, three.pk: WHY})
    settled = house.fresh(arranged).settled
    assert settled["by"] == str(editor.pk)
    assert settled["chosen"] == keys(one, four)
    assert settled["reserve"] == keys(three, two)
    assert settled["suggestion"]["chosen"] == keys(one, four)
    assert [row["merit"] for row in settled["ranking"]] == ["100", "80", "60", "20"]
    (kind,) = [each for each in settled["balance"] if each["dimension"] == "kind"]
    assert ["business", "Business", 1, 1] in kind["shares"]
    assert settled["wishes"]["ranges"][0]["value"] == "business"
    assert Series.history.model.objects.latest().settled == settled


def test_a_single_reserve_takes_the_first_place(call, ranked, editor):
    one, two, three, four = ranked
    actions.place(one, Place.SERIES, by=editor)
    actions.place(two, Place.RESERVE, by=editor)
    series = Series.objects.get()
    settle(series, editor, {})
    # The other way round, the next time.
    actions.place(two, Place.SERIES, by=editor)
    series = actions.place(three, Place.RESERVE, by=editor)
    settle(series, editor, {})
    current = {d.proposal_id: d for d in Decision.objects.order_by("number")}
    assert current[three.pk].reserve_order == 1
    assert current[two.pk].decision == "selected"
    assert current[four.pk].decision == "declined"


def test_nothing_follows_from_an_empty_or_a_changed_board(call, ranked, editor):
    with site.refusal("empty"):
        actions.settle(call, by=editor, version=0)
    series = actions.place(ranked[0], Place.SERIES, by=editor)
    actions.place(ranked[1], Place.SERIES, by=editor)
    series.version = 1
    with site.refusal("stale"):
        settle(series, editor, {})


def test_whoever_has_a_conflict_leaves_that_one_to_others(call, ranked, editor):
    one, two, *_rest = ranked
    actions.place(one, Place.SERIES, by=editor)
    series = actions.place(two, Place.SERIES, by=editor)
    other = house.editor("other")
    site.Membership.objects.create(user=other, organization=two.lead_organization)
    settle(series, other, {})
    assert not two.decisions.exists()
    assert one.decisions.get().decision == "selected"


def test_an_announced_call_stays_as_it_is(arranged, ranked, editor):
    site.put(
        type(arranged.call).objects.filter(pk=arranged.call.pk),
        announced_at=site.CLOSES,
    )
    with site.refusal("announced"):
        actions.place(ranked[0], Place.POOL, by=editor)


def test_a_suggestion_is_taken_over_as_it_was_seen(arranged, ranked, editor):
    one, two, three, _four = ranked
    series = actions.take_over(
        arranged.call, keys(two, one), by=editor, version=arranged.version
    )
    assert (series.chosen, series.reserve) == (keys(one, two), keys(three))
    with site.refusal("stale"):
        actions.take_over(
            arranged.call, keys(three), by=editor, version=arranged.version
        )


# By what a series balances.


def test_values_come_from_the_proposal_and_its_organizations(call, ranked, editor):
    one = ranked[0]
    partner = site.make_organization("Partner", country="JO")
    ProposalPartner(
        proposal=one, organization=partner, state="confirmed", answered_at=site.OPENS
    ).save()
    dimensions = dimensions_of(call)
    found = candidates_of(ranking(call), dimensions)[0]
    assert found.key == str(one.pk)
    assert found.merit == 100_000
    assert found.values == {
        "focus": {"child_labour"},
        "outcome": {site.key("Research")},
        "region": {"africa"},
        "lead_region": {"africa"},
        "kind": {"workers"},
        "pathfinder": {"no"},
        "joint": {"yes"},
        "language": {"en", "fr"},
        f"question:{site.key('format')}": {site.key("format/Panel")},
    }
    assert found.organizations == {str(one.lead_organization_id), str(partner.pk)}
    assert {d.key for d in dimensions} == found.values.keys()


@pytest.mark.django_db
def test_each_single_choice_is_a_dimension(at_noon):
    call = site.make_call(
        questions=[
            site.question("single_choice", "format", options=["Panel", "Case"]),
            site.question("short_text", "approach"),
        ]
    )
    (question,) = [d for d in dimensions_of(call) if d.key.startswith("question:")]
    assert list(question.values.values()) == ["Panel", "Case"]
