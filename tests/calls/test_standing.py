"""Joint or not, Pathfinder or not: as of the second in which a proposal closes."""

from datetime import date, timedelta

import pytest

from tests.kept import kept
from workshops_plugin.calls import actions
from workshops_plugin.calls.listing import with_standing
from workshops_plugin.models import Organization, PathfinderCountry, Proposal

from . import site

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
AFTER = site.CLOSES + timedelta(days=30)
LAST_DAY = date(2024, 12, 31)


@kept
def bank():
    return site.make_organization("Bank of Workers", kind="business")


@kept
def joan(bank):
    return site.make_user("joan@bank.example", bank)


@kept
def proposal(call, union, ana):
    return site.submitted(call, union, ana)


@kept
def partner(proposal, bank, ana):
    return actions.invite_partner(proposal, bank, by=ana)


@kept
def confirmed(partner, joan):
    return actions.answer_invitation(partner, accept=True, by=joan)


def is_joint(now=AFTER):
    return with_standing(Proposal.objects.all(), now).get().is_joint


def is_pathfinder(now=AFTER):
    return with_standing(Proposal.objects.all(), now).get().is_pathfinder


def member(organization, since=None, until=None):
    Organization.objects.filter(pk=organization.pk).update(
        member_since=since, member_until=until
    )


# Joint.


def test_a_lead_alone_is_not_joint(proposal):
    assert (is_joint(site.NOW), is_joint()) == (False, False)


def test_an_invitation_alone_is_not_joint(partner):
    assert (is_joint(site.NOW), is_joint()) == (False, False)


def test_a_partner_that_confirmed_makes_it_joint(confirmed):
    assert (is_joint(site.NOW + SECOND), is_joint()) == (True, True)


def test_a_partner_that_refused_does_not(partner, joan):
    actions.answer_invitation(partner, accept=False, by=joan)
    assert (is_joint(site.NOW + SECOND), is_joint()) == (False, False)


def test_a_partner_that_changed_its_mind_does_not(confirmed, joan):
    actions.answer_invitation(confirmed, accept=False, by=joan)
    assert not is_joint()


def test_a_partner_that_was_removed_does_not(confirmed, ana):
    actions.remove_partner(confirmed, by=ana)
    assert not is_joint()


def test_a_confirmation_in_the_last_second_counts_and_later_ones_do_not(
    partner, joan, at_noon
):
    at_noon.move_to(site.CLOSES - SECOND)
    actions.answer_invitation(partner, accept=True, by=joan)
    assert is_joint(site.CLOSES)
    site.put(type(partner).objects.all(), answered_at=site.CLOSES)
    assert not is_joint(site.CLOSES)
    assert not is_joint()


def test_partners_may_have_longer_than_proposals(call, partner, joan, at_noon):
    until = site.CLOSES + 3 * DAY
    actions.set_rules(call, by=None, partners_until=until, reason="Holidays")
    at_noon.move_to(until - SECOND)
    assert not is_joint(until - SECOND)
    actions.answer_invitation(partner, accept=True, by=joan)
    assert is_joint(until)
    assert is_joint()


def test_a_proposal_with_more_time_is_judged_at_its_own_closing(
    proposal, partner, joan, at_noon
):
    until = site.CLOSES + 2 * DAY
    actions.extend(proposal, until, by=None, reason="A storm")
    at_noon.move_to(until - SECOND)
    actions.answer_invitation(partner, accept=True, by=joan)
    assert is_joint()


@pytest.mark.parametrize("who", ["union", "bank"])
@pytest.mark.parametrize(
    ("since", "until", "open_now", "closed"),
    [
        (None, LAST_DAY, True, True),
        (None, LAST_DAY - DAY, True, False),
        (LAST_DAY, None, False, True),
        (LAST_DAY + DAY, None, False, False),
        (None, LAST_DAY + DAY, True, True),
    ],
)
def test_both_must_be_members_on_the_day_of_the_closing(
    confirmed, union, bank, who, since, until, open_now, closed
):
    member({"union": union, "bank": bank}[who], since, until)
    assert (is_joint(site.NOW + SECOND), is_joint()) == (open_now, closed)


def test_a_membership_that_ends_after_the_closing_changes_nothing(confirmed, bank):
    member(bank, until=LAST_DAY)
    assert is_joint(AFTER)
    assert is_joint(AFTER + 365 * DAY)


def test_two_partners_make_it_joint_without_a_lead_that_left(
    confirmed, proposal, union, ana
):
    mill = site.make_organization("Mill", kind="business")
    partner = actions.invite_partner(proposal, mill, by=ana)
    actions.answer_invitation(partner, accept=True, by=None)
    member(union, until=LAST_DAY - DAY)
    assert is_joint()


def test_each_proposal_is_judged_by_its_own_partners(confirmed, call, union, ana):
    site.submitted(call, union, ana)
    found = with_standing(Proposal.objects.order_by("reference"), AFTER)
    assert [proposal.is_joint for proposal in found] == [True, False]


def test_a_call_without_dates_is_judged_as_of_now(confirmed, call, bank):
    site.put(type(call).objects.all(), opens_at=None, closes_at=None)
    assert is_joint(site.NOW + SECOND)
    member(bank, until=LAST_DAY)
    assert not is_joint(AFTER)


# Pathfinder.


@pytest.mark.parametrize(
    ("since", "until", "open_now", "closed"),
    [
        (None, None, True, True),
        (LAST_DAY, None, False, True),
        (LAST_DAY + DAY, None, False, False),
        (None, LAST_DAY, True, True),
        (None, LAST_DAY - DAY, True, False),
        (LAST_DAY, LAST_DAY, False, True),
    ],
)
def test_a_country_must_be_a_pathfinder_on_the_day_of_the_closing(
    proposal, since, until, open_now, closed
):
    PathfinderCountry.objects.create(country="GH", since=since, until=until)
    assert (is_pathfinder(site.NOW), is_pathfinder()) == (open_now, closed)


def test_other_countries_do_not_count(proposal):
    for code in ("CO", "GB", "HC"):
        PathfinderCountry.objects.create(country=code)
    assert proposal.countries == ["GH", "CI"]
    assert not is_pathfinder()


def test_any_of_its_countries_counts(proposal):
    PathfinderCountry.objects.create(country="CI")
    assert is_pathfinder()


def test_a_proposal_without_countries_is_none(call, union, ana):
    PathfinderCountry.objects.create(country="GH")
    site.submitted(call, union, ana, countries=[])
    assert not is_pathfinder()


def test_more_time_moves_the_day_that_counts(proposal):
    PathfinderCountry.objects.create(country="GH", since=LAST_DAY + DAY)
    assert not is_pathfinder()
    actions.extend(proposal, site.CLOSES + DAY, by=None, reason="A storm")
    assert is_pathfinder()
