"""HiGHS, which solves integer linear programs, in the few words that are needed."""

from importlib.util import find_spec
from time import monotonic

INFINITY = float("inf")
#: Seconds for one program. What takes longer is too large to wait for at a screen.
LIMIT = 30


class NoSolver(Exception):
    """Highspy is not installed: it comes with the extra "balance"."""


class SuggestionFailed(Exception):
    """The solver found nothing in time, or nothing that holds."""


def has_solver():
    """Tell whether sets can be suggested here."""
    return find_spec("highspy") is not None


class Program:
    """An integer linear program that grows, and is solved again and again.

    Everything given to it is whole. Raises :class:`NoSolver` without highspy.
    """

    def __init__(self):
        if not has_solver():
            raise NoSolver
        import highspy

        self._api = highspy
        self._solver = highspy.Highs()
        for name, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 0),
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", 0.0),
        ):
            self._solver.setOptionValue(name, value)
        self._bounds, self._costs, self._values = [], {}, []
        self._until = monotonic() + LIMIT

    def add_variable(self, lower, upper, *, whole=False):
        """Add a variable; return its number."""
        number = len(self._bounds)
        self._bounds.append((lower, upper))
        self._solver.addVar(lower, upper)
        if whole:
            self._solver.changeColIntegrality(number, self._api.HighsVarType.kInteger)
        return number

    def add_row(self, row, *, lower=-INFINITY, upper=INFINITY):
        """Keep Σ of ``row`` ({variable: factor}) between bounds; return its number."""
        self._solver.addRow(lower, upper, len(row), list(row), list(row.values()))
        return self.last_row

    @property
    def last_row(self):
        return self._solver.getNumRow() - 1

    def demand(self, row, lower):
        """Keep what a ``row`` without upper bound sums up at ``lower`` or above."""
        self._solver.changeRowBounds(row, lower, INFINITY)

    def delete_row(self, number):
        self._solver.deleteRows(1, [number])

    def bound(self, variable, lower, upper):
        self._solver.changeColBounds(variable, lower, upper)

    def fix(self, variable, value):
        self.bound(variable, value, value)

    def free(self, variable):
        """Give ``variable`` the bounds with which it was added."""
        self.bound(variable, *self._bounds[variable])

    def maximize(self, objective):
        """Return the most that ``objective`` ({variable: factor}) can be, whole."""
        if not self._solve({x: -factor for x, factor in objective.items()}):
            raise SuggestionFailed("Nothing is possible.")
        return sum(factor * self.value(x) for x, factor in objective.items())

    def is_possible(self):
        """Tell whether the rows can all be kept."""
        return self._solve({})

    def value(self, variable):
        """Return the value of ``variable`` in what was solved last."""
        return round(self._values[variable])

    def _solve(self, costs):
        """Minimize ``costs``; tell whether anything is possible."""
        for variable in self._costs.keys() | costs.keys():
            self._solver.changeColCost(variable, costs.get(variable, 0))
        self._costs = costs
        # As if it were the first time: what was solved before must not matter.
        self._solver.clearSolver()
        left = self._until - monotonic()
        if left <= 0:
            raise SuggestionFailed("It takes too long.")
        self._solver.setOptionValue("time_limit", left)
        self._solver.run()
        status, known = self._solver.getModelStatus(), self._api.HighsModelStatus
        if status == known.kOptimal:
            self._values = list(self._solver.getSolution().col_value)
            return True
        if status == known.kInfeasible:
            return False
        raise SuggestionFailed(self._solver.modelStatusToString(status))
