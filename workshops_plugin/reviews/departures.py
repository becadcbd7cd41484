"""Where decisions depart from the ranking: arithmetic without a database.

A decision departs where a proposal fares better than one that is ranked above it, or
worse than one that is ranked below it, and where something without any review is
decided on. Of two proposals that swap places one has to be explained.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..calls.enums import ProposalDecision

#: How well a proposal fares; what is only shortlisted is not decided yet.
WORTH = {
    ProposalDecision.SELECTED: 3,
    ProposalDecision.RESERVE: 2,
    ProposalDecision.DECLINED: 1,
}


@dataclass(frozen=True)
class Departure:
    """How a decision departs from the ranking, in a sentence.

    ``needs_rationale`` is False where each proposal that it is compared with has
    one of its own.
    """

    sentence: str
    needs_rationale: bool


def departures(ranking, decisions):
    """Return {proposal key: :class:`Departure`} of what departs.

    ``ranking`` is a :class:`~.ranking.Ranking`, ``decisions`` maps the keys of its
    proposals to decisions (with ``decision``, ``reserve_order`` and ``rationale``).
    """
    decided = [
        (row, decisions[row.proposal.pk])
        for row in ranking.rows
        if row.proposal.pk in decisions and decisions[row.proposal.pk].decision in WORTH
    ]
    found = {}
    for row, decision in decided:
        if row.rank.final is None:
            found[row.proposal.pk] = Departure(
                _("%(proposal)s has no review yet. Say why it is decided without.")
                % {"proposal": row.proposal},
                needs_rationale=True,
            )
        elif crossed := _crossed(row, decision, decided):
            found[row.proposal.pk] = _departure(row, decision, crossed)
    return found


def _crossed(row, decision, decided):
    """Return those whose places in the ranking and in the decisions are swapped."""
    mine = _worth(decision)
    return [
        (other, its)
        for other, its in decided
        if other.rank.final is not None
        and (
            (other.rank.final < row.rank.final and _worth(its) < mine)
            or (other.rank.final > row.rank.final and _worth(its) > mine)
        )
    ]


def _worth(decision):
    """Return how well a decision is, the order of reserves included."""
    return WORTH[decision.decision], -(decision.reserve_order or 0)


def _departure(row, decision, crossed):
    open_ones = [pair for pair in crossed if not pair[1].rationale]
    other, its = min(open_ones or crossed, key=lambda pair: pair[0].rank.final)
    words = {
        "proposal": row.proposal,
        "decision": ProposalDecision(decision.decision).label,
        "rank": row.rank.final,
        "other": other.proposal,
        "other_decision": ProposalDecision(its.decision).label,
        "other_rank": other.rank.final,
    }
    sentence = _(
        "%(proposal)s (rank %(rank)d, %(decision)s) departs from the ranking: "
        "%(other)s has rank %(other_rank)d (%(other_decision)s). Say why."
    )
    return Departure(sentence % words, needs_rationale=bool(open_ones))
