"""Nobody's proposal changes behind their back: who is told what, and where it shows."""

import pytest
from django.contrib.messages import get_messages
from django.core import mail
from django.urls import reverse
from django.utils import translation

from tests.kept import kept
from workshops_plugin.calls import actions
from workshops_plugin.models import ProposalDraft

from . import site
from .screens import main, words

DAY = 24 * 3600


@pytest.fixture(autouse=True)
def told(django_capture_on_commit_callbacks):
    """Return who was told what by a verb: {(address, subject), …}."""

    def run(verb, *args, **kwargs):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            verb(*args, **kwargs)
        return {(*message.to, message.subject) for message in mail.outbox}

    return run


@kept
def bank():
    return site.make_organization("Bank of Workers", kind="business")


@kept
def joan(bank):
    return site.make_user("joan@bank.example", bank)


@kept
def proposal(call, union, ana, bank, joan, at_noon):
    """A submitted proposal behind which a partner stands."""
    proposal = site.submitted(call, union, ana)
    partner = actions.invite_partner(proposal, bank, by=ana)
    actions.answer_invitation(partner, accept=True, by=joan)
    at_noon.shift(DAY)
    return proposal


@kept
def partner(proposal):
    return proposal.partners.get()


def change(proposal, by, **data):
    actions.save_draft(proposal, data, by=by, version=proposal.version)
    return actions.submit(proposal, by=by, version=proposal.version)


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


# Partners.


def test_partners_are_told_when_what_they_confirmed_changes(proposal, ana, told):
    assert told(change, proposal, ana, title="Safer mines") == {
        ("ana@union.example", "Your proposal SCW24-001: Safer mines"),
        ("joan@bank.example", "Changed: Safer mines"),
    }
    (letter,) = [m for m in mail.outbox if m.to == ["joan@bank.example"]]
    assert "behind which Bank of Workers stands" in letter.body
    assert "31 December 2024, 23:59 CET" in letter.body


def test_partners_hear_nothing_where_nothing_changed(proposal, ana, told):
    actions.withdraw(proposal, by=ana)
    again = told(actions.submit, proposal, by=ana, version=proposal.version)
    assert again == {
        ("ana@union.example", "Your proposal SCW24-001: Safe mines without children")
    }


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, {("joan@bank.example", "No longer a partner: Safe mines")}),
        (True, {("joan@bank.example", "No longer a partner: Safe mines")}),
        (False, set()),
    ],
)
def test_whoever_is_removed_is_told(
    call, union, ana, bank, joan, told, accept, expected
):
    proposal = site.draft(call, union, ana, title="Safe mines")
    partner = actions.invite_partner(proposal, bank, by=ana)
    if accept is not None:
        actions.answer_invitation(partner, accept=accept, by=joan)
    assert told(actions.remove_partner, partner, by=ana) == expected
    assert told(actions.remove_partner, partner, by=ana) == set()


def test_removing_one_that_confirmed_is_asked_about(client, proposal, partner, ana):
    client.force_login(ana)
    edit = site.address("edit", proposal)
    data = {"version": proposal.version, "title": "x"}
    response = client.post(edit, {**data, "action": f"remove_partner:{partner.pk}"})
    ask = site.address("remove_partner", partner)
    assert response.url == ask
    assert "its people are told by e-mail" in words(main(client.get(ask)))
    partner.refresh_from_db()
    assert partner.state == "confirmed"
    response = client.post(ask)
    assert response.url == f"{edit}#partners"
    assert said(response) == ["Bank of Workers is not a partner any more, and is told."]
    partner.refresh_from_db()
    assert partner.state == "removed"
    assert client.get(ask).status_code == 404


def test_nobody_else_is_asked(client, partner, joan):
    ask = site.address("remove_partner", partner)
    assert client.get(ask).status_code == 302
    client.force_login(joan)
    assert client.get(ask).status_code == client.post(ask).status_code == 404
    partner.refresh_from_db()
    assert partner.state == "confirmed"


def test_a_link_that_was_taken_back_says_so_and_nothing_else(
    client, proposal, partner, joan, ana
):
    actions.remove_partner(partner, by=ana)
    client.force_login(joan)
    page = words(main(client.get(site.address("partner", partner))))
    assert "was taken back" in page
    assert proposal.title not in page


def test_editors_see_what_became_of_partners(client, proposal, partner, ana):
    client.force_login(site.make_editor())
    url = reverse("workshops_proposals:inspect", args=[proposal.pk])

    def shown():
        return words(main(client.get(url)).select_one("#partners-content"))

    assert shown() == "Bank of Workers Confirmed on 1 December 2024"
    change(proposal, ana, title="Safer mines")
    assert shown().endswith("The proposal was submitted again since.")
    actions.remove_partner(partner, by=ana)
    assert shown() == "Bank of Workers Removed"


# Corrections and extensions.


def test_a_correction_says_that_and_why(proposal, ana, told):
    before = proposal.changed_at
    editor = site.make_editor()
    messages = told(
        actions.correct_proposal,
        proposal,
        {"title": "Safest mines"},
        by=editor,
        reason="As you asked by telephone.",
        version=proposal.version,
    )
    assert messages == {
        ("ana@union.example", "Corrected: SCW24-001, Safest mines"),
        ("joan@bank.example", "Changed: Safest mines"),
    }
    (letter,) = [m for m in mail.outbox if m.to == ["ana@union.example"]]
    for text in (letter.body, letter.alternatives[0].content):
        assert "As you asked by telephone." in text
        assert "The Secretariat has corrected your proposal" in text
        assert "We have received" not in text
    assert (proposal.changed_at, proposal.submitted_by) == (before, ana)
    assert proposal.history.latest().history_user == editor


