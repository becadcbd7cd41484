"""What members do with a proposal: start, save, submit, withdraw, delete."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ...errors import Refused
from ...record.trace import trace
from ...record.writing import save_version
from ...signals import proposal_submitted
from ..enums import PartnerState, ProposalStatus
from ..forms.proposal import ProposalForm
from ..messages import tell_changed, tell_confirmation
from ..models import Call, Proposal, ProposalDraft, ProposalPartner
from ..rules import (
    PROPOSAL_EDITOR,
    acts_for,
    is_open,
    require_acting_for,
    require_open,
    require_reason,
)
from ..structure import from_rows
from .locks import lock_call, lock_proposal

#: What a draft may hold; beyond it, saving is refused and nothing is overwritten.
FIELD_LIMIT = 100_000
DRAFT_LIMIT = 500_000


def start_proposal(call, *, organization, by):
    """Start a draft that belongs to ``organization``; return it.

    Asking twice returns the same draft while it is empty. Refused: "not_open",
    "closed", "unavailable", "not_acting", "not_in_group".
    """
    require_acting_for(by, organization)
    with transaction.atomic():
        lock_call(call)
        require_open(Proposal(call=call))
        require_eligible(organization, call)
        empty = Proposal.objects.filter(
            call=call,
            lead_organization=organization,
            status=ProposalStatus.DRAFT,
            started_by=by,
            version=1,
        ).first()
        if empty:
            return empty
        proposal = Proposal.objects.create(
            call=call,
            lead_organization=organization,
            started_by=by,
            language=get_language() or "",
        )
        ProposalDraft.objects.create(
            proposal=proposal, saved_by=by, language=proposal.language
        )
        trace(proposal, "proposal", "start", by=by)
    return proposal


def require_eligible(organization, call):
    """Refuse unless ``organization`` is a member, of the call's group if it has one."""
    group = call.action_group
    if not organization.is_member():
        message = _(
            "%(organization)s is not a member at present, so it cannot propose."
        )
    elif group and not organization.action_groups.filter(pk=group.pk).exists():
        message = _(
            "%(organization)s is not part of the %(group)s, whose members this call "
            "asks. It can join a proposal as a partner."
        )
    else:
        return
    raise Refused(
        message % {"organization": organization, "group": group}, code="not_in_group"
    )


def save_draft(proposal, data, *, by, version):
    """Keep ``data`` as the working text of ``proposal``, complete or not.

    ``data`` maps form field names to a string or a list of strings; names that
    are missing keep what they had. Nothing is validated but size, so that nothing
    is lost. What was submitted stays as it is. Refused: "stale" when somebody
    saved since ``version``, "closed" and its like, "not_acting", "too_long".
    """
    require_acting_for(by, proposal.lead_organization)
    with transaction.atomic():
        lock_proposal(proposal, call=False)
        require_open(proposal)
        require_version(proposal, version)
        write_draft(proposal, data, by=by)
    return proposal


def require_version(proposal, version):
    if proposal.version != version:
        raise Refused(
            _("Somebody has saved this proposal since you opened it."), code="stale"
        )


def write_draft(proposal, data, *, by):
    """Merge ``data`` into the draft of a locked ``proposal`` and raise its version."""
    draft = ProposalDraft.objects.filter(proposal=proposal).first()
    if draft is None:
        draft = ProposalDraft(proposal=proposal, data=submitted_data(proposal))
    draft.data = {**draft.data, **_cleaned_data(data)}
    _require_size(draft.data)
    draft.saved_by, draft.saved_at = by, timezone.now()
    draft.language = get_language() or proposal.language
    draft.save()
    raise_version(proposal)


def raise_version(proposal):
    """Raise the version of a locked proposal; drafts are no version in history."""
    proposal.version += 1
    Proposal.objects.filter(pk=proposal.pk).update(version=proposal.version)


def submitted_data(proposal):
    """Return what was submitted as form data, or {} for a first draft."""
    if proposal.is_draft:
        return {}
    return ProposalForm.data_of(proposal, from_rows(proposal.call))


def _cleaned_data(data):
    """Return {name: [str, …]} of what every database can store."""
    return {
        _storable(name): [
            _storable(value)
            for value in (values if isinstance(values, (list, tuple)) else [values])
            if value is not None
        ]
        for name, values in data.items()
    }


def _storable(value):
    """Return ``value`` as text without NUL and without halves of characters."""
    text = str(value).replace("\x00", "")
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _require_size(data):
    sizes = [sum(map(len, values)) for values in data.values()]
    if max(sizes, default=0) > FIELD_LIMIT or sum(sizes) > DRAFT_LIMIT:
        limit = FIELD_LIMIT
        raise Refused(
            ngettext(
                "This is too long to be saved: an answer may have at most %(limit)d "
                "character.",
                "This is too long to be saved: an answer may have at most %(limit)d "
                "characters.",
                limit,
            )
            % {"limit": limit},
            code="too_long",
        )


def submit(proposal, *, by, version):
    """Submit the working text of ``proposal`` as its new version; return it.

    The first submission gives it its reference. Submitting again without having
    changed anything does nothing, so a double click is harmless. Refused:
    "invalid" (with fields), "stale", "closed" and its like, "not_acting",
    "not_in_group".
    """
    require_acting_for(by, proposal.lead_organization)
    with transaction.atomic():
        lock_proposal(proposal)
        if (
            proposal.is_submitted
            and not ProposalDraft.objects.filter(proposal=proposal).exists()
        ):
            return proposal
        require_open(proposal)
        require_version(proposal, version)
        require_eligible(proposal.lead_organization, proposal.call)
        submit_draft(proposal, by=by)
    return proposal


