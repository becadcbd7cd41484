import pytest
import time_machine

from . import site


@pytest.fixture
def at_noon():
    """Stop the clock on a day on which the test's call is open."""
    with time_machine.travel(site.NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def call(db, at_noon):
    return site.make_call()


@pytest.fixture
def union(db):
    return site.make_organization()


@pytest.fixture
def ana(union):
    return site.make_user("ana@union.example", union)
