"""The suggestion is the best set there is, and says what it gives up."""

import random
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import assume, given, settings

from workshops_plugin.reviews.balance import (
    Candidate,
    Conflict,
    Contradiction,
    Importance,
    PerOrganization,
    Range,
    SuggestionFailed,
    Wishes,
    alternative,
    conflicts,
    misses,
    quality,
    search,
    suggest,
)

from .instances import brute_force, candidates, questions, wishes

often = settings(max_examples=60, deadline=None)


@pytest.mark.parametrize("seed", range(300))
def test_the_suggestion_is_what_looking_at_all_sets_finds(seed):
    rng = random.Random(seed)
    # The more candidates, the longer it takes to look at all sets.
    count = rng.choice([3, 5, 7, 9, 11, 12, 13, 14])
    found = candidates(rng, count)
    size = rng.randint(1, min(count, 5 if count > 11 else 6))
    wanted = wishes(rng, found, size, rng.randint(0, 7))
    best, chosen = brute_force(found, wanted)
    suggestion = suggest(found, wanted)
    assert frozenset(suggestion.chosen) == chosen
    assert quality(found, wanted, suggestion.chosen) == best
    assert suggestion.merit == -best[2]
    assert suggestion.gives_up == misses(found, wanted, chosen)
    assert suggestion.empty == best[0]


def all_met(found, wanted):
    suggestion = suggest(found, wanted)
    return suggestion if not (suggestion.gives_up or suggestion.empty) else None


@often
@given(questions())
def test_another_candidate_never_lowers_the_merit(question):
    found, wanted = question
    before = all_met(found[:-1], wanted) if wanted.must <= keys(found[:-1]) else None
    after = all_met(found, wanted)
    assume(before and after)
    assert after.merit >= before.merit


@often
@given(questions())
def test_a_looser_wish_never_lowers_the_merit(question):
    found, wanted = question
    assume(wanted.wishes)
    before, after = all_met(found, wanted), all_met(found, loosened(wanted))
    assume(before and after)
    assert after.merit >= before.merit


def keys(found):
    return {candidate.key for candidate in found}


def loosened(wanted):
    first, *others = wanted.wishes
    if isinstance(first, PerOrganization):
        looser = replace(first, at_most=first.at_most + 1)
    else:
        most = None if first.at_most is None else first.at_most + 1
        looser = replace(first, at_least=max(0, first.at_least - 1), at_most=most)
    return replace(wanted, wishes=(looser, *others))


@often
@given(questions())
def test_other_names_change_nothing(question):
    found, wanted = question
    names = {candidate.key: f"Q{99 - candidate.place}" for candidate in found}
    renamed = [
        replace(
            candidate,
            key=names[candidate.key],
            values={f"x{d}": v for d, v in candidate.values.items()},
            organizations=frozenset(f"y{o}" for o in candidate.organizations),
        )
        for candidate in reversed(found)
    ]
    again = suggest(
        renamed,
        Wishes(
            wanted.size,
            tuple(
                replace(wish, dimension=f"x{wish.dimension}")
                if isinstance(wish, Range)
                else wish
                for wish in wanted.wishes
            ),
            frozenset(names[key] for key in wanted.must),
            frozenset(names[key] for key in wanted.must_not),
        ),
    )
    assert again.chosen == tuple(names[key] for key in suggest(found, wanted).chosen)


@often
@given(questions(most=7))
def test_what_it_costs_is_what_the_best_other_set_has_less(question):
    found, wanted = question
    suggestion = suggest(found, wanted)
    for candidate in found:
        other = alternative(found, wanted, suggestion, candidate.key)
        settled = candidate.key in wanted.must | wanted.must_not
        if settled or (
            candidate.key not in suggestion.chosen and len(wanted.must) >= wanted.size
        ):
            assert other is None
            continue
        inside = candidate.key in suggestion.chosen
        name = "must_not" if inside else "must"
        changed = replace(wanted, **{name: getattr(wanted, name) | {candidate.key}})
        best, chosen = brute_force(found, changed)
        assert other.merit == -best[2] - suggestion.merit
        assert frozenset(other.enters) == chosen - set(suggestion.chosen)
        assert frozenset(other.leaves) == set(suggestion.chosen) - chosen
        assert other.empty == best[0] - suggestion.empty


@often
@given(questions(most=8))
def test_each_conflict_is_one_and_holds_nothing_in_vain(question):
    found, wanted = question
    suggestion = suggest(found, wanted)
    told = conflicts(found, wanted, suggestion.gives_up)
    assert bool(told) == bool(suggestion.gives_up)
    for conflict in told:
        assert not can_be(found, wanted, suggestion, conflict)
        for less in one_less(conflict):
            assert can_be(found, wanted, suggestion, less)


def one_less(conflict):
    """Yield ``conflict`` without one of what it holds, in every way."""
    for name in ("wishes", "must", "must_not"):
        held = getattr(conflict, name)
        for each in held:
            rest = tuple(other for other in held if other != each)
            yield replace(conflict, **{name: rest})
    if conflict.to_fill:
        yield replace(conflict, to_fill=False)


def can_be(found, wanted, suggestion, demands):
    """Look at every set for one that meets all ``demands``, a Conflict."""
    asked = Wishes(
        wanted.size,
        demands.wishes,
        frozenset(demands.must),
        frozenset(demands.must_not),
    )
    best, _chosen = brute_force(found, replace(asked, wishes=()))
    least = wanted.size - suggestion.empty if demands.to_fill else 0
    for count in range(least, wanted.size - best[0] + 1):
        for chosen in combinations([candidate.key for candidate in found], count):
            try:
                its = quality(found, asked, chosen)
            except ValueError:
                continue
            if not any(its[1]):
                return True
    return False


