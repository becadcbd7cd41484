"""One call with 5,000 proposals, made once for all benchmarks.

``WORKSHOPS_BENCH_PROPOSALS`` sets another number.
"""

import gc
import os
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.utils import timezone

from tests.calls import site
from workshops_plugin.models import Call
from workshops_plugin.testing import uninstall

from . import crowd

COUNT = int(os.environ.get("WORKSHOPS_BENCH_PROPOSALS", 5000))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        now = timezone.now()
        call = site.make_call(
            opens=now - timedelta(days=30), closes=now + timedelta(days=30)
        )
        crowd.fill(call, COUNT)
        site.make_editor()
        crowd.analyze()
        yield
        uninstall()
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def small_heap():
    """Take what the test runner holds out of the garbage collector's rounds.

    A server holds a fraction of it, and each round visits all that there is.
    """
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture
def call(db, small_heap):
    return Call.objects.get()


@pytest.fixture
def member(client, call):
    """Somebody whose organization leads one in a hundred proposals."""
    user = get_user_model().objects.get(email=f"person7@{call.prefix.lower()}.example")
    client.force_login(user)
    return user


@pytest.fixture
def editor(client, db):
    user = get_user_model().objects.get(email="editor@secretariat.example")
    client.force_login(user)
    return user


def pytest_terminal_summary(terminalreporter, config):
    """Print how much longer 5,000 proposals take than 500."""
    session = getattr(config, "_benchmarksession", None)
    times = {}
    for each in getattr(session, "benchmarks", ()):
        if each.params and each.stats:
            size = next(iter(each.params.values()))
            times.setdefault(each.name.partition("[")[0], {})[size] = each.stats.median
    for name, found in times.items():
        if len(found) == 2:
            small, large = sorted(found)
            factor = found[large] / found[small]
            line = f"{name}: {large} take {factor:.1f} times as long as {small}"
            terminalreporter.write_line(line)
