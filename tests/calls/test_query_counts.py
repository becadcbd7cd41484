"""The admin's pages ask the database as often for many proposals as for few."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.benchmarks import crowd
from tests.kept import kept
from workshops_plugin.calls import actions

from . import site
from .test_admin_entry import letter

INDEX = reverse("workshops_proposals:index")
FEW, MANY = 5, 50
#: What Wagtail's own frame of a page asks is part of this.
MOST = 25


@pytest.fixture
def editor(client, db):
    editor = site.make_editor()
    client.force_login(editor)
    return editor


@pytest.fixture
def queries(client):
    """Return how many queries getting an address takes, once all is warm."""

    def count(url):
        client.get(url).getvalue()
        with CaptureQueriesContext(connection) as captured:
            response = client.get(url)
            assert response.status_code == 200
            response.getvalue()
        return len(captured)

    return count


@kept
def small(call):
    crowd.fill(call, FEW, organizations=FEW)
    return call


@kept
def large(at_noon):
    call = site.make_call(title="Great Round")
    crowd.fill(call, MANY, organizations=MANY)
    return call


@pytest.mark.parametrize(
    "query", ["", "q=organization+person", "is_joint=true", "region=africa&focus="]
)
def test_the_list_asks_the_same_for_any_number(
    client, call, editor, queries, query, request
):
    request.getfixturevalue("small")
    few = queries(f"{INDEX}?{query}")
    request.getfixturevalue("large")
    assert queries(f"{INDEX}?{query}") == few
    assert few <= MOST


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_asks_the_same_for_any_number(
    client, small, large, editor, queries, kind
):
    few, many = (
        queries(f"{INDEX}?export={kind}&call={call.pk}") for call in (small, large)
    )
    assert many == few
    assert few <= MOST


def test_a_calls_screen_asks_the_same_for_any_number(
    client, small, large, editor, queries
):
    few, many = (
        queries(reverse("workshops_calls:screen", args=[call.pk]))
        for call in (small, large)
    )
    # Two or more days are drawn in both.
    assert many == few


@pytest.mark.parametrize("name", ["workshops_calls:index", "wagtailadmin_home"])
def test_a_list_of_calls_asks_the_same_for_any_number(
    client, small, editor, queries, name, request
):
    few = queries(reverse(name))
    request.getfixturevalue("large")
    for number in range(4):
        site.make_call(
            title=f"Round {number}", group=site.make_group(f"Group {number}")
        )
    assert queries(reverse(name)) == few


def test_a_proposal_asks_the_same_however_much_belongs_to_it(
    client, call, union, ana, editor, queries, at_noon
):
    proposal = site.submitted(call, union, ana)

    def add(name):
        at_noon.shift(60)
        organization = site.make_organization(name)
        person = site.make_user(f"{name}@p.example", organization)
        partner = actions.invite_partner(proposal, organization, by=ana)
        actions.answer_invitation(partner, accept=True, by=person)
        actions.add_note(proposal, name, by=site.make_editor(f"{name}@s.example"))
        actions.attach_source(proposal, letter(), by=editor)
        actions.save_draft(proposal, {"title": name}, by=ana, version=proposal.version)
        actions.submit(proposal, by=ana, version=proposal.version)

    url = reverse("workshops_proposals:inspect", args=[proposal.pk])
    add("First")
    few = queries(url)
    for name in ("Second", "Third", "Fourth", "Fifth"):
        add(name)
    assert queries(url) == few
    assert few <= MOST
