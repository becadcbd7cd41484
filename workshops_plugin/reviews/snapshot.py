"""What a series was decided by, frozen: part of the record and of the report."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.utils import timezone

from ..calls.enums import ProposalDecision
from ..record.timeline import people
from . import wishing
from .balance import (
    PER_POINT,
    NoSolver,
    SuggestionFailed,
    Wishes,
    merit_of,
    misses,
    shares,
    suggest,
)
from .dimensions import candidates_of, dimensions_of
from .models import Series
from .ranking import ranking
from .rules import name_of
from .scoring import rounded


@dataclass(frozen=True)
class Weighed:
    """A suggestion, fit for JSON or None, and what it was made of."""

    candidates: list
    wishes: Wishes
    suggestion: dict | None


def weigh(call):
    """Return the :class:`Weighed` of ``call`` now; it may take the solver a while."""
    dimensions = dimensions_of(call)
    candidates = candidates_of(ranking(call), dimensions)
    wishes = wishing.effective(Series.of(call).wishes, candidates, dimensions)
    return Weighed(candidates, wishes, suggestion_of(candidates, wishes))


def snapshot(series, now, *, by, weighed):
    """Return what the series follows from, fit for JSON.

    ``now`` is the ranking. Merits are exact, as fractions; ``suggestion`` is None
    where none can be made. ``weighed`` spares to look for it again.
    """
    dimensions = dimensions_of(series.call)
    candidates = candidates_of(now, dimensions)
    wishes = wishing.effective(series.wishes, candidates, dimensions)
    if (weighed.candidates, weighed.wishes) != (candidates, wishes):
        suggestion = suggestion_of(candidates, wishes)
    else:
        suggestion = weighed.suggestion
    chosen = frozenset(series.chosen)
    return {
        "at": timezone.now().isoformat(),
        "by": str(by.pk) if by else None,
        "criteria": [[each.title, str(each.weight)] for each in now.criteria],
        "ranking": [
            {
                "proposal": candidate.key,
                "reference": row.proposal.reference,
                "rank": row.rank.final,
                "merit": _text(row.merit),
                "result": _text(row.rank.result),
                "reviews": row.submitted,
            }
            for candidate, row in zip(candidates, now.rows, strict=True)
        ],
        "wishes": wishing.stored(wishes),
        "suggestion": suggestion,
        "chosen": list(series.chosen),
        "reserve": list(series.reserve),
        "merit": merit_of(candidates, chosen),
        "missed": _missed(candidates, wishes, chosen),
        "balance": [
            {
                "dimension": dimension.key,
                "label": dimension.label,
                "shares": [
                    [share.value, dimension.word(share.value), share.chosen, share.pool]
                    for share in shares(
                        candidates, wishes, chosen, dimension.key, dimension.values
                    )
                ],
            }
            for dimension in dimensions
        ],
    }


def _missed(candidates, wishes, chosen):
    """Return [number of a wish among the wishes, by how many it is missed]."""
    found = misses(candidates, wishes, chosen)
    return [
        [number, found[wish]]
        for number, wish in enumerate(wishes.wishes)
        if wish in found
    ]


def _text(fraction):
    return None if fraction is None else str(fraction)


def suggestion_of(candidates, wishes):
    """Return what would have been suggested, fit for JSON, or None."""
    try:
        found = suggest(candidates, wishes)
    except (NoSolver, SuggestionFailed, ValueError):
        return None
    return {"chosen": list(found.chosen), "merit": found.merit, "empty": found.empty}


def _revised(chosen, rows, references):
    """Return {what became of it: references} of what is not as was ``chosen``."""
    decisions = {str(row.proposal.pk): row.decision for row in rows}
    selected = [
        row
        for row in rows
        if row.decision and row.decision.decision == ProposalDecision.SELECTED
    ]
    still = {str(row.proposal.pk) for row in selected}
    gone = [key for key in chosen if key not in still]
    undecided = [key for key in gone if key in decisions and not decisions[key]]
    return {
        "came": [
            row.proposal.reference
            for row in selected
            if str(row.proposal.pk) not in chosen
        ],
        "went": [references[key] for key in gone if key not in undecided],
        "open": [references[key] for key in undecided],
    }


def told(series, rows):
    """Return what the snapshot of ``series`` says, in words, or None without one.

    Words are those of the call today; of what is gone, as they were then. ``rows`` are
    those of the ranking with their decisions, which may have been revised since.
    """
    settled = series.settled if series else None
    if not settled:
        return None
    dimensions = {each.key: each for each in dimensions_of(series.call)}
    wishes = wishing.read(settled["wishes"]).wishes
    importances = wishing.importance_words()
    missed = dict(settled["missed"])
    references = defaultdict(lambda: "–")
    references |= {row["proposal"]: row["reference"] for row in settled["ranking"]}
    suggested = (settled["suggestion"] or {}).get("chosen")
    chosen = settled["chosen"]
    return {
        "at": datetime.fromisoformat(settled["at"]),
        "person": name_of(people({settled["by"]} - {None}).get(settled["by"])),
        "size": settled["wishes"].get("size") or wishing.SIZE,
        "merit": rounded(Fraction(settled["merit"], PER_POINT)),
        "wishes": [
            (
                wishing.wish_words(wish, dimensions),
                importances[wish.importance],
                missed.get(number, 0),
            )
            for number, wish in enumerate(wishes)
        ],
        "suggested": suggested is not None,
        "not_suggested": [references[k] for k in chosen if k not in (suggested or ())],
        "not_taken": [references[k] for k in suggested or () if k not in chosen],
        "revised": _revised(chosen, rows, references),
        "balance": [
            {
                "label": dimensions[each["dimension"]].label
                if each["dimension"] in dimensions
                else each["label"],
                "shares": [
                    {
                        "word": dimensions[each["dimension"]].word(value)
                        if each["dimension"] in dimensions
                        and value in dimensions[each["dimension"]].values
                        else word,
                        "chosen": count,
                        "pool": pool,
                        "blocks": range(count),
                    }
                    for value, word, count, pool in each["shares"]
                ],
            }
            for each in settled["balance"]
        ],
    }
