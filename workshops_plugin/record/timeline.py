"""Reads a row's history: who changed what, when and why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Max

from .models import Chain


@dataclass(frozen=True)
class Change:
    """One field's value before and after."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True)
class Version:
    """One saved version. ``person`` is None for commands and deleted users."""

    number: int
    at: datetime
    person: Any
    user_id: str | None
    reason: str
    kind: str
    row: Any
    changes: tuple[Change, ...]


def versions(instance, ignore=()):
    """Return the :class:`Version` s of ``instance``, the latest first. Two queries.

    ``ignore`` names fields whose changes say nothing to a reader.
    """
    rows = list(instance.history.order_by("history_id"))
    users = people({row.history_user_id for row in rows} - {None, ""})
    names = [
        field.attname
        for field in type(instance).history.model.tracked_fields
        if field.name not in ignore
    ]
    found, before = [], None
    for number, row in enumerate(rows, start=1):
        found.append(
            Version(
                number=number,
                at=row.history_date,
                person=users.get(row.history_user_id),
                user_id=row.history_user_id,
                reason=row.history_change_reason or "",
                kind=row.history_type,
                row=row,
                changes=changes(before, row, names),
            )
        )
        before = row
    return found[::-1]


def as_of(model, root, moment):
    """Return the version of each row of ``model`` that held at ``moment`` (aware).

    A queryset of versions of what belongs to ``root`` (a key); rows that were not
    there yet have none. Told apart by their order, because clocks may stand still.
    """
    versions = model.history.model.objects.order_by()
    # By the keys of the chains: a join would have SQLite read those of all roots.
    chains = Chain.objects.filter(root=root).order_by().values("pk")
    until = versions.filter(chain__in=chains, history_date__lte=moment)
    newest = until.values(model._meta.pk.attname).annotate(newest=Max("history_id"))
    return versions.filter(history_id__in=newest.values("newest"))


def people(ids):
    """Return {key as text: user} of those of ``ids`` who still exist. One query."""
    users = get_user_model().objects.filter(pk__in=ids)
    return {str(user.pk): user for user in users}


def changes(before, after, names):
    """Return the :class:`Change` s of the fields ``names`` between two versions."""
    if before is None:
        return ()
    return tuple(
        Change(name, old, new)
        for name in names
        if (old := getattr(before, name)) != (new := getattr(after, name))
    )
