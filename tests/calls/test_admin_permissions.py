"""Every admin page of calls and proposals is closed to those it is not for."""

import json

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.urls import reverse
from wagtail.models import ModelLogEntry

from tests.kept import kept
from workshops_plugin.calls import actions
from workshops_plugin.calls.viewsets import CallViewSet, ProposalViewSet
from workshops_plugin.members.roles import set_up_roles
from workshops_plugin.models import Call, Proposal, ProposalNote, Seal
from workshops_plugin.record import seals

from . import site
from .screens import soup

CALLS, PROPOSALS = "workshops_calls", "workshops_proposals"
PAGE, REFUSED, NO_SUCH_WAY = "page", "refused", "no such way"

#: For each address: what an auditor and an editor get who look at it, and who post.
#: Whoever is not named here gets nowhere. A new address fails until it stands here.
READ = {"auditor": (PAGE, NO_SUCH_WAY), "editor": (PAGE, NO_SUCH_WAY)}
EDIT = {"auditor": (REFUSED, REFUSED), "editor": (PAGE, PAGE)}
ADD = {"auditor": (REFUSED, REFUSED), "editor": (PAGE, NO_SUCH_WAY)}
# Whoever comes by a link is led to the page on which the form is.
DO = EDIT
CHECK = {"auditor": (PAGE, PAGE), "editor": (PAGE, PAGE)}
ACCESS = {
    f"{CALLS}:index": READ,
    f"{CALLS}:index_results": READ,
    f"{CALLS}:add": ADD,
    f"{CALLS}:screen": READ,
    f"{CALLS}:dates": EDIT,
    f"{CALLS}:rules": EDIT,
    f"{CALLS}:record": CHECK,
    f"{CALLS}:seal": DO,
    f"{CALLS}:seal_file": READ,
    f"{PROPOSALS}:index": READ,
    f"{PROPOSALS}:index_results": READ,
    f"{PROPOSALS}:choose_call": ADD,
    f"{PROPOSALS}:enter": EDIT,
    f"{PROPOSALS}:inspect": READ,
    f"{PROPOSALS}:note": DO,
    f"{PROPOSALS}:confirmation": DO,
    f"{PROPOSALS}:extend": EDIT,
    f"{PROPOSALS}:withdraw": EDIT,
    f"{PROPOSALS}:correct": EDIT,
}
ABOUT_A_CALL = {
    f"{CALLS}:{name}" for name in ("screen", "dates", "rules", "record", "seal")
} | {f"{PROPOSALS}:enter"}
ABOUT_A_PROPOSAL = {
    f"{PROPOSALS}:{name}"
    for name in ("inspect", "note", "confirmation", "extend", "withdraw", "correct")
}
#: What must not be read by anybody who is kept out.
LEAKS = ["Heron Series", "Safe mines", "Union of Miners", "SCW24", "Among us", "ana@"]


def test_every_address_of_calls_and_proposals_is_listed_here():
    found = {
        f"{viewset.name}:{pattern.name}"
        for viewset in (CallViewSet(), ProposalViewSet())
        for pattern in viewset.get_urlpatterns()
    }
    assert found == set(ACCESS)


@kept
def world(union, ana, at_noon):
    """A call, a proposal with a note, and the groups that the roles are."""
    call = site.make_call(title="Heron Series")
    actions.set_rules(call, by=None, prefix="SCW24")
    proposal = site.submitted(call, union, ana)
    actions.add_note(proposal, "Among us: weak budget", by=None)
    seals.seal(call.pk, by=None)
    set_up_roles()
    mail.outbox.clear()
    return {"call": call, "proposal": proposal}


def address(name, world):
    if name == f"{CALLS}:seal_file":
        return reverse(name, args=[world["call"].pk, 1])
    if name in ABOUT_A_CALL:
        return reverse(name, args=[world["call"].pk])
    if name in ABOUT_A_PROPOSAL:
        return reverse(name, args=[world["proposal"].pk])
    return reverse(name)


def in_group(name):
    user = site.make_user(f"{name.split()[-1]}@alliance.example")
    user.groups.add(Group.objects.get(name=name))
    return user


OUTSIDERS = {
    "nobody": lambda: None,
    "member": lambda: site.make_user("eve@union.example"),
    "colleague": lambda: site.make_editor("colleague@x.example", "access_admin"),
    "reviewer": lambda: in_group("Workshop reviewers"),
    "editor of pages": lambda: site.make_editor(
        "pages@x.example", "access_admin", "add_organization", "change_organization"
    ),
    # Somebody with a permission, but without the admin.
    "half": lambda: site.make_editor("half@x.example", "change_call", "view_proposal"),
}
INSIDERS = {
    "auditor": lambda: in_group("Workshop auditors"),
    "editor": lambda: in_group("Workshop editors"),
}


def state():
    """Everything that a post might change."""
    return (
        list(Call.objects.values()),
        Call.history.count(),
        list(Proposal.objects.values()),
        Proposal.history.count(),
        list(ProposalNote.objects.values()),
        Seal.objects.count(),
        ModelLogEntry.objects.count(),
        len(mail.outbox),
    )


def outcome(response):
    if response.status_code == 302 and response.url == reverse("wagtailadmin_home"):
        return REFUSED
    return {200: PAGE, 302: PAGE, 405: NO_SUCH_WAY}[response.status_code]


