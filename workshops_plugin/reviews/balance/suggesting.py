"""Suggests the best set, and says what another one would cost."""

from dataclasses import dataclass

from .judging import merit_of, misses, quality
from .search import Search
from .solver import NoSolver, SuggestionFailed

__all__ = ["NoSolver", "SuggestionFailed"]


@dataclass(frozen=True)
class Suggestion:
    """The best set: keys in the order of the ranking, and what it gives up.

    ``merit`` in thousandths; ``gives_up`` maps wishes to by how many proposals they
    are missed; ``empty`` counts the places that nothing can fill.
    """

    chosen: tuple
    merit: int
    gives_up: dict
    empty: int


def suggest(candidates, wishes) -> Suggestion:
    """Return the best :class:`Suggestion` for ``wishes``.

    Raises :class:`~.model.Contradiction` where no set is allowed,
    :class:`~.solver.NoSolver` without highspy and :class:`~.solver.SuggestionFailed`
    where it takes too long.
    """
    wishes.check(candidates)
    candidates = sorted(candidates, key=lambda candidate: candidate.place)
    search = Search(candidates, wishes)
    chosen = frozenset(search.best())
    _recheck(candidates, wishes, chosen, search)
    return Suggestion(
        chosen=tuple(c.key for c in candidates if c.key in chosen),
        merit=merit_of(candidates, chosen),
        gives_up=misses(candidates, wishes, chosen),
        empty=wishes.size - len(chosen),
    )


def _recheck(candidates, wishes, chosen, search):
    empty, missed, merit, _places = quality(candidates, wishes, chosen)
    claimed = (wishes.size - search.filled, search.missed, -search.merit)
    if (empty, missed, merit) != claimed:
        raise SuggestionFailed("The solver's answer does not hold.")


@dataclass(frozen=True)
class Alternative:
    """The best set with one candidate in it, or out of it, beside the suggestion.

    ``merit`` is what it has more (or less) than the suggestion, in thousandths;
    ``gives_up`` the wishes that it misses by more, ``meets`` those by less. ``enters``
    and ``leaves`` are keys. None of it where no such set is allowed.
    """

    merit: int
    gives_up: tuple
    meets: tuple
    enters: tuple
    leaves: tuple
    empty: int


def alternative(candidates, wishes, suggestion, key) -> Alternative | None:
    """Return what it would cost to have ``key`` otherwise than ``suggestion`` has it.

    That is, to leave it out where it is in, to put it in where it is out. None where
    it is settled: it must be in, must not, or all places are settled.
    """
    inside = key in suggestion.chosen
    if key in wishes.must or key in wishes.must_not:
        return None
    if not inside and len(wishes.must) >= wishes.size:
        return None
    changed = {"must_not" if inside else "must": frozenset([key])}
    for name in changed:
        changed[name] |= getattr(wishes, name)
    other = suggest(candidates, type(wishes)(**{**vars(wishes), **changed}))
    mine, its = suggestion.gives_up, other.gives_up

    def more(ones, others):
        return tuple(w for w in wishes.wishes if ones.get(w, 0) > others.get(w, 0))

    return Alternative(
        merit=other.merit - suggestion.merit,
        gives_up=more(its, mine),
        meets=more(mine, its),
        enters=tuple(k for k in other.chosen if k not in suggestion.chosen),
        leaves=tuple(k for k in suggestion.chosen if k not in other.chosen),
        empty=other.empty - suggestion.empty,
    )
