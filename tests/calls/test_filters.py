"""The filters of the editors' list, each on proposals that differ in all of them."""

import pytest
from django.urls import reverse

from tests.kept import kept
from workshops_plugin.calls import actions
from workshops_plugin.models import CallOutcome, PathfinderCountry, Proposal

from . import site
from .screens import csv_rows, main, rows, words

INDEX = reverse("workshops_proposals:index")


@pytest.fixture
def world(client, proposals):
    client.force_login(site.make_editor())
    return proposals


@kept
def proposals(call, at_noon):
    """Four proposals to two calls, and a draft; {title: proposal}."""
    PathfinderCountry.objects.create(country="PE")
    union = site.make_organization("Union", country="GH")
    firm = site.make_organization("Firm", kind="business", country="FR")
    ana = site.make_user("ana@union.example", union, firm)
    at_noon.shift(60)
    other = site.make_call(title="Second Round")
    made = {}

    def add(title, call, lead, **changes):
        at_noon.shift(60)
        made[title] = site.submitted(call, lead, ana, title=title, **changes)
        return made[title]

    add(
        "Ghana",
        call,
        union,
        countries=["GH"],
        focus=["child_labour"],
        languages=["en"],
    )
    joint = add(
        "Peru",
        call,
        union,
        countries=["PE", "GT"],
        focus=["forced_labour", "human_trafficking"],
        languages=["es", "en"],
        outcomes=[site.key("Policy")],
    )
    partner = actions.invite_partner(joint, firm, by=ana)
    actions.answer_invitation(partner, accept=True, by=ana)
    add(
        "France",
        call,
        firm,
        countries=[],
        focus=["child_labour", "forced_labour"],
        languages=["fr"],
        outcomes=[site.key("Research"), site.key("Policy")],
    )
    withdrawn = add("Second", other, firm, countries=["JP"], languages=["fr"])
    actions.withdraw(withdrawn, by=ana)
    site.put(Proposal.objects.filter(pk=made["Peru"].pk), decision="selected")
    site.put(Proposal.objects.filter(pk=made["France"].pk), decision="reserve")
    made["draft"] = site.draft(call, firm, ana, title="Secret", countries=["PE"])
    return made


ALL = ["Second", "France", "Peru", "Ghana", "Draft, not yet submitted"]


def listed(client, **query):
    return [row[0] for row in rows(client.get(INDEX, query))]


def outcome(title, call="Supply Chain Workshops"):
    return CallOutcome.objects.get(title=title, call__title=call).pk


def test_without_a_filter_everything_is_listed(client, world):
    assert listed(client) == ALL


def test_the_call_filter_keeps_one_calls_proposals(client, call, world):
    assert listed(client, call=call.pk) == ALL[1:]
    assert listed(client, call=world["Second"].call_id) == ["Second"]


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("status", "draft", ["Draft, not yet submitted"]),
        ("status", "submitted", ["France", "Peru", "Ghana"]),
        ("status", "withdrawn", ["Second"]),
        ("decision", "selected", ["Peru"]),
        ("decision", "reserve", ["France"]),
        ("decision", "declined", []),
        ("focus", "child_labour", ["Second", "France", "Ghana"]),
        ("focus", "forced_labour", ["France", "Peru"]),
        ("focus", "human_trafficking", ["Peru"]),
        ("languages", "en", ["Peru", "Ghana"]),
        ("languages", "es", ["Peru"]),
        ("languages", "fr", ["Second", "France"]),
        ("languages", "ru", []),
        ("is_joint", "true", ["Peru"]),
        ("is_joint", "false", ["Second", "France", "Ghana", ALL[-1]]),
        ("is_pathfinder", "true", ["Peru"]),
        ("is_pathfinder", "false", ["Second", "France", "Ghana", ALL[-1]]),
        # Where the work is done, or where the lead organization is.
        ("region", "africa", ["Peru", "Ghana"]),
        ("region", "americas", ["Peru"]),
        ("region", "asia_pacific", ["Second"]),
        ("region", "europe_central_asia", ["Second", "France", ALL[-1]]),
        ("region", "arab_states", []),
    ],
)
def test_a_filter_keeps_what_it_names(client, world, name, value, expected):
    assert listed(client, **{name: value}) == expected


def test_the_outcome_filter_keeps_what_serves_it(client, world):
    assert listed(client, outcome=outcome("Research")) == ["France", "Ghana"]
    assert listed(client, outcome=outcome("Policy")) == ["France", "Peru"]


def test_outcomes_of_two_calls_are_told_apart(client, world):
    # Copied pages keep the ids of their blocks, so both calls know this one.
    assert listed(client, outcome=outcome("Research", "Second Round")) == ["Second"]
    options = main(client.get(INDEX)).select("select[name=outcome] option")
    assert [words(option) for option in options] == [
        "All",
        "Second Round: Research",
        "Second Round: Policy",
        "Supply Chain Workshops: Research",
        "Supply Chain Workshops: Policy",
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"focus": "forced_labour", "languages": "fr"}, ["France"]),
        ({"focus": "child_labour", "region": "africa"}, ["Ghana"]),
        (
            {"is_joint": "true", "is_pathfinder": "true", "decision": "selected"},
            ["Peru"],
        ),
        ({"is_joint": "true", "is_pathfinder": "false"}, []),
        ({"region": "europe_central_asia", "status": "submitted"}, ["France"]),
        ({"q": "firm", "status": "submitted"}, ["France", "Peru"]),
        (
            {"q": "firm", "focus": "child_labour", "languages": "fr"},
            ["Second", "France"],
        ),
        ({"languages": "en", "ordering": "lead_organization__name"}, ["Peru", "Ghana"]),
    ],
)
def test_filters_work_together_and_with_the_search(client, world, query, expected):
    assert sorted(listed(client, **query)) == sorted(expected)


def test_an_export_holds_what_is_filtered(client, world, call):
    query = {"focus": "child_labour", "call": call.pk, "export": "csv"}
    exported = csv_rows(client.get(INDEX, query))
    assert [row["Title"] for row in exported] == ["France", "Ghana"]


def test_a_country_that_joined_or_left_counts_as_of_the_closing(client, world, at_noon):
    pathfinder = PathfinderCountry.objects.get()
    pathfinder.until = site.CLOSES.date()
    pathfinder.save()
    PathfinderCountry.objects.create(country="GH", since=site.CLOSES.replace(year=2025))
    at_noon.move_to(site.CLOSES.replace(year=2025, month=12))
    client.force_login(site.make_editor("second@secretariat.example"))
    assert listed(client, is_pathfinder="true") == ["Peru"]


def test_what_a_filter_does_not_know_filters_nothing(client, world):
    assert listed(client, status="xxx") == ALL
    assert listed(client, outcome="abc", focus="child_labour") == ALL


def test_the_filters_speak_the_editors_language(client, world):
    response = client.get(INDEX, headers={"accept-language": "fr"})
    options = main(response).select("select[name=languages] option")
    assert "anglais" in {words(option).lower() for option in options}
