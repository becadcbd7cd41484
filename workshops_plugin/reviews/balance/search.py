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

from .model import Importance
from .solver import Program

#: So many places at a time are told apart: powers of two that stay exact.
AT_ONCE = 20


class Search:
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

    def fill(self):
        """Find how many places can be filled; return the row that demands it.

        None where there is nothing to fill them with.
        """
        self.filled = self._most(dict.fromkeys(self.x, 1))
        return self.program.last_row if self.x else None

    def best(self):
        """Return the keys of the best set."""
        self.fill()
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
