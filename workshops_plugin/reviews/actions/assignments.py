"""Picking reviewers, and giving proposals to them."""

from django.db import transaction
from django.utils.translation import gettext as _

from ...calls.actions.locks import lock_call, lock_proposal
from ...calls.rules import require_permission, require_reason
from ...errors import Refused
from ...record.trace import trace
from ...record.writing import save_versions
from ..enums import AssignmentState
from ..messages import tell_assignments, tell_withdrawn
from ..models import Assignment, Reviewer
from ..rules import (
    ASSIGNER,
    can_enter,
    name_of,
    require_editable,
    require_judgeable,
    require_no_conflict,
)
from ._shared import lock_reviews, set_aside, take_up
from .conflicts import recheck


def add_reviewer(call, user, *, by):
    """Pick ``user`` to review for ``call``; return the :class:`Reviewer`.

    Refused: "no_access" (to the admin), "announced", "forbidden".
    """
    require_permission(by, ASSIGNER)
    with transaction.atomic():
        lock_call(call)
        require_editable(call)
        reviewer = _picked(call, user)
        trace(call, "call", "add_reviewer", by=by)
        recheck(call, users=[user])
    return reviewer


def _picked(call, user):
    """Return the active reviewer that ``user`` is for a locked ``call``."""
    if not can_enter(user):
        raise Refused(
            _(
                "%(person)s cannot open the admin, where reviews are written. Add "
                "them to the group “Workshop reviewers” first."
            )
            % {"person": name_of(user)},
            code="no_access",
        )
    rows = Reviewer.objects.filter(call=call)
    reviewer = rows.filter(user_key=str(user.pk)).first()
    if reviewer is None:
        last = rows.order_by("number").last()
        reviewer = Reviewer(
            call=call,
            user=user,
            user_key=str(user.pk),
            number=last.number + 1 if last else 1,
        )
    reviewer.active = True
    reviewer.save()
    return reviewer


def remove_reviewer(reviewer, *, by, reason):
    """Let a :class:`Reviewer` take no part any more; withdraw what is assigned.

    What was written is kept, and what was submitted is set aside. Refused:
    "reason", "announced", "forbidden".
    """
    require_permission(by, ASSIGNER)
    reason = require_reason(reason)
    call = reviewer.call
    with transaction.atomic():
        lock_call(call)
        require_editable(call)
        Reviewer.objects.filter(pk=reviewer.pk).update(active=False)
        reviewer.active = False
        rows = Assignment.objects.filter(
            proposal__call=call,
            # The version knows who it was even when the account is gone.
            event__reviewer=reviewer.user_key,
            state=AssignmentState.ASSIGNED,
        )
        withdraw_rows(rows.order_by("pk"), by=by, reason=reason)
        trace(call, "call", "remove_reviewer", by=by, reason=reason)
    return reviewer


def assign(proposal, reviewer, *, by, due=None):
    """Give ``proposal`` to ``reviewer`` (a user) until ``due`` (a date, or None).

    Returns the :class:`Assignment`. Doing it twice changes nothing but the date; one
    that was withdrawn comes back, with what was written. Refused: "conflict",
    "not_submitted", "ineligible", "no_access", "announced", "forbidden".
    """
    return assign_all([(proposal, reviewer)], due=due, by=by)[0]


def assign_all(pairs, *, by, due=None):
    """Make all assignments of ``pairs`` of (proposal, user) of one call, or none.

    Each reviewer gets one message. Refused like :func:`assign`.
    """
    require_permission(by, ASSIGNER)
    if not pairs:
        return []
    call = pairs[0][0].call
    with transaction.atomic():
        lock_call(call)
        require_editable(call)
        users = {user.pk: user for _proposal, user in pairs}
        for user in users.values():
            _picked(call, user)
        recheck(call, users=list(users.values()))
        made = [
            _assign_one(proposal, user, due, by=by)
            for proposal, user in sorted(pairs, key=lambda pair: str(pair[0].pk))
        ]
        new = [assignment for assignment, is_new in made if is_new]
        tell_assignments(new)
    return [assignment for assignment, _is_new in made]


def _assign_one(proposal, user, due, *, by):
    """Return (assignment, whether it is new) of a pair of a locked call."""
    lock_proposal(proposal, call=False)
    require_judgeable(proposal)
    require_no_conflict(user, proposal)
    row = Assignment.objects.filter(proposal=proposal, reviewer=user).first()
    is_new = row is None or not row.is_active
    row = row or Assignment(proposal=proposal, reviewer=user)
    if not is_new and row.due == due:
        return row, False
    row.proposal, row.state, row.due = proposal, AssignmentState.ASSIGNED, due
    kept = [r for r in lock_reviews(proposal=proposal, reviewer=user) if take_up(r)]
    save_versions([row, *kept], by=by)
    if is_new:
        trace(proposal, "proposal", "assign", by=by)
    return row, is_new


def withdraw_assignment(assignment, *, by, reason):
    """Take ``assignment`` back; a review already begun is kept and set aside.

    Refused: "reason", "conflict" (of the editor), "announced", "forbidden".
    """
    require_permission(by, ASSIGNER)
    reason = require_reason(reason, _("Say why this assignment is withdrawn."))
    proposal = assignment.proposal
    with transaction.atomic():
        lock_proposal(proposal)
        require_editable(proposal.call)
        require_no_conflict(by, proposal)
        assignment.refresh_from_db()
        withdraw_rows([assignment], by=by, reason=reason)
    return assignment


def reassign(assignment, reviewer, *, by, reason, due=None):
    """Withdraw ``assignment`` and give its proposal to ``reviewer`` instead.

    Returns the new :class:`Assignment`. Refused like the two verbs it joins.
    """
    with transaction.atomic():
        withdraw_assignment(assignment, by=by, reason=reason)
        return assign(assignment.proposal, reviewer, due=due or assignment.due, by=by)


def withdraw_rows(rows, *, by, reason):
    """Withdraw assignments of a locked call, with the reviews that belong to them.

    Their reviewers are told, unless it is they who withdraw.
    """
    ended = []
    for row in rows:
        if not row.is_active:
            continue
        row.state = AssignmentState.WITHDRAWN
        reviews = lock_reviews(
            proposal=row.proposal_id, event__reviewer=row.event.reviewer_id
        )
        kept = [review for review in reviews if set_aside(review)]
        save_versions([row, *kept], by=by, reason=reason)
        trace(row.proposal, "proposal", "withdraw_assignment", by=by)
        if by is None or by.pk != row.reviewer_id:
            ended.append(row)
    tell_withdrawn(ended)
