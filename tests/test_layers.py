"""The house has floors: what a part may import, and how long a file may grow."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "workshops_plugin"
PARTS = {
    "languages",
    "members",
    "mailing",
    "record",
    "calls",
    "reviews",
    "webinars",
}

# Which other parts each part may import.
MAY_IMPORT = {
    "languages": set(),
    "mailing": {"languages", "record"},
    "record": set(),
    "members": {"mailing", "record"},
    "calls": {"languages", "members", "mailing", "record"},
    "reviews": {"languages", "members", "mailing", "record", "calls"},
    "webinars": {"languages", "members", "mailing", "record", "calls"},
}

LONGEST_FILE = 350


def modules():
    return sorted(
        path
        for path in PACKAGE.rglob("*.py")
        if "migrations" not in path.relative_to(PACKAGE).parts
    )


def name(path):
    return str(path.relative_to(PACKAGE))


def imported_modules(path):
    """Yield the dotted names that a file imports, relative ones resolved."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            source = [*base, *(node.module or "").split(".")]
            yield from (
                ".".join(filter(None, [*source, alias.name])) for alias in node.names
            )


def imported_parts(path):
    for module in imported_modules(path):
        package, *rest = module.split(".")
        if package == PACKAGE.name and rest and rest[0] in PARTS:
            yield rest[0]


@pytest.mark.parametrize("part", sorted(PARTS))
def test_imports_run_down_only(part):
    climbing = [
        f"{name(path)} imports {other}"
        for path in modules()
        if path.relative_to(PACKAGE).parts[0] == part
        for other in imported_parts(path)
        if other not in MAY_IMPORT[part] | {part}
    ]
    assert climbing == []


def test_no_part_stands_outside_the_house():
    unknown = {
        path.parent.name
        for path in PACKAGE.glob("*/__init__.py")
        if path.parent.name not in PARTS
    }
    assert unknown <= {"management", "migrations", "templatetags"}


def test_the_package_imports_nothing_of_its_surroundings():
    outside = [
        f"{name(path)} imports {module}"
        for path in modules()
        for module in imported_modules(path)
        if module.split(".")[0] in {"sandbox", "tests"}
    ]
    assert outside == []


@pytest.mark.parametrize("path", modules(), ids=name)
def test_files_stay_short(path):
    assert len(path.read_text().splitlines()) <= LONGEST_FILE


def test_there_is_no_junk_drawer():
    drawers = {"utils", "helpers", "common", "misc"}
    found = {path for path in PACKAGE.rglob("*") if path.stem in drawers}
    assert found == set()


def test_starting_up_uses_nothing_that_is_about_to_be_removed():
    code = (
        "import warnings, django\n"
        "for category in DeprecationWarning, PendingDeprecationWarning:\n"
        "    warnings.filterwarnings("
        "'error', category=category, module='workshops_plugin')\n"
        "django.setup()\n"
        "import workshops_plugin.urls\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
