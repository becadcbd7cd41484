"""Rows of the members part, ready-made for tests of every part."""

from datetime import date

import factory
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from factory.django import DjangoModelFactory

from workshops_plugin.models import (
    ActionGroup,
    Membership,
    Organization,
    PathfinderCountry,
)

PASSWORD = "correct horse"


class UserFactory(DjangoModelFactory):
    """A user of whatever model the site has; ``permissions`` are codenames."""

    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    email = factory.Sequence(lambda n: f"user{n}@members.example")
    first_name = "Ana"
    last_name = factory.Sequence(lambda n: f"Quispe {n}")
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def permissions(self, create, extracted, **kwargs):
        for codename in extracted or ():
            self.user_permissions.add(Permission.objects.get(codename=codename))


class ActionGroupFactory(DjangoModelFactory):
    class Meta:
        model = ActionGroup

    name = factory.Sequence(lambda n: f"Action Group {n}")


class OrganizationFactory(DjangoModelFactory):
    """A member since 2016; ``action_groups`` are the groups that it belongs to."""

    class Meta:
        model = Organization
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Organization {n}")
    kind = "workers"
    country = "PE"
    member_since = date(2016, 1, 1)

    @factory.post_generation
    def action_groups(self, create, extracted, **kwargs):
        if create:
            self.action_groups.set(extracted or ())


class MembershipFactory(DjangoModelFactory):
    """A person with an account; for one without: ``user=None, email=…``."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organization = factory.SubFactory(OrganizationFactory)


class PathfinderCountryFactory(DjangoModelFactory):
    class Meta:
        model = PathfinderCountry

    country = "PE"
    since = date(2018, 1, 1)
