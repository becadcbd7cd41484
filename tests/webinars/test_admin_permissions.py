"""Every admin page of webinars is closed to those it is not for."""

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import Page

from tests.calls import site
from tests.kept import kept
from tests.reviews import house
from workshops_plugin.members.roles import set_up_roles
from workshops_plugin.models import (
    Duty,
    JoinDetails,
    Material,
    Preparation,
    PublicApproval,
    Recording,
    Webinar,
    WebinarHost,
)
from workshops_plugin.webinars import actions
from workshops_plugin.webinars.viewsets import OF_A_WEBINAR, WebinarViewSet

from . import stage

NAME = "workshops_webinars"
PAGE, REFUSED, NO_SUCH_WAY = "page", "refused", "no such way"
READ = {"auditor": (PAGE, NO_SUCH_WAY), "editor": (PAGE, NO_SUCH_WAY)}
EDIT = {"auditor": (REFUSED, REFUSED), "editor": (PAGE, PAGE)}
#: What an auditor and an editor get who look at it, and who post.
ACCESS = {
    "index": READ,
    "index_results": READ,
    "board": READ,
    "digest": {"auditor": (REFUSED, REFUSED), "editor": (PAGE, NO_SUCH_WAY)},
    "add": EDIT,
    "from_call": EDIT,
    "from_proposal": EDIT,
    "adopt": EDIT,
    "screen": READ,
    "time": EDIT,
    "cancel": EDIT,
    "facts": EDIT,
    "hosts": EDIT,
    "join": EDIT,
    "open": EDIT,
    "close": EDIT,
    "approve": {"auditor": (PAGE, REFUSED), "editor": (PAGE, PAGE)},
    "materials": {"auditor": (PAGE, REFUSED), "editor": (PAGE, PAGE)},
    "duties": {"auditor": (REFUSED, REFUSED), "editor": (PAGE, NO_SUCH_WAY)},
    "change_duties": EDIT,
    "attendees": READ,
    # Checking the record changes nothing.
    "history": {"auditor": (PAGE, PAGE), "editor": (PAGE, PAGE)},
}
DATA = {
    "reason": "x",
    "title": "x",
    "action": "approve",
    "url": "https://x.example/x",
    "start": "2025-01-01 10:00",
    "end": "2025-01-01 11:00",
    "timezone": "Europe/Zurich",
}


def test_every_address_is_listed_here():
    found = {pattern.name for pattern in WebinarViewSet().get_urlpatterns()}
    assert found == set(ACCESS)


@kept
def world(roles, at_noon):
    """A webinar in which everything that could leak is there, and what it is from."""
    call = site.make_call(title="Heron Series")
    proposal = house.proposal(call)
    site.put([proposal], decision="selected")
    index = stage.index()
    webinar = stage.webinar(index, hosts=[site.make_organization("Hosts of Mines")])
    stage.prepared(webinar)
    actions.add_material(webinar, by=None, title=stage.MARKER, file=stage.pdf())
    actions.add_comment(webinar, "agenda", f"{stage.MARKER} comment", by=None)
    copy = stage.page(webinar).copy(update_attrs={"slug": "copy"})
    set_up_roles()
    mail.outbox.clear()
    return {"webinar": webinar, "call": call, "proposal": proposal, "copy": copy}


def address(name, world):
    if name in OF_A_WEBINAR:
        return reverse(f"{NAME}:{name}", args=[world["webinar"].pk])
    key = {"from_call": "call", "from_proposal": "proposal", "adopt": "copy"}.get(name)
    return reverse(f"{NAME}:{name}", args=[world[key].pk] if key else [])


def state():
    models = [
        *(Duty, JoinDetails, Material, Preparation, PublicApproval, Recording),
        *(Webinar, WebinarHost),
    ]
    rows = [list(model.objects.order_by("pk").values()) for model in models]
    return [*rows, Page.objects.count()]


def outcome(response):
    if response.status_code == 302 and response.url == reverse("wagtailadmin_home"):
        return REFUSED
    return {200: PAGE, 302: PAGE, 405: NO_SUCH_WAY}[response.status_code]


OUTSIDERS = {
    "nobody": lambda: None,
    "member": lambda: site.make_user("e@u.example", site.make_organization("Any")),
    "host": lambda: site.make_user(
        "h@h.example", WebinarHost.objects.first().organization
    ),
    "colleague": lambda: site.make_editor("c@x.example", "access_admin"),
    "reviewer": house.reviewer,
    # Who keeps calls and proposals does not keep webinars for that.
    "editor of calls": lambda: site.make_editor("e@x.example"),
}


@pytest.mark.parametrize("who", OUTSIDERS)
def test_outsiders_get_nowhere_and_read_nothing(client, world, who):
    if user := OUTSIDERS[who]():
        client.force_login(user)
    before = state()
    for name in ACCESS:
        url = address(name, world)
        for response in (
            client.get(url),
            client.get(f"{url}?export=csv"),
            client.post(url, DATA),
        ):
            assert (name, response.status_code) == (name, 302)
            assert response.content == b""
    assert state() == before


@pytest.mark.parametrize("role", ["auditor", "editor"])
@pytest.mark.parametrize("name", ACCESS)
def test_insiders_get_what_their_role_is_for(client, world, role, name):
    client.force_login(getattr(house, role)())
    before = state()
    url = address(name, world)
    looked, posted = ACCESS[name][role]
    assert outcome(client.get(url)) == looked
    assert state() == before
    if role == "auditor":
        assert outcome(client.post(url, DATA)) == posted
        assert state() == before
    else:
        assert outcome(client.post(url, {})) == posted


def test_opening_needs_its_own_permission(client, world):
    user = site.make_editor("x@x.example", "access_admin", "change_webinar")
    client.force_login(user)
    for name in ("open", "close"):
        assert outcome(client.get(address(name, world))) == REFUSED
        assert outcome(client.post(address(name, world), DATA)) == REFUSED
    assert not PublicApproval.objects.exists()
    page = client.get(address("screen", world)).content.decode()
    assert address("open", world) not in page


def test_nobody_is_told_whether_a_webinar_exists(client, world):
    client.force_login(OUTSIDERS["colleague"]())
    nobody = "00000000-0000-0000-0000-000000000000"
    for name in ("screen", "history", "approve"):
        for key in (nobody, world["webinar"].pk):
            response = client.get(reverse(f"{NAME}:{name}", args=[key]))
            assert outcome(response) == REFUSED


def test_the_home_page_and_the_chooser_name_webinars_to_those_who_may(client, world):
    chooser = reverse("wagtailadmin_choose_page_search") + "?q=mines"
    tree = reverse(
        "wagtailadmin_choose_page_child",
        args=[stage.page(world["webinar"]).get_parent().pk],
    )
    home = reverse("wagtailadmin_home")
    for who, sees in (("colleague", False), ("editor of calls", False)):
        client.force_login(OUTSIDERS[who]())
        for url in (chooser, tree, home):
            text = client.get(url, follow=True).content.decode()
            assert (stage.MARKER in text) == sees, (who, url)
    client.force_login(house.editor())
    assert stage.MARKER in client.get(tree).content.decode()
    assert stage.MARKER in client.get(home).content.decode()
