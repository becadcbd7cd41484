"""The verbs of members."""

from django.db import transaction

from ..conf import app_settings
from ..record.trace import trace
from .models import Membership


def claim_memberships(user):
    """Give ``user`` the memberships that wait for an address verified as theirs.

    ``WORKSHOPS_VERIFIED_EMAILS`` names the function that vouches for addresses;
    without it nothing is claimed. A membership of an organization for which the
    user acts already stays unclaimed. Returns how many were claimed.
    """
    vouch = app_settings.load("VERIFIED_EMAILS")
    addresses = {address.strip().lower() for address in vouch(user)} if vouch else set()
    if not addresses - {""}:
        return 0
    with transaction.atomic():
        waiting = list(
            Membership.objects.select_for_update().filter(
                user__isnull=True, email__in=addresses
            )
        )
        return sum(_claim(membership, user) for membership in waiting)


def _claim(membership, user):
    mine = Membership.objects.filter(user=user, organization=membership.organization)
    if mine.exists():
        return 0
    membership.user = user
    membership.save()
    trace(membership, "membership", "claim", by=user)
    return 1
