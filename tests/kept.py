"""Fixtures whose rows stay from one test to the next, for as long as tests need them.

What a fixture under ``@kept`` makes is made by the same slow verbs for many tests.
It is made once, in a transaction around those of the tests, and each test gets a copy
of what the fixture returned. Before a test that asks for less, the rest is rolled
back: no test finds in the database what it did not ask for. Tests that commit find
nothing kept; there the fixture makes its rows afresh.

Such a fixture may take other kept fixtures, and ``at_noon``: a clock that it can move,
and that stands for the test where the fixture left it. What is made early is kept
longest, so those that most tests of a module need are defined first.
"""

import copy
import inspect
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import count, takewhile
from typing import Any

import pytest
import time_machine
from django.utils import timezone

_numbers = count()


def kept(function):
    """Make a fixture of ``function``, the rows of which are kept."""
    name, names = function.__name__, list(inspect.signature(function).parameters)
    function.number = next(_numbers)

    def fixture(request, kept_values, **arguments):
        if name not in kept_values:
            return function(**{each: arguments[each] for each in names})
        if "at_noon" in names:
            arguments["at_noon"].move_to(kept_values[name].moment)
        return kept_values[name].value

    fixture.__signature__ = inspect.Signature(
        inspect.Parameter(each, inspect.Parameter.POSITIONAL_OR_KEYWORD)
        for each in ("request", "db", "kept_values", *names)
    )
    fixture.__doc__ = function.__doc__
    fixture.kept = function
    return pytest.fixture(fixture, name=name)


@pytest.fixture
def kept_values(request):
    """{name: what is kept for this test}; copies that know each other."""
    stack = request.getfixturevalue("kept_stack")
    return copy.deepcopy(stack.layers[-1].values) if stack.layers else {}


@pytest.fixture(scope="session")
def kept_stack(django_db_setup, django_db_blocker):
    stack = Stack(django_db_blocker)
    yield stack
    stack.shrink([])


@dataclass
class Kept:
    """What a fixture returned, and what time it was then."""

    value: Any
    moment: datetime


class Layer:
    """What one fixture made, in a savepoint of its own, with all that lies below."""

    def __init__(self, function, values):
        from django.db import transaction

        from .calls import site

        # Copies, since what is below may be changed here, and comes back later.
        self.function, self.values = function, copy.deepcopy(values)
        begin = max((kept.moment for kept in values.values()), default=site.NOW)
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        try:
            with time_machine.travel(begin, tick=False) as clock:
                known = {name: kept.value for name, kept in self.values.items()}
                known["at_noon"] = clock
                names = inspect.signature(function).parameters
                value = function(**{name: known[name] for name in names})
                self.values[function.__name__] = Kept(value, timezone.now())
        except BaseException:
            self.undo()
            raise

    def undo(self):
        from django.db import transaction

        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)


class Stack:
    """The layers that are there now, the latest last."""

    def __init__(self, blocker):
        self.blocker, self.layers = blocker, []

    def shrink(self, wanted):
        """Roll back all that does not lie below what is ``wanted`` next."""
        pairs = zip(self.layers, wanted, strict=False)
        same = takewhile(lambda pair: pair[0].function is pair[1], pairs)
        keep = len(list(same))
        with self.blocker.unblock():
            while len(self.layers) > keep:
                self.layers.pop().undo()

    def grow(self, wanted):
        """Make what is ``wanted`` and not there, as far as it goes.

        What fails here fails again, and is told, where the fixture is set up.
        """
        self.shrink(wanted)
        with self.blocker.unblock(), suppress(Exception):
            for function in wanted[len(self.layers) :]:
                values = self.layers[-1].values if self.layers else {}
                self.layers.append(Layer(function, values))


def _wanted(item):
    """Return the functions of the kept fixtures of ``item``, the earliest first."""
    info = getattr(item, "_fixtureinfo", None)
    if info is None or commits(item):
        return []
    found = [info.name2fixturedefs.get(name) for name in item.fixturenames]
    functions = [defs[-1].func for defs in found if defs]
    wanted = [each.kept for each in functions if hasattr(each, "kept")]
    return sorted(wanted, key=lambda function: function.number)


def commits(item):
    """Tell whether a test commits what it writes, and is flushed after."""
    marker = item.get_closest_marker("django_db")
    named = {"transactional_db", "live_server"} & set(item.fixturenames)
    return named or (marker and marker.kwargs.get("transaction"))


class Plugin:
    """Sees to it that all is in place before a test's own transaction begins."""

    stack = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item):
        if self.stack:
            self.stack.shrink(_wanted(item))

    @pytest.hookimpl(tryfirst=True)
    def pytest_fixture_setup(self, fixturedef, request):
        # The one of pytest-django that begins the transaction.
        if fixturedef.argname == "_django_db_helper":
            self.stack = request.getfixturevalue("kept_stack")
            self.stack.grow(_wanted(request.node))
