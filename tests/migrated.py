"""One SQLite file in which everything is migrated, kept from one run to the next.

Whoever needs a database on SQLite takes a copy and lets Django migrate that as ever:
nothing is left to apply, and what follows a migration (permissions, triggers) is done
by the code of today. The file is named after all that its migrations depend on, so
that a change of any of it makes another.
"""

import ast
import fcntl
import hashlib
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from importlib.metadata import distributions
from importlib.util import resolve_name
from pathlib import Path

from django.apps import apps

from .browser.server import DATABASE, ROOT, run

KEPT = 10


def migrated(folder):
    """Return the file, from ``folder`` if it is there, else newly made.

    Whoever comes while it is being made waits for it.
    """
    file = folder / f"{digest(sources())}.sqlite3"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            _make(file)
            _forget_oldest(folder)
    return file


def copy(file, target):
    """Copy ``file`` to ``target``, in the place of whatever database was there."""
    for suffix in ("-wal", "-shm"):
        Path(f"{target}{suffix}").unlink(missing_ok=True)
    shutil.copyfile(file, target)


def digest(paths):
    """Digest the texts of ``paths`` and the versions of all that is installed."""
    parts = [sys.version, sqlite3.sqlite_version]
    parts += sorted(f"{d.metadata['Name']} {d.version}" for d in distributions())
    parts += [f"{path} {path.read_text()}" for path in sorted(paths)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def sources():
    """Return the settings, all migrations, and our modules that those import."""
    found = {ROOT / "sandbox" / "settings.py", ROOT / "tests" / "settings.py"}
    for app in apps.get_app_configs():
        for path in Path(app.path, "migrations").glob("*.py"):
            found.add(path)
            if ROOT / app.name.partition(".")[0] in path.parents:
                found |= _imported(path, f"{app.name}.migrations")
    return found


def _imported(path, package):
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = resolve_name("." * node.level + (node.module or ""), package)
            names |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
    files = [ROOT.joinpath(*name.split(".")) for name in names]
    either = [p for f in files for p in (f.with_suffix(".py"), f / "__init__.py")]
    return {path for path in either if path.exists()}


def _make(file):
    # Renamed in one step, lest a run that is stopped here leave half a file.
    part = file.with_suffix(".part")
    part.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(prefix="workshops-migrated-") as scratch:
        run(scratch, "migrate", "--verbosity", "0")
        with closing(sqlite3.connect(Path(scratch, DATABASE))) as database:
            database.execute("VACUUM INTO ?", [str(part)])
    part.replace(file)


def _forget_oldest(folder):
    files = sorted(folder.glob("*.sqlite3"), key=lambda file: file.stat().st_mtime)
    for file in files[:-KEPT]:
        file.unlink()
