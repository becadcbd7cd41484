"""The imports there are, and how each reads and compares a file."""

from dataclasses import dataclass, field
from types import ModuleType

from django.utils.translation import gettext as _

from ..models import Membership, Organization
from . import organizations, people
from .plan import CellError, Plan, Problem
from .reading import read


@dataclass(frozen=True)
class Import:
    """One kind of import: the model it fills and the module that knows its rows."""

    name: str
    model: type
    word: str
    rows: ModuleType = field(repr=False)

    @property
    def columns(self):
        """The columns that a file may have."""
        return [column for column in self.rows.COLUMNS if column.parse]

    @property
    def required(self):
        return self.rows.REQUIRED

    def plan(self, text, notes=()):
        """Return the :class:`Plan` for the ``text`` of a file; changes nothing.

        Raises ``Refused`` if the file as a whole cannot be read.
        """
        table = read(text, self.rows.COLUMNS, self.required)
        plan = Plan(notes=[*notes, *table.notes])
        planner = self.rows.Planner(table.rows)
        for row in table.rows:
            self._plan_row(plan, planner, table, row)
        return plan

    def _plan_row(self, plan, planner, table, row):
        values, problems = self._parse(row)
        if not problems:
            try:
                change = planner.plan(row.number, values)
            except CellError as error:
                problems.append(error)
            else:
                if change.values:
                    plan.changes.append(change)
                else:
                    plan.unchanged += 1
        plan.problems.extend(
            Problem(row.number, table.heading(error.column), error.message)
            for error in problems
        )

    def _parse(self, row):
        """Return the values of a row's filled cells, and what is wrong with others."""
        values, problems = {}, []
        if row.is_too_long:
            problems.append(CellError(_("This row has more cells than headings.")))
        for column in self.columns:
            text = row.cells.get(column.name, "")
            try:
                if text:
                    values[column.name] = column.parse(text)
                elif (column.name,) in self.required:
                    raise CellError(_("This cell must not be empty."))
            except CellError as error:
                problems.append(CellError(error.message, column.name))
        return values, problems


IMPORTS = (
    Import("organizations", Organization, "organization", organizations),
    Import("people", Membership, "membership", people),
)


def get_import(name):
    """Return the :class:`Import` called ``name``."""
    return next(each for each in IMPORTS if each.name == name)
