"""The editors' list of proposals: what it shows, and how it is searched."""

import io
import zipfile

import pytest
from django.urls import reverse

from tests.kept import kept
from workshops_plugin.calls import actions
from workshops_plugin.calls.listing import search
from workshops_plugin.models import Membership, PathfinderCountry, Proposal

from . import site
from .screens import main, make_auditor, rows, soup, words
from .test_admin_entry import letter

INDEX = reverse("workshops_proposals:index")
RESULTS = reverse("workshops_proposals:index_results")
#: Stands in every answer of the draft below and nowhere else.
SECRET = "Zebrafink"


@pytest.fixture
def editor(client, db):
    editor = site.make_editor()
    client.force_login(editor)
    return editor


@kept
def secret(call, union, ana):
    """A draft of which every word is its authors' own."""
    fields = ["title", "summary", "preferred_dates", "contact_name", "contact_phone"]
    answers = [site.answer("approach"), site.answer("method")]
    data = dict.fromkeys([*fields, *answers], SECRET)
    data["contact_email"] = f"{SECRET}@union.example"
    draft = site.draft(call, union, ana, **data)
    actions.attach(draft, site.key("paper"), letter(f"{SECRET}.pdf"), by=ana)
    return Proposal.objects.get(pk=draft.pk)


@kept
def changing(call, ana):
    """A submitted proposal whose changes nobody has submitted yet."""
    miners = site.make_organization("Mothers of Miners")
    Membership.objects.create(user=ana, organization=miners)
    proposal = site.submitted(call, miners, ana)
    changes = {"title": SECRET, "summary": SECRET, site.answer("method"): SECRET}
    return actions.save_draft(proposal, changes, by=ana, version=proposal.version)


def found(client, text):
    return [row[0] for row in rows(client.get(INDEX, {"q": text}))]


# What it shows.


def test_the_list_shows_proposals_and_drafts_the_latest_first(
    client, call, union, ana, editor, at_noon
):
    site.draft(call, union, ana, title="Half an idea")
    at_noon.shift(60)
    site.submitted(call, union, ana, title="First")
    at_noon.shift(60)
    last = site.submitted(call, union, ana, title="=Second")
    actions.withdraw(last, by=ana)
    organization, title = "Union of Miners", "Supply Chain Workshops"
    assert [row[:-1] for row in rows(client.get(INDEX))] == [
        ["=Second", "SCW24-002", organization, "Withdrawn", "", title],
        ["First", "SCW24-001", organization, "Submitted", "", title],
        ["Draft, not yet submitted", "", organization, "Draft", "", title],
    ]


def test_each_row_leads_to_its_proposal(client, call, union, ana, editor):
    proposal = site.submitted(call, union, ana)
    link = soup(client.get(INDEX)).select_one("table.listing td a")
    assert link["href"] == reverse("workshops_proposals:inspect", args=[proposal.pk])


def test_considerations_are_shown_as_of_now(client, call, union, ana, editor):
    firm = site.make_organization("Firm", country="GH")
    proposal = site.submitted(call, union, ana)
    partner = actions.invite_partner(proposal, firm, by=ana)
    ben = site.make_user("ben@firm.example", firm)
    PathfinderCountry.objects.create(country="GH")
    assert rows(client.get(INDEX))[0][4] == "Pathfinder"
    actions.answer_invitation(partner, accept=True, by=ben)
    assert rows(client.get(INDEX))[0][4] == "Joint, Pathfinder"


def test_an_empty_list_says_what_will_appear_there(client, editor):
    assert "No proposals yet. They appear here as soon as a member starts one." in (
        words(main(client.get(INDEX)))
    )
    assert "No proposals match your query." in words(
        main(client.get(INDEX, {"q": "nothing"}))
    )


def test_each_page_shows_fifty(client, call, union, ana, editor):
    for _ in range(51):
        Proposal.objects.create(call=call, lead_organization=union, started_by=ana)
    assert len(rows(client.get(INDEX))) == 50
    assert len(rows(client.get(INDEX, {"p": 2}))) == 1
    assert len(rows(client.get(RESULTS, {"p": 2}))) == 1


@pytest.mark.parametrize(
    ("ordering", "expected"),
    [
        ("reference", ["SCW24-001", "SCW24-002"]),
        ("-reference", ["SCW24-002", "SCW24-001"]),
        ("lead_organization__name", ["SCW24-002", "SCW24-001"]),
        ("-lead_organization__name", ["SCW24-001", "SCW24-002"]),
        ("changed_at", ["SCW24-001", "SCW24-002"]),
        ("-changed_at", ["SCW24-002", "SCW24-001"]),
        ("-status", ["SCW24-002", "SCW24-001"]),
        ("answers", ["SCW24-002", "SCW24-001"]),
    ],
)
def test_the_list_is_sorted_by_its_columns_and_by_nothing_else(
    client, call, union, ana, editor, at_noon, ordering, expected
):
    site.submitted(call, union, ana)
    at_noon.shift(60)
    academy = site.make_organization("Academy")
    Membership.objects.create(user=ana, organization=academy)
    actions.withdraw(site.submitted(call, academy, ana), by=ana)
    shown = rows(client.get(INDEX, {"ordering": ordering}))
    assert [row[1] for row in shown] == expected


