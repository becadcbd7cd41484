"""What was migrated in an earlier run is served again only while nothing changed."""

from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from workshops_plugin.record import history, triggers

from .browser.server import ROOT
from .migrated import KEPT, _forget_oldest, copy, digest, migrated, sources


@pytest.mark.django_db
def test_nothing_is_left_to_migrate_and_the_triggers_are_there():
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    assert triggers.missing() == []


def test_it_depends_on_settings_migrations_and_what_these_import():
    found = sources()
    assert found >= {
        ROOT / "sandbox/settings.py",
        ROOT / "tests/settings.py",
        ROOT / "sandbox/home/migrations/0001_initial.py",
        *ROOT.glob("workshops_plugin/migrations/*.py"),
        Path(history.__file__),
    }
    assert {path for path in found if path.match("wagtail/migrations/0001_*.py")}


def test_any_change_makes_another(tmp_path):
    first, second = tmp_path / "0001_initial.py", tmp_path / "0002_more.py"
    first.write_text("operations = []\n")
    seen = {digest([first])}
    first.write_text("operations = [1]\n")
    seen.add(digest([first]))
    second.write_text("")
    seen.add(digest([first, second]))
    second.rename(tmp_path / "0002_less.py")
    seen.add(digest([first, tmp_path / "0002_less.py"]))
    assert len(seen) == 4
    first.write_text("operations = []\n")
    assert digest([first]) in seen


def test_what_is_there_is_not_made_again(tmp_path):
    file = tmp_path / f"{digest(sources())}.sqlite3"
    file.write_text("made before")
    assert migrated(tmp_path) == file
    assert file.read_text() == "made before"


def test_a_copy_takes_nothing_over_from_what_was_there(tmp_path):
    file, target = tmp_path / "made.sqlite3", tmp_path / "test.sqlite3"
    file.write_text("made")
    for suffix in ("", "-wal", "-shm"):
        Path(f"{target}{suffix}").write_text("old")
    copy(file, target)
    assert target.read_text() == "made"
    assert [path.name for path in tmp_path.glob("test*")] == ["test.sqlite3"]


def test_only_the_newest_are_kept(tmp_path):
    for number in range(KEPT + 2):
        (tmp_path / f"{number:02}.sqlite3").touch()
    _forget_oldest(tmp_path)
    assert len(list(tmp_path.glob("*.sqlite3"))) == KEPT
