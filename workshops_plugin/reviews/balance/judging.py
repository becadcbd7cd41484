"""Judges a set of candidates by the wishes, without any solver."""

from dataclasses import dataclass

from .model import Candidate, Importance, Range


def merit_of(candidates, chosen) -> int:
    """Return the merit of the candidates with the keys ``chosen``, in thousandths."""
    return sum(c.merit for c in candidates if c.key in chosen)


def misses(candidates, wishes, chosen) -> dict:
    """Return {wish: by how many proposals ``chosen`` misses it}; met ones left out."""
    picked = [candidate for candidate in candidates if candidate.key in chosen]
    found = {}
    for wish in wishes.wishes:
        amount = sum(_missed(wish, len(group)) for group in wish.groups(picked))
        if amount:
            found[wish] = amount
    return found


def _missed(wish, count):
    above = 0 if wish.at_most is None else max(0, count - wish.at_most)
    return max(0, wish.at_least - count) + above


def quality(candidates, wishes, chosen) -> tuple:
    """Return what makes ``chosen`` (keys) better than another set: less is better.

    Raises ValueError for a set that is not allowed: too large, without what must be in
    it, with what must not.
    """
    chosen = frozenset(chosen)
    known = {candidate.key: candidate for candidate in candidates}
    allowed = (
        len(chosen) <= wishes.size
        and chosen <= known.keys()
        and wishes.must <= chosen
        and not wishes.must_not & chosen
    )
    if not allowed:
        raise ValueError("This set is not allowed.")
    missed = misses(candidates, wishes, chosen)
    by_importance = tuple(
        sum(n for wish, n in missed.items() if wish.importance == importance)
        for importance in Importance
    )
    places = tuple(sorted(known[key].place for key in chosen))
    merit = merit_of(candidates, chosen)
    return (wishes.size - len(chosen), by_importance, -merit, places)


@dataclass(frozen=True)
class Share:
    """How much of one value a series has, of what the pool offers, and the wish."""

    value: str
    chosen: int
    pool: int
    wish: Range | None = None

    @property
    def missing(self) -> int:
        return max(0, self.wish.at_least - self.chosen) if self.wish else 0

    @property
    def too_many(self) -> int:
        if not self.wish or self.wish.at_most is None:
            return 0
        return max(0, self.chosen - self.wish.at_most)


def shares(candidates, wishes, chosen, dimension, values) -> list[Share]:
    """Return a :class:`Share` for each of ``values``, and for others that are wished.

    Nothing is returned for a value that nobody offers and nobody wishes.
    """
    ranges = {
        wish.value: wish
        for wish in wishes.wishes
        if isinstance(wish, Range) and wish.dimension == dimension
    }
    found = []
    for value in dict.fromkeys([*values, *ranges]):
        having = [c for c in candidates if value in c.values.get(dimension, ())]
        if having or value in ranges:
            chosen_ones = sum(c.key in chosen for c in having)
            found.append(Share(value, chosen_ones, len(having), ranges.get(value)))
    return found


@dataclass(frozen=True)
class Difference:
    """What a change of the set would cost and bring.

    ``merit`` in thousandths; ``adds`` and ``loses`` are (dimension, value) that the set
    would have for the first time, or no more; ``meets`` and ``misses`` are wishes.
    """

    merit: int
    adds: tuple
    loses: tuple
    meets: tuple
    misses: tuple


def difference(candidates, wishes, before, after) -> Difference:
    """Return the :class:`Difference` between two sets of keys."""
    had, has = _values(candidates, before), _values(candidates, after)
    missed_before = misses(candidates, wishes, before)
    missed_after = misses(candidates, wishes, after)

    def better(ones, others):
        return tuple(
            wish for wish in wishes.wishes if ones.get(wish, 0) < others.get(wish, 0)
        )

    return Difference(
        merit=merit_of(candidates, after) - merit_of(candidates, before),
        adds=tuple(value for value in has if value not in had),
        loses=tuple(value for value in had if value not in has),
        meets=better(missed_after, missed_before),
        misses=better(missed_before, missed_after),
    )


def _values(candidates: list[Candidate], chosen):
    """Return {(dimension, value): True} of a set, in the order of its candidates."""
    return {
        (dimension, value): True
        for candidate in candidates
        if candidate.key in chosen
        for dimension, values in candidate.values.items()
        for value in sorted(values)
    }
