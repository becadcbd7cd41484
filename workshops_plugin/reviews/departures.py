"""Where decisions depart from the ranking: arithmetic without a database.

A decision departs where a proposal fares better than one that is ranked above it, or
worse than one that is ranked below it, and where something without any review is
decided on. Of two proposals that swap places one has to be explained.
"""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

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
    one of its own. ``other`` is the key of the one that the sentence names, or None.
    ``discreet`` is a sentence for those who must not know all ranks.
    """

    sentence: str
    needs_rationale: bool
    discreet: str
    other: Any = None


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
    everyone = _Places(decided)
    unexplained = _Places(pair for pair in decided if not pair[1].rationale)
    found = {}
    for row, decision in decided:
        if row.rank.final is None:
            sentence = _(
                "%(proposal)s has no review yet. Say why it is decided without."
            )
            sentence %= {"proposal": row.proposal}
            found[row.proposal.pk] = Departure(
                sentence, needs_rationale=True, discreet=sentence
            )
        elif crossed := everyone.crossing(row, decision):
            unexplained_one = unexplained.crossing(row, decision)
            other, its = unexplained_one or crossed
            found[row.proposal.pk] = Departure(
                _sentence(row, decision, other, its),
                needs_rationale=unexplained_one is not None,
                discreet=_discreet(row, decision),
                other=other.proposal.pk,
            )
    return found


class _Places:
    """Pairs of a row and its decision: those of equal worth together, by rank."""

    def __init__(self, decided):
        self.by_worth = defaultdict(list)
        for pair in sorted(
            (pair for pair in decided if pair[0].rank.final is not None), key=_final
        ):
            self.by_worth[_worth(pair[1])].append(pair)

    def crossing(self, row, decision):
        """Return the best-ranked pair with which ``row`` swaps places, or None."""
        mine, crossed = _worth(decision), []
        for worth, pairs in self.by_worth.items():
            if worth < mine and _final(pairs[0]) < row.rank.final:
                crossed.append(pairs[0])
            elif worth > mine:
                below = bisect_right(pairs, row.rank.final, key=_final)
                crossed += pairs[below : below + 1]
        return min(crossed, key=_final, default=None)


def _final(pair):
    return pair[0].rank.final


def _worth(decision):
    """Return how well a decision is, the order of reserves included."""
    return WORTH[decision.decision], -(decision.reserve_order or 0)


def _discreet(row, decision):
    return _("%(proposal)s (%(decision)s) departs from the ranking. Say why.") % {
        "proposal": row.proposal,
        "decision": ProposalDecision(decision.decision).label,
    }


def _sentence(row, decision, other, its):
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
    return sentence % words
