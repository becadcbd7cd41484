"""What editors do with proposals: enter, correct, extend, withdraw, note, send."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.kept import kept
from workshops_plugin.calls import actions
from workshops_plugin.models import (
    Attachment,
    Call,
    Proposal,
    ProposalDraft,
    ProposalNote,
)

from . import site

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture
def editor(db):
    return site.make_editor()


@kept
def proposal(call, union, ana):
    return site.submitted(call, union, ana)


def announce(call):
    """Stand in for the reviews: the results of ``call`` are out."""
    site.put(Call.objects.filter(pk=call.pk), announced_at=timezone.now())


def letter():
    return SimpleUploadedFile("letter.pdf", PDF, "application/pdf")


# Entering.


def test_an_editor_enters_what_came_by_letter(
    call, union, editor, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        proposal = actions.enter_proposal(
            call, union, site.complete(), by=editor, reason="By post", file=letter()
        )
    proposal.refresh_from_db()
    assert (proposal.reference, proposal.status) == ("SCW24-001", "submitted")
    assert (proposal.started_by, proposal.submitted_by) == (editor, editor)
    version = proposal.history.get()
    assert version.history_change_reason == "By post"
    source = proposal.attachments.get()
    assert (source.question, source.name) == ("", "letter.pdf")
    assert [message.to for message in mail.outbox] == [["ana@union.example"]]
    assert not ProposalDraft.objects.exists()


def test_an_editor_enters_after_the_closing_but_not_after_the_announcement(
    call, union, editor, at_noon
):
    at_noon.move_to(site.CLOSES + timedelta(days=1))
    entered = actions.enter_proposal(
        call, union, site.complete(), by=editor, reason="Sent in time"
    )
    assert entered.is_submitted
    announce(call)
    with site.refusal("announced"):
        actions.enter_proposal(call, union, site.complete(), by=editor, reason="x")


def test_what_an_editor_enters_is_complete_or_nothing_is_kept(call, union, editor):
    with site.refusal("invalid") as refused:
        actions.enter_proposal(
            call, union, site.complete(title=""), by=editor, reason="By post"
        )
    assert refused.value.fields == {"title": ["Answer this question."]}
    bad = SimpleUploadedFile("letter.pdf", b"MZ\x90\x00", "application/pdf")
    with site.refusal("type"):
        actions.enter_proposal(
            call, union, site.complete(), by=editor, reason="By post", file=bad
        )
    assert not Proposal.objects.exists()
    call.refresh_from_db()
    assert call.last_number == 0


def test_editors_enter_only_for_those_who_could_have_proposed(db, at_noon, editor):
    call = site.make_call(group=site.make_group())
    outside = site.make_organization()
    with site.refusal("not_in_group"):
        actions.enter_proposal(call, outside, site.complete(), by=editor, reason="x")


def test_a_call_needs_dates_before_anything_is_entered(db, at_noon, union, editor):
    call = site.make_call(opens=None)
    with site.refusal("no_dates"):
        actions.enter_proposal(call, union, site.complete(), by=editor, reason="x")


# Correcting.


def test_a_correction_changes_what_is_named_and_nothing_else(proposal, editor, ana):
    before = proposal.answers
    actions.correct_proposal(
        proposal,
        {"title": "Corrected"},
        by=editor,
        reason="They asked by telephone",
        version=proposal.version,
        file=letter(),
    )
    proposal.refresh_from_db()
    assert proposal.title == "Corrected"
    assert proposal.answers == before
    assert proposal.submitted_by == ana
    assert proposal.attachments.get().question == ""
    assert not ProposalDraft.objects.exists()


def test_a_correction_keeps_what_the_member_has_begun_aside(proposal, editor, ana):
    actions.save_draft(
        proposal, {"title": "Half-wri"}, by=ana, version=proposal.version
    )
    begun = ProposalDraft.objects.values().get()
    actions.correct_proposal(
        proposal, {"summary": "New."}, by=editor, reason="x", version=proposal.version
    )
    proposal.refresh_from_db()
    assert (proposal.title, proposal.summary) == ("Safe mines without children", "New.")
    # What is corrected beside it is not undone when the draft is submitted.
    begun["data"]["summary"] = ["New."]
    assert ProposalDraft.objects.values().get() == begun


def test_a_correction_of_something_that_changed_meanwhile_is_refused(
    proposal, editor, ana
):
    seen = proposal.version
    actions.save_draft(proposal, {"title": "x"}, by=ana, version=seen)
    actions.submit(proposal, by=ana, version=proposal.version)
    with site.refusal("stale"):
        actions.correct_proposal(
            proposal, {"title": "y"}, by=editor, reason="x", version=seen
        )


def test_a_correction_that_is_not_valid_changes_nothing(proposal, editor, ana):
    actions.save_draft(proposal, {"title": "Begun"}, by=ana, version=proposal.version)
    before = Proposal.objects.values().get()
    with site.refusal("invalid"):
        actions.correct_proposal(
            proposal, {"focus": []}, by=editor, reason="x", version=proposal.version
        )
    assert Proposal.objects.values().get() == before
    assert ProposalDraft.objects.get().data["title"] == ["Begun"]


def test_only_what_is_submitted_and_not_announced_can_be_corrected(
    call, union, ana, editor
):
    draft = site.draft(call, union, ana)
    with site.refusal("not_submitted"):
        actions.correct_proposal(
            draft, {"title": "x"}, by=editor, reason="x", version=2
        )
    actions.submit(draft, by=ana, version=2)
    announce(call)
    with site.refusal("announced"):
        actions.correct_proposal(
            draft, {"title": "x"}, by=editor, reason="x", version=draft.version
        )


# More time.


def test_more_time_is_recorded_with_its_reason(proposal, editor):
    until = site.CLOSES + timedelta(days=1)
    actions.extend(proposal, until, by=editor, reason="  A storm ")
    proposal.refresh_from_db()
    assert proposal.closes_at == proposal.deadline == until
    reasons = proposal.history.values_list("history_change_reason", flat=True)
    assert sorted(reasons) == ["", "A storm"]


@pytest.mark.parametrize(
    "until", [site.NOW, site.CLOSES - timedelta(1), site.CLOSES], ids=str
)
def test_more_time_ends_after_the_call(proposal, editor, until):
    with site.refusal("order"):
        actions.extend(proposal, until, by=editor, reason="x")
    assert Proposal.objects.get().closes_at is None


def test_after_the_announcement_nobody_gets_more_time(proposal, editor):
    announce(proposal.call)
    with site.refusal("announced"):
        actions.extend(proposal, site.CLOSES + timedelta(1), by=editor, reason="x")


# Withdrawing.


def test_an_editor_withdraws_after_the_closing_with_a_reason(proposal, editor, at_noon):
    at_noon.move_to(site.CLOSES)
    with site.refusal("reason"):
        actions.withdraw(proposal, by=editor, reason=" ")
    actions.withdraw(proposal, by=editor, reason="They wrote to us")
    proposal.refresh_from_db()
    assert proposal.status == "withdrawn"
    assert proposal.history.latest().history_change_reason == "They wrote to us"


def test_an_editor_of_the_lead_organization_withdraws_like_a_member_before(
    proposal, union, at_noon
):
    both = site.make_editor("both@union.example")
    both.workshops_memberships.create(organization=union)
    actions.withdraw(proposal, by=both)
    assert Proposal.objects.get().status == "withdrawn"
    actions.submit(proposal, by=both, version=proposal.version)
    at_noon.move_to(site.CLOSES)
    with site.refusal("reason"):
        actions.withdraw(proposal, by=both)


def test_nobody_withdraws_after_the_announcement(proposal, editor, ana):
    announce(proposal.call)
    for by in (editor, ana):
        with site.refusal("announced"):
            actions.withdraw(proposal, by=by, reason="x")


# Notes and confirmations.


def test_a_note_knows_its_author(proposal, editor):
    note = actions.add_note(proposal, "  Call them back ", by=editor)
    assert (note.text, note.author) == ("Call them back", editor)
    with site.refusal("reason"):
        actions.add_note(proposal, "  ", by=editor)
    assert ProposalNote.objects.count() == 1


def test_a_confirmation_is_sent_again_only_for_what_is_submitted(
    call, union, ana, proposal, editor
):
    actions.send_confirmation_again(proposal, by=editor)
    (message,) = mail.outbox
    assert "SCW24-001" in message.subject
    with site.refusal("not_submitted"):
        actions.send_confirmation_again(site.draft(call, union, ana), by=editor)


def test_a_confirmation_that_does_not_leave_is_said(proposal, editor, settings):
    settings.EMAIL_BACKEND = "tests.calls.test_editors_verbs.DeadServer"
    with site.refusal("not_sent"):
        actions.send_confirmation_again(proposal, by=editor)


class DeadServer:
    """A mail server that nobody can reach."""

    def __init__(self, **kwargs):
        """Take what any backend takes."""

    def send_messages(self, messages):
        raise ConnectionRefusedError


# Reasons and permissions.


def every_verb(proposal, union, reason="A reason"):
    call, until = proposal.call, site.CLOSES + timedelta(days=1)
    version = proposal.version
    return {
        "enter": lambda by: actions.enter_proposal(
            call, union, site.complete(), by=by, reason=reason, file=letter()
        ),
        "correct": lambda by: actions.correct_proposal(
            proposal, {"title": "x"}, by=by, reason=reason, version=version
        ),
        "extend": lambda by: actions.extend(proposal, until, by=by, reason=reason),
        "note": lambda by: actions.add_note(proposal, reason, by=by),
        "source": lambda by: actions.attach_source(proposal, letter(), by=by),
        "send": lambda by: actions.send_confirmation_again(proposal, by=by),
    }


@pytest.mark.parametrize(
    "verb", ["enter", "correct", "extend", "note", "source", "send"]
)
def test_members_and_auditors_cannot_do_what_editors_do(proposal, union, ana, verb):
    auditor = site.make_editor("auditor@audit.example", "access_admin", "view_proposal")
    before = Proposal.objects.values().get()
    for by in (ana, auditor):
        with site.refusal("forbidden"):
            every_verb(proposal, union)[verb](by)
    assert Proposal.objects.values().get() == before
    assert not ProposalNote.objects.exists()
    assert not Attachment.objects.exists()
    assert not mail.outbox


@pytest.mark.parametrize("verb", ["enter", "correct", "extend", "note"])
@pytest.mark.parametrize("reason", ["", "   ", None])
def test_editors_give_a_reason(proposal, union, editor, verb, reason):
    with site.refusal("reason"):
        every_verb(proposal, union, reason)[verb](editor)
    assert proposal.history.count() == 1
