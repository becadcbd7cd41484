"""The example in docs/explanation/balance.md, as it is printed there."""

from dataclasses import replace

import pytest

from workshops_plugin.reviews.balance import (
    Candidate,
    Conflict,
    Importance,
    Range,
    Wishes,
    alternative,
    conflicts,
    suggest,
)

OFFERED = {
    "A": (90, "europe_central_asia"),
    "B": (86, "europe_central_asia"),
    "C": (84, "asia_pacific"),
    "D": (80, "africa"),
    "E": (71, "arab_states"),
    "F": (65, "africa"),
}
POOL = [
    Candidate(key, place, merit * 1000, {"region": frozenset({region})})
    for place, (key, (merit, region)) in enumerate(OFFERED.items(), start=1)
]
AFRICA = Range("region", "africa", 1)
ARAB_STATES = Range("region", "arab_states", 1, importance=Importance.ESSENTIAL)
EUROPE = Range("region", "europe_central_asia", 2)
WISHES = Wishes(3, (AFRICA, ARAB_STATES))


def found(wishes):
    suggestion = suggest(POOL, wishes)
    return "".join(suggestion.chosen), suggestion.merit / 1000


def test_without_wishes_and_with_them():
    assert found(Wishes(3)) == ("ABC", 260)
    assert found(WISHES) == ("ADE", 241)


@pytest.mark.parametrize(
    ("key", "merit", "enters", "leaves"), [("E", 15, "B", "E"), ("B", -4, "B", "A")]
)
def test_why_and_what_it_would_cost(key, merit, enters, leaves):
    other = alternative(POOL, WISHES, suggest(POOL, WISHES), key)
    assert other.merit == merit * 1000
    assert ("".join(other.enters), "".join(other.leaves)) == (enters, leaves)


def test_wishes_that_cannot_be_met_together():
    wishes = replace(WISHES, wishes=(*WISHES.wishes, EUROPE))
    assert found(wishes) == ("ABE", 247)
    assert suggest(POOL, wishes).gives_up == {AFRICA: 1}
    (conflict,) = conflicts(POOL, wishes, {AFRICA: 1})
    assert set(conflict.wishes) == {AFRICA, ARAB_STATES, EUROPE}
    assert conflict == Conflict(conflict.wishes)
