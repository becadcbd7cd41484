"""What rows of organizations would do, and what is wrong with them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workshops_plugin.errors import Refused
from workshops_plugin.members.imports import get_import
from workshops_plugin.models import Organization

from ..factories import ActionGroupFactory, OrganizationFactory

pytestmark = pytest.mark.django_db
HEADINGS = "Id,Name,Kind,Country,Country code,Since,Until,Groups\n"


def plan(*rows):
    return get_import("organizations").plan(HEADINGS + "\n".join(rows))


def problems(*rows):
    return [(p.row, p.column, p.message) for p in plan(*rows).problems]


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        (",,Business,,,,,", "Name", "This cell must not be empty."),
        (",A,,,,,,", "Kind", "A new organization needs a kind."),
        (
            ",A,Business,PE,NP,,,",
            "Country code",
            "The country and its code do not belong together.",
        ),
        (
            ",A,Business,,,2024-01-02,2024-01-01,",
            "Until",
            "Membership would begin on Jan. 2, 2024, but end on Jan. 1, 2024 already.",
        ),
        (
            ",A,Business,,,,,Unknown",
            "Groups",
            "There is no action group “Unknown”. Add it first.",
        ),
        (
            "2,Known,,,,,,",
            "Id",
            "“Known” has the id “1” already.",
        ),
        (
            "1,Other,,,,,,",
            "Name",
            "Another organization is called “Other” already.",
        ),
        (",A,Business,,,,,,,surplus", "", "This row has more cells than headings."),
    ],
)
def test_bad_row(row, column, message):
    OrganizationFactory(name="Known", external_id="1")
    OrganizationFactory(name="Other")
    assert problems(row) == [(2, column, message)]


def test_every_bad_cell_of_a_row_is_named():
    assert [(row, column) for row, column, _ in problems(",A,?,?,?,?,?,")] == [
        (2, "Kind"),
        (2, "Country"),
        (2, "Country code"),
        (2, "Since"),
        (2, "Until"),
    ]


@pytest.mark.parametrize(
    ("first", "second", "column"),
    [
        (",A,Business,,,,,", ",a,Business,,,,,", "Name"),
        ("1,A,Business,,,,,", "1,B,Business,,,,,", "Id"),
        ("7,Renamed,,,,,,", ",Known,,,,,,", "Name"),
    ],
)
def test_an_organization_may_be_there_once(first, second, column):
    OrganizationFactory(name="Known", external_id="7")
    assert problems(first, second) == [
        (3, column, "This organization is in row 2 already.")
    ]


def test_known_organizations_are_recognized_by_name():
    OrganizationFactory(name="Élan", acronym="E", kind="business")
    found = plan("9,ÉLAN,Academia,,,,,")
    assert [change.values for change in found.changed] == [
        [
            ("Name", "Élan", "ÉLAN"),
            ("Kind", "Business", "Academia"),
            ("External id", "", "9"),
        ]
    ]


def test_empty_cells_leave_what_is_known():
    OrganizationFactory(name="Known", country="PE")
    assert plan(",Known,,,,,,").unchanged == 1


def test_groups_are_known_by_any_of_their_names():
    group = ActionGroupFactory(name="Supply Chains", labels={"fr": "Chaînes"})
    other = ActionGroupFactory(name="Migration")
    (change,) = plan(',A,Business,,,,,"chaines; MIGRATION|Supply chains"').new
    assert change.groups == [other, group]


def test_changes_are_told_in_words():
    group = ActionGroupFactory(name="Old")
    ActionGroupFactory(name="New")
    OrganizationFactory(name="Known", country="PE", action_groups=[group])
    (change,) = plan(",Known,NGO,Nepal,,2020-05-01,,New").changes
    assert change.values == [
        ("Kind", "Workers’ organization", "Civil society"),
        ("Country", "Peru", "Nepal"),
        ("Member since", "Jan. 1, 2016", "May 1, 2020"),
        ("Action groups", "Old", "New"),
    ]


def test_planning_changes_nothing():
    known = OrganizationFactory(name="Known", country="PE")
    plan(",Known,,NP,,,,", ",New,Business,,,,,")
    assert list(Organization.objects.values_list("name", "country")) == [
        (known.name, "PE")
    ]


def test_more_rows_cost_no_more_queries():
    def cost(count):
        with CaptureQueriesContext(connection) as captured:
            found = plan(*(f"{n},A{n},Business,PE,,,," for n in range(count)))
        assert len(found.new) == count
        return len(captured)

    assert cost(5) == cost(2000) == 3


def plan_or_refusal(kind, text):
    try:
        return get_import(kind).plan(text)
    except Refused as refused:
        return refused


cell = st.text(max_size=12) | st.sampled_from(
    ["Known", "1", "Business", "PE", "2024-01-01", "Group", '"', "'=1", "\x00", "\r"]
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    rows=st.lists(st.lists(cell, max_size=10), max_size=6), comma=st.sampled_from(",;")
)
def test_any_rows_are_planned_or_reported(rows, comma):
    text = HEADINGS.replace(",", comma) + "\n".join(comma.join(row) for row in rows)
    found = plan_or_refusal("organizations", text)
    if isinstance(found, Refused):
        found = found.code
    assert found in ("empty", "quotes") or all(p.message for p in found.problems)
