"""What every test may rely on; warnings, databases and the browser."""

import os
import shutil
from inspect import isclass
from pathlib import Path

import pytest
from django.utils import timezone, translation

from .kept import Plugin, commits, kept_stack, kept_values  # noqa: F401

BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def pytest_configure(config):
    """Turn into errors the removals that this version of Wagtail announces."""
    config.pluginmanager.register(Plugin(), "kept")
    from wagtail.utils import deprecation

    for name, value in vars(deprecation).items():
        if name.startswith("RemovedInWagtail") and isclass(value):
            category = f"wagtail.utils.deprecation.{name}"
            config.addinivalue_line("filterwarnings", f"error::{category}")
            # wagtail-localize keeps its own pace.
            config.addinivalue_line(
                "filterwarnings", f"default::{category}:wagtail_localize"
            )


def pytest_ignore_collect(collection_path, config):
    """Leave out tests of wagtail-localize where the site does not install it."""
    from django.apps import apps

    if apps.is_installed("wagtail_localize") or collection_path.suffix != ".py":
        return None
    text = collection_path.read_text()
    return True if "\nfrom wagtail_localize" in text else None


def find_browser():
    """Return the path of a Chromium, or None."""
    named = os.environ.get("WORKSHOPS_CHROMIUM")
    found = [shutil.which(name) for name in ([named] if named else BROWSERS)]
    return next(filter(None, found), None)


def pytest_report_header(config):
    from django.db import connection

    browser = find_browser() or "no Chromium found, so browser tests are skipped"
    return [f"database: {connection.vendor}", f"browser: {browser}"]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    _keep_those_of_this_database(config, items)
    # What takes longest begins first, so that nobody waits for it in the end.
    items.sort(key=lambda item: item.path.parent.name not in ("sandbox", "browser"))
    if find_browser():
        return
    skip = pytest.mark.skip(reason="no Chromium found; name one in WORKSHOPS_CHROMIUM")
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(skip)


def _keep_those_of_this_database(config, items):
    from django.db import connection

    here = "mariadb" if connection.vendor == "mysql" else connection.vendor
    others = {"mariadb", "postgresql", "sqlite"} - {here}
    gone = [item for item in items if any(map(item.get_closest_marker, others))]
    if gone:
        config.hook.pytest_deselected(items=gone)
        items[:] = [item for item in items if item not in gone]


def pytest_terminal_summary(terminalreporter):
    cells = [
        value
        for report in terminalreporter.stats.get("passed", ())
        for name, value in report.user_properties
        if name == "leak_cells"
    ]
    if cells:
        said = f"{sum(cells)} cells in {len(cells)} states, no leak"
        terminalreporter.write_line(f"leak matrix: {said}")
    for report in terminalreporter.stats.get("passed", ()):
        for name, value in report.user_properties:
            if name in ("crash test", "translator"):
                terminalreporter.write_line(f"{name}: {value}")
    if _skipped_in_vain(terminalreporter):
        terminalreporter.write_line("WORKSHOPS_NO_SKIPS is set: a skip is a failure.")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and _skipped_in_vain(reporter):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _skipped_in_vain(reporter):
    return os.environ.get("WORKSHOPS_NO_SKIPS") and reporter.stats.get("skipped")


@pytest.fixture(autouse=True)
def neutral_language_and_time_zone(settings):
    """Forget what the requests of the test before have switched on."""
    translation.activate(settings.LANGUAGE_CODE)
    timezone.deactivate()


@pytest.fixture(autouse=True)
def flushable(request):
    """Let the tests that are not undone, but flushed, be flushed."""
    if not commits(request.node):
        yield
        return
    request.getfixturevalue("transactional_db")
    from workshops_plugin.record.triggers import install, uninstall

    install()
    yield
    uninstall()


@pytest.fixture(scope="session")
def migrated_file(request, tmp_path_factory):
    """The SQLite file of which tests, and the browser's site, begin with a copy."""
    from .migrated import migrated

    cache = getattr(request.config, "cache", None)
    return migrated(cache.mkdir("migrated") if cache else tmp_path_factory.mktemp("m"))


@pytest.fixture(scope="session")
def django_db_keepdb(
    request,
    django_db_keepdb,
    django_db_createdb,
    django_db_use_migrations,
    django_db_modify_db_settings,
):
    """On SQLite, put a database in place that is migrated already.

    ``--create-db``, ``--reuse-db`` and ``--no-migrations`` mean what they say.
    """
    from django.db import connection

    told = django_db_keepdb or django_db_createdb or not django_db_use_migrations
    if told or connection.vendor != "sqlite":
        yield django_db_keepdb
        return
    from .migrated import copy

    database = Path(connection.settings_dict["TEST"]["NAME"])
    copy(request.getfixturevalue("migrated_file"), database)
    yield True
    connection.close()
    database.unlink()


@pytest.fixture(scope="session")
def chromium():
    """The path of the Chromium that browser tests drive."""
    return find_browser()
