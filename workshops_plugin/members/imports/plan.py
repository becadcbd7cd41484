"""What an import would do, before anybody decides to do it."""

from dataclasses import dataclass, field

from django.db.models import Model
from django.utils.formats import date_format
from django.utils.translation import gettext as _


class CellError(Exception):
    """A cell, or (without ``column``) a row, cannot be used; says why in a sentence."""

    def __init__(self, message, column=""):
        super().__init__(message)
        self.message = message
        self.column = column


def ends_too_early(start, end, column):
    """Return the error for a membership whose last day precedes its first."""
    return CellError(
        _("Membership would begin on %(start)s, but end on %(end)s already.")
        % {"start": date_format(start), "end": date_format(end)},
        column,
    )


@dataclass(frozen=True)
class Problem:
    """Why one row cannot be imported. ``column`` is its heading in the file, or ""."""

    row: int
    column: str
    message: str


@dataclass
class Change:
    """One row that would add or change something.

    ``values`` lists (name of the field, before, after) in words; ``fields`` names
    the columns of the database to write; ``groups`` holds the wanted action groups,
    or None where they stay. Whether it adds a row is fixed when it is planned.
    """

    row: int
    instance: Model
    values: list
    fields: set = field(default_factory=set)
    groups: list | None = None
    is_new: bool = field(init=False)

    def __post_init__(self):
        self.is_new = self.instance._state.adding


@dataclass
class Plan:
    """Everything that an import of one file would do, and what it cannot do."""

    changes: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    unchanged: int = 0

    @property
    def new(self):
        return [change for change in self.changes if change.is_new]

    @property
    def changed(self):
        return [change for change in self.changes if not change.is_new]

    @property
    def bad_rows(self):
        """The numbers of the rows that cannot be imported, in order."""
        return sorted({problem.row for problem in self.problems})
