"""What storing costs, and what comes of the app's own exports."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from workshops_plugin.members.actions import import_organizations, import_people
from workshops_plugin.members.imports import decode, get_import
from workshops_plugin.models import Membership, Organization

from ..factories import ActionGroupFactory, MembershipFactory, OrganizationFactory

pytestmark = pytest.mark.django_db


def test_storing_costs_queries_by_batch():
    ActionGroupFactory(name="Supply Chains")

    def cost(count):
        rows = (f"New {count} {n},Business,Supply Chains" for n in range(count))
        with CaptureQueriesContext(connection) as captured:
            import_organizations("Name,Kind,Groups\n" + "\n".join(rows), by=None)
        return len(captured)

    cost(1)
    assert cost(5) == cost(60)
    assert cost(1000) < cost(60) + 60


def test_ten_thousand_people_are_imported():
    OrganizationFactory(name="Union")
    rows = (f"a{n}@union.example,Union" for n in range(10_000))
    with CaptureQueriesContext(connection) as captured:
        import_people("E-mail,Organization\n" + "\n".join(rows), by=None)
    assert Membership.objects.count() == 10_000
    assert len(captured) < 250


def exported(client, name):
    address = reverse(f"workshops_{name}:index") + "?export=csv"
    return b"".join(client.get(address).streaming_content)


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_own_exports_change_nothing_when_imported(desk, editor, language):
    group = ActionGroupFactory(name="Supply Chains")
    union = OrganizationFactory(
        name="=Union",
        external_id="1",
        website="https://a.example",
        action_groups=[group],
    )
    OrganizationFactory(
        name="Élan", kind="international", country="", member_since=None
    )
    MembershipFactory(organization=union, language="fr", role="focal_point")
    MembershipFactory(organization=union, user=None, email="ana@union.example")
    with translation.override(language):
        for name, kind in (
            ("organizations", "organizations"),
            ("memberships", "people"),
        ):
            text, _notes = decode(exported(desk, name))
            plan = get_import(kind).plan(text)
            assert (plan.changes, plan.problems, plan.notes) == ([], [], [])
            assert plan.unchanged == 2


def test_export_and_import_agree_on_the_columns(desk):
    OrganizationFactory()
    text, _notes = decode(exported(desk, "organizations"))
    headings = next(csv.reader(io.StringIO(text)))
    known = [str(column.heading) for column in get_import("organizations").rows.COLUMNS]
    assert set(headings) == set(known)
    assert Organization.objects.count() == 1
