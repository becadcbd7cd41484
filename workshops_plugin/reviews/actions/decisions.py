"""Deciding: append-only, with a rationale where the ranking is departed from."""

from dataclasses import dataclass, replace
from itertools import count

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ...calls.actions.locks import lock_call
from ...calls.enums import ProposalDecision, ProposalStatus
from ...calls.models import Proposal
from ...calls.rules import require_permission, require_reason
from ...errors import Refused
from ...record.trace import trace
from ...record.writing import save_versions
from .. import facts
from ..conflicts import conflicted
from ..departures import departures
from ..models import Decision
from ..ranking import arrange
from ..rules import DECIDER, require_editable, require_no_conflict
from ._shared import lock_reviews


@dataclass(frozen=True)
class Choice:
    """What is to be decided on one proposal."""

    proposal: Proposal
    decision: str
    rationale: str = ""
    reserve_order: int | None = None


def decide(proposal, decision, *, by, rationale="", reserve_order=None):
    """Decide on ``proposal``; return the :class:`Decision`. Nobody is told yet.

    ``decision`` is one of ``ProposalDecision``; a reserve without an order becomes
    the last of them. Deciding the same twice changes nothing; anything else is a
    revision, and both are kept. Refused: "rationale" (needed for what is not
    eligible and where the decision departs from the ranking), "order" (taken by
    another reserve), "decision", "not_submitted", "conflict", "announced",
    "forbidden".
    """
    choice = Choice(proposal, decision, rationale, reserve_order)
    return decide_all(proposal.call, [choice], by=by)[0]


def decide_all(call, choices, *, by):
    """Carry out all :class:`Choice` s for proposals of ``call``, or none of them.

    Returns the decisions in the same order. Of several at once, reserves without an
    order take the first free places, in the order in which they come. Refused like
    :func:`decide`.
    """
    require_permission(by, DECIDER)
    with transaction.atomic():
        lock_call(call)
        require_editable(call)
        locked = _lock_proposals(choices)
        known = facts.live(call)
        current = dict(now_decided(arrange(call, known)))
        last = _last_decisions(locked)
        barred = conflicted(by, call) if by else set()
        # The place of a single reserve may stay; several share places out anew.
        made, alone = {}, len(choices) == 1
        if not alone:
            for key in locked:
                current.pop(key, None)
        for choice in choices:
            proposal = locked[choice.proposal.pk]
            proposal.call = call
            require_no_conflict(by, proposal, barred)
            choice = choice if alone else _with_place(choice, current)
            made[proposal.pk] = _decide_one(
                proposal, choice, current, last.get(proposal.pk), by
            )
            current[proposal.pk] = made[proposal.pk]
        # What was not eligible may be so now, and the other way round.
        known.decisions = current
        _require_rationales(arrange(call, known), current, made, bool(barred))
        new = [row for row in made.values() if row._state.adding]
        save_versions(new, by=by)
        for row in new:
            trace(row.proposal, "proposal", "decide", by=by)
    return [made[choice.proposal.pk] for choice in choices]


def _with_place(choice, current):
    if choice.decision != ProposalDecision.RESERVE or choice.reserve_order is not None:
        return choice
    taken = {row.reserve_order for row in current.values()}
    place = next(number for number in count(1) if number not in taken)
    return replace(choice, reserve_order=place)


def now_decided(now):
    """Yield (proposal key, decision) of what is decided in a ranking."""
    for row in [*now.rows, *now.aside]:
        if row.decision and row.proposal.status == ProposalStatus.SUBMITTED:
            yield row.proposal.pk, row.decision


def _lock_proposals(choices):
    """Lock what is decided on, and its reviews, so that nobody changes a score."""
    keys = [choice.proposal.pk for choice in choices]
    rows = Proposal.objects.select_for_update().filter(pk__in=keys)
    locked = {row.pk: row for row in rows.order_by("pk")}
    lock_reviews(proposal__in=keys)
    return locked


def _last_decisions(proposals):
    """Return {proposal key: its last :class:`Decision`}. One query."""
    rows = Decision.objects.filter(proposal__in=proposals).order_by("number")
    return {row.proposal_id: row for row in rows}


def _decide_one(proposal, choice, current, last, by):
    """Return the decision that holds for ``proposal`` then, saved already or not."""
    if choice.decision not in ProposalDecision.values:
        raise Refused(_("Choose one of the decisions."), code="decision")
    if proposal.status != ProposalStatus.SUBMITTED:
        raise Refused(
            _("%(proposal)s is not submitted, so nothing is decided on it.")
            % {"proposal": proposal},
            code="not_submitted",
        )
    rationale = (choice.rationale or "").strip()
    if choice.decision == ProposalDecision.INELIGIBLE:
        sentence = _("Say why %(proposal)s is not eligible.") % {"proposal": proposal}
        try:
            require_reason(rationale, sentence)
        except Refused as refused:
            raise Refused(refused.message, code="rationale") from refused
    order = _reserve_order(proposal, choice, current)
    wanted = (choice.decision, rationale, order)
    if last and wanted == (last.decision, last.rationale, last.reserve_order):
        last.proposal = proposal
        return last
    return Decision(
        proposal=proposal,
        number=last.number + 1 if last else 1,
        decision=choice.decision,
        reserve_order=order,
        rationale=rationale,
        decided_by=by,
        decided_at=timezone.now(),
    )


def _reserve_order(proposal, choice, current):
    if choice.decision != ProposalDecision.RESERVE:
        return None
    taken = {
        row.reserve_order
        for key, row in current.items()
        if row.decision == ProposalDecision.RESERVE and key != proposal.pk
    }
    if choice.reserve_order is None:
        mine = current.get(proposal.pk)
        if mine and mine.decision == ProposalDecision.RESERVE:
            return mine.reserve_order
        return max(taken, default=0) + 1
    if choice.reserve_order < 1 or choice.reserve_order in taken:
        raise Refused(
            _("Another reserve has place %(order)d already. Choose another place.")
            % {"order": choice.reserve_order},
            code="order",
        )
    return choice.reserve_order


def _require_rationales(now, current, made, discreet):
    """Note how the new decisions stand to the ranking; refuse what nobody explains.

    Where ``discreet``, the refusal names no ranks: the person must not know all.
    """
    unexplained = departures(now, current)
    for key, row in made.items():
        if not row._state.adding:
            continue
        its = now.row(key)
        row.rank = its.rank.final if its else None
        departure = unexplained.get(key)
        row.departs = departure is not None
        if departure and departure.needs_rationale and not row.rationale:
            sentence = departure.discreet if discreet else departure.sentence
            raise Refused(sentence, code="rationale")


def withdraw_selected(proposal, *, by, reason):
    """Let a host withdraw after the announcement; decisions are open again then.

    Promote a reserve with :func:`decide` and announce again: only those whose result
    changes are told. Refused: "reason", "not_submitted", "forbidden".
    """
    from ...calls.actions import withdraw
    from .announcing import reopen_decisions

    reason = require_reason(reason, _("Say why this proposal is withdrawn."))
    require_permission(by, DECIDER)
    with transaction.atomic():
        lock_call(proposal.call)
        if proposal.call.announced_at and not proposal.call.reopened_at:
            reopen_decisions(proposal.call, by=by, reason=reason)
        withdraw(proposal, by=by, reason=reason)
    return proposal
