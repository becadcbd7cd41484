"""The members' pages ask the database as often for few rows as for many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.kept import kept
from workshops_plugin.calls import actions
from workshops_plugin.models import Call, Membership, Proposal

from . import site


@kept
def draft(call, union, ana):
    return site.draft(call, union, ana)


def queries(client, path):
    """Count the queries of a page that was called up before."""
    client.get(path)
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len(found)


def add_proposals(call, union, ana, count):
    for number in range(count):
        proposal = site.submitted(call, union, ana, title=f"Proposal {number}")
        partner = site.make_organization(f"Partner {Proposal.objects.count()}")
        actions.invite_partner(proposal, partner, by=ana)
        site.draft(call, union, ana, title=f"Draft {number}")
        theirs = site.make_organization(f"Lead {Proposal.objects.count()}")
        invited = site.draft(call, theirs, None)
        actions.invite_partner(invited, union, by=None)


def test_my_proposals_cost_the_same_for_2_and_20(client, call, union, ana):
    client.force_login(ana)
    add_proposals(call, union, ana, 2)
    few = queries(client, "/en/workshops/proposals/")
    add_proposals(call, union, ana, 18)
    assert queries(client, "/en/workshops/proposals/") == few


def test_my_proposals_cost_the_same_for_one_and_several_calls(client, call, union, ana):
    client.force_login(ana)
    site.draft(call, union, ana)
    few = queries(client, "/en/workshops/proposals/")
    for number in range(5):
        other = site.make_call(title=f"Call {number}", slug=f"call-{number}")
        site.submitted(other, union, ana)
    assert queries(client, "/en/workshops/proposals/") == few


@pytest.mark.parametrize("page", ["proposal", "edit", "review"])
def test_a_proposal_costs_the_same_with_more_partners_and_organizations(
    client, draft, ana, union, page
):
    client.force_login(ana)
    actions.invite_partner(draft, site.make_organization("First"), by=ana)
    few = queries(client, site.address(page, draft))
    for number in range(19):
        other = site.make_organization(f"Member {number}")
        actions.invite_partner(draft, other, by=ana)
        Membership.objects.create(user=ana, organization=other)
    assert queries(client, site.address(page, draft)) == few


@pytest.mark.parametrize("page", ["proposal", "edit", "review"])
def test_a_proposal_costs_the_same_with_5_and_50_questions(
    client, union, ana, page, at_noon
):
    client.force_login(ana)
    costs = set()
    for count in (5, 50):
        questions = [
            site.question(
                ("single_choice", "file", "long_text")[number % 3],
                f"question {number}",
                required=False,
                **({"options": ["A", "B", "C"]} if number % 3 == 0 else {}),
            )
            for number in range(count)
        ]
        call = site.make_call(questions=questions, slug=f"call-{count}")
        proposal = actions.start_proposal(call, organization=union, by=ana)
        data = {k: v for k, v in site.complete().items() if not k.startswith("q_")}
        data |= {
            site.answer(f"question {n}"): site.key(f"question {n}/A")
            for n in range(0, count, 3)
        }
        actions.save_draft(proposal, data, by=ana, version=1)
        costs.add(queries(client, site.address(page, proposal)))
    assert len(costs) == 1


def test_the_start_page_costs_the_same_for_any_number(client, call, union, ana):
    client.force_login(ana)
    site.draft(call, union, ana)
    few = queries(client, site.address("propose", call))
    for number in range(10):
        other = site.make_organization(f"Member {number}")
        Membership.objects.create(user=ana, organization=other)
        site.draft(Call.objects.get(), other, ana)
    assert queries(client, site.address("propose", call)) == few