def test_a_correction_is_told_in_the_members_language(call, union, ana, told):
    with translation.override("fr"):
        proposal = site.submitted(call, union, ana)
    told(
        actions.correct_proposal,
        proposal,
        {"title": "Mines plus sûres"},
        by=site.make_editor(),
        reason="À votre demande.",
        version=proposal.version,
    )
    assert proposal.language == "fr"
    assert mail.outbox[0].subject.startswith("Corrigée")


@pytest.mark.parametrize("submitted", [True, False])
def test_more_time_is_told_to_whoever_wrote_it(call, union, ana, told, submitted):
    make = site.submitted if submitted else site.draft
    proposal = make(call, union, ana)
    until = site.CLOSES.replace(year=2025, month=1, day=9)
    messages = told(
        actions.extend, proposal, until, by=site.make_editor(), reason="A flood."
    )
    assert messages == {
        ("ana@union.example", "More time for “Safe mines without children”")
    }
    assert "A flood." in mail.outbox[0].body
    assert "9 January 2025, 23:59 CET (Europe/Zurich)" in mail.outbox[0].body


def test_a_draft_without_a_title_is_called_one(call, union, ana, told):
    proposal = actions.start_proposal(call, organization=union, by=ana)
    until = site.CLOSES.replace(year=2025, month=1, day=9)
    messages = told(actions.extend, proposal, until, by=None, reason="A flood.")
    assert messages == {("ana@union.example", "More time for “Untitled draft”")}


# Changes that were not meant.


def test_changes_that_were_not_submitted_can_be_discarded(client, proposal, ana):
    actions.save_draft(proposal, {"title": "x"}, by=ana, version=proposal.version)
    client.force_login(ana)
    url = site.address("discard", proposal)
    assert url in client.get(site.address("proposal", proposal)).content.decode()
    assert url in client.get(site.address("edit", proposal)).content.decode()
    assert "What was submitted stays as it is." in words(main(client.get(url)))
    response = client.post(url, {"version": proposal.version})
    assert said(response) == ["The changes are discarded."]
    assert not ProposalDraft.objects.filter(proposal=proposal).exists()
    proposal.refresh_from_db()
    assert proposal.title == "Safe mines without children"
    assert url not in client.get(site.address("proposal", proposal)).content.decode()


def test_changes_made_in_another_window_are_not_discarded_unseen(proposal, ana):
    seen = proposal.version
    actions.save_draft(proposal, {"title": "x"}, by=ana, version=seen)
    with site.refusal("stale"):
        actions.discard_changes(proposal, by=ana, version=seen)
    assert ProposalDraft.objects.filter(proposal=proposal).exists()


def test_only_the_lead_discards_and_only_what_was_submitted(
    client, call, union, proposal, ana, joan
):
    with site.refusal("not_acting"):
        actions.discard_changes(proposal, by=joan, version=proposal.version)
    draft = site.draft(call, union, ana)
    with site.refusal("not_submitted"):
        actions.discard_changes(draft, by=ana, version=draft.version)
    client.force_login(joan)
    assert client.get(site.address("discard", proposal)).status_code == 404


def test_after_the_closing_nothing_is_discarded(proposal, ana, at_noon):
    actions.save_draft(proposal, {"title": "x"}, by=ana, version=proposal.version)
    at_noon.move_to(site.CLOSES)
    with site.refusal("closed"):
        actions.discard_changes(proposal, by=ana, version=proposal.version)


# People who were members.


def test_somebody_who_has_left_reads_since_when(client, call, union, ana):
    union.memberships.update(valid_until="2024-11-30")
    client.force_login(ana)
    page = words(main(client.get(site.address("propose", call))))
    assert "You acted for Union of Miners until 30 November 2024." in page
    assert "not linked" not in page


def test_an_organization_that_has_left_takes_its_people_along(client, call, union, ana):
    type(union).objects.update(member_until="2024-11-29")
    client.force_login(ana)
    page = words(main(client.get(site.address("propose", call))))
    assert "You acted for Union of Miners until 29 November 2024." in page


# Editors are asked before they close a call.


def test_a_closing_that_is_past_is_asked_about(client, call, union, ana):
    site.draft(call, union, ana)
    client.force_login(site.make_editor())
    url = reverse("workshops_calls:dates", args=[call.pk])
    dates = {"opens_at": "2024-11-01 09:00", "closes_at": "2024-12-01 12:59"}
    data = {**dates, "timezone": "Europe/Zurich", "reason": ""}
    assert "Close the call at once" not in words(main(client.get(url)))
    asked = words(main(client.post(url, data)))
    assert "the call would close at once, and 1 draft could not be submitted" in asked
    assert "Close the call at once" in asked
    call.refresh_from_db()
    assert call.closes_at == site.CLOSES
    assert client.post(url, {**data, "close_now": "on"}).status_code == 302
    call.refresh_from_db()
    assert call.closes_at < site.NOW


@pytest.mark.parametrize("name", ["workshops_calls:index", "wagtailadmin_home"])
def test_a_call_that_nobody_can_see_is_not_called_open(client, call, name):
    client.force_login(site.make_editor())
    assert "Page not published" not in words(main(client.get(reverse(name))))
    call.source_page.unpublish()
    assert "Page not published" in words(main(client.get(reverse(name))))
