"""Every admin page of reviews is closed to those it is not for."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from tests.calls import site
from tests.calls.screens import may
from tests.kept import kept
from workshops_plugin.models import (
    Assignment,
    Conflict,
    Decision,
    Letter,
    Membership,
    Review,
    Reviewer,
    Score,
    Seal,
    Series,
)
from workshops_plugin.reviews import actions
from workshops_plugin.reviews.viewsets import OF_A_CALL, OF_A_PROPOSAL, ReviewViewSet

from . import house

NAME = "workshops_reviews"
PAGE, REFUSED, NO_SUCH_WAY = "page", "refused", "no such way"
READ = {"auditor": (PAGE, NO_SUCH_WAY), "editor": (PAGE, NO_SUCH_WAY)}
EDIT = {"auditor": (REFUSED, REFUSED), "editor": (PAGE, PAGE)}
# Whoever comes by a link is led to the page on which the form is.
DO = EDIT
#: What an auditor and an editor get who look at it, and who post.
ACCESS = {
    "assignments": READ,
    "assign": DO,
    "plan": EDIT,
    "withdraw_assignment": EDIT,
    "add_reviewer": DO,
    "remove_reviewer": EDIT,
    "conflicts": READ,
    "lift": DO,
    "set_conflict": DO,
    "recheck": DO,
    "ranking": READ,
    "decide": DO,
    "board": READ,
    "series_history": READ,
    "place": DO,
    "swap": EDIT,
    "wishes": EDIT,
    "suggest": EDIT,
    "settle": EDIT,
    "export": READ,
    "letters": READ,
    "prepare": DO,
    "letter": EDIT,
    "send_again": DO,
    "announce": EDIT,
    "reopen_decisions": EDIT,
    "reopen_rubric": EDIT,
    "report": READ,
    "pack": READ,
    "audit": READ,
    "proposal": READ,
    "decide_proposal": EDIT,
    "reopen_review": EDIT,
    "history": READ,
}
#: What is for whoever edits calls, whether or not they read reviews.
OF_EDITORS_OF_CALLS = {"reopen_rubric"}
#: What is its reviewer's own: nobody else's.
OWN = ("score", "save", "declare", "file")
#: What must not be read by anybody who is kept out.
LEAKS = ["Heron Series", "Safe mines", "Weak budget", "Kind words", "My sister", "Rita"]


def test_every_address_is_listed_here():
    found = {pattern.name for pattern in ReviewViewSet().get_urlpatterns()}
    assert found == {"index", "counts", *OWN, *ACCESS}
    assert {*OF_A_CALL, *OF_A_PROPOSAL} == set(ACCESS)


@kept
def world(at_noon):
    """A call in which everything that could leak is there."""
    call = site.make_call(title="Heron Series")
    proposal = house.proposal(call)
    rita, omar = house.reviewer("rita"), house.reviewer("omar")
    review = house.submitted(
        proposal, rita, 4, 2, note="Weak budget", feedback="Kind words"
    )
    house.assigned(proposal, omar)
    actions.declare_conflict(proposal, omar, by=omar, reason="My sister leads it")
    actions.decide(proposal, "selected", by=None, rationale="Weak budget, though")
    (letter,) = actions.prepare_letters(call, by=None)
    mail.outbox.clear()
    return {
        "call": call,
        "proposal": proposal,
        "review": review,
        "assignment": Assignment.objects.get(reviewer=rita),
        "letter": letter,
        "rita": rita,
        "omar": omar,
    }


def address(name, world):
    more = {
        "withdraw_assignment": ["assignment"],
        "letter": ["letter"],
        "reopen_review": ["review"],
        "swap": ["proposal"],
    }.get(name, [])
    if name == "index":
        return reverse(f"{NAME}:index")
    if name == "file":
        return reverse(f"{NAME}:file", args=[world["assignment"].pk] * 2)
    owner = "assignment" if name in OWN else "call" if name in OF_A_CALL else "proposal"
    arguments = [world[owner].pk, *(world[key].pk for key in more)]
    if name == "remove_reviewer":
        arguments.append(1)
    return reverse(f"{NAME}:{name}", args=arguments)


def state():
    """Everything that a post might change."""
    models = [
        Assignment,
        Conflict,
        Decision,
        Letter,
        Review,
        Reviewer,
        Score,
        Seal,
        Series,
    ]
    return [list(model.objects.order_by("pk").values()) for model in models]


def outcome(response):
    if response.status_code == 302 and response.url == reverse("wagtailadmin_home"):
        return REFUSED
    return {200: PAGE, 302: PAGE, 405: NO_SUCH_WAY}[response.status_code]


OUTSIDERS = {
    "nobody": lambda world: None,
    "member": lambda world: site.make_user("eve@union.example"),
    "author": lambda world: world["proposal"].submitted_by,
    "colleague": lambda world: site.make_editor("c@x.example", "access_admin"),
    "reviewer of another": lambda world: house.reviewer("nora"),
    "the reviewer": lambda world: world["rita"],
    "conflicted reviewer": lambda world: world["omar"],
    # Who sees calls and proposals does not see reviews for that.
    "editor of calls": lambda world: site.make_editor("e@x.example"),
}
DATA = {
    "reason": "x",
    "decision": "declined",
    "rationale": "x",
    "subject": "x",
    "body": "y",
    "version": "1",
}


@pytest.mark.parametrize("who", OUTSIDERS)
def test_outsiders_get_nowhere_and_read_nothing(client, world, who):
    if user := OUTSIDERS[who](world):
        client.force_login(user)
    before = state()
    has_admin = user is not None and user.has_perm("wagtailadmin.access_admin")
    allowed = OF_EDITORS_OF_CALLS if who == "editor of calls" else set()
    for name in ACCESS.keys() - allowed:
        url = address(name, world)
        data = {**DATA, "proposals": str(world["proposal"].pk)}
        responses = [
            client.get(url),
            client.get(f"{url}?export=csv"),
            client.post(url, data),
        ]
        for response in responses:
            assert (name, response.status_code) == (name, 302)
            if has_admin:
                assert (name, response.url) == (name, reverse("wagtailadmin_home"))
            assert response.content == b""
    assert state() == before


def test_an_editor_of_calls_reopens_the_criteria_and_reads_no_review(client, world):
    client.force_login(OUTSIDERS["editor of calls"](world))
    url = address("reopen_rubric", world)
    page = client.get(url).content.decode()
    assert "Reopen the criteria" in page
    hidden = [leak for leak in LEAKS if leak != "Heron Series"]
    assert [leak for leak in hidden if leak in page] == []
    client.post(url, {"reason": "A typing error"})
    world["call"].refresh_from_db()
    assert world["call"].rubric_frozen_at is None


@pytest.mark.parametrize("who", [w for w in OUTSIDERS if w != "the reviewer"])
def test_a_review_is_its_reviewers_own(client, world, who):
    if user := OUTSIDERS[who](world):
        client.force_login(user)
    before = state()
    for name in OWN:
        url = address(name, world)
        for response in (client.get(url, follow=True), client.post(url, DATA)):
            at_home = response.wsgi_request.path.endswith(("/login/", "/admin/"))
            lost = response.status_code in (302, 404, 405)
            assert lost or at_home, (name, who)
            assert not any(leak in response.content.decode() for leak in LEAKS)
    page = client.get(address("index", world), follow=True).content.decode()
    hidden = [leak for leak in LEAKS if leak != "Rita"]
    assert [leak for leak in hidden if leak in page] == []
    assert state() == before


@pytest.mark.parametrize("who", ["editor", "auditor"])
def test_not_even_those_who_read_reviews_open_the_form(client, world, who):
    client.force_login(getattr(house, who)())
    for name in OWN:
        url = address(name, world)
        for response in (client.get(url, follow=True), client.post(url, follow=True)):
            assert response.status_code in (404, 405)


@pytest.mark.parametrize("role", ["auditor", "editor"])
@pytest.mark.parametrize("name", ACCESS)
def test_insiders_get_what_their_role_is_for(client, world, role, name):
    client.force_login(getattr(house, role)())
    before = state()
    url = address(name, world)
    looked, posted = ACCESS[name][role]
    assert outcome(client.get(url)) == looked
    assert state() == before
    assert outcome(client.post(url, {})) == posted
    if role == "auditor":
        assert outcome(client.post(url, DATA)) == posted
        assert state() == before


def test_an_object_is_not_told_apart_from_none_by_those_who_are_kept_out(client, world):
    client.force_login(OUTSIDERS["colleague"](world))
    nobody = "00000000-0000-0000-0000-000000000000"
    for name in ("ranking", "report", "proposal", "history"):
        for pk in (nobody, world["call"].pk, world["proposal"].pk):
            response = client.get(reverse(f"{NAME}:{name}", args=[pk]))
            assert outcome(response) == REFUSED
    for pk in (nobody, world["assignment"].pk):
        response = client.get(reverse(f"{NAME}:score", args=[pk]), follow=True)
        assert response.status_code == 404


def test_reading_reviews_does_not_mean_exporting_them(client, world):
    reader = site.make_editor("r@x.example", "access_admin", "view_review")
    client.force_login(reader)
    for name in ("export", "ranking", "history"):
        assert outcome(client.get(address(name, world) + "?export=csv")) == REFUSED
    client.force_login(may(reader, "export_review"))
    response = client.get(address("export", world))
    assert "Weak budget" in response.getvalue().decode()


def test_an_editor_with_a_conflict_reads_nothing_of_the_proposal(client, world):
    editor = house.editor()
    Membership.objects.create(
        user=editor, organization=world["proposal"].lead_organization
    )
    client.force_login(editor)
    for name in ("proposal", "history", "ranking", "pack", "report"):
        page = client.get(address(name, world)).content.decode()
        for secret in ("Kind words", "Weak budget</", "60.0", "My sister"):
            assert secret not in page, (name, secret)
    for name in ("export", "ranking", "history"):
        response = client.get(address(name, world) + "?export=csv")
        text = response.getvalue().decode()
        assert "Kind words" not in text
        assert not re.search(r'(^|,)"?60(\.0+)?"?(,|$)', text, re.MULTILINE)
    response = client.post(
        address("decide_proposal", world), {"decision": "declined", "rationale": "x"}
    )
    assert "conflict of interest" in response.content.decode()
    assert Decision.objects.count() == 1


def test_members_learn_nothing_before_the_announcement(client, world):
    author = world["proposal"].submitted_by
    client.force_login(author)
    for name in ("proposals", "proposal"):
        path = "/en/workshops/proposals/"
        if name == "proposal":
            path = site.address("proposal", world["proposal"])
        page = client.get(path).content.decode()
        for secret in ("Selected", "Weak budget", "Kind words", "Rita"):
            assert secret not in page
