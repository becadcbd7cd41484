"""Conflicts of interest as people read them: who, with what, why, and who lifted it."""

from dataclasses import dataclass
from typing import Any

from ..record.timeline import people
from .models import Conflict
from .rules import name_of


@dataclass(frozen=True)
class Entry:
    """One conflict. ``why`` is where it comes from; lifted ones say by whom and why."""

    conflict: Any
    name: str
    why: str
    lifted_by: str = ""
    lifted_at: Any = None
    lifted_because: str = ""


def conflicts_of(call):
    """Return the :class:`Entry` s of ``call``, active ones first. Two queries."""
    rows = Conflict.objects.filter(proposal__call=call).select_related(
        "proposal", "reviewer", "organization", "event"
    )
    rows = list(rows.order_by("state", "proposal__reference", "noted_at"))
    users = people({row.event.history_user_id for row in rows} - {None, ""})
    return [_entry(row, users) for row in rows]


def _entry(row, users):
    why = row.explanation or (str(row.organization) if row.organization else "")
    if row.is_active:
        return Entry(row, name_of(row.reviewer), why)
    version = row.event
    return Entry(
        row,
        name_of(row.reviewer),
        why,
        lifted_by=name_of(users.get(version.history_user_id)),
        lifted_at=version.history_date,
        lifted_because=version.history_change_reason,
    )
