"""Small questions about balance, and their answers by looking at all sets."""

from itertools import combinations

from hypothesis import strategies as st

from workshops_plugin.reviews.balance import (
    Candidate,
    Importance,
    PerOrganization,
    Range,
    Wishes,
    quality,
)

DIMENSIONS = ("region", "focus", "kind")
VALUES = ("a", "b", "c", "d")


def candidates(rng, count, *, dimensions=DIMENSIONS, values=VALUES):
    """Return ``count`` candidates, every other time with many equal merits."""
    step = rng.choice([1, 20_000])
    merits = [rng.randrange(0, 100_000) // step * step for _ in range(count)]
    return [
        Candidate(
            key=f"P{place:03}",
            place=place,
            merit=merit,
            values={
                dimension: frozenset(rng.sample(values, rng.choice([1, 1, 1, 2])))
                for dimension in dimensions
            },
            organizations=frozenset(
                f"o{rng.randrange(max(2, count // 3))}"
                for _ in range(rng.choice([1, 2]))
            ),
        )
        for place, merit in enumerate(sorted(merits, reverse=True), start=1)
    ]


def wishes(rng, found, size, count, *, dimensions=DIMENSIONS, values=VALUES):
    """Return up to ``count`` wishes for a series of ``size`` of the candidates."""
    ranges = {}
    for _ in range(count):
        at_least = rng.choice([0, 1, 1, 2])
        at_most = rng.choice([None, at_least + rng.randrange(3)])
        if at_least or at_most is not None:
            which = rng.choice(dimensions), rng.choice(values)
            importance = rng.choice(list(Importance))
            ranges[which] = Range(*which, at_least, at_most, importance)
    wished = list(ranges.values())
    if rng.random() < 0.6:
        limit = rng.choice([1, 2])
        wished.append(PerOrganization(limit, rng.choice(list(Importance))))
    keys = [candidate.key for candidate in found]
    settled = rng.sample(keys, min(len(keys), 3))
    must = settled[: rng.choice([0, 0, 1, 2])][:size]
    must_not = settled[2:] if rng.random() < 0.3 else []
    return Wishes(size, tuple(wished), frozenset(must), frozenset(must_not))


def brute_force(found, wanted):
    """Return (quality, keys) of the best set, or None where no set is allowed."""
    best = None
    keys = [candidate.key for candidate in found]
    for count in range(wanted.size + 1):
        for chosen in combinations(keys, count):
            try:
                its = quality(found, wanted, chosen)
            except ValueError:
                continue
            if best is None or its < best[0]:
                best = its, frozenset(chosen)
    return best


@st.composite
def questions(draw, most=9):
    """Draw (candidates, wishes)."""
    rng = draw(st.randoms(use_true_random=False))
    found = candidates(rng, draw(st.integers(2, most)))
    size = draw(st.integers(1, min(5, len(found))))
    return found, wishes(rng, found, size, draw(st.integers(0, 6)))
