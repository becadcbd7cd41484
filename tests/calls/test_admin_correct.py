"""Editors correct proposals for their members, with a reason."""

import pytest
from django.core import mail
from django.urls import reverse

from tests.kept import kept
from workshops_plugin.calls import actions
from workshops_plugin.models import ProposalDraft

from . import site
from .screens import complaints, errors, main, posted, said, typed, words


@pytest.fixture
def editor(client, db):
    editor = site.make_editor()
    client.force_login(editor)
    return editor


@kept
def proposal(call, union, ana):
    return site.submitted(call, union, ana)


def correct(proposal):
    return reverse("workshops_proposals:correct", args=[proposal.pk])


def inspect(proposal):
    return reverse("workshops_proposals:inspect", args=[proposal.pk])


def test_an_editor_corrects_a_proposal_and_its_contact_is_told(
    client, proposal, ana, editor, django_capture_on_commit_callbacks
):
    shown = posted(client.get(correct(proposal)))
    assert (shown["title"], shown["focus"]) == (proposal.title, ["child_labour"])
    assert "organization" not in shown
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(
            correct(proposal),
            {**shown, "title": "Safer mines", "reason": "Ana telephoned."},
            follow=True,
        )
    assert said(response) == ["The proposal is corrected; the contact person is told."]
    proposal.refresh_from_db()
    assert proposal.title == "Safer mines"
    assert proposal.submitted_by == ana
    version = proposal.history.get(history_change_reason="Ana telephoned.")
    assert version.history_user_id == str(editor.pk)
    assert [message.to for message in mail.outbox] == [["ana@union.example"]]


def test_what_its_member_has_begun_to_change_stays_the_members_own(
    client, proposal, ana, editor
):
    shown = posted(client.get(correct(proposal)))
    actions.save_draft(
        proposal, {"title": "Ana’s secret"}, by=ana, version=proposal.version
    )
    page = client.get(correct(proposal))
    assert "Ana’s secret" not in page.content.decode()
    response = client.post(
        correct(proposal), {**shown, "title": "Safer mines", "reason": "Phone"}
    )
    assert response.url == inspect(proposal)
    proposal.refresh_from_db()
    assert proposal.title == "Safer mines"
    draft = ProposalDraft.objects.get(proposal=proposal)
    assert (draft.data["title"], draft.saved_by) == (["Ana’s secret"], ana)


def test_a_correction_is_not_undone_by_what_its_member_had_begun(
    client, proposal, ana, editor
):
    begun = site.complete(title="Ana’s own", summary="As before", wants_public=[])
    summary = {"summary": "As before"}
    actions.save_draft(proposal, summary, by=ana, version=proposal.version)
    actions.submit(proposal, by=ana, version=proposal.version)
    shown = posted(
        client.get(correct(proposal)),
        title="Corrected title",
        summary="Corrected\r\nsummary",
        reason="Phone",
    )
    shown[site.answer("audience")] = [site.key("audience/States")]
    actions.save_draft(proposal, begun, by=ana, version=proposal.version)
    client.post(correct(proposal), shown)
    proposal.refresh_from_db()
    proposal = actions.submit(proposal, by=ana, version=proposal.version)
    assert (proposal.title, proposal.summary, proposal.wants_public) == (
        "Ana’s own",
        "Corrected\r\nsummary",
        False,
    )
    assert proposal.answers[site.key("audience")]["labels"] == ["States"]


def test_a_correction_of_what_was_submitted_anew_meanwhile_is_not_saved(
    client, proposal, ana, editor
):
    shown = posted(client.get(correct(proposal)), reason="Phone", summary="Mine")
    actions.save_draft(proposal, {"title": "Newer"}, by=ana, version=proposal.version)
    actions.submit(proposal, by=ana, version=proposal.version)
    response = client.post(correct(proposal), shown)
    assert (
        "Somebody has saved this proposal since you opened it."
        in (complaints(response)[0])
    )
    proposal.refresh_from_db()
    assert proposal.title == "Newer"
    # Both texts are shown; saving once more is a decision.
    conflict = main(response).select_one(".workshops-conflict")
    assert [words(heading) for heading in conflict.select("h3")] == ["Title", "Summary"]
    assert [words(text) for text in conflict.select(".workshops-quote")] == [
        "Newer",
        "Safe mines without children",
        "What three unions learned in artisanal mines.",
        "Mine",
    ]
    again = client.post(correct(proposal), posted(response))
    assert again.url == inspect(proposal)
    proposal.refresh_from_db()
    assert proposal.summary == "Mine"


@pytest.mark.parametrize("version", ["", "²", "-1", "9" * 30, "one"])
def test_a_version_that_nobody_saw_is_refused(client, proposal, editor, version):
    shown = posted(client.get(correct(proposal)), reason="Phone", version=version)
    response = client.post(correct(proposal), shown)
    assert response.status_code == 200
    assert "Somebody has saved this proposal" in complaints(response)[0]


def test_a_correction_without_a_reason_keeps_what_was_typed(client, proposal, editor):
    shown = posted(client.get(correct(proposal)), title="Safer mines", contact_email="")
    response = client.post(correct(proposal), shown)
    assert errors(response) == {
        "reason": "This field is required.",
        "contact_email": "Answer this question.",
    }
    assert typed(response)["title"] == "Safer mines"
    proposal.refresh_from_db()
    assert proposal.title == "Safe mines without children"


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_only_a_submitted_proposal_is_corrected(
    client, call, union, ana, editor, state
):
    if state == "draft":
        proposal = site.draft(call, union, ana)
    else:
        proposal = site.submitted(call, union, ana)
        actions.withdraw(proposal, by=ana)
    assert client.get(correct(proposal)).url == inspect(proposal)
    data = site.complete(reason="Because", version=str(proposal.version), title="New")
    response = client.post(correct(proposal), data)
    assert "Only a submitted proposal can be corrected." in complaints(response)[0]
    proposal.refresh_from_db()
    assert proposal.title != "New"
