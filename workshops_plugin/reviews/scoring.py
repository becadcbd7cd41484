"""The arithmetic of a selection: exact, and without a database.

A score counts as its place on the scale from 0 to 100. The total of a review is the
weighted mean of what it scored: a criterion that was left blank, or that the reviewer
cannot judge, takes no part, so that it is never taken for a zero. The merit of a
proposal is the mean or the median of its reviews' totals. Everything is a fraction;
only what is shown is rounded.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from math import lcm, sqrt
from typing import NamedTuple

from ..calls.enums import ConsiderationRule, MeritMethod

#: From this standard deviation on, reviewers are said to disagree (of 100).
DISAGREEMENT = 20
NO_POINTS = Fraction(0)


def total(
    scores: Mapping, weights: Mapping, lowest: int, highest: int
) -> Fraction | None:
    """Return the total of one review, from 0 to 100, or None if it scored nothing.

    ``scores`` maps criteria to numbers from ``lowest`` to ``highest``, or to None;
    ``weights`` maps criteria to exact weights of zero or more. Criteria without a
    weight take no part. Raises ValueError for a score that is not on the scale.
    """
    weighted = weight = 0
    for criterion, score in scores.items():
        if score is None or criterion not in weights:
            continue
        if not lowest <= score <= highest:
            raise ValueError(f"{score} is not on the scale {lowest}–{highest}.")
        weighted += weights[criterion] * score
        weight += weights[criterion]
    return total_of_sums(weighted, weight, lowest, highest)


@lru_cache(maxsize=10_000)
def total_of_sums(weighted, weight, lowest: int, highest: int) -> Fraction | None:
    """Return the total from Σ weight·score and Σ weight over what was scored.

    Both sums in the same unit, whatever it is: only their ratio counts.
    """
    if not weight:
        return None
    above, most = weighted - lowest * weight, (highest - lowest) * weight
    return Fraction(100 * above) / Fraction(most)


def merit(totals: Sequence[Fraction], method: str) -> Fraction | None:
    """Return the merit of a proposal whose reviews have ``totals``, or None."""
    if not totals:
        return None
    if method == MeritMethod.MEDIAN:
        ordered = sorted(totals)
        middle = len(ordered) // 2
        if len(ordered) % 2:
            return ordered[middle]
        return (ordered[middle - 1] + ordered[middle]) / 2
    return _mean(totals)


def variance(totals: Sequence[Fraction]) -> Fraction | None:
    """Return the variance of ``totals`` as a population; None for fewer than two."""
    if len(totals) < 2:
        return None
    mean = _mean(totals)
    return _mean([(each - mean) ** 2 for each in totals])


def _mean(values):
    # In integers, which is several times as quick as adding fractions.
    top, bottom = 0, 1
    for value in values:
        top = top * value.denominator + value.numerator * bottom
        bottom *= value.denominator
    return Fraction(top, bottom * len(values))


def _in_common(values):
    """Return fractions as integers in one unit, which are quick to compare."""
    unit = lcm(*{value.denominator for value in values})
    return [value.numerator * (unit // value.denominator) for value in values]


def spread(totals: Sequence[Fraction]) -> float | None:
    """Return the standard deviation of ``totals``, for display; None below two."""
    found = variance(totals)
    return None if found is None else sqrt(found)


def disagree(totals: Sequence[Fraction]) -> bool:
    """Tell whether reviewers are so far apart that somebody should look."""
    found = variance(totals)
    return found is not None and found >= DISAGREEMENT**2


@dataclass(frozen=True, slots=True)
class Considerations:
    """A call's published rule for joint proposals and Pathfinder Countries."""

    rule: str = ConsiderationRule.NONE
    joint_points: Decimal = Decimal(0)
    pathfinder_points: Decimal = Decimal(0)

    def points(self, joint: bool, pathfinder: bool) -> Fraction:
        """Return the points that are added to the merit."""
        if self.rule != ConsiderationRule.POINTS or not (joint or pathfinder):
            return NO_POINTS
        return Fraction(
            (self.joint_points if joint else 0)
            + (self.pathfinder_points if pathfinder else 0)
        )

    def precedence(self, joint: bool, pathfinder: bool) -> int:
        """Return how many considerations break a tie in its favour."""
        if self.rule != ConsiderationRule.TIE_BREAK:
            return 0
        return bool(joint) + bool(pathfinder)


class Candidate(NamedTuple):
    """What of a proposal decides about its rank. ``key`` is its reference."""

    key: str
    merit: Fraction | None
    joint: bool = False
    pathfinder: bool = False


class Rank(NamedTuple):
    """Where a proposal stands by merit alone, and after the considerations.

    Equal ones share a number, and the next one is counted on from it. Both are None
    for a proposal without any review.
    """

    by_merit: int | None
    final: int | None
    points: Fraction
    result: Fraction | None

    @property
    def moved(self) -> int:
        """Return by how many places the considerations moved it up."""
        return self.by_merit - self.final if self.final else 0


def rank(
    candidates: Iterable[Candidate], considerations: Considerations
) -> dict[str, Rank]:
    """Return {key: :class:`Rank`}, the best first; equal ones in the order of keys."""
    judged, unjudged = [], []
    for candidate in candidates:
        (unjudged if candidate.merit is None else judged).append(candidate)
    points = [considerations.points(c.joint, c.pathfinder) for c in judged]
    results = [
        c.merit + its if its else c.merit for c, its in zip(judged, points, strict=True)
    ]
    precedences = [considerations.precedence(c.joint, c.pathfinder) for c in judged]
    by_merit = _places(judged, _in_common([c.merit for c in judged]))
    final = _places(judged, zip(_in_common(results), precedences, strict=True))
    facts = {c.key: each for c, *each in zip(judged, points, results, strict=True)}
    ranks = {
        key: Rank(by_merit[key], place, *facts[key]) for key, place in final.items()
    }
    for candidate in sorted(unjudged, key=lambda c: c.key):
        points = considerations.points(candidate.joint, candidate.pathfinder)
        ranks[candidate.key] = Rank(None, None, points, None)
    return ranks


def _places(candidates, standings):
    """Return {key: place}, the highest standing first, equal ones sharing one."""
    keys = (candidate.key for candidate in candidates)
    ordered = sorted(zip(keys, standings, strict=True), key=lambda pair: pair[0])
    ordered.sort(key=lambda pair: pair[1], reverse=True)
    places, before = {}, None
    for number, (key, standing) in enumerate(ordered, start=1):
        if standing != before:
            place, before = number, standing
        places[key] = place
    return places


@lru_cache(maxsize=10_000)
def rounded(value: Fraction | float | None, places: int = 1) -> Decimal | None:
    """Return ``value`` as it is shown: half a unit is rounded up."""
    if value is None:
        return None
    exact = Fraction(value)
    unit = 10**places
    whole = (2 * exact * unit + 1) // 2
    quantum = Decimal(1).scaleb(-places)
    return (Decimal(int(whole)) * quantum).quantize(quantum, ROUND_HALF_UP)
