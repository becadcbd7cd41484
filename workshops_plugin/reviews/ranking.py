"""The ranking of a call's proposals: now, or as it was at any past moment.

Both read the same facts, from rows or from their versions, and both leave the
arithmetic to :mod:`~workshops_plugin.reviews.scoring`.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property

from ..calls.words import criteria_of
from . import facts, scoring


@dataclass(slots=True)
class Row:
    """One proposal in the ranking.

    ``totals`` are those of its submitted reviews, the highest first; ``rank`` is a
    :class:`~.scoring.Rank`. ``decision`` is the :class:`~.facts.Decided` that held.
    """

    proposal: Any
    totals: tuple[Fraction, ...]
    merit: Fraction | None
    joint: bool
    pathfinder: bool
    submitted: int = 0
    decision: Any = None
    rank: Any = None

    @property
    def spread(self):
        return scoring.spread(self.totals)

    @property
    def disagree(self):
        return scoring.disagree(self.totals)


@dataclass
class Ranking:
    """The proposals that take part, the best first, and those that do not."""

    call: Any
    at: datetime | None
    rules: Any
    criteria: list
    rows: list = field(default_factory=list)
    aside: list = field(default_factory=list)
    #: {proposal: [(organization that confirmed, when), …]}
    partners: dict = field(default_factory=dict)

    @cached_property
    def criteria_in_words(self):
        """The criteria in the active language; those of the past as recorded."""
        if self.at:
            return self.criteria
        titles = {row.pk: row.words.title for row in criteria_of(self.call)}
        return [
            each._replace(title=titles.get(each.pk, each.title))
            for each in self.criteria
        ]

    def row(self, key):
        """Return the row of the proposal with ``key``, or None."""
        return next((row for row in self.rows if row.proposal.pk == key), None)

    @property
    def fingerprint(self):
        """A text that changes with what is ranked, and how; it tells nothing else."""
        rows = [(row.proposal.reference, str(row.rank.result)) for row in self.rows]
        return salted_hmac(__name__, repr(rows)).hexdigest()


def ranking(call, *, at=None):
    """Return the :class:`Ranking` of ``call`` now, or as it was ``at`` (aware).

    Proposals that were withdrawn or found ineligible stand aside. Nine queries,
    whatever the number of proposals.
    """
    return arrange(call, facts.live(call) if at is None else facts.as_of(call, at), at)


def without(ranking, barred):
    """Return ``ranking`` for whoever must not know where ``barred`` (keys) stand.

    The others are ranked among themselves, as a gap in the ranks would tell; those
    that are barred stand last.
    """
    if not barred:
        return ranking
    seen, hidden = [], []
    for row in ranking.rows:
        if row.proposal.pk in barred:
            hidden.append(row)
        else:
            seen.append(replace(row, rank=None))
    hidden.sort(key=lambda row: row.proposal.reference)
    return replace(ranking, rows=[*_ranked(seen, ranking.rules), *hidden])


def arrange(call, known, at=None):
    """Return the :class:`Ranking` that follows from ``known`` (facts.Facts)."""
    totals = _totals(known)
    standing = known.standing(at or timezone.now())
    rows, aside = [], []
    for proposal in known.proposals:
        its = totals.get(proposal.reference, ())
        joint, pathfinder = standing(proposal)
        row = Row(
            proposal=proposal,
            totals=its,
            merit=scoring.merit(its, known.rules.merit_method),
            joint=joint,
            pathfinder=pathfinder,
            submitted=known.submitted.get(proposal.reference, 0),
            decision=known.decisions.get(proposal.pk),
        )
        (rows if known.takes_part(proposal) else aside).append(row)
    return Ranking(
        call,
        at,
        known.rules,
        known.criteria,
        _ranked(rows, known.rules),
        aside,
        known.partners,
    )


def _totals(known):
    """Return {reference: totals, the highest first}."""
    found = defaultdict(list)
    low, high = known.rules.scale_min, known.rules.scale_max
    for reference, weighted, weight in known.sums:
        total = scoring.total_of_sums(weighted, weight, low, high)
        if total is not None:
            found[reference].append(total)
    # As floats, which is quick; what they cannot tell apart looks the same.
    return {
        key: tuple(sorted(its, key=float, reverse=True)) for key, its in found.items()
    }


def _ranked(rows, rules):
    candidates = [
        scoring.Candidate(row.proposal.reference, row.merit, row.joint, row.pathfinder)
        for row in rows
    ]
    by_reference = {row.proposal.reference: row for row in rows}
    ranks = scoring.rank(candidates, rules.considerations)
    for reference, rank in ranks.items():
        by_reference[reference].rank = rank
    return [by_reference[reference] for reference in ranks]
