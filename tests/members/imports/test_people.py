"""What rows of people would do, and what is wrong with them."""

from contextlib import suppress
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workshops_plugin.errors import Refused
from workshops_plugin.members.imports import get_import

from ..factories import MembershipFactory, OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db
HEADINGS = "Courriel,Name,Organization,Organization id,Role,Langue,From,Until\n"


def plan(*rows):
    return get_import("people").plan(HEADINGS + "\n".join(rows))


def problems(*rows):
    return [(p.row, p.column, p.message) for p in plan(*rows).problems]


@pytest.fixture(autouse=True)
def union():
    return OrganizationFactory(name="Union", acronym="SU", external_id="crm-1")


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        (",,Union,,,,,", "Courriel", "This cell must not be empty."),
        ("ana,,Union,,,,,", "Courriel", "“ana” is not an e-mail address."),
        ("a@b.example,,,,,,,", "Organization", "Say for which organization."),
        (
            "a@b.example,,Onion,,,,,",
            "Organization",
            "There is no organization “Onion”. Add it first, or correct the name.",
        ),
        (
            "a@b.example,,,crm-9,,,,",
            "Organization id",
            "There is no organization with the id “crm-9”.",
        ),
        (
            "a@b.example,,Firm,crm-1,,,,",
            "Organization id",
            "The id “crm-1” belongs to “Union”.",
        ),
        (
            "a@b.example,,Union,,Chief,,,",
            "Role",
            "“Chief” is none of these: Focal point or Contributor.",
        ),
        (
            "a@b.example,,Union,,,Latin,,",
            "Langue",
            "“Latin” is not one of the site’s languages: English, Français, Español.",
        ),
        (
            "a@b.example,,Union,,,,2024-01-02,2024-01-01",
            "Until",
            "Membership would begin on Jan. 2, 2024, but end on Jan. 1, 2024 already.",
        ),
    ],
)
def test_bad_row(row, column, message):
    OrganizationFactory(name="Firm")
    assert problems(row) == [(2, column, message)]


def test_a_person_may_be_there_once_for_each_organization():
    OrganizationFactory(name="Firm")
    rows = ["a@b.example,,Union,,,,,", "A@B.example,,SU,,,,,", "a@b.example,,Firm,,,,,"]
    assert problems(*rows) == [
        (3, "Courriel", "This person is in row 2 already for this organization.")
    ]


@pytest.mark.parametrize("named", ["UNION,", "su,", ",crm-1", "Other spelling,crm-1"])
def test_organization_is_known_by_name_acronym_or_id(named, union):
    (change,) = plan(f"a@b.example,,{named},,,,").new
    assert change.instance.organization == union


def test_acronym_of_two_organizations_names_neither():
    OrganizationFactory(acronym="SU")
    assert problems("a@b.example,,SU,,,,,")[0][1] == "Organization"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("fr", "fr"),
        ("French", "fr"),
        ("français", "fr"),
        ("Espagnol", "es"),
        ("EN", "en"),
    ],
)
def test_language_is_known_by_code_or_name(text, code):
    (change,) = plan(f"a@b.example,,Union,,,{text},,").new
    assert change.instance.language == code


def test_new_person_is_told_in_words():
    (change,) = plan("a@b.example,Ana,Union,,Focal,es,2024-01-02,").new
    assert change.values == [
        ("Organization", "", "Union"),
        ("Name", "", "Ana"),
        ("Role", "Contributor", "Focal point"),
        ("Language", "", "Español"),
        ("From", "", "Jan. 2, 2024"),
    ]


def test_known_person_is_unchanged(union):
    MembershipFactory(
        organization=union,
        user=None,
        email="a@b.example",
        role="focal_point",
        language="fr",
        valid_from=date(2024, 1, 2),
    )
    row = "A@B.EXAMPLE,,Union,,Focal point,Français,02/01/2024,"
    assert plan(row).unchanged == 1


def test_account_is_linked_when_it_surely_has_the_address():
    UserFactory(email="a@b.example")
    (change,) = plan("a@b.example,,Union,,,,,").new
    assert change.values[-1] == ("Account", "", "Linked with its account")


def test_address_of_two_accounts_is_nobodys():
    """Where the database takes two accounts whose addresses differ in case alone."""
    user = UserFactory(email="a@b.example")
    with suppress(IntegrityError), transaction.atomic():
        UserFactory(email="A@b.example")
    alone = get_user_model().objects.count() == 1
    (change,) = plan("a@b.example,,Union,,,,,").new
    assert change.instance.user == (user if alone else None)


def test_account_that_acts_already_is_not_linked_again(union):
    user = UserFactory(email="a@b.example")
    MembershipFactory(user=user, organization=union)
    waiting = MembershipFactory(user=None, email="old@b.example", organization=union)
    user.email = "old@b.example"
    user.save()
    assert plan("old@b.example,,Union,,,,,").unchanged == 1
    assert waiting.user is None


def test_claimed_membership_comes_before_a_waiting_one(union):
    claimed = MembershipFactory(
        user=UserFactory(email="a@b.example"), organization=union
    )
    MembershipFactory(user=None, email="a@b.example", organization=union)
    (change,) = plan("a@b.example,Ana,Union,,,,,").changed
    assert change.instance == claimed


def test_queries_grow_with_batches_not_with_rows():
    def cost(count):
        with CaptureQueriesContext(connection) as captured:
            found = plan(*(f"a{n}@b.example,,Union,,,,," for n in range(count)))
        assert len(found.new) == count
        return len(captured)

    assert cost(5) == cost(500) == 3
    assert cost(2000) == 6


def plan_or_refusal(kind, text):
    try:
        return get_import(kind).plan(text)
    except Refused as refused:
        return refused


cell = st.text(max_size=12) | st.sampled_from(
    ["a@b.example", "Union", "crm-1", "fr", "2024-01-01", "focal", '"', "\x00", "\r"]
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows=st.lists(st.lists(cell, max_size=10), max_size=6))
def test_any_rows_are_planned_or_reported(rows):
    text = HEADINGS + "\n".join(",".join(row) for row in rows)
    found = plan_or_refusal("people", text)
    if isinstance(found, Refused):
        found = found.code
    assert found in ("empty", "quotes") or all(p.message for p in found.problems)
