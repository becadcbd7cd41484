"""Assigning automatically: a plan to look at, and what carries it out."""

import hashlib
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...calls.actions.locks import lock_call
from ...errors import Refused
from ..conflicts import barred
from ..enums import AssignmentState
from ..matching import match
from ..models import Assignment
from ..queries import judgeable, picked
from .assignments import assign_all


@dataclass(frozen=True)
class Unfilled:
    """A proposal that stays short of reviewers: by how many, and why in words."""

    proposal: object
    missing: int
    why: str


@dataclass
class Plan:
    """Who would review what. Nothing of it is done before :func:`apply_plan`."""

    call: object
    due: object = None
    pairs: list = field(default_factory=list)
    unfilled: list = field(default_factory=list)
    #: [(reviewer, how many now, how many then)]
    loads: list = field(default_factory=list)


def plan_assignments(call, *, due=None):
    """Return a :class:`Plan` that gives each proposal the reviews that ``call`` wants.

    The load is as even as it can be, nobody meets a conflict of interest, and what
    is assigned already stays. Planning again gives the same plan.
    """
    reviewers = picked(call)
    proposals = judgeable(call)
    assigned = _assigned(call)
    pairs_barred = barred([row.user for row in reviewers], call.proposals.all())
    by_key = {row.user_id: row for row in reviewers}
    needs = {
        pk: max(call.reviews_wanted - len(assigned.get(pk, ())), 0) for pk in proposals
    }
    loads = {key: sum(key in users for users in assigned.values()) for key in by_key}

    def possible(proposal, user):
        taken = assigned.get(proposal, ())
        return user not in taken and (proposal, user) not in pairs_barred

    pairs = match(needs, loads, possible, _preference(proposals, by_key))
    return Plan(
        call=call,
        due=due,
        pairs=[(proposals[pk], by_key[user].user) for pk, user in pairs],
        unfilled=_unfilled(proposals, needs, pairs, pairs_barred, by_key),
        loads=[
            (row, loads[key], loads[key] + sum(user == key for _pk, user in pairs))
            for key, row in by_key.items()
        ],
    )


def _assigned(call):
    rows = Assignment.objects.filter(
        proposal__call=call, state=AssignmentState.ASSIGNED, reviewer__is_active=True
    )
    found = {}
    for proposal, user in rows.values_list("proposal", "reviewer"):
        found.setdefault(proposal, set()).add(user)
    return found


def _preference(proposals, reviewers):
    """Mix who reviews together, in the same way each time."""

    def preference(proposal, user):
        text = f"{proposals[proposal].reference} {reviewers[user].number}"
        return hashlib.sha256(text.encode()).digest()

    return preference


def _unfilled(proposals, needs, pairs, pairs_barred, reviewers):
    found = []
    for pk, proposal in proposals.items():
        missing = needs[pk] - sum(one == pk for one, _user in pairs)
        if missing > 0:
            conflicts = sum((pk, user) in pairs_barred for user in reviewers)
            found.append(Unfilled(proposal, missing, _why(len(reviewers), conflicts)))
    return found


def _why(reviewers, conflicts):
    if not reviewers:
        return _("Nobody has been picked to review for this call.")
    if not conflicts:
        return ngettext(
            "Only %(count)d reviewer has been picked.",
            "Only %(count)d reviewers have been picked.",
            reviewers,
        ) % {"count": reviewers}
    return ngettext(
        "%(conflicts)d of the %(count)d reviewers has a conflict of interest.",
        "%(conflicts)d of the %(count)d reviewers have a conflict of interest.",
        conflicts,
    ) % {"conflicts": conflicts, "count": reviewers}


def apply_plan(plan, *, by):
    """Make the assignments of ``plan``, all or none; return them.

    Refused like :func:`~.assignments.assign`, and as "stale" where somebody else
    assigned one of its proposals meanwhile, so that it would get too many.
    """
    with transaction.atomic():
        lock_call(plan.call)
        assigned = _assigned(plan.call)
        wanted = {}
        for proposal, user in plan.pairs:
            wanted.setdefault(proposal.pk, set()).add(user.pk)
        for proposal, users in wanted.items():
            if len(assigned.get(proposal, set()) | users) > plan.call.reviews_wanted:
                raise Refused(
                    _(
                        "Somebody has assigned reviewers since this plan was made. "
                        "Look at the new plan below and try again."
                    ),
                    code="stale",
                )
        return assign_all(plan.pairs, due=plan.due, by=by)
