"""Partners: who is invited, what they see, what they answer, and until when."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.core import mail

from tests.kept import kept
from workshops_plugin.calls import actions
from workshops_plugin.calls.actions.partners import MAX_PARTNERS
from workshops_plugin.models import Membership, Organization, ProposalPartner

from . import site

SECOND = timedelta(seconds=1)


@kept
def bank():
    return site.make_organization("Bank of Workers", kind="business")


@kept
def joan(bank):
    return site.make_user("joan@bank.example", bank)


@kept
def draft(call, union, ana):
    return site.draft(call, union, ana)


@kept
def partner(draft, bank, ana):
    return actions.invite_partner(draft, bank, by=ana)


def end_membership(organization):
    Organization.objects.filter(pk=organization.pk).update(member_until="2024-11-30")
    organization.refresh_from_db()


# Inviting.


def test_an_invitation_names_who_invited_and_when(partner, ana, bank):
    assert (partner.organization, partner.state) == (bank, "invited")
    assert (partner.invited_by, partner.invited_at) == (ana, site.NOW)
    assert (partner.answered_by, partner.answered_at) == (None, None)


def test_the_lead_cannot_be_its_own_partner(draft, union, ana):
    with site.refusal("lead"):
        actions.invite_partner(draft, union, by=ana)


def test_only_members_are_invited(draft, bank, ana):
    end_membership(bank)
    with site.refusal("not_member"):
        actions.invite_partner(draft, bank, by=ana)
    Organization.objects.update(member_until=None)
    Organization.objects.filter(pk=bank.pk).update(member_since="2024-12-02")
    bank.refresh_from_db()
    with site.refusal("not_member"):
        actions.invite_partner(draft, bank, by=ana)


def test_the_same_invitation_is_not_sent_again_at_once(partner, draft, ana, at_noon):
    at_noon.shift(599)
    with site.refusal("too_soon"):
        actions.invite_partner(draft, partner.organization, by=ana)
    at_noon.shift(1)
    again = actions.invite_partner(draft, partner.organization, by=ana)
    assert again == partner
    assert again.invited_at == site.NOW + timedelta(minutes=10)


def test_taking_an_invitation_back_is_no_way_to_send_it_more_often(
    partner, draft, ana, at_noon
):
    actions.remove_partner(partner, by=ana)
    with site.refusal("too_soon"):
        actions.invite_partner(draft, partner.organization, by=ana)
    at_noon.shift(600)
    assert actions.invite_partner(draft, partner.organization, by=ana).pk == partner.pk
    assert ProposalPartner.objects.get().state == "invited"


def test_a_partner_that_confirmed_is_not_asked_again(partner, draft, ana, joan):
    actions.answer_invitation(partner, accept=True, by=joan)
    with site.refusal("confirmed"):
        actions.invite_partner(draft, partner.organization, by=ana)


def test_a_partner_that_refused_can_be_asked_again(partner, draft, ana, joan):
    actions.answer_invitation(partner, accept=False, by=joan)
    again = actions.invite_partner(draft, partner.organization, by=ana)
    assert (again.state, again.answered_by, again.answered_at) == (
        "invited",
        None,
        None,
    )


def test_a_proposal_has_a_limited_number_of_partners(draft, ana):
    names = [f"Member {number}" for number in range(MAX_PARTNERS + 1)]
    *several, last = (site.make_organization(name) for name in names)
    partners = [actions.invite_partner(draft, each, by=ana) for each in several]
    with site.refusal("too_many"):
        actions.invite_partner(draft, last, by=ana)
    actions.remove_partner(partners[0], by=ana)
    assert actions.invite_partner(draft, last, by=ana).state == "invited"
    with site.refusal("too_many"):
        actions.invite_partner(draft, several[0], by=ana)


# Answering.


@pytest.mark.parametrize(("accept", "state"), [(True, "confirmed"), (False, "refused")])
def test_an_answer_is_kept_with_who_gave_it(partner, joan, accept, state, at_noon):
    at_noon.shift(5)
    actions.answer_invitation(partner, accept=accept, by=joan)
    partner.refresh_from_db()
    assert (partner.state, partner.answered_by) == (state, joan)
    assert partner.answered_at == site.NOW + 5 * SECOND


def test_answering_the_same_twice_changes_nothing(partner, joan, bank, at_noon):
    ruth = site.make_user("ruth@bank.example", bank)
    actions.answer_invitation(partner, accept=True, by=joan)
    at_noon.shift(5)
    actions.answer_invitation(partner, accept=True, by=ruth)
    partner.refresh_from_db()
    assert (partner.answered_by, partner.answered_at) == (joan, site.NOW)


def test_a_partner_may_change_its_mind(partner, joan, at_noon):
    for accept, state in [(True, "confirmed"), (False, "refused"), (True, "confirmed")]:
        at_noon.shift(1)
        actions.answer_invitation(partner, accept=accept, by=joan)
        partner.refresh_from_db()
        assert partner.state == state
    assert partner.answered_at == site.NOW + 3 * SECOND


def test_answers_end_with_the_second_in_which_the_call_closes(partner, joan, at_noon):
    at_noon.move_to(site.CLOSES - SECOND)
    actions.answer_invitation(partner, accept=True, by=joan)
    at_noon.move_to(site.CLOSES)
    with site.refusal("closed"):
        actions.answer_invitation(partner, accept=False, by=joan)
    actions.answer_invitation(partner, accept=True, by=joan)
    partner.refresh_from_db()
    assert partner.state == "confirmed"


def test_partners_of_a_proposal_with_more_time_have_it_too(
    partner, draft, joan, at_noon
):
    until = site.CLOSES + timedelta(days=1)
    actions.extend(draft, until, by=None, reason="A storm")
    at_noon.move_to(until - SECOND)
    actions.answer_invitation(partner, accept=True, by=joan)
    assert partner.state == "confirmed"


def test_only_people_of_the_partner_answer(partner, ana, union):
    kofi = site.make_user("kofi@ministry.example", site.make_organization("Ministry"))
    for by in (ana, kofi):
        with site.refusal("not_acting"):
            actions.answer_invitation(partner, accept=True, by=by)


def test_an_organization_that_is_no_member_any_more_cannot_confirm(partner, bank, joan):
    end_membership(bank)
    with site.refusal("not_acting"):
        actions.answer_invitation(partner, accept=True, by=joan)
    with site.refusal("not_member"):
        actions.answer_invitation(partner, accept=True, by=None)


def test_an_invitation_that_was_taken_back_cannot_be_answered(partner, ana, joan):
    seen = ProposalPartner.objects.get()
    actions.remove_partner(partner, by=ana)
    with site.refusal("removed"):
        actions.answer_invitation(seen, accept=True, by=joan)


def test_a_partner_of_a_deleted_draft_is_told(partner, draft, ana, joan):
    seen = ProposalPartner.objects.select_related("proposal__call").get()
    actions.delete_draft(draft, by=ana)
    with site.refusal("deleted"):
        actions.answer_invitation(seen, accept=True, by=joan)


def test_nobody_stands_behind_what_is_withdrawn(call, union, ana, bank, joan):
    proposal = site.submitted(call, union, ana)
    partner = actions.invite_partner(proposal, bank, by=ana)
    actions.withdraw(proposal, by=ana)
    with site.refusal("closed"):
        actions.answer_invitation(partner, accept=True, by=joan)


def test_removing_a_partner_keeps_what_it_answered(call, union, ana, bank, joan):
    proposal = site.submitted(call, union, ana)
    partner = actions.invite_partner(proposal, bank, by=ana)
    actions.answer_invitation(ProposalPartner.objects.get(), accept=True, by=joan)
    actions.remove_partner(partner, by=ana)
    partner.refresh_from_db()
    assert (partner.state, partner.answered_by) == ("removed", joan)
    assert partner.history.count() == 3
    actions.remove_partner(partner, by=ana)
    assert partner.history.count() == 3


# The partner's page.


def test_a_partner_reads_the_draft_and_answers(client, partner, joan, draft):
    client.force_login(joan)
    page = client.get(site.address("partner", partner))
    assert page.status_code == 200
    assert "Peer learning" in page.content.decode()
    response = client.post(site.address("partner", partner), {"answer": "confirm"})
    assert response.url == site.address("partner", partner)
    partner.refresh_from_db()
    assert partner.state == "confirmed"
    client.post(site.address("partner", partner), {"answer": "refuse"})
    partner.refresh_from_db()
    assert partner.state == "refused"


def test_a_link_that_was_forwarded_shows_nothing_of_the_proposal(
    client, partner, draft, union
):
    ministry = site.make_organization("Ministry of Labour", kind="government")
    client.force_login(site.make_user("kofi@ministry.example", ministry))
    for response in (
        client.get(site.address("partner", partner)),
        client.post(site.address("partner", partner), {"answer": "confirm"}),
    ):
        assert response.status_code == 403
        page = response.content.decode()
        for secret in (
            "Safe mines",
            "three unions",
            "Peer learning",
            "Union of Miners",
            "Bank of Workers",
            "Ana Mensah",
            "Supply Chain Workshops",
            site.address("proposal", draft),
        ):
            assert secret not in page, secret
    partner.refresh_from_db()
    assert partner.state == "invited"


def test_a_visitor_signs_in_before_answering(client, partner):
    here = site.address("partner", partner)
    assert client.get(here).url == f"/en/sign-in/?next={here}"
    assert client.post(here, {"answer": "confirm"}).status_code == 302
    partner.refresh_from_db()
    assert partner.state == "invited"


def test_after_the_deadline_the_page_is_read_only(client, partner, joan, at_noon):
    at_noon.move_to(site.CLOSES)
    client.force_login(joan)
    page = client.get(site.address("partner", partner)).content.decode()
    assert "The time in which partners can answer is over." in page
    assert 'value="confirm"' not in page
    response = client.post(site.address("partner", partner), {"answer": "confirm"})
    (message,) = get_messages(response.wsgi_request)
    assert str(message) == "The time in which partners can answer is over."
    partner.refresh_from_db()
    assert partner.state == "invited"


@pytest.mark.parametrize("answer", ["", "yes", "confirmed"])
def test_an_answer_that_is_none_is_not_found(client, partner, joan, answer):
    client.force_login(joan)
    here = site.address("partner", partner)
    assert client.post(here, {"answer": answer}).status_code == 404


def test_somebody_who_left_the_partner_sees_nothing_any_more(client, partner, joan):
    Membership.objects.filter(user=joan).update(valid_until="2024-11-30")
    client.force_login(joan)
    page = client.get(site.address("partner", partner))
    assert page.status_code == 403
    assert "Safe mines" not in page.content.decode()


def test_whoever_invited_hears_the_answer(
    partner, joan, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        actions.answer_invitation(partner, accept=True, by=joan)
    (message,) = mail.outbox
    assert message.to == ["ana@union.example"]
    assert message.subject == "Bank of Workers has confirmed"
