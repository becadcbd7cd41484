"""The one place that the rest of the app asks about members.

A site that already keeps its members elsewhere subclasses :class:`Backend`
(or one of the two below) and names it in ``WORKSHOPS_MEMBERSHIP_BACKEND``.
Organizations are always rows of ours: a site's own are mapped onto them by
``Organization.external_id``, see :meth:`Backend.by_external_id`.
"""

from abc import ABC, abstractmethod

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.db.models.functions import Lower

from ..conf import app_settings
from ..mailing.preferences import identify
from ..mailing.recipients import Recipient
from .models import Membership, Organization


class Backend(ABC):
    """What a membership backend answers. ``user`` may be anonymous throughout."""

    @abstractmethod
    def is_member(self, user):
        """Tell whether ``user`` is a member of the partnership today."""

    @abstractmethod
    def organizations_for(self, user):
        """Return a queryset of the organizations for which ``user`` acts today."""

    @abstractmethod
    def recipients(self, action_group=None):
        """Return a :class:`Recipient` for each member, each address once."""

    @abstractmethod
    def recipients_of(self, organization):
        """Return a :class:`Recipient` for each person of ``organization``."""

    def writing_to(self, addresses, action_group=None):
        """Return those of ``addresses`` (in lower case) among :meth:`recipients` now.

        It is asked every second while a campaign is sent; override it where a query
        can answer it.
        """
        people = self.recipients(action_group)
        return set(addresses) & {person.email.lower() for person in people}

    def identities(self, user):
        """Return (address, key) of the recipients that ``user`` is."""
        return []

    def organizations_by_user(self, users):
        """Return {key of a user: [name, …]} of the organizations of each of ``users``.

        Override it where a query can answer it for all of them.
        """
        return {
            user.pk: [str(each) for each in self.organizations_for(user)]
            for user in users
        }

    def in_action_group(self, user, group):
        """Tell whether ``user`` acts for a member of ``group`` (None: any member)."""
        return self.eligible_organizations(user, group).exists()

    def eligible_organizations(self, user, group):
        """Return those organizations for which ``user`` may lead a proposal."""
        organizations = self.organizations_for(user)
        return organizations.filter(action_groups=group) if group else organizations

    @staticmethod
    def by_external_id(*external_ids):
        """Return our current rows for another system's ids of organizations."""
        return Organization.objects.current().filter(external_id__in=external_ids)


class ModelBackend(Backend):
    """Members are the people in our own :class:`Membership` rows."""

    def is_member(self, user):
        return self.organizations_for(user).exists()

    def organizations_for(self, user):
        if not (user and user.is_authenticated and user.is_active):
            return Organization.objects.none()
        memberships = self.memberships().filter(user=user)
        return Organization.objects.current().filter(
            pk__in=memberships.values("organization")
        )

    def recipients(self, action_group=None):
        memberships = self.memberships()
        if action_group:
            memberships = memberships.filter(organization__action_groups=action_group)
        return self._recipients(memberships)

    def writing_to(self, addresses, action_group=None):
        field = f"user__{get_user_model().get_email_field_name()}"
        rows = self.memberships().annotate(_account=Lower(field))
        rows = rows.filter(Q(email__in=addresses) | Q(_account__in=addresses))
        if action_group:
            rows = rows.filter(organization__action_groups=action_group)
        found = {row.address.lower() for row in rows.select_related("user")}
        return set(addresses) & found

    def organizations_by_user(self, users):
        rows = self.memberships().filter(user__in=[user.pk for user in users])
        found = {user.pk: [] for user in users}
        for row in rows.select_related("organization").order_by("organization__name"):
            found[row.user_id].append(str(row.organization))
        return found

    def identities(self, user):
        rows = Membership.objects.filter(user=user).select_related("user")
        return [(row.address, f"membership:{row.pk}") for row in rows]

    def recipients_of(self, organization):
        memberships = self.memberships().filter(organization=organization)
        return self._recipients(memberships.order_by("-role", "pk"))

    def memberships(self):
        """Return the memberships that count today."""
        return Membership.objects.current().filter(
            Q(user__isnull=True) | Q(user__is_active=True),
            organization__in=Organization.objects.current(),
        )

    def _recipients(self, memberships):
        found = {}
        for membership in memberships.select_related("user"):
            address = membership.address.lower()
            if address and address not in found:
                found[address] = Recipient(
                    email=address,
                    name=membership.person,
                    language=membership.language or settings.LANGUAGE_CODE,
                    key=f"membership:{membership.pk}",
                )
        return list(found.values())


class GroupBackend(ModelBackend):
    """Members are the users of one Django group, ``WORKSHOPS_MEMBERS_GROUP``.

    For which organization they act is still found through memberships, so
    somebody in the group without a membership sees what members see but cannot
    propose, and a membership without the group counts for nothing.
    """

    def is_member(self, user):
        return bool(
            user
            and user.is_authenticated
            and user.is_active
            and user.groups.filter(name=app_settings.MEMBERS_GROUP).exists()
        )

    def memberships(self):
        return (
            super().memberships().filter(user__groups__name=app_settings.MEMBERS_GROUP)
        )


@identify
def identities(user):
    """Tell the outbox under which addresses ``user`` is written to."""
    return get_backend().identities(user)


def get_backend():
    """Return an instance of the backend that the site has chosen."""
    return app_settings.load("MEMBERSHIP_BACKEND")()
