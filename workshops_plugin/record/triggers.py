"""Triggers by which the database itself refuses to rewrite the record.

A version can be added, never changed or deleted, except that the personal text of
one may be blanked. A row that is recorded always equals the version at which it
points, and never goes back to an earlier one. So whatever writes past the verbs
(``QuerySet.update``, ``bulk_update``, SQL) either writes a version too or is refused.

They pass on empty tables, so that ``flush`` works. Each carries a digest of its own
text in its name, so that those of another release are replaced.
"""

import hashlib
import logging
from contextlib import contextmanager

from django.db import DatabaseError, connection, transaction

from ..conf import app_settings
from .dialects import DIALECTS
from .hashing import names_user
from .history import recorded

logger = logging.getLogger(__name__)

PREFIX = "wsrec_"


def supported():
    """Tell whether triggers can be written for this database."""
    return connection.vendor in DIALECTS


def expected():
    """Return {name: (table, statements)} of the triggers for the tables there are."""
    dialect = DIALECTS[connection.vendor](connection)
    tables = set(connection.introspection.table_names())
    found = {}
    for records in recorded().values():
        live, versions = records.cls._meta.db_table, records.versions._meta.db_table
        if {live, versions} <= tables:
            for rule in _rules(dialect, records, live, versions):
                text = f"{rule.table} {rule.moment} {rule.allowed} {rule.message}"
                stamp = hashlib.sha256(text.encode()).hexdigest()[:16]
                name = f"{PREFIX}{rule.moment.lower()}_{stamp}"
                found[name] = (rule.table, dialect.create(name, rule))
    return found


def present():
    """Return {name: table} of our triggers that the database has."""
    dialect = DIALECTS[connection.vendor](connection)
    with connection.cursor() as cursor:
        cursor.execute(dialect.listing)
        return {
            name: table for name, table in cursor.fetchall() if name.startswith(PREFIX)
        }


def missing():
    """Return the names of the triggers that should be there and are not."""
    return sorted(expected().keys() - present().keys())


def install():
    """Make the database's triggers what they should be; return how many were made."""
    wanted, there = expected(), present()
    with transaction.atomic():
        _drop({n: t for n, t in there.items() if n not in wanted})
        new = wanted.keys() - there.keys()
        _run(statement for name in sorted(new) for statement in wanted[name][1])
    return len(new)


def uninstall():
    """Take all our triggers away; return how many there were."""
    there = present()
    with transaction.atomic():
        _drop(there)
    return len(there)


@contextmanager
def suspended():
    """Let the triggers step aside for what happens within; then put them back."""
    if not supported():
        yield
    elif pause := DIALECTS[connection.vendor].paused:
        _run([f"SET {pause} = 1"])
        try:
            yield
        finally:
            _resume(pause)
    else:
        there = uninstall()
        try:
            yield
        except BaseException:
            # Where a transaction is lost, its rollback puts them back.
            if there and not connection.needs_rollback:
                install()
            raise
        if there:
            install()


def _resume(pause):
    """End the pause of this session, which a rollback does not end."""
    session = connection.connection
    if session is not None:
        # Django's own cursor does nothing in a transaction that is lost.
        with session.cursor() as cursor:
            cursor.execute(f"SET {pause} = NULL")


def _drop(triggers):
    dialect = DIALECTS[connection.vendor](connection)
    _run(s for name, table in triggers.items() for s in dialect.drop(name, table))


def _run(statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


# What they refuse.


class Rule:
    """Before ``moment`` on ``table``, refuse unless ``allowed``, with ``message``."""

    def __init__(self, table, moment, allowed, message):
        self.table, self.moment = table, moment
        self.allowed, self.message = allowed, message


def _rules(dialect, records, live, versions):
    q = dialect.quote
    matches = _matches(dialect, records, versions)
    may_lack = _may_lack(dialect, records)
    unrecorded = f"{live}: this write would leave no trace. Use the verbs."
    kept = f"{live}: what is on record is not deleted."
    event = q("event_id")
    yield Rule(live, "INSERT", f"{may_lack} OR {matches}", unrecorded)
    yield Rule(
        live,
        "UPDATE",
        f"(OLD.{event} IS NULL AND ({may_lack})) OR "
        f"((OLD.{event} IS NULL OR NEW.{event} >= OLD.{event}) AND {matches})",
        unrecorded,
    )
    yield Rule(live, "DELETE", f"OLD.{event} IS NULL", kept)
    yield Rule(
        versions,
        "UPDATE",
        _erases_only(dialect, records),
        f"{versions}: versions are not changed.",
    )
    yield Rule(versions, "DELETE", "1 = 0", f"{versions}: versions are not deleted.")
    if dialect.replaces_silently:
        again = (
            f"SELECT 1 FROM {q(versions)} WHERE {q('history_id')} = "
            f"NEW.{q('history_id')} OR ({q('chain_id')} = NEW.{q('chain_id')} AND "
            f"{q('position')} = NEW.{q('position')})"
        )
        yield Rule(
            versions,
            "INSERT",
            f"NOT EXISTS ({again})",
            f"{versions}: versions are not replaced.",
        )
    if dialect.truncates:
        for table in (live, versions):
            yield Rule(
                table,
                "TRUNCATE",
                f"NOT EXISTS (SELECT 1 FROM {q(table)})",
                f"{table}: what is on record is not deleted.",
            )


def _matches(dialect, records, versions):
    """Say in SQL that the new row equals the version at which it points."""
    q = dialect.quote
    conditions = [f"v.{q('history_id')} = NEW.{q('event_id')}"]
    for field in records.versions.tracked_fields:
        if field.name in records.loose:
            continue
        column = q(field.column)
        equal = dialect.same(field, f"NEW.{column}", f"v.{column}")
        if names_user(field):
            # Its user was deleted; the version still says who it was.
            equal = f"(NEW.{column} IS NULL OR {equal})"
        conditions.append(equal)
    where = " AND ".join(conditions)
    return f"EXISTS (SELECT 1 FROM {q(versions)} v WHERE {where})"


def _may_lack(dialect, records):
    """Say in SQL that the new row needs no version yet."""
    if not records.unrecorded_while:
        return "1 = 0"
    tables = {
        model._meta.model_name: dialect.quote(model._meta.db_table)
        for model in recorded()
    }
    condition = records.unrecorded_while.format(new="NEW", **tables)
    return f"(NEW.{dialect.quote('event_id')} IS NULL AND {condition})"


def _erases_only(dialect, records):
    """Say in SQL that nothing changes but personal text, which becomes empty."""
    q = dialect.quote
    erasable = {*records.personal, "history_change_reason"}
    conditions = []
    for field in records.versions._meta.concrete_fields:
        if field.name == "salts":
            continue
        column = q(field.column)
        same = dialect.same(field, f"NEW.{column}", f"OLD.{column}")
        if field.name in erasable:
            same = f"(NEW.{column} = '' OR {same})"
        conditions.append(same)
    return " AND ".join(conditions)


# When they come and go.


def before_migrate(plan=(), **kwargs):
    """Step aside for our own migrations, which may rebuild tables."""
    if supported() and any(
        migration.app_label == "workshops_plugin" for migration, _back in plan
    ):
        _try(uninstall)


def after_migrate(**kwargs):
    if supported() and app_settings.RECORD_TRIGGERS:
        _try(install)


def _try(action):
    """Do it if the database lets us; a check says when it does not."""
    try:
        with transaction.atomic():
            action()
    except DatabaseError:
        logger.exception("The triggers that guard the record could not be changed")