@pytest.mark.parametrize("role", OUTSIDERS)
def test_outsiders_get_nowhere_and_read_nothing(client, world, role):
    if user := OUTSIDERS[role]():
        client.force_login(user)
    before = state()
    has_admin = user is not None and user.has_perm("wagtailadmin.access_admin")
    for name in ACCESS:
        url = address(name, world)
        way_out = reverse("wagtailadmin_home")
        if not has_admin:
            way_out = f"{reverse('wagtailadmin_login')}?next={url}"
        queries = ["", "?export=csv", "?q=mines", f"?call={world['call'].pk}"]
        responses = [client.get(f"{url}{query}") for query in queries]
        data = site.complete(
            reason="x", text="x", until="2025-01-07 12:30", version="3"
        )
        responses.append(client.post(url, data))
        for response in responses:
            assert (name, response.status_code) == (name, 302)
            assert response.url.partition("%3F")[0] == way_out
            assert response.content == b""
    page = client.get(reverse("wagtailadmin_home"), follow=True).content.decode()
    assert [word for word in LEAKS if word in page] == []
    assert state() == before


@pytest.mark.parametrize("role", INSIDERS)
@pytest.mark.parametrize("name", ACCESS)
def test_insiders_get_what_their_role_is_for(client, world, role, name):
    client.force_login(INSIDERS[role]())
    before = state()
    url = address(name, world)
    looked, posted = ACCESS[name][role]
    assert outcome(client.get(url)) == looked
    assert state() == before
    assert outcome(client.post(url, {})) == posted
    if role == "auditor":
        data = {"reason": "x", "text": "x", "until": "2025-01-07 12:30", "prefix": "X"}
        assert outcome(client.post(url, {**site.complete(), **data})) == posted
        assert state() == before


def test_an_object_is_not_told_apart_from_none_by_those_who_are_kept_out(client, world):
    client.force_login(OUTSIDERS["colleague"]())
    nobody = "00000000-0000-0000-0000-000000000000"
    for name in ABOUT_A_CALL | ABOUT_A_PROPOSAL:
        answers = [
            client.get(reverse(name, args=[pk]))
            for pk in (nobody, world["call"].pk, world["proposal"].pk)
        ]
        assert {outcome(answer) for answer in answers} == {REFUSED}, name


def test_the_two_kinds_of_pages_are_opened_apart(client, world):
    calls_only = site.make_editor("c@x.example", "access_admin", "view_call")
    proposals_only = site.make_editor("p@x.example", "access_admin", "view_proposal")
    for user, open_prefix in [(calls_only, CALLS), (proposals_only, PROPOSALS)]:
        client.force_login(user)
        for name, access in ACCESS.items():
            wanted = access["auditor"][0] if name.startswith(open_prefix) else REFUSED
            assert (name, outcome(client.get(address(name, world)))) == (name, wanted)


def test_changing_proposals_does_not_mean_entering_or_exporting_them(client, world):
    client.force_login(
        site.make_editor("x@x.example", "access_admin", "change_proposal")
    )
    for name in ("choose_call", "enter"):
        url = address(f"{PROPOSALS}:{name}", world)
        assert outcome(client.get(url)) == REFUSED
    index = reverse(f"{PROPOSALS}:index")
    assert outcome(client.get(index, {"export": "csv"})) == REFUSED
    links = {link.get("href") for link in soup(client.get(index)).select("a")}
    assert reverse(f"{PROPOSALS}:choose_call") not in links


def test_a_deactivated_editor_is_out(client, world):
    editor = INSIDERS["editor"]()
    client.force_login(editor)
    type(editor).objects.filter(pk=editor.pk).update(is_active=False)
    assert client.get(reverse(f"{PROPOSALS}:index")).status_code == 302


# The menu.


def entries(client):
    """{label: [label of what is below it]} of the menu."""
    page = soup(client.get(reverse("wagtailadmin_home")))
    props = json.loads(page.select_one("#wagtail-sidebar-props").string)

    def labels(node):
        if isinstance(node, list):
            return [label for item in node for label in labels(item)]
        if isinstance(node, dict) and "_args" in node:
            first = node["_args"][0] if node["_args"] else None
            below = labels(node["_args"][1:])
            if isinstance(first, dict) and "label" in first:
                return [(first["label"], [label for label, _rest in below])]
            return labels(node["_args"])
        return []

    return dict(labels(props["modules"]))


ALL = ["Calls", "Proposals"]
MEMBERS = ["Members"]


@pytest.mark.parametrize(
    ("codenames", "expected"),
    [
        ([], None),
        (["view_call"], ["Calls"]),
        (["change_call"], ["Calls"]),
        (["view_proposal"], ["Proposals"]),
        (["change_proposal", "view_call"], ALL),
        # The list itself asks for the right to see or change.
        (["add_proposal", "export_proposal"], None),
        (["view_organization"], MEMBERS),
    ],
)
def test_the_menu_offers_what_opens(client, db, codenames, expected):
    client.force_login(site.make_editor("x@x.example", "access_admin", *codenames))
    assert entries(client).get("Workshops") == expected


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("auditor", [*ALL, "Webinars", *MEMBERS, "Outbox"]),
        ("editor", [*ALL, "Webinars", *MEMBERS, "Outbox"]),
    ],
)
def test_the_menu_offers_each_role_its_screens(client, world, role, expected):
    client.force_login(INSIDERS[role]())
    assert entries(client)["Workshops"] == expected


def test_the_menu_offers_reviewers_nothing_yet(client, world):
    client.force_login(OUTSIDERS["reviewer"]())
    assert entries(client).get("Workshops") is None
