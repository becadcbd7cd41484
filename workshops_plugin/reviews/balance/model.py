"""What is chosen from, and what is wished for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from fractions import Fraction

#: Merits are whole numbers of this part of a point, so that sums are exact.
PER_POINT = 1000


class Importance(IntEnum):
    """Which wish is given up last: the essential one."""

    ESSENTIAL = 1
    IMPORTANT = 2
    DESIRABLE = 3


class Contradiction(ValueError):
    """What must be and must not be in the series cannot both be had.

    ``code`` says why: "both" (something must and must not be in it), "size" (more must
    be in it than it has places) or "unknown" (it is no candidate).
    """

    def __init__(self, code, keys=()):
        super().__init__(code)
        self.code, self.keys = code, tuple(keys)


@dataclass(frozen=True)
class Candidate:
    """A proposal that can be chosen.

    ``place`` is its own in the order of the ranking, from 1 on; ``merit`` is in
    thousandths of a point. ``values`` maps dimensions to the values that it has.
    """

    key: str
    place: int
    merit: int
    values: Mapping[str, frozenset] = field(default_factory=dict)
    organizations: frozenset = frozenset()


@dataclass(frozen=True)
class Range:
    """At least and at most so many proposals with a value of a dimension."""

    dimension: str
    value: str
    at_least: int = 0
    at_most: int | None = None
    importance: Importance = Importance.IMPORTANT

    def groups(self, candidates):
        """Return the sets of candidates that each have to keep the range: one."""
        return [
            [c for c in candidates if self.value in c.values.get(self.dimension, ())]
        ]


@dataclass(frozen=True)
class PerOrganization:
    """At most so many proposals behind which the same organization stands."""

    at_most: int
    importance: Importance = Importance.IMPORTANT
    at_least = 0

    def groups(self, candidates):
        """Return the candidates of each organization that has more than these."""
        found = {}
        for candidate in candidates:
            for organization in candidate.organizations:
                found.setdefault(organization, []).append(candidate)
        return [found[key] for key in sorted(found) if len(found[key]) > self.at_most]


@dataclass(frozen=True)
class Wishes:
    """What a series should be: places, wishes, and what is settled already."""

    size: int
    wishes: tuple = ()
    must: frozenset = frozenset()
    must_not: frozenset = frozenset()

    def check(self, candidates: Iterable[Candidate]):
        """Raise :class:`Contradiction` where no set at all is allowed."""
        if both := self.must & self.must_not:
            raise Contradiction("both", sorted(both))
        if unknown := self.must - {candidate.key for candidate in candidates}:
            raise Contradiction("unknown", sorted(unknown))
        if len(self.must) > self.size:
            raise Contradiction("size", sorted(self.must))


def in_units(merit: Fraction | None) -> int:
    """Return ``merit`` (of 100, considerations included) in thousandths of a point.

    Half a thousandth is rounded up; without any review it is 0. What this rounds away
    the places in the ranking decide, which are exact.
    """
    return 0 if merit is None else int((2 * merit * PER_POINT + 1) // 2)