# By hand.

LOOK = [
    Candidate("A", 1, 90_000, {"region": frozenset({"europe"})}, frozenset({"x"})),
    Candidate("B", 2, 85_000, {"region": frozenset({"europe"})}, frozenset({"x"})),
    Candidate("C", 3, 80_000, {"region": frozenset({"asia"})}, frozenset({"y"})),
    Candidate("D", 4, 60_000, {"region": frozenset({"africa"})}, frozenset({"z"})),
]


def test_without_wishes_the_best_are_taken():
    assert suggest(LOOK, Wishes(2)).chosen == ("A", "B")


def test_a_wish_costs_what_it_has_to():
    wanted = Wishes(2, (Range("region", "africa", 1),))
    suggestion = suggest(LOOK, wanted)
    assert suggestion.chosen == ("A", "D")
    other = alternative(LOOK, wanted, suggestion, "D")
    assert (other.merit, other.enters, other.leaves) == (25_000, ("B",), ("D",))
    assert other.gives_up == wanted.wishes


def test_the_less_important_wish_is_given_up():
    essential = Range("region", "africa", 1, importance=Importance.ESSENTIAL)
    desirable = Range("region", "asia", 1, importance=Importance.DESIRABLE)
    suggestion = suggest(LOOK, Wishes(1, (desirable, essential)))
    assert suggestion.chosen == ("D",)
    assert suggestion.gives_up == {desirable: 1}
    wanted = Wishes(1, (desirable, essential))
    (conflict,) = conflicts(LOOK, wanted, suggestion.gives_up)
    assert conflict == Conflict((desirable, essential))


def test_what_is_settled_is_in_a_conflict_only_where_it_has_to_be():
    nobody = Range("region", "arab_states", 1)
    wanted = Wishes(2, (nobody,), must=frozenset("A"))
    assert conflicts(LOOK, wanted, {nobody: 1}) == [Conflict((nobody,))]
    africa = Range("region", "africa", 1)
    wanted = Wishes(1, (africa,), must=frozenset("A"))
    assert conflicts(LOOK, wanted, {africa: 1}) == [Conflict((africa,), must=("A",))]
    wanted = Wishes(2, (africa,), must_not=frozenset("D"))
    assert conflicts(LOOK, wanted, {africa: 1}) == [
        Conflict((africa,), must_not=("D",))
    ]


def test_filling_all_places_is_a_demand_like_others():
    few = Range("region", "europe", 0, 1)
    less = Range("region", "asia", 0, 0)
    suggestion = suggest(LOOK, Wishes(3, (few, less)))
    (conflict,) = conflicts(LOOK, Wishes(3, (few, less)), suggestion.gives_up)
    assert conflict == Conflict((few, less), to_fill=True)


def test_each_wish_that_is_given_up_has_its_conflict():
    arabs = Range("region", "arab_states", 1)
    few, asia = Range("region", "europe", 0, 0), Range("region", "asia", 1)
    wanted = Wishes(1, (arabs, few, asia), must=frozenset("A"))
    gives_up = suggest(LOOK, wanted).gives_up
    assert conflicts(LOOK, wanted, gives_up) == [
        Conflict((arabs,)),
        Conflict((few,), must=("A",)),
        Conflict((asia,), must=("A",)),
    ]


def test_without_candidates_every_wish_is_its_own_conflict():
    wish = Range("region", "asia", 1)
    assert conflicts([], Wishes(2, (wish,)), {wish: 1}) == [Conflict((wish,))]


def test_an_organization_has_its_share_and_no_more():
    suggestion = suggest(LOOK, Wishes(3, (PerOrganization(1),)))
    assert suggestion.chosen == ("A", "C", "D")


def test_of_equal_sets_the_one_ranked_highest_is_taken():
    equal = [Candidate(key, n, 70_000) for n, key in enumerate("ABCDEF", start=1)]
    assert suggest(equal, Wishes(3)).chosen == ("A", "B", "C")
    assert suggest(equal[::-1], Wishes(3, must=frozenset("F"))).chosen == tuple("ABF")


def test_places_that_nothing_can_fill_stay_empty():
    suggestion = suggest(LOOK, Wishes(6, must_not=frozenset("A")))
    assert (suggestion.chosen, suggestion.empty) == (("B", "C", "D"), 3)


def test_nothing_to_choose_from_is_no_error():
    suggestion = suggest([], Wishes(3, (Range("region", "asia", 1),)))
    assert (suggestion.chosen, suggestion.empty) == ((), 3)


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (Wishes(2, must=frozenset("A"), must_not=frozenset("A")), "both"),
        (Wishes(2, must=frozenset("Z")), "unknown"),
        (Wishes(1, must=frozenset("AB")), "size"),
    ],
)
def test_what_cannot_be_is_told(wanted, code):
    with pytest.raises(Contradiction) as told:
        suggest(LOOK, wanted)
    assert told.value.code == code


def test_an_answer_that_does_not_hold_is_not_given(monkeypatch):
    monkeypatch.setattr(search.Search, "_chosen", lambda self: [2, 3])
    with pytest.raises(SuggestionFailed):
        suggest(LOOK, Wishes(2))
