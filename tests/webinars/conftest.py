import pytest

from tests.calls import site
from tests.calls.conftest import at_noon, call
from tests.reviews.conftest import roles
from tests.reviews.house import editor as make_editor
from workshops_plugin.members.roles import set_up_roles

from . import stage

__all__ = ["at_noon", "call", "roles"]


@pytest.fixture
def index(db, at_noon):
    return stage.index()


@pytest.fixture
def editor(roles, index):
    # The pages came after the role, which now may write and publish them too.
    set_up_roles()
    return make_editor()


@pytest.fixture
def host_organization(db):
    return site.make_organization("Hosts of Mines")


@pytest.fixture
def webinar(index, host_organization):
    """A scheduled members-only webinar, its page live; every text is a marker."""
    return stage.webinar(index, hosts=[host_organization])


@pytest.fixture
def member(db):
    return site.make_user("member@union.example", site.make_organization("Members"))


@pytest.fixture
def outsider(db):
    return site.make_user("outsider@elsewhere.example")
