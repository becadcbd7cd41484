"""How each database writes a trigger that refuses."""

from django.db import models

CODE = "23000"


class SQLite:
    listing = (
        "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    )
    #: INSERT OR REPLACE deletes without asking the triggers for DELETE.
    replaces_silently = True
    truncates = False
    paused = None

    def __init__(self, connection):
        self.quote = connection.ops.quote_name

    def same(self, field, one, other):
        return f"{one} IS {other}"

    def create(self, name, rule):
        return [
            f"CREATE TRIGGER {self.quote(name)} BEFORE {rule.moment} ON "
            f"{self.quote(rule.table)} FOR EACH ROW "
            f"WHEN ({rule.allowed}) IS NOT TRUE "
            f"BEGIN SELECT RAISE(ABORT, '{rule.message}'); END"
        ]

    def drop(self, name, table):
        return [f"DROP TRIGGER IF EXISTS {self.quote(name)}"]


class PostgreSQL:
    listing = (
        "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c "
        "ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' "
        "AND pg_table_is_visible(c.oid) ORDER BY t.tgname"
    )
    replaces_silently = False
    truncates = True
    paused = None

    def __init__(self, connection):
        self.quote = connection.ops.quote_name

    def same(self, field, one, other):
        return f"{one} IS NOT DISTINCT FROM {other}"

    def create(self, name, rule):
        each = "STATEMENT" if rule.moment == "TRUNCATE" else "ROW"
        returned = {"DELETE": "OLD", "TRUNCATE": "NULL"}.get(rule.moment, "NEW")
        message = rule.message.replace("%", "%%")
        # A condition in the body, not in WHEN: then columns can still be altered.
        return [
            f"CREATE OR REPLACE FUNCTION {self.quote(name)}() RETURNS trigger "
            f"LANGUAGE plpgsql AS $body$ BEGIN IF ({rule.allowed}) IS NOT TRUE THEN "
            f"RAISE EXCEPTION '{message}' USING ERRCODE = '{CODE}'; END IF; "
            f"RETURN {returned}; END $body$",
            f"CREATE TRIGGER {self.quote(name)} BEFORE {rule.moment} ON "
            f"{self.quote(rule.table)} FOR EACH {each} "
            f"EXECUTE FUNCTION {self.quote(name)}()",
        ]

    def drop(self, name, table):
        return [
            f"DROP TRIGGER IF EXISTS {self.quote(name)} ON {self.quote(table)}",
            f"DROP FUNCTION IF EXISTS {self.quote(name)}()",
        ]


class MariaDB:
    listing = (
        "SELECT trigger_name, event_object_table FROM information_schema.triggers "
        "WHERE trigger_schema = DATABASE() ORDER BY trigger_name"
    )
    replaces_silently = False
    #: TRUNCATE asks no trigger here; a verification finds what it did.
    truncates = False
    #: Changing a trigger would commit, so they pause for one session instead.
    paused = "@workshops_record_paused"

    def __init__(self, connection):
        self.quote = connection.ops.quote_name

    def same(self, field, one, other):
        text = (models.CharField, models.TextField, models.JSONField)
        # Collations take letters that differ in case or accent for the same.
        binary = "BINARY " if isinstance(field, text) else ""
        return f"{binary}{one} <=> {binary}{other}"

    def create(self, name, rule):
        return [
            f"CREATE TRIGGER {self.quote(name)} BEFORE {rule.moment} ON "
            f"{self.quote(rule.table)} FOR EACH ROW "
            f"BEGIN IF {self.paused} IS NULL AND ({rule.allowed}) IS NOT TRUE THEN "
            f"SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '{rule.message}'; "
            f"END IF; END"
        ]

    def drop(self, name, table):
        return [f"DROP TRIGGER IF EXISTS {self.quote(name)}"]


DIALECTS = {"sqlite": SQLite, "postgresql": PostgreSQL, "mysql": MariaDB}
