"""What somebody wants to get, and under which addresses that somebody is known."""

from django.db import transaction
from django.db.models import Q

from .enums import Category
from .models import Preference
from .recipients import address_of, digest

#: What recipients can choose; service messages are none of it.
CHOICES = (Category.INVITATIONS, Category.DIGEST)

_identities = []


def identify(function):
    """Register ``function(user)``, which yields (address, key) of a user."""
    _identities.append(function)
    return function


def identities_of(user):
    """Return [(digest, key), …]: how the outbox knows ``user``."""
    found = {}
    pairs = [(address_of(user), f"user:{user.pk}")]
    for function in _identities:
        pairs += function(user)
    for address, key in pairs:
        if address:
            found[(digest(address), key)] = None
    return list(found)


def refused(identities):
    """Return the categories that anybody of ``identities`` does not want."""
    known = Q(pk__in=[])
    for recipient, key in identities:
        known |= Q(recipient=recipient)
        if key:
            known |= Q(key=key)
    rows = Preference.objects.filter(known)
    return {Category(value) for value in rows.values_list("category", flat=True)}


def refuse(recipient, key, category):
    """Let ``recipient`` get no messages of ``category`` any more; idempotent."""
    Preference.objects.get_or_create(recipient=recipient, key=key, category=category)


def accept(recipient, key, category):
    """Let ``recipient`` get messages of ``category`` again; idempotent."""
    known = Q(recipient=recipient)
    if key:
        known |= Q(key=key)
    Preference.objects.filter(known, category=category).delete()


@transaction.atomic
def choose(user, wanted):
    """Let ``user`` get the categories ``wanted`` and no others of :data:`CHOICES`."""
    for recipient, key in identities_of(user):
        for category in CHOICES:
            change = accept if category in wanted else refuse
            change(recipient, key, category)