def submit_draft(proposal, *, by, reason="", correcting=False, structure=None):
    """Turn the draft of a locked ``proposal`` into its submitted version.

    With ``correcting``, who submitted it, when and in which language stays.
    ``structure`` is what is asked, where that is not what members are asked.
    """
    draft = ProposalDraft.objects.filter(proposal=proposal).first()
    data = draft.data if draft else submitted_data(proposal)
    structure = structure or form_structure(proposal)
    form = ProposalForm(data, proposal=proposal, structure=structure)
    if not form.is_valid():
        raise Refused(
            _("Something is still missing or not right. See the list below."),
            code="invalid",
            fields={name: list(errors) for name, errors in form.errors.items()},
        )
    if proposal.is_submitted and not reason and not form.differs():
        draft.delete()
        return
    first = proposal.reference is None
    tell_partners = not first and form.differs()
    form.apply(proposal)
    now = timezone.now()
    if first:
        proposal.reference = next_reference(proposal.call)
        proposal.submitted_at = now
    proposal.status = ProposalStatus.SUBMITTED
    proposal.withdrawn_at = None
    if not correcting:
        proposal.changed_at, proposal.submitted_by = now, by
        proposal.language = get_language() or proposal.language
    proposal.version += 1
    save_version(proposal, by=by, reason=reason)
    ProposalDraft.objects.filter(proposal=proposal).delete()
    if first:
        for partner in proposal.partners.select_related("organization"):
            save_version(partner, by=partner.answered_by or partner.invited_by)
    verb = "submit" if first else "correct" if correcting else "change"
    trace(proposal, "proposal", verb, by=by, reason=reason)
    pk = proposal.pk
    tell_confirmation(proposal, reason if correcting else "")
    if tell_partners:
        _tell_partners(pk)
    transaction.on_commit(
        lambda: proposal_submitted.send_robust(
            sender=Proposal, proposal=_committed(pk), first=first, by=by
        ),
        robust=True,
    )


def _tell_partners(pk):
    """Tell the partners that stand behind it that it is not what they confirmed."""
    partners = ProposalPartner.objects.filter(
        proposal=pk, state=PartnerState.CONFIRMED
    ).select_related("organization", "proposal__call", "proposal__lead_organization")
    for partner in partners:
        tell_changed(partner)


def form_structure(proposal):
    """Return what the proposal's call asks, in the active language."""
    from ..queries import structure_for

    return structure_for(proposal.call)


def next_reference(call):
    """Return the next reference of a locked ``call``; none is ever given twice."""
    call.last_number += 1
    Call.objects.filter(pk=call.pk).update(last_number=call.last_number)
    return f"{call.prefix}-{call.last_number:03d}"


def _committed(pk):
    return Proposal.objects.select_related("call", "lead_organization").get(pk=pk)


def withdraw(proposal, *, by, reason=""):
    """Withdraw a submitted ``proposal``; until closing it can be submitted again.

    Members may until closing; editors at any time, with a reason where they could
    not as members. After the announcement, the decisions have to be open for
    revision. Refused: "not_submitted", "closed", "announced", "reason",
    "not_acting".
    """
    editor = by is None or by.has_perm(PROPOSAL_EDITOR)
    if not editor:
        require_acting_for(by, proposal.lead_organization)
    with transaction.atomic():
        lock_proposal(proposal)
        if not proposal.is_submitted:
            raise Refused(
                _("Only a submitted proposal can be withdrawn."), code="not_submitted"
            )
        if proposal.call.announced_at and not proposal.call.reopened_at:
            raise Refused(_("The results have been announced."), code="announced")
        if not editor:
            require_open(proposal)
        elif by and not _may_as_member(by, proposal):
            require_reason(reason, _("Say why you withdraw this proposal."))
        proposal.status = ProposalStatus.WITHDRAWN
        proposal.withdrawn_at = timezone.now()
        proposal.version += 1
        save_version(proposal, by=by, reason=(reason or "").strip())
        trace(proposal, "proposal", "withdraw", by=by, reason=reason)
    return proposal


def _may_as_member(user, proposal):
    return acts_for(user, proposal.lead_organization) and is_open(proposal)


def discard_changes(proposal, *, by, version):
    """Forget changes to a submitted ``proposal`` that were not submitted.

    Refused: "not_submitted", "stale", "closed" and its like, "not_acting".
    """
    require_acting_for(by, proposal.lead_organization)
    with transaction.atomic():
        lock_proposal(proposal, call=False)
        if proposal.is_draft:
            raise Refused(
                _("A draft that was never submitted is deleted as a whole."),
                code="not_submitted",
            )
        require_open(proposal)
        require_version(proposal, version)
        ProposalDraft.objects.filter(proposal=proposal).delete()
        raise_version(proposal)
    return proposal


def delete_draft(proposal, *, by):
    """Delete a draft that was never submitted, with its files and partners.

    Refused: "submitted", "not_acting".
    """
    if by is None or not by.has_perm(PROPOSAL_EDITOR):
        require_acting_for(by, proposal.lead_organization)
    with transaction.atomic():
        lock_proposal(proposal, call=False)
        if proposal.reference:
            raise Refused(
                _("A proposal that was submitted can be withdrawn, not deleted."),
                code="submitted",
            )
        files = [attachment.file for attachment in proposal.attachments.all()]
        proposal.delete()
        transaction.on_commit(
            lambda: [f.storage.delete(f.name) for f in files], robust=True
        )
