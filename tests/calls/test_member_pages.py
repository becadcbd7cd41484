"""The members' pages: who comes in, and what they find."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import translation

from tests.kept import kept
from workshops_plugin.calls import actions
from workshops_plugin.models import Membership, Proposal

from . import site

SECRET = "Safe mines without children"
PAGES = ["proposal", "edit", "review", "submitted", "withdraw", "delete"]


@kept
def bank():
    return site.make_organization("Bank of Workers", kind="business")


@kept
def joan(bank):
    return site.make_user("joan@bank.example", bank)


@kept
def draft(call, union, ana):
    return site.draft(call, union, ana)


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def statuses(client, user, proposal):
    client.force_login(user)
    return {
        page: client.get(site.address(page, proposal)).status_code for page in PAGES
    }


def test_a_draft_to_a_call_that_is_offline_says_so(client, call, draft, ana):
    client.force_login(ana)
    with translation.override("en"):
        address = reverse("workshops:proposals")
    assert "Closes:" in client.get(address).content.decode()
    call.source_page.unpublish()
    text = client.get(address).content.decode()
    assert "This call does not take proposals at the moment." in text
    assert "Closes:" not in text


# Who comes in.


def test_colleagues_read_and_continue(client, draft, ana, union):
    kofi = site.make_user("kofi@union.example", union)
    for user in (ana, kofi):
        assert statuses(client, user, draft) == {
            **dict.fromkeys(PAGES, 200),
            "submitted": 302,
        }


def test_partners_read_and_nothing_else(client, draft, ana, bank, joan):
    partner = actions.invite_partner(draft, bank, by=ana)
    for accept in (None, True):
        if accept:
            actions.answer_invitation(partner, accept=True, by=joan)
        assert statuses(client, joan, draft) == {
            **dict.fromkeys(PAGES, 404),
            "proposal": 200,
        }
    page = client.get(site.address("proposal", draft)).content.decode()
    assert SECRET in page
    assert site.address("edit", draft) not in page
    actions.answer_invitation(partner, accept=False, by=joan)
    assert statuses(client, joan, draft) == dict.fromkeys(PAGES, 404)


def test_everybody_else_finds_nothing(client, call, union, ana, joan):
    proposal = site.submitted(call, union, ana)
    left = site.make_user("left@union.example", union)
    Membership.objects.filter(user=left).update(valid_until="2024-11-30")
    inactive = site.make_user("inactive@union.example")
    editor = site.make_editor()
    for user in (joan, left, inactive, editor):
        assert statuses(client, user, proposal) == dict.fromkeys(PAGES, 404), user
        for page in ("withdraw", "delete", "review"):
            assert client.post(site.address(page, proposal)).status_code == 404
    assert Proposal.objects.get().is_submitted


def test_somebody_who_has_left_finds_nothing_where_there_is_something(
    client, draft, ana
):
    client.force_login(ana)
    assert SECRET in client.get(site.address("proposal", draft)).content.decode()
    Membership.objects.update(valid_until="2024-11-30")
    response = client.get(site.address("proposal", draft))
    assert response.status_code == 404
    assert SECRET not in response.content.decode()
    assert SECRET not in client.get("/en/workshops/proposals/").content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_visitors_sign_in_and_come_back(client, draft, page):
    here = site.address(page, draft, "fr")
    assert client.get(here).url == f"/fr/sign-in/?next={here}"


def test_pages_of_members_are_never_cached(client, draft, ana):
    client.force_login(ana)
    for page in ("proposal", "edit", "review"):
        response = client.get(site.address(page, draft))
        assert "no-store" in response["Cache-Control"]
        assert "private" in response["Cache-Control"]


# My proposals.


def test_my_proposals_are_those_of_my_organizations(client, call, union, ana, joan):
    mine = site.submitted(call, union, ana)
    other = site.make_organization("Mill", kind="business")
    site.submitted(call, other, site.make_user("m@mill.example", other), title="Theirs")
    client.force_login(ana)
    response = client.get("/en/workshops/proposals/")
    assert response.context["led"] == [mine]
    assert response.context["invitations"] == []
    assert response.context["open_calls"] == [call]
    assert "Theirs" not in response.content.decode()
    client.force_login(joan)
    response = client.get("/en/workshops/proposals/")
    assert response.context["led"] == []


def test_invitations_stand_beside_until_they_are_taken_back(
    client, draft, ana, bank, joan
):
    partner = actions.invite_partner(draft, bank, by=ana)
    client.force_login(joan)
    page = client.get("/en/workshops/proposals/")
    assert page.context["invitations"] == [partner]
    assert site.address("partner", partner) in page.content.decode()
    actions.remove_partner(partner, by=ana)
    assert client.get("/en/workshops/proposals/").context["invitations"] == []


# Starting.


def start(client, call, **data):
    return client.post(site.address("propose", call), data)


def test_starting_leads_to_the_form(client, call, union, ana):
    client.force_login(ana)
    response = start(client, call, organization=union.pk)
    assert response.url == site.address("edit", Proposal.objects.get())


@pytest.mark.parametrize("chosen", ["theirs", "", "x", "-1", "9" * 40, "٣"])
def test_nobody_starts_for_an_organization_that_is_not_theirs(
    client, call, ana, bank, chosen
):
    client.force_login(ana)
    response = start(
        client, call, organization=bank.pk if chosen == "theirs" else chosen
    )
    assert response.status_code == 200
    assert "Choose the organization that proposes." in response.content.decode()
    assert not Proposal.objects.exists()


def test_somebody_of_no_member_reads_why_not(client, call):
    client.force_login(site.make_user("nobody@example.org"))
    page = client.get(site.address("propose", call)).content.decode()
    assert "your account is not linked to one" in " ".join(page.split())
    assert "calls@alliance.example" in page
    assert "<fieldset" not in page


def test_a_member_outside_the_action_group_reads_why_not(client, db, at_noon):
    call = site.make_call(group=site.make_group())
    union = site.make_organization()
    client.force_login(site.make_user("ana@union.example", union))
    page = client.get(site.address("propose", call)).content.decode()
    assert "asks members of the Supply Chain Action Group" in " ".join(page.split())
    assert start(client, call, organization=union.pk).status_code == 200
    assert not Proposal.objects.exists()


def test_drafts_of_the_organization_are_offered_before_a_new_one(
    client, draft, union, call
):
    client.force_login(site.make_user("kofi@union.example", union))
    response = client.get(site.address("propose", call))
    assert list(response.context["drafts"]) == [draft]
    assert site.address("edit", draft) in response.content.decode()


def test_a_call_that_closed_meanwhile_starts_nothing(client, call, union, ana, at_noon):
    at_noon.move_to(site.CLOSES)
    client.force_login(ana)
    response = start(client, call, organization=union.pk)
    assert "This call has closed." in said(response)[0]
    assert not Proposal.objects.exists()


# Withdrawing and deleting.


def test_a_draft_is_deleted_after_a_question(client, draft, ana):
    client.force_login(ana)
    assert client.post(site.address("delete", draft)).url == "/en/workshops/proposals/"
    assert not Proposal.objects.exists()


def test_what_was_submitted_is_withdrawn_instead(client, call, union, ana):
    proposal = site.submitted(call, union, ana)
    client.force_login(ana)
    response = client.post(site.address("delete", proposal))
    assert response.url == site.address("proposal", proposal)
    client.post(site.address("withdraw", proposal), {"reason": " Too soon "})
    proposal.refresh_from_db()
    assert proposal.status == "withdrawn"
    assert proposal.history.latest().history_change_reason == "Too soon"
