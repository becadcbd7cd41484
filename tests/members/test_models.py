from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.utils import translation

from workshops_plugin.members.enums import Region
from workshops_plugin.models import (
    ActionGroup,
    Membership,
    Organization,
    PathfinderCountry,
)

from .factories import (
    ActionGroupFactory,
    MembershipFactory,
    OrganizationFactory,
    PathfinderCountryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
DAY = date(2024, 12, 31)


def only_sentence(instance):
    with pytest.raises(ValidationError) as caught:
        instance.full_clean()
    (sentence,) = caught.value.messages
    return sentence


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        (None, None, True),
        (DAY, None, True),
        (None, DAY, True),
        (DAY, DAY, True),
        (date(2025, 1, 1), None, False),
        (None, date(2024, 12, 30), False),
    ],
)
def test_membership_counts_its_first_and_last_day(since, until, holds):
    organization = OrganizationFactory(member_since=since, member_until=until)
    assert organization.is_member(DAY) is holds
    assert Organization.objects.current(DAY).exists() is holds


def test_membership_ends_with_the_day_in_the_sites_zone(today):
    organization = OrganizationFactory(member_until=date(2024, 12, 31))
    today.move_to("2024-12-31T22:59:00+00:00")
    assert organization.is_member()
    today.move_to("2024-12-31T23:01:00+00:00")
    assert not organization.is_member()


def test_organization_cannot_end_before_it_begins():
    organization = OrganizationFactory.build(
        member_since=DAY, member_until=date(2024, 1, 1)
    )
    assert only_sentence(organization) == (
        "Membership cannot end before it begins. Check the two dates."
    )
    with pytest.raises(IntegrityError):
        organization.save()


def test_names_of_organizations_differ_in_more_than_case():
    OrganizationFactory(name="Global March")
    assert only_sentence(OrganizationFactory.build(name="GLOBAL march")) == (
        "An organization of this name exists."
    )


def test_region_follows_from_the_country():
    organization = OrganizationFactory(country="KE")
    assert organization.region == Region.AFRICA
    organization.country = "NP"
    organization.save(update_fields=["country"])
    organization.refresh_from_db()
    assert organization.region == Region.ASIA_PACIFIC
    assert OrganizationFactory(country="").region == ""


def test_many_organizations_may_lack_an_external_id():
    first, second = OrganizationFactory(external_id=""), OrganizationFactory()
    assert (first.external_id, second.external_id) == (None, None)


def test_organization_with_people_is_protected():
    membership = MembershipFactory()
    with pytest.raises(ProtectedError):
        membership.organization.delete()


def test_membership_needs_a_user_or_an_address():
    membership = MembershipFactory.build(user=None, organization=OrganizationFactory())
    assert only_sentence(membership) == "Choose a user or enter an e-mail address."
    with pytest.raises(IntegrityError):
        membership.save()


def test_membership_cannot_end_before_it_begins():
    membership = MembershipFactory.build(
        user=UserFactory(),
        organization=OrganizationFactory(),
        valid_from=DAY,
        valid_until=date(2024, 1, 1),
    )
    assert only_sentence(membership) == (
        "A membership cannot end before it begins. Check the two dates."
    )


def test_user_acts_once_for_an_organization():
    one = MembershipFactory()
    again = MembershipFactory.build(user=one.user, organization=one.organization)
    assert only_sentence(again) == "This person already acts for it."
    with pytest.raises(IntegrityError):
        again.save()


def test_several_may_wait_for_the_same_address():
    first = MembershipFactory(user=None, email="Ana@Union.example ")
    MembershipFactory(user=None, email="ana@union.example")
    assert first.email == "ana@union.example"
    assert Membership.objects.filter(email="ana@union.example").count() == 2


@pytest.mark.parametrize(
    ("name", "first_name", "person"),
    [("Dr Ana Q.", "Ana", "Dr Ana Q."), ("", "Ana", "Ana Quispe"), ("", "", "Quispe")],
)
def test_person_has_the_best_name_that_is_known(name, first_name, person):
    user = UserFactory(first_name=first_name, last_name="Quispe")
    assert MembershipFactory(user=user, name=name).person == person


def test_person_without_name_is_an_address():
    membership = MembershipFactory(user=None, email="ana@union.example")
    assert (membership.person, membership.address) == ("ana@union.example",) * 2


def test_address_of_the_account_comes_first():
    user = UserFactory(email="new@union.example")
    assert MembershipFactory(user=user, email="old@union.example").address == (
        "new@union.example"
    )


def test_deleting_a_user_ends_the_membership_alone():
    membership = MembershipFactory()
    membership.user.delete()
    assert Organization.objects.filter(pk=membership.organization_id).exists()


def test_action_group_speaks_the_visitors_language():
    group = ActionGroupFactory(name="Supply Chains", labels={"fr": "Chaînes"})
    for language, label in (
        ("fr", "Chaînes"),
        ("fr-ca", "Chaînes"),
        ("es", "Supply Chains"),
    ):
        with translation.override(language):
            assert str(group) == label


def test_action_group_has_one_name():
    ActionGroupFactory(name="Migration")
    with pytest.raises(IntegrityError):
        ActionGroup.objects.create(name="Migration")


def test_pathfinder_country_counts_from_its_day():
    PathfinderCountryFactory(country="PE", since=DAY)
    assert not PathfinderCountry.objects.current(date(2024, 12, 30)).exists()
    assert PathfinderCountry.objects.current(DAY).exists()


def test_pathfinder_country_cannot_end_before_it_begins():
    country = PathfinderCountryFactory.build(since=DAY, until=date(2024, 1, 1))
    assert only_sentence(country) == (
        "The commitment cannot end before it begins. Check the two dates."
    )
    assert str(country) == "Peru"
