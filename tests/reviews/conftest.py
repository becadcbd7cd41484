import pytest
import time_machine

from tests.calls import site

from . import house


@pytest.fixture
def at_noon():
    """Stop the clock on a day on which the test's call is open."""
    with time_machine.travel(site.NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def call(db, at_noon):
    return site.make_call()


@pytest.fixture
def proposal(call):
    return house.proposal(call)


@pytest.fixture
def rita(db):
    return house.reviewer("rita")


@pytest.fixture
def editor(db):
    return house.editor()
