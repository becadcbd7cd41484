import pytest
import time_machine

from .factories import UserFactory

TODAY = "2024-12-01T12:00:00+00:00"
MODELS = ("organization", "membership", "actiongroup", "pathfindercountry")


@pytest.fixture
def today():
    """Stop the clock on 1 December 2024."""
    with time_machine.travel(TODAY, tick=False) as clock:
        yield clock


@pytest.fixture
def editor(db):
    return UserFactory(
        permissions=[
            "access_admin",
            *(
                f"{action}_{model}"
                for action in ("add", "change", "delete", "view")
                for model in MODELS
            ),
        ]
    )


@pytest.fixture
def auditor(db):
    return UserFactory(
        permissions=["access_admin", *(f"view_{model}" for model in MODELS)]
    )


@pytest.fixture
def outsider(db):
    """Somebody who may enter the admin, and nothing more."""
    return UserFactory(permissions=["access_admin"])


@pytest.fixture
def desk(client, editor):
    """A client that is signed in as an editor."""
    client.force_login(editor)
    return client
