"""Departures found in one walk are those that all comparisons find."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from workshops_plugin.reviews.departures import WORTH, departures

ranks = st.none() | st.integers(1, 6)
decisions = st.tuples(
    st.sampled_from(["selected", "reserve", "declined", "shortlisted"]),
    st.integers(1, 3),
    st.sampled_from(["", "It is about mines."]),
)


def made(pairs):
    rows, found = [], {}
    for key, (rank, (decision, order, rationale)) in enumerate(pairs):
        rows.append(
            SimpleNamespace(
                proposal=SimpleNamespace(pk=key), rank=SimpleNamespace(final=rank)
            )
        )
        found[key] = SimpleNamespace(
            decision=decision,
            reserve_order=order if decision == "reserve" else None,
            rationale=rationale,
        )
    return SimpleNamespace(rows=rows), found


def crossed(one, pairs):
    """All that swap places with ``one``, each compared with it."""
    rank, (decision, order, _rationale) = one
    worth = (WORTH[decision], -order if decision == "reserve" else 0)
    for other in pairs:
        its_rank, (its_decision, its_order, _its) = other
        if its_decision not in WORTH or its_rank is None:
            continue
        its_worth = (
            WORTH[its_decision],
            -its_order if its_decision == "reserve" else 0,
        )
        if (its_rank < rank and its_worth < worth) or (
            its_rank > rank and its_worth > worth
        ):
            yield other


@given(st.lists(st.tuples(ranks, decisions), max_size=8))
def test_departures_are_those_of_all_comparisons(pairs):
    found = departures(*made(pairs))
    for key, pair in enumerate(pairs):
        rank, (decision, _order, _rationale) = pair
        if decision not in WORTH:
            assert key not in found
        elif rank is None:
            assert found[key].needs_rationale
        else:
            others = list(crossed(pair, pairs))
            assert (key in found) == bool(others)
            if others:
                silent = [its for _rank, its in others if not its[2]]
                assert found[key].needs_rationale == bool(silent)
