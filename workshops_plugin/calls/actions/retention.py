"""What is not kept of an old call, and the end of one that is kept no longer."""

from collections import Counter
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ...conf import app_settings
from ...errors import Refused
from ...record.purge import purge
from ...record.trace import trace
from ...signals import call_purging, call_retaining
from ..enums import ProposalStatus
from ..models import (
    Attachment,
    Call,
    CallCriterion,
    CallOption,
    CallOutcome,
    CallQuestion,
    Proposal,
    ProposalDraft,
    ProposalNote,
    ProposalPartner,
)
from ..rules import ANNOUNCER, require_permission, require_reason
from .locks import lock_call


def kept_until(call):
    """Return until when everything of ``call`` is kept (aware), or None: no end yet.

    The period of ``WORKSHOPS_RETENTION_DAYS`` begins with the announcement or, where
    there was none, with the closing.
    """
    begins = call.announced_at or call.closes_at
    days = app_settings.RETENTION_DAYS
    return begins + timedelta(days=days) if begins and days else None


def require_past_retention(call):
    until = kept_until(call)
    if until is None or timezone.now() < until:
        raise Refused(
            _("This call is still within its period of retention."),
            code="too_early",
        )


def retain(call, *, by, dry_run=False):
    """Remove what need not be kept of an old ``call``; return {what: how many}.

    Drafts that were never submitted, files, contact persons (in all versions), notes
    and letters go; proposals, reviews, decisions and chains stay. With ``dry_run``
    nothing is removed. Refused: "too_early", "forbidden".
    """
    from ..erasure import CONTACT, blank_contact

    require_permission(by, ANNOUNCER)
    with transaction.atomic():
        lock_call(call)
        require_past_retention(call)
        drafts = call.proposals.filter(status=ProposalStatus.DRAFT)
        files = Attachment.objects.filter(proposal__call=call)
        named = call.proposals.exclude(reference=None).exclude(
            **dict.fromkeys(CONTACT, "")
        )
        notes = ProposalNote.objects.filter(proposal__call=call)
        found = Counter(
            drafts=drafts.count(),
            files=files.count(),
            contacts=named.count(),
            notes=notes.count(),
        )
        for _receiver, more in call_retaining.send(
            sender=Call, call=call, dry_run=dry_run
        ):
            found.update(more)
        if not dry_run and any(found.values()):
            _remove_files(files)
            notes.delete()
            ProposalDraft.objects.filter(proposal__call=call).delete()
            for draft in drafts:
                draft.partners.all().delete()
                draft.delete()
            for proposal in named.select_for_update().order_by("pk"):
                blank_contact(proposal, by=by)
            _erase_contacts(call)
            trace(call, "call", "retain", by=by)
    return {what: count for what, count in found.items() if count}


def _erase_contacts(call):
    from ...record.erasure import erase
    from ..erasure import CONTACT

    versions = Proposal.history.model.objects.filter(chain__root=call.pk)
    erase(Proposal, versions.iterator(), CONTACT)


def _remove_files(rows):
    """Delete files and their rows; the files once that is committed."""
    stored = [(row.file.storage, row.file.name) for row in rows]
    rows.delete()
    transaction.on_commit(
        lambda: [storage.delete(name) for storage, name in stored], robust=True
    )


def purge_call(call, *, by, reason):
    """Delete ``call`` with everything that belongs to it; return the tombstone.

    That is a last seal, with the heads of all chains as they were. The call's page
    stays; it has no dates any more, so it is closed. Refused: "reason", "too_early"
    (its period of retention is not over; a call without proposals has none),
    "forbidden".
    """
    require_permission(by, ANNOUNCER)
    reason = require_reason(reason, _("Say why this call is deleted for good."))
    with transaction.atomic():
        lock_call(call)
        if call.proposals.exclude(reference=None).exists():
            require_past_retention(call)
        Call.objects.filter(copied_from=call).update(copied_from=None)
        _remove_files(Attachment.objects.filter(proposal__call=call))
        with purge(call.pk, by=by, reason=reason) as tombstone:
            call_purging.send(sender=Call, call=call)
            ProposalDraft.objects.filter(proposal__call=call).delete()
            ProposalNote.objects.filter(proposal__call=call).delete()
            ProposalPartner.objects.filter(proposal__call=call).delete()
            call.proposals.all().delete()
            CallOption.objects.filter(question__call=call).delete()
            CallQuestion.objects.filter(call=call).update(shown_if_question=None)
            for model in (CallQuestion, CallOutcome, CallCriterion):
                model.objects.filter(call=call).delete()
            Call.objects.filter(pk=call.pk).delete()
    return tombstone
