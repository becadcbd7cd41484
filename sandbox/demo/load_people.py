"""Brings in the members: organizations, accounts and memberships."""

import datetime
import unicodedata

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from wagtail.users.models import UserProfile

from workshops_plugin.members.enums import MembershipRole
from workshops_plugin.models import (
    ActionGroup,
    Membership,
    Organization,
    PathfinderCountry,
)

from . import people
from .ids import key
from .ledger import once
from .organizations import ACTION_GROUPS, ORGANIZATIONS, PATHFINDERS

day = datetime.date.fromisoformat


def load():
    for name in ACTION_GROUPS:
        once(f"group:{name}", _make_group, name)
    for row in ORGANIZATIONS:
        once(f"organization:{row.key}", _make_organization, row)
    for country, since, until in PATHFINDERS:
        once(f"pathfinder:{country}", _make_pathfinder, country, since, until)
    password = make_password(people.PASSWORD)
    for staff in [*people.STAFF, *people.REVIEWERS, people.VISITOR]:
        once(f"user:{staff.email}", _make_staff, staff, password)
    for person in people.PEOPLE:
        once(f"user:{address(person)}", _make_member, person, password)
    once(f"user:{address(people.NEWCOMER)}", _make_newcomer, password)
    once(f"membership:{address(people.UNKNOWN)}", _wait, people.UNKNOWN)
    once(f"membership:{address(people.FORMER)}", _make_former)


def address(person):
    """Return a person's address: the first name at the organization."""
    plain = unicodedata.normalize("NFKD", person.first_name.lower())
    return f"{plain.encode('ascii', 'ignore').decode()}@{person.key}.example"


def organization(name):
    """Return the organization with the readable ``name``."""
    return Organization.objects.get(external_id=f"demo-{name}")


def user(email):
    return get_user_model().objects.get(email=email)


def _make_group(name):
    english, french, spanish = ACTION_GROUPS[name]
    ActionGroup.objects.create(name=english, labels={"fr": french, "es": spanish})


def action_group(name):
    return ActionGroup.objects.get(name=ACTION_GROUPS[name][0])


def _make_organization(row):
    made = Organization.objects.create(
        name=row.name,
        acronym=row.acronym,
        kind=row.kind,
        country=row.country,
        website=f"https://www.{row.domain}/",
        member_since=day(row.since),
        member_until=row.until and day(row.until),
        external_id=f"demo-{row.key}",
    )
    made.action_groups.set([action_group(name) for name in row.groups])


def _make_pathfinder(country, since, until):
    PathfinderCountry.objects.create(
        country=country, since=day(since), until=until and day(until)
    )


def _make_user(email, first_name, last_name, language, password, **more):
    made = get_user_model()(
        id=key("user", email),
        email=email,
        username=email,
        first_name=first_name,
        last_name=last_name,
        password=password,
        **more,
    )
    made.save()
    UserProfile.objects.create(user=made, preferred_language=language)
    return made


def _make_staff(staff, password):
    made = _make_user(
        staff.email,
        staff.first_name,
        staff.last_name,
        staff.language,
        password,
        is_superuser=staff.email.startswith("admin@"),
    )
    if staff.group:
        made.groups.add(Group.objects.get(name=staff.group))
    if staff.organization:
        Membership.objects.create(
            user=made,
            organization=organization(staff.organization),
            role=MembershipRole.CONTRIBUTOR,
            language=staff.language,
            valid_from=day("2024-01-08"),
        )


def _make_member(person, password):
    made = _make_user(
        address(person), person.first_name, person.last_name, person.language, password
    )
    Membership.objects.create(
        user=made,
        name=person.name,
        organization=organization(person.key),
        role=person.role,
        language=person.language,
        valid_from=day(person.since),
    )


def _wait(person):
    """Make a membership that waits for somebody to sign in with the address."""
    return Membership.objects.create(
        email=address(person),
        name=person.name,
        organization=organization(person.key),
        role=person.role,
        language=person.language,
        valid_from=day(person.since),
    )


def _make_newcomer(password):
    person = people.NEWCOMER
    _wait(person)
    _make_user(
        address(person), person.first_name, person.last_name, person.language, password
    )


def _make_former():
    former = _wait(people.FORMER)
    former.valid_until = day(people.FORMER_UNTIL)
    former.save()
