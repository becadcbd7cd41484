"""Counts for the annual report: what was proposed, selected and held, by dimension."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy

from ..calls.counting import Source, register, sources
from ..calls.enums import ProposalDecision, ProposalStatus
from ..calls.listing import with_standing
from ..calls.models import Proposal
from ..calls.words import outcome_words
from .dimensions import OUTCOME, QUESTION, common_dimensions, dimensions_of, values_of


def selected():
    """Return what was announced as selected, by the year of the announcement.

    Hosts that withdrew afterwards are not in the series any more.
    """
    rows = Proposal.objects.filter(
        decision=ProposalDecision.SELECTED, status=ProposalStatus.SUBMITTED
    ).order_by()
    return list(rows.values_list("pk", ExtractYear("call__announced_at")))


register(Source("series", gettext_lazy("Series"), 20, selected))


def named():
    """Return [(source, [(key of a proposal, year), …]), …]: a query for each source."""
    return [(source, source.find()) for source in sources()]


def years_of(found):
    """Return the years in what :func:`named` has found, the latest first."""
    years = {its for _source, rows in found for _key, its in rows if its}
    return sorted(years, reverse=True)


@dataclass
class Counts:
    """The report: for each dimension rows of (value in words, {source: count})."""

    sources: list
    totals: dict
    tables: list = field(default_factory=list)

    @property
    def is_empty(self):
        return not any(self.totals.values())


def counts(found, call=None, year=None):
    """Return the :class:`Counts` of ``call`` (None: of all) in ``year`` (None: ever).

    ``found`` is what :func:`named` returns.

    A proposal counts once in a source, however often that names it; by a dimension of
    several values, once for each. The number of queries does not grow with anything.
    """
    wanted = {
        source.key: {key for key, its in rows if year in (None, its)}
        for source, rows in found
    }
    proposals = _proposals(set().union(*wanted.values()), call)
    dimensions = dimensions_of(call) if call else common_dimensions({})
    values = _values(proposals, dimensions, call)
    columns = [source for source, _rows in found]
    return Counts(
        sources=columns,
        totals={key: len(keys & values.keys()) for key, keys in wanted.items()},
        tables=[
            (dimension, rows)
            for dimension in dimensions
            if (rows := _rows(dimension, values, wanted))
        ],
    )


def _proposals(keys, call):
    rows = Proposal.objects.filter(pk__in=keys).select_related("lead_organization")
    rows = rows.filter(call=call) if call else rows
    return list(with_standing(rows))


def _values(proposals, dimensions, call):
    """Return {proposal: {dimension: values}}."""
    questions = [d.key for d in dimensions if d.key.startswith(QUESTION)]
    found = {
        proposal.pk: values_of(
            proposal,
            lead=proposal.lead_organization,
            joint=proposal.is_joint,
            pathfinder=proposal.is_pathfinder,
            questions=questions,
        )
        for proposal in proposals
    }
    if call is None:
        keys = set().union(*(values[OUTCOME] for values in found.values()))
        titles = outcome_words(keys)
        for values in found.values():
            values[OUTCOME] = frozenset(titles.get(k, k) for k in values[OUTCOME])
    return found


def _rows(dimension, values, wanted):
    """Return [(value in words, {source: count}), …] of what occurs at all."""
    tallies = defaultdict(Counter)
    for source, keys in wanted.items():
        for key in keys & values.keys():
            for value in values[key].get(dimension.key, ()):
                tallies[value][source] += 1
    order = {value: number for number, value in enumerate(dimension.values)}
    return [
        (dimension.word(value), tallies[value])
        for value in sorted(tallies, key=lambda v: (order.get(v, len(order)), v))
    ]
