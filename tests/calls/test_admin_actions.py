"""What editors do from a proposal's page: more time, withdrawing, notes, mail."""

from datetime import datetime, timezone

import pytest
from django.core import mail
from django.urls import reverse

from tests.kept import kept
from workshops_plugin.calls import actions
from workshops_plugin.models import Call, Proposal, ProposalNote

from . import site
from .screens import complaints, errors, main, panel, said, typed, words


@pytest.fixture
def editor(client, db):
    editor = site.make_editor()
    client.force_login(editor)
    return editor


@kept
def proposal(call, union, ana):
    return site.submitted(call, union, ana)


def url(name, proposal):
    return reverse(f"workshops_proposals:{name}", args=[proposal.pk])


def refused(client, name, proposal, data):
    """Post what must be refused: shown again as typed, and nothing is changed."""
    before = Proposal.objects.values().get(pk=proposal.pk)
    response = client.post(url(name, proposal), data)
    assert response.status_code == 200
    assert typed(response) == data
    assert Proposal.objects.values().get(pk=proposal.pk) == before
    return response


# More time.


def test_one_proposal_is_given_more_time(client, call, proposal, editor):
    assert "In the call’s time zone, Europe/Zurich." in words(
        main(client.get(url("extend", proposal)))
    )
    data = {"until": "2025-01-07 12:30", "reason": " Ana was ill. "}
    response = client.post(url("extend", proposal), data, follow=True)
    assert response.redirect_chain == [(url("inspect", proposal), 302)]
    assert said(response) == ["The proposal has a later closing."]
    assert "7 January 2025, 12:30 CET (Europe/Zurich) (its own closing)" in words(
        main(response)
    )
    proposal.refresh_from_db()
    assert proposal.closes_at == datetime(2025, 1, 7, 11, 30, tzinfo=timezone.utc)
    version = proposal.history.get(history_change_reason="Ana was ill.")
    assert version.history_user_id == str(editor.pk)


def test_a_draft_is_given_more_time_as_well(client, call, union, ana, editor):
    draft = site.draft(call, union, ana)
    data = {"until": "2025-01-07 12:30", "reason": "Ana was ill."}
    assert client.post(url("extend", draft), data).url == url("inspect", draft)
    draft.refresh_from_db()
    assert draft.closes_at == datetime(2025, 1, 7, 11, 30, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        ("", "This field is required."),
        ("tomorrow", "Enter a valid date/time."),
        ("0001-01-01 00:00", "Enter a valid date/time."),
        (
            "2024-12-31 23:59",
            "Choose a time to come, later than the closing of the call.",
        ),
        (
            "2025-03-30 02:30",
            "Clocks are changed at this time in this time zone, so it does not name "
            "one moment. Choose another time.",
        ),
    ],
)
def test_a_time_that_cannot_be_granted_is_explained(
    client, call, proposal, editor, until, sentence
):
    data = {"until": until, "reason": "Because"}
    assert errors(refused(client, "extend", proposal, data)) == {"until": sentence}


def test_more_time_needs_a_reason(client, proposal, editor):
    data = {"until": "2025-01-07 12:30", "reason": ""}
    assert errors(refused(client, "extend", proposal, data)) == {
        "reason": "This field is required."
    }


def test_no_more_time_is_given_after_the_announcement(client, call, proposal, editor):
    site.put(Call.objects.filter(pk=call.pk), announced_at=site.NOW)
    data = {"until": "2025-01-07 12:30", "reason": "Because"}
    assert complaints(refused(client, "extend", proposal, data)) == [
        "The results have been announced."
    ]


# Withdrawing.


def test_an_editor_withdraws_a_proposal_with_a_reason(client, proposal, editor):
    response = client.post(
        url("withdraw", proposal), {"reason": "They wrote to us."}, follow=True
    )
    assert said(response) == ["The proposal is withdrawn."]
    proposal.refresh_from_db()
    assert proposal.status == "withdrawn"
    assert proposal.history.filter(history_change_reason="They wrote to us.").exists()


def test_withdrawing_needs_a_reason(client, proposal, editor):
    response = refused(client, "withdraw", proposal, {"reason": ""})
    assert errors(response) == {"reason": "This field is required."}


@pytest.mark.parametrize("state", ["draft", "withdrawn", "announced"])
def test_only_a_submitted_proposal_is_withdrawn(
    client, call, union, ana, editor, state
):
    proposal = site.draft(call, union, ana)
    expected = "Only a submitted proposal can be withdrawn."
    if state != "draft":
        actions.submit(proposal, by=ana, version=proposal.version)
    if state == "withdrawn":
        actions.withdraw(proposal, by=ana)
    if state == "announced":
        site.put(Call.objects.filter(pk=call.pk), announced_at=site.NOW)
        expected = "The results have been announced."
    response = refused(client, "withdraw", proposal, {"reason": "Because"})
    assert complaints(response) == [expected]


# Notes.


def test_a_note_is_kept_for_the_editors(client, proposal, editor, at_noon):
    text = "First line\nمرحبا 🙂"
    at_noon.shift(60)
    response = client.post(url("note", proposal), {"text": text}, follow=True)
    assert response.redirect_chain == [
        (f"{url('inspect', proposal)}#notes-section", 302)
    ]
    assert said(response) == ["The note is added."]
    note = panel(response, "notes").select_one("li")
    assert words(note) == (
        "First line مرحبا 🙂 editor@secretariat.example, 1 December 2024, 13:01"
    )
    kept = ProposalNote.objects.get()
    assert (kept.author, kept.text) == (editor, text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "This field is required."),
        ("  \n ", "This field is required."),
        ("x" * 5001, "Ensure this value has at most 5000 characters (it has 5001)."),
        ("a NUL \x00 inside", "Null characters are not allowed."),
    ],
)
def test_a_note_that_cannot_be_taken_is_shown_again(
    client, proposal, editor, text, sentence
):
    response = client.post(url("note", proposal), {"text": text})
    assert errors(response) == {"text": sentence}
    assert typed(response)["text"] == text
    assert ProposalNote.objects.count() == 0


def test_members_never_see_notes(client, proposal, union, ana, editor):
    actions.add_note(proposal, "Weak budget, strong team", by=editor)
    client.force_login(ana)
    for name in ("proposal", "submitted", "edit"):
        page = client.get(site.address(name, proposal))
        assert page.status_code == 200
        assert "Weak budget" not in page.content.decode()


# The confirmation.


def test_the_confirmation_is_sent_again(client, proposal, editor):
    mail.outbox.clear()
    response = client.post(url("confirmation", proposal), follow=True)
    assert said(response) == ["The confirmation is sent to ana@union.example."]
    assert [message.to for message in mail.outbox] == [["ana@union.example"]]


def test_a_confirmation_that_does_not_leave_is_said(
    client, proposal, editor, settings, caplog
):
    settings.EMAIL_BACKEND = "no.such.Backend"
    response = client.post(url("confirmation", proposal), follow=True)
    assert said(response) == [
        "The message could not be sent now. It stays in the outbox and is tried again "
        "by itself."
    ]


def test_a_draft_has_no_confirmation(client, call, union, ana, editor):
    draft = site.draft(call, union, ana)
    response = client.post(url("confirmation", draft), follow=True)
    assert said(response) == ["Only a submitted proposal has a confirmation."]
    assert mail.outbox == []


@pytest.mark.parametrize("name", ["note", "confirmation"])
def test_nothing_happens_by_following_a_link(client, proposal, editor, name):
    mail.outbox.clear()
    response = client.get(url(name, proposal))
    assert response.url == url("inspect", proposal)
    assert mail.outbox == []
