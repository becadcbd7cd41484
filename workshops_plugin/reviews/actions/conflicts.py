"""Conflicts of interest: found, declared, set and lifted."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ...calls.actions.locks import lock_call, lock_proposal
from ...calls.models import Proposal
from ...calls.rules import require_permission, require_reason
from ...errors import Refused
from ...record.trace import trace
from ...record.writing import save_version, save_versions
from ..conflicts import derived
from ..enums import AssignmentState, ConflictKind, ConflictState
from ..messages import tell_declared
from ..models import Assignment, Conflict, Reviewer
from ..rules import ASSIGNER, judges_for, require_editable


def recheck_conflicts(call, *, by=None, users=None):
    """Put on record what memberships say of the reviewers of ``call``, or ``users``.

    Assignments that meet a conflict are withdrawn. Returns the new
    :class:`Conflict` s. After the announcement nothing is done.
    """
    with transaction.atomic():
        lock_call(call)
        return recheck(call, users=users)


def recheck(call, *, users=None, proposals=None):
    """Do what :func:`recheck_conflicts` does, for a locked ``call``."""
    if call.announced_at and not call.reopened_at:
        return []
    if users is None:
        picked = Reviewer.objects.filter(call=call, active=True).exclude(user=None)
        users = [reviewer.user for reviewer in picked.select_related("user")]
    if proposals is None:
        proposals = Proposal.objects.filter(call=call)
    known = set(
        Conflict.objects.filter(
            proposal__call=call, kind=ConflictKind.DERIVED
        ).values_list("proposal", "reviewer", "organization")
    )
    new = [
        Conflict(
            proposal_id=proposal,
            reviewer_id=user,
            organization_id=organization,
            kind=ConflictKind.DERIVED,
        )
        for (proposal, user), organizations in derived(users, proposals).items()
        for organization in organizations
        if (proposal, user, organization) not in known
    ]
    if new:
        save_versions(new, by=None)
        _withdraw_what_meets(new)
    return new


def _withdraw_what_meets(conflicts, *, by=None, reason=""):
    """Withdraw the assignments that conflicts of a locked call stand against."""
    from .assignments import withdraw_rows

    with translation.override(settings.LANGUAGE_CODE):
        reason = reason or _("A conflict of interest was found.")
    pairs = {(row.proposal_id, row.reviewer_id) for row in conflicts}
    rows = Assignment.objects.filter(
        proposal__in={proposal for proposal, _user in pairs},
        state=AssignmentState.ASSIGNED,
    )
    withdraw_rows(
        [row for row in rows if (row.proposal_id, row.reviewer_id) in pairs],
        by=by,
        reason=reason,
    )


def declare_conflict(proposal, reviewer, *, by, reason):
    """Put on record that ``reviewer`` must not judge ``proposal``, and why.

    Reviewers declare their own, before or during the review; editors set one for
    anybody. The assignment is withdrawn. Returns the :class:`Conflict`. Refused:
    "reason", "draft", "announced", "forbidden".
    """
    own = by is not None and by.pk == reviewer.pk
    if own and not judges_for(by, proposal.call):
        own = False
    if not own:
        require_permission(by, ASSIGNER)
    reason = require_reason(reason, _("Say what the conflict is."))
    kind = ConflictKind.DECLARED if own else ConflictKind.SET
    with transaction.atomic():
        lock_proposal(proposal)
        require_editable(proposal.call)
        if proposal.is_draft:
            raise Refused(_("This proposal is still a draft."), code="draft")
        conflict = _of_kind(proposal, reviewer, kind)
        if conflict.is_active and conflict.event_id:
            return conflict
        conflict.state, conflict.explanation = ConflictState.ACTIVE, reason
        conflict.noted_at = timezone.now()
        save_version(conflict, by=by)
        _withdraw_what_meets([conflict], by=by, reason=reason)
        verb = "declare_conflict" if own else "set_conflict"
        trace(proposal, "proposal", verb, by=by)
        if own:
            tell_declared(conflict)
    return conflict


def _of_kind(proposal, reviewer, kind):
    rows = Conflict.objects.filter(proposal=proposal, reviewer=reviewer, kind=kind)
    row = rows.first() or Conflict(proposal=proposal, reviewer=reviewer, kind=kind)
    row.proposal = proposal
    return row


def lift_conflict(conflict, *, by, reason):
    """Let a conflict stand in nobody's way any more; the selection report says why.

    The proposal can then be assigned again. Refused: "reason", "own" (nobody lifts
    a conflict of their own), "announced", "forbidden".
    """
    require_permission(by, ASSIGNER)
    reason = require_reason(
        reason, _("Say why this is no conflict. The selection report prints it.")
    )
    if by is not None and by.pk == conflict.reviewer_id:
        raise Refused(
            _("Nobody lifts a conflict of interest of their own. Ask a colleague."),
            code="own",
        )
    proposal = conflict.proposal
    with transaction.atomic():
        lock_proposal(proposal)
        require_editable(proposal.call)
        conflict.refresh_from_db()
        if conflict.is_active:
            conflict.state = ConflictState.LIFTED
            save_version(conflict, by=by, reason=reason)
            trace(proposal, "proposal", "lift_conflict", by=by)
    return conflict


def lift_conflicts(conflicts, *, by, reason):
    """Lift several conflicts for one reason, all of them or none."""
    with transaction.atomic():
        for conflict in sorted(conflicts, key=lambda row: str(row.proposal_id)):
            lift_conflict(conflict, by=by, reason=reason)
