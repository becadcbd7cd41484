import pytest
import time_machine

from tests.kept import kept

from . import site


@pytest.fixture
def at_noon():
    """Stop the clock on a day on which the test's call is open."""
    with time_machine.travel(site.NOW, tick=False) as clock:
        yield clock


@kept
def call(at_noon):
    return site.make_call()


@kept
def union():
    return site.make_organization()


@kept
def ana(union):
    return site.make_user("ana@union.example", union)
