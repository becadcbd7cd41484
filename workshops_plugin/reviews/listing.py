"""The ranking as a table: filtered, sorted, and hidden where somebody is biased."""

from dataclasses import dataclass
from typing import Any

from .departures import departures
from .plots import consideration_words, moved_words, spread_plot
from .ranking import without
from .rules import barred_for
from .scoring import rounded

SORTS = {
    "rank": lambda line: (line.row.rank.final is None, line.row.rank.final or 0),
    "merit": lambda line: (
        line.row.rank.by_merit is None,
        line.row.rank.by_merit or 0,
    ),
    "spread": lambda line: -(line.row.spread or 0),
    "reviews": lambda line: line.row.submitted,
    "reference": lambda line: line.row.proposal.reference,
}
SHOWN = {
    "joint": lambda line: line.row.joint,
    "pathfinder": lambda line: line.row.pathfinder,
    "disagree": lambda line: line.disagree,
    "short": lambda line: line.is_short,
}


@dataclass(slots=True)
class Line:
    """One row of the table. ``hidden``: the reader has a conflict of interest.

    ``departs`` says whether its decision departs from the ranking as both are now.
    """

    row: Any
    wanted: int
    hidden: bool = False
    departs: bool = False

    @property
    def proposal(self):
        return self.row.proposal

    @property
    def merit(self):
        return None if self.hidden else rounded(self.row.merit)

    @property
    def spread(self):
        return None if self.hidden else rounded(self.row.spread)

    @property
    def result(self):
        return None if self.hidden else rounded(self.row.rank.result)

    @property
    def plot(self):
        return None if self.hidden else spread_plot(self.row)

    @property
    def disagree(self):
        return not self.hidden and self.row.disagree

    @property
    def rank(self):
        return None if self.hidden else self.row.rank.final

    @property
    def merit_rank(self):
        return None if self.hidden else self.row.rank.by_merit

    @property
    def moved(self):
        return 0 if self.hidden else self.row.rank.moved

    @property
    def moved_words(self):
        return "" if self.hidden else moved_words(self.row.rank)

    @property
    def rationale(self):
        decision = self.row.decision
        return decision.rationale if decision and not self.hidden else ""

    @property
    def considerations(self):
        return consideration_words(self.row)

    @property
    def is_short(self):
        return self.row.submitted < self.wanted


def lines_for(user, ranking, values):
    """Return the :class:`Line` s of ``ranking`` that ``values`` ask for, sorted.

    ``values`` are the cleaned values of a :class:`~.forms.RankingForm`.
    """
    lines = all_lines(ranking, barred_for(user, ranking.call))
    lines = [line for line in lines if _wanted(line, values)]
    # What is hidden stands last, so that its place tells nothing.
    place = SORTS[values.get("sort") or "rank"]
    return sorted(lines, key=lambda line: (line.hidden, place(line)))


def all_lines(ranking, barred=()):
    """Return a :class:`Line` for each row of ``ranking``; ``barred`` ones hidden.

    Hidden ones take no part in ranks and departures, which would tell of them.
    """
    ranking = without(ranking, barred)
    decisions = {
        row.proposal.pk: row.decision
        for row in ranking.rows
        if row.decision and row.proposal.pk not in barred
    }
    departing = departures(ranking, decisions)
    return [
        Line(
            row,
            ranking.rules.reviews_wanted,
            hidden=row.proposal.pk in barred,
            departs=row.proposal.pk in departing,
        )
        for row in ranking.rows
    ]


def _wanted(line, values):
    decision = values.get("decision")
    if decision == "none" and line.row.decision:
        return False
    if decision and decision != "none":
        its = line.row.decision
        if not its or its.decision != decision:
            return False
    show = values.get("show")
    return not show or SHOWN[show](line)
