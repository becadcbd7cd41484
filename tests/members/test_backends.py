from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser, Group

from workshops_plugin.members.backends import (
    Backend,
    GroupBackend,
    ModelBackend,
    Recipient,
    get_backend,
)
from workshops_plugin.models import Organization

from .factories import (
    ActionGroupFactory,
    MembershipFactory,
    OrganizationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
BACKENDS = [ModelBackend(), GroupBackend()]


@pytest.fixture
def members():
    return Group.objects.create(name="Members")


@pytest.fixture
def ana(members):
    """Somebody who acts for one organization and is in the site's members' group."""
    user = UserFactory(email="ana@union.example")
    user.groups.add(members)
    MembershipFactory(user=user, organization=OrganizationFactory(name="Union"))
    return user


def names(organizations):
    return sorted(organization.name for organization in organizations)


def test_default_is_our_own_rows():
    assert type(get_backend()) is ModelBackend


def test_site_may_choose_another(settings):
    settings.WORKSHOPS_MEMBERSHIP_BACKEND = (
        "workshops_plugin.members.backends.GroupBackend"
    )
    assert type(get_backend()) is GroupBackend


@pytest.mark.parametrize("backend", BACKENDS)
def test_member_acts_for_an_organization(backend, ana):
    OrganizationFactory(name="Another")
    assert backend.is_member(ana)
    assert names(backend.organizations_for(ana)) == ["Union"]


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("user", [None, AnonymousUser()])
def test_nobody_is_no_member(backend, user, ana):
    assert not backend.is_member(user)
    assert names(backend.organizations_for(user)) == []
    assert not backend.in_action_group(user, None)


@pytest.mark.parametrize("backend", BACKENDS)
def test_inactive_user_is_no_member(backend, ana):
    ana.is_active = False
    ana.save()
    assert not backend.is_member(ana)
    assert names(backend.organizations_for(ana)) == []
    assert backend.recipients() == []


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize(
    "dates",
    [{"valid_until": date(2024, 11, 30)}, {"valid_from": date(2024, 12, 2)}],
)
def test_membership_of_another_day_opens_nothing(backend, ana, today, dates):
    ana.workshops_memberships.update(**dates)
    assert names(backend.organizations_for(ana)) == []
    assert backend.recipients() == []


@pytest.mark.parametrize("backend", BACKENDS)
def test_past_organization_opens_nothing(backend, ana, today):
    Organization.objects.update(member_until=date(2024, 11, 30))
    assert names(backend.organizations_for(ana)) == []
    assert backend.recipients() == []


@pytest.mark.parametrize("backend", BACKENDS)
def test_action_group_is_asked_of_the_organization(backend, ana):
    inside, outside = ActionGroupFactory(), ActionGroupFactory()
    Organization.objects.get().action_groups.add(inside)
    assert backend.in_action_group(ana, inside)
    assert not backend.in_action_group(ana, outside)
    assert backend.in_action_group(ana, None)
    assert names(backend.eligible_organizations(ana, inside)) == ["Union"]
    assert [r.email for r in backend.recipients(inside)] == ["ana@union.example"]
    assert backend.recipients(outside) == []


def test_only_the_organization_in_the_group_may_lead(ana):
    group = ActionGroupFactory()
    MembershipFactory(
        user=ana,
        organization=OrganizationFactory(name="Network", action_groups=[group]),
    )
    backend = ModelBackend()
    assert names(backend.organizations_for(ana)) == ["Network", "Union"]
    assert names(backend.eligible_organizations(ana, group)) == ["Network"]


def test_waiting_person_is_written_to():
    membership = MembershipFactory(
        user=None, email="Luz@Union.example", name="Luz Ccori", language="es"
    )
    assert ModelBackend().recipients() == [
        Recipient("luz@union.example", "Luz Ccori", "es", f"membership:{membership.pk}")
    ]


def test_each_address_is_written_to_once(ana):
    MembershipFactory(user=ana)
    MembershipFactory(user=None, email="ANA@union.example")
    assert [r.email for r in ModelBackend().recipients()] == ["ana@union.example"]


def test_focal_point_is_written_to_first(ana):
    union = Organization.objects.get()
    MembershipFactory(
        user=None, email="b@union.example", organization=union, role="focal_point"
    )
    MembershipFactory(user=None, email="c@other.example")
    assert [r.email for r in ModelBackend().recipients_of(union)] == [
        "b@union.example",
        "ana@union.example",
    ]


def test_outside_the_group_a_membership_counts_for_nothing(ana, members):
    ana.groups.remove(members)
    backend = GroupBackend()
    assert not backend.is_member(ana)
    assert names(backend.organizations_for(ana)) == []
    assert backend.recipients() == []


def test_in_the_group_without_membership_one_sees_but_proposes_nothing(members):
    user = UserFactory()
    user.groups.add(members)
    backend = GroupBackend()
    assert backend.is_member(user)
    assert names(backend.organizations_for(user)) == []


def test_site_names_its_own_group(ana, settings):
    settings.WORKSHOPS_MEMBERS_GROUP = "Alliance"
    assert not GroupBackend().is_member(ana)


def test_other_systems_organizations_are_found_by_id(today):
    OrganizationFactory(name="Known", external_id="crm-1")
    OrganizationFactory(
        name="Left", external_id="crm-2", member_until=date(2024, 11, 30)
    )
    assert names(Backend.by_external_id("crm-1", "crm-2", "crm-3")) == ["Known"]