@pytest.mark.parametrize("url", [INDEX, RESULTS])
@pytest.mark.parametrize(
    "query",
    [
        "p=9999",
        "p=abc",
        "p=-1",
        "status=xxx&p=9999&outcome=abc",
        "call=abc&decision=abc&focus=abc&region=abc&languages=abc",
        "is_joint=maybe&is_pathfinder=2",
        "outcome=00000000-0000-0000-0000-000000000000",
        "q=%00&call=%00&focus=%00",
        "q=%25_%5C'%22%3B--",
        "ordering=call__proposals",
        "export=pdf",
        "q=" + "word+" * 1500,
    ],
)
def test_garbage_in_the_address_breaks_nothing(
    client, call, union, ana, editor, url, query
):
    site.submitted(call, union, ana)
    assert client.get(f"{url}?{query}").status_code == 200


# Searching.


@kept
def known(call, union, ana):
    """A proposal with all that it may be found by, and another."""
    union.acronym = "UoM"
    union.save()
    membership = ana.workshops_memberships.get()
    membership.name, membership.email = "Aninha", "press@union.example"
    membership.save()
    proposal = site.submitted(call, union, ana, contact_email="contact@union.example")
    partner = site.make_organization("Partner of Miners", acronym="PoM")
    actions.invite_partner(proposal, partner, by=ana)
    other = site.make_organization("Academy")
    bea = site.make_user("bea@academy.example", other)
    site.submitted(
        call, other, bea, title="Other", contact_name="Bea", contact_email="b@a.example"
    )


@pytest.mark.parametrize(
    "text",
    [
        "SCW24-001",
        "scw24-001",
        "safe mines",
        "mines safe",
        "Union",
        "UoM",
        "Mensah",
        "contact@union.example",
        "ana@",
        "Aninha",
        "press@union.example",
        "Partner of Miners",
        "PoM",
        "mines union partner aninha",
    ],
)
def test_a_proposal_is_found_by_what_editors_know_of_it(
    client, known, editor, at_noon, text
):
    assert found(client, text) == ["Safe mines without children"]


def test_each_word_narrows_the_search(client, call, union, ana, editor):
    site.submitted(call, union, ana)
    assert found(client, "mines nowhere") == []
    assert found(client, "   ") == ["Safe mines without children"]


def test_a_search_takes_signs_literally(client, call, union, ana, editor):
    site.submitted(call, union, ana, title="100% safe_mines")
    site.submitted(call, union, ana, title="100 safe mines")
    assert found(client, "100%") == ["100% safe_mines"]
    assert found(client, "e_m") == ["100% safe_mines"]


def test_an_organization_that_was_parted_from_is_not_searched(
    client, call, union, ana, editor
):
    proposal = site.submitted(call, union, ana)
    partner = actions.invite_partner(
        proposal, site.make_organization("Short Friendship"), by=ana
    )
    assert len(found(client, "friendship")) == 1
    actions.remove_partner(partner, by=ana)
    assert found(client, "friendship") == []


# Drafts.


@pytest.mark.parametrize("text", ["Union", "ana@union.example", "Aninha"])
def test_a_draft_is_found_by_its_organization_and_people(client, secret, ana, text):
    Membership.objects.filter(user=ana).update(name="Aninha")
    assert [proposal.pk for proposal in search(Proposal.objects.all(), text)] == [
        secret.pk
    ]


def test_a_draft_is_not_found_by_its_words(client, secret, editor):
    assert found(client, SECRET) == []


def test_changes_that_are_not_submitted_are_not_found(client, changing, editor):
    assert found(client, SECRET) == []
    assert found(client, "safe mines") == ["Safe mines without children"]


PAGES = {
    "list": INDEX,
    "fragment": RESULTS,
    "search": f"{INDEX}?q=union",
    "csv": f"{INDEX}?export=csv",
    "xlsx": f"{INDEX}?export=xlsx",
    "calls": reverse("workshops_calls:index"),
    "home": reverse("wagtailadmin_home"),
    "history": reverse("wagtailadmin_reports:site_history"),
}


@pytest.mark.parametrize("role", ["editor", "auditor", "superuser"])
@pytest.mark.parametrize("state", ["draft", "changing"])
def test_what_is_not_submitted_is_shown_nowhere_in_the_admin(
    client, call, role, state, request, admin_user
):
    fixture = {"draft": "secret", "changing": "changing"}[state]
    proposal = request.getfixturevalue(fixture)
    actions.extend(
        proposal, site.CLOSES.replace(year=2025), by=None, reason="More time"
    )
    makers = {
        "editor": site.make_editor,
        "auditor": make_auditor,
        "superuser": lambda: admin_user,
    }
    client.force_login(makers[role]())
    args = [proposal.pk]
    pages = {
        **PAGES,
        "call": reverse("workshops_calls:screen", args=[call.pk]),
        "inspect": reverse("workshops_proposals:inspect", args=args),
        "correct": reverse("workshops_proposals:correct", args=args),
        "extend": reverse("workshops_proposals:extend", args=args),
        "withdraw": reverse("workshops_proposals:withdraw", args=args),
    }
    for name, url in pages.items():
        response = client.get(url, follow=True)
        assert response.status_code == 200, name
        assert SECRET not in text_of(response), name


def text_of(response):
    body = response.getvalue()
    if "spreadsheetml" not in response["Content-Type"]:
        return body.decode()
    archive = zipfile.ZipFile(io.BytesIO(body))
    return "\n".join(archive.read(name).decode() for name in archive.namelist())


def test_nobody_but_its_organization_opens_a_drafts_file(client, secret, ana, editor):
    url = secret.attachments.get().get_absolute_url()
    assert client.get(url, follow=True).status_code == 404
    client.force_login(ana)
    assert client.get(url).status_code == 200
