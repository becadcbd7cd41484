"""Finds the best set by integer linear programming, and checks what it found.

The model, for candidates *i*, wishes *w* and the groups *g* that a wish counts (one for
a value of a dimension, one for each organization):

- variables: xᵢ ∈ {0, 1}, whether *i* is in the series; u_g, o_g ≥ 0, by how many the
  group is under and over what is wished;
- constraints: Σ xᵢ ≤ size; xᵢ = 1 for what must be in, xᵢ = 0 for what must not;
  Σ_{i ∈ g} xᵢ + u_g ≥ at least; Σ_{i ∈ g} xᵢ − o_g ≤ at most;
- objectives, each kept at its best while the next is looked at: most Σ xᵢ; least
  Σ (u_g + o_g) over the essential wishes, then the important, then the others; most
  Σ meritᵢ·xᵢ; and, if more than one set is left, the highest places.

All numbers are whole, no gap is allowed, and one thread solves it, so that the same
question has the same answer. What the solver says is checked without it.
"""

from dataclasses import dataclass

from .judging import merit_of, misses, quality
from .model import Importance
from .solver import NoSolver, Program, SuggestionFailed

__all__ = ["NoSolver", "SuggestionFailed"]

#: So many places at a time are told apart: powers of two that stay exact.
AT_ONCE = 20


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
    search = _Search(candidates, wishes)
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


class _Search:
    """One question to the solver; candidates come in the order of their places."""

    def __init__(self, candidates, wishes):
        self.candidates, self.wishes = candidates, wishes
        self.program = Program()
        self.x = [self._variable(candidate) for candidate in candidates]
        self.number = {c.key: x for c, x in zip(candidates, self.x, strict=True)}
        self.program.add_row(dict.fromkeys(self.x, 1), upper=wishes.size)
        #: {wish: the variables that say by how many it is missed}
        self.slack = {wish: self._limit(wish) for wish in wishes.wishes}
        self.filled = self.merit = 0
        self.missed = ()

    def _variable(self, candidate):
        must = candidate.key in self.wishes.must
        may = candidate.key not in self.wishes.must_not
        return self.program.add_variable(int(must), int(may), whole=True)

    def _limit(self, wish):
        """Add the rows of ``wish``; return the variables of what it misses."""
        found = []
        for group in wish.groups(self.candidates):
            row = {self.number[candidate.key]: 1 for candidate in group}
            if wish.at_least:
                under = self.program.add_variable(0, wish.at_least)
                self.program.add_row({**row, under: 1}, lower=wish.at_least)
                found.append(under)
            if wish.at_most is not None and wish.at_most < len(group):
                over = self.program.add_variable(0, len(group))
                self.program.add_row({**row, over: -1}, upper=wish.at_most)
                found.append(over)
        return found

    def best(self):
        """Return the keys of the best set."""
        self.filled = self._most(dict.fromkeys(self.x, 1))
        self.missed = tuple(-self._most(self._missing(each)) for each in Importance)
        merits = {
            x: c.merit for x, c in zip(self.x, self.candidates, strict=True) if c.merit
        }
        self.merit = self._most(merits)
        chosen = self._chosen()
        if not self._is_only(chosen):
            chosen = self._highest_places()
        return [self.candidates[number].key for number in chosen]

    def _missing(self, importance):
        return {
            variable: -1
            for wish, variables in self.slack.items()
            if wish.importance == importance
            for variable in variables
        }

    def _most(self, objective):
        """Return the most that ``objective`` can be, and keep it there."""
        if not objective:
            return 0
        most = self.program.maximize(objective)
        self.program.add_row(objective, lower=most)
        return most

    def _chosen(self):
        return [n for n, x in enumerate(self.x) if self.program.value(x)]

    def _is_only(self, chosen):
        """Tell whether no other set is as good."""
        others = {self.x[n]: -1 for n in chosen}
        others |= {x: 1 for x in self.x if x not in others}
        # Another set of as many lacks one of these, and has one of those.
        row = self.program.add_row(others, lower=1 - len(chosen))
        found = self.program.is_possible()
        self.program.delete_row(row)
        return not found

    def _highest_places(self):
        """Return the numbers of the set that has the highest places."""
        for start in range(0, len(self.x), AT_ONCE):
            part = self.x[start : start + AT_ONCE]
            self.program.maximize(
                {x: 1 << (AT_ONCE - 1 - n) for n, x in enumerate(part)}
            )
            for x in part:
                self.program.fix(x, self.program.value(x))
        return self._chosen()


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


def conflicting(candidates, wishes) -> tuple:
    """Return a smallest set of wishes that cannot be met together, or () if all can.

    Smallest in that the rest can be met once any one of them is given up. All places
    are to be filled that can be filled. The most important ones are looked for last,
    so they are in it only where they have to be.
    """
    wishes.check(candidates)
    candidates = sorted(candidates, key=lambda candidate: candidate.place)
    search = _Search(candidates, wishes)
    search._most(dict.fromkeys(search.x, 1))
    for variables in search.slack.values():
        for variable in variables:
            search.program.fix(variable, 0)
    if search.program.is_possible():
        return ()
    found = []
    for wish in sorted(wishes.wishes, key=lambda wish: -wish.importance):
        for variable in search.slack[wish]:
            search.program.free(variable)
        if search.program.is_possible():
            found.append(wish)
            for variable in search.slack[wish]:
                search.program.fix(variable, 0)
    return tuple(wish for wish in wishes.wishes if wish in found)
