"""The arithmetic: what holds for all scores, and one selection worked out by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops_plugin.calls.enums import ConsiderationRule, MeritMethod
from workshops_plugin.reviews import scoring
from workshops_plugin.reviews.scoring import Candidate, Considerations, Rank

CRITERIA = "abcd"
weights = st.fixed_dictionaries(
    {c: st.decimals(0, 1000, places=2) for c in CRITERIA}
).filter(lambda found: any(found.values()))
positive = st.fixed_dictionaries(
    {c: st.decimals("0.01", 1000, places=2) for c in CRITERIA}
)
marks = st.integers(0, 5)
full = st.fixed_dictionaries(dict.fromkeys(CRITERIA, marks))
partial = st.fixed_dictionaries({c: st.none() | marks for c in CRITERIA})
fractions = st.fractions(0, 100, max_denominator=1000)
totals = st.lists(fractions, min_size=1, max_size=8)
methods = st.sampled_from(MeritMethod.values)
rules = st.builds(
    Considerations,
    rule=st.sampled_from(ConsiderationRule.values),
    joint_points=st.decimals(0, 100, places=2),
    pathfinder_points=st.decimals(0, 100, places=2),
)
candidates = st.lists(
    st.builds(
        Candidate,
        key=st.text("ABC123-", min_size=1, max_size=8),
        merit=st.none() | fractions,
        joint=st.booleans(),
        pathfinder=st.booleans(),
    ),
    unique_by=lambda candidate: candidate.key,
    max_size=12,
)


def total(scores, weights, lowest=0, highest=5):
    return scoring.total(scores, weights, lowest, highest)


# The total of a review.


@given(partial, weights)
def test_a_total_is_within_bounds_or_there_is_none(scores, weights):
    scored = any(scores[c] is not None and weights[c] for c in CRITERIA)
    found = total(scores, weights)
    assert 0 <= found <= 100 if scored else found is None


@given(weights)
def test_the_ends_of_the_scale_are_the_ends_of_the_total(weights):
    assert total(dict.fromkeys(CRITERIA, 0), weights) == 0
    assert total(dict.fromkeys(CRITERIA, 5), weights) == 100


@given(full, positive, st.sampled_from(CRITERIA))
def test_a_higher_score_is_a_higher_total(scores, weights, criterion):
    if scores[criterion] < 5:
        higher = {**scores, criterion: scores[criterion] + 1}
        assert total(higher, weights) > total(scores, weights)


@given(partial, weights, st.randoms())
def test_the_order_of_criteria_does_not_matter(scores, weights, chance):
    items = list(scores.items())
    chance.shuffle(items)
    assert total(dict(items), weights) == total(scores, weights)


@given(partial, weights, st.fractions("1/100", 100))
def test_only_the_ratio_of_weights_counts(scores, weights, factor):
    scaled = {c: Fraction(weight) * factor for c, weight in weights.items()}
    assert total(scores, scaled) == total(scores, weights)


@given(full, positive, st.sampled_from(CRITERIA))
def test_a_blank_is_as_if_the_criterion_were_not_there(scores, weights, criterion):
    blank = {**scores, criterion: None}
    without = {c: score for c, score in scores.items() if c != criterion}
    assert total(blank, weights) == total(without, weights)


@given(full, positive, st.sampled_from(CRITERIA))
def test_a_blank_is_not_a_zero(scores, weights, criterion):
    others = [score for c, score in scores.items() if c != criterion]
    if any(others):
        zero = total({**scores, criterion: 0}, weights)
        assert total({**scores, criterion: None}, weights) > zero


@given(full, positive, st.integers(0, 50), st.integers(1, 20))
def test_where_the_scale_begins_does_not_matter(scores, weights, shift, step):
    moved = {c: shift + step * score for c, score in scores.items()}
    found = total(moved, weights, shift, shift + 5 * step)
    assert found == total(scores, weights)


@given(full, weights)
def test_sums_give_the_same_total(scores, weights):
    hundredths = {c: int(weight * 100) for c, weight in weights.items()}
    weighted = sum(hundredths[c] * scores[c] for c in CRITERIA)
    found = scoring.total_of_sums(weighted, sum(hundredths.values()), 0, 5)
    assert found == total(scores, weights)


@pytest.mark.parametrize("score", [-1, 6])
def test_what_is_not_on_the_scale_is_refused(score):
    with pytest.raises(ValueError, match="not on the scale 0–5"):
        total({"a": score}, {"a": 1})


def test_no_float_comes_in():
    found = total({"a": 1, "b": 2, "c": 2}, {"a": 1, "b": 1, "c": 1}, 0, 3)
    assert found == Fraction(500, 9)
    assert isinstance(found, Fraction)


# The merit of a proposal.


@given(totals, methods)
def test_merit_lies_between_the_lowest_and_the_highest(totals, method):
    assert min(totals) <= scoring.merit(totals, method) <= max(totals)


@given(totals, methods, st.randoms())
def test_the_order_of_reviews_does_not_matter(totals, method, chance):
    shuffled = list(totals)
    chance.shuffle(shuffled)
    assert scoring.merit(shuffled, method) == scoring.merit(totals, method)


@given(totals, methods, st.integers(0, 7))
def test_a_better_review_never_lowers_the_merit(totals, method, which):
    better = list(totals)
    better[which % len(totals)] = Fraction(100)
    assert scoring.merit(better, method) >= scoring.merit(totals, method)


@given(fractions, st.integers(1, 6), methods)
def test_reviewers_of_one_mind_give_their_total(value, count, method):
    same = [value] * count
    assert scoring.merit(same, method) == value
    assert not scoring.disagree(same)


@given(totals)
def test_spread_is_the_root_of_the_variance_and_needs_two(totals):
    found = scoring.spread(totals)
    if len(totals) == 1:
        assert found is None
    else:
        assert found == pytest.approx(float(scoring.variance(totals)) ** 0.5)
        assert 0 <= found <= 50


def test_without_reviews_there_is_no_merit():
    assert scoring.merit([], MeritMethod.MEAN) is None
    assert scoring.spread([]) is None


@pytest.mark.parametrize(
    ("totals", "expected"), [((30, 70), True), ((30, 69), False), ((50,), False)]
)
def test_reviewers_disagree_from_twenty_points_on(totals, expected):
    assert scoring.disagree([Fraction(each) for each in totals]) is expected


# Ranks.


@given(candidates, rules)
def test_everybody_is_ranked_and_only_the_judged_have_a_place(candidates, rule):
    ranks = scoring.rank(candidates, rule)
    assert ranks.keys() == {candidate.key for candidate in candidates}
    for candidate in candidates:
        placed = ranks[candidate.key].final is not None
        assert placed == (candidate.merit is not None)


@given(candidates, rules, st.randoms())
def test_the_order_in_which_they_come_does_not_matter(candidates, rule, chance):
    shuffled = list(candidates)
    chance.shuffle(shuffled)
    found = scoring.rank(shuffled, rule)
    assert list(found.items()) == list(scoring.rank(candidates, rule).items())


@given(candidates, rules)
def test_more_merit_is_never_a_worse_place_by_merit(candidates, rule):
    ranks = scoring.rank(candidates, rule)
    judged = [c for c in candidates if c.merit is not None]
    for one in judged:
        for other in judged:
            better = ranks[one.key].by_merit < ranks[other.key].by_merit
            assert better == (one.merit > other.merit)


@given(candidates)
def test_without_considerations_the_final_place_is_that_of_merit(candidates):
    for found in scoring.rank(candidates, Considerations()).values():
        assert (found.final, found.moved) == (found.by_merit, 0)


@given(candidates)
def test_a_tie_break_moves_nobody_past_more_merit(candidates):
    rule = Considerations(rule=ConsiderationRule.TIE_BREAK)
    ranks = scoring.rank(candidates, rule)
    judged = [c for c in candidates if c.merit is not None]
    for one in judged:
        for other in judged:
            if one.merit > other.merit:
                assert ranks[one.key].final < ranks[other.key].final


@given(candidates, rules, st.integers(0, 11))
def test_a_consideration_never_harms(candidates, rule, which):
    if not candidates:
        return
    index = which % len(candidates)
    favoured = list(candidates)
    one = favoured[index]
    if one.merit is None:
        return
    favoured[index] = Candidate(one.key, one.merit, joint=True, pathfinder=True)
    before = scoring.rank(candidates, rule)[one.key].final
    assert scoring.rank(favoured, rule)[one.key].final <= before


# One selection, worked out by hand.

WEIGHTS = {
    "standards": Decimal(30),
    "causes": Decimal(30),
    "scale": Decimal(25),
    "new": Decimal(15),
}


def review(standards, causes, scale, new):
    return total(
        {"standards": standards, "causes": causes, "scale": scale, "new": new}, WEIGHTS
    )


def test_the_worked_example():
    mines = [review(4, 5, 3, 2), review(5, 4, 3, None)]
    # (30·4 + 30·5 + 25·3 + 15·2) / 100 = 3.75 of 5; (30·5 + 30·4 + 25·3) / 85.
    assert mines == [75, Fraction(1380, 17)]
    farms = [review(4, 4, 4, 3), review(5, 4, 3, 3)]
    assert farms == [77, 78]
    gloves = [review(5, 2, 1, 0), review(2, 5, 5, 5)]
    assert gloves == [47, 82]
    merits = {
        name: scoring.merit(its_totals, MeritMethod.MEAN)
        for name, its_totals in (("mines", mines), ("farms", farms), ("gloves", gloves))
    }
    assert merits == {
        "mines": Fraction(2655, 34),
        "farms": Fraction(155, 2),
        "gloves": Fraction(129, 2),
    }
    assert [scoring.disagree(each) for each in (mines, farms, gloves)] == [False] * 3
    rule = Considerations(ConsiderationRule.POINTS, Decimal(2), Decimal(1))
    found = scoring.rank(
        [
            Candidate("mines", merits["mines"]),
            Candidate("farms", merits["farms"], joint=True),
            Candidate("gloves", merits["gloves"], pathfinder=True),
            Candidate("reefs", None, joint=True),
        ],
        rule,
    )
    assert list(found.items()) == [
        ("farms", Rank(2, 1, Fraction(2), Fraction(159, 2))),
        ("mines", Rank(1, 2, Fraction(0), Fraction(2655, 34))),
        ("gloves", Rank(3, 3, Fraction(1), Fraction(131, 2))),
        ("reefs", Rank(None, None, Fraction(2), None)),
    ]
    assert [rank.moved for rank in found.values()] == [1, -1, 0, 0]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(2655, 34), "78.1"),
        (Fraction(1, 20), "0.1"),
        (Fraction(1, 21), "0.0"),
        (Fraction(100), "100.0"),
        (17.5, "17.5"),
        (None, "None"),
    ],
)
def test_only_what_is_shown_is_rounded(value, shown):
    assert str(scoring.rounded(value)) == shown
