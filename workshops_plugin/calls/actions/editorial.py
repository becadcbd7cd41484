"""What editors do with proposals, each with a reason that stays on record."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ...errors import Refused
from ...mailing.enums import DeliveryState
from ...mailing.worker import send_now
from ...record.trace import trace
from ...record.writing import save_version
from ..messages import tell_confirmation, tell_extension
from ..models import Proposal, ProposalDraft, ProposalNote
from ..queries import structure_for_editors
from ..rules import PROPOSAL_EDITOR, require_permission, require_reason
from .files import attach_source
from .locks import lock_call, lock_proposal
from .proposals import (
    require_eligible,
    require_version,
    submit_draft,
    submitted_data,
    write_draft,
)


def enter_proposal(call, organization, data, *, by, reason, file=None):
    """Enter and submit a proposal that reached the editors another way; return it.

    ``data`` is form data as in :func:`save_draft`; ``file`` is what it came in.
    The contact person gets the confirmation. It is allowed while the call is not
    announced. Refused: "reason", "invalid" (with fields), "announced",
    "no_dates", "not_in_group", "forbidden".
    """
    require_permission(by, PROPOSAL_EDITOR)
    reason = require_reason(reason, _("Say why you enter this proposal yourself."))
    with transaction.atomic():
        lock_call(call)
        _require_not_announced(call)
        if not call.closes_at:
            raise Refused(_("Give the call its dates first."), code="no_dates")
        require_eligible(organization, call)
        proposal = Proposal.objects.create(
            call=call, lead_organization=organization, started_by=by
        )
        ProposalDraft.objects.create(proposal=proposal, saved_by=by)
        write_draft(proposal, data, by=by)
        structure = structure_for_editors(call)
        submit_draft(proposal, by=by, reason=reason, structure=structure)
        if file:
            attach_source(proposal, file, by=by)
    return proposal


def correct_proposal(proposal, data, *, by, reason, version, file=None):
    """Correct a submitted proposal for its member, with a reason; return it.

    Only names in ``data`` change. Changes that the member has begun are not
    submitted: they stay the member's draft, which takes over the corrections of
    what it left alone, and may go on meanwhile. Refused:
    "reason", "stale" (something was submitted since ``version``), "invalid",
    "not_submitted", "announced", "forbidden".
    """
    require_permission(by, PROPOSAL_EDITOR)
    reason = require_reason(reason, _("Say why you correct this proposal."))
    with transaction.atomic():
        lock_proposal(proposal)
        _require_not_announced(proposal.call)
        if not proposal.is_submitted:
            raise Refused(
                _("Only a submitted proposal can be corrected."), code="not_submitted"
            )
        _require_unchanged(proposal, version)
        before = submitted_data(proposal)
        kept = ProposalDraft.objects.filter(proposal=proposal).first()
        if kept:
            kept.delete()
        write_draft(proposal, data, by=by)
        submit_draft(
            proposal,
            by=by,
            reason=reason,
            correcting=True,
            structure=structure_for_editors(proposal.call),
        )
        if kept:
            ProposalDraft(
                proposal=proposal,
                data=_merged(kept.data, before, submitted_data(proposal)),
                language=kept.language,
                saved_by=kept.saved_by,
                saved_at=kept.saved_at,
            ).save(force_insert=True)
        if file:
            attach_source(proposal, file, by=by)
    return proposal


def _require_unchanged(proposal, version):
    """Refuse if ``proposal`` has a newer submitted version; drafts do not count."""
    if (
        version is None
        or version > proposal.version
        or proposal.history.filter(version__gt=version).exists()
    ):
        require_version(proposal, None)


def _merged(begun, before, after):
    """Return the member's text ``begun``, with the corrections of what it left alone.

    ``before`` and ``after`` are what was submitted, without and with them.
    """
    left_alone = {
        name
        for name in begun.keys() | after.keys()
        if _as_shown(begun.get(name)) == _as_shown(before.get(name))
    }
    corrected = {name: after.get(name, []) for name in left_alone}
    return {**begun, **corrected}


def _as_shown(values):
    return [value.replace("\r\n", "\n") for value in values or () if value]


def extend(proposal, until, *, by, reason):
    """Let one ``proposal`` be changed and submitted until ``until`` (aware).

    Whoever wrote it is told.
    Refused: "reason", "order" (not after now and the call's closing),
    "announced", "forbidden".
    """
    require_permission(by, PROPOSAL_EDITOR)
    reason = require_reason(reason, _("Say why this proposal gets more time."))
    with transaction.atomic():
        lock_proposal(proposal)
        call = proposal.call
        _require_not_announced(call)
        if until <= timezone.now() or (call.closes_at and until <= call.closes_at):
            message = _("Choose a time to come, later than the closing of the call.")
            raise Refused(message, code="order", fields={"until": [message]})
        proposal.closes_at = until
        proposal.version += 1
        save_version(proposal, by=by, reason=reason)
        trace(proposal, "proposal", "extend", by=by, reason=reason)
        tell_extension(proposal, reason)
    return proposal


def send_confirmation_again(proposal, *, by):
    """Send the confirmation of a submitted ``proposal`` once more.

    Refused: "not_submitted", "not_sent", "forbidden".
    """
    require_permission(by, PROPOSAL_EDITOR)
    if not proposal.is_submitted:
        raise Refused(
            _("Only a submitted proposal has a confirmation."), code="not_submitted"
        )
    with transaction.atomic():
        made = tell_confirmation(proposal)
        trace(proposal, "proposal", "send_confirmation", by=by)
    sent = send_now([delivery.pk for delivery in made], force=True)
    if not sent[DeliveryState.SENT]:
        raise Refused(
            _(
                "The message could not be sent now. It stays in the outbox and is "
                "tried again by itself."
            ),
            code="not_sent",
        )


def add_note(proposal, text, *, by):
    """Add a note that only editors see; return it. Refused: "reason", "forbidden"."""
    require_permission(by, PROPOSAL_EDITOR)
    text = require_reason(text, _("Write something first."))
    return ProposalNote.objects.create(proposal=proposal, author=by, text=text)


def _require_not_announced(call):
    if call.announced_at:
        raise Refused(_("The results have been announced."), code="announced")
