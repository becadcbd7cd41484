"""Takes what is known about a person out of everything, as is that person's right.

Each part of the app registers a function that knows its own tables. Chains and
totals stay whole: only text goes, and versions keep the key of the account, which
says nothing any more once the account itself is deleted.
"""

from collections import Counter

from django.db import transaction
from django.utils.translation import gettext as _

from ..errors import Refused, require_permission
from ..mailing.forgetting import forget_addresses
from ..mailing.recipients import address_of
from .models import Membership

_erasers = []


def register(eraser):
    """Add ``eraser(user, addresses, *, by)``, which returns {what: how many}.

    ``user`` is None for somebody without an account; ``addresses`` are in lower case.
    Also usable as a decorator.
    """
    _erasers.append(eraser)
    return eraser


def erase_person(user=None, *, by, addresses=()):
    """Erase what is kept about ``user``, or about whoever has ``addresses``.

    Returns {what: how many}. Delete the account itself afterwards, as your site does
    it: then nothing links what stays with a person. Refused: "forbidden", "nobody".
    """
    require_permission(by, "workshops_plugin.delete_membership")
    known = {address.strip().lower() for address in addresses}
    if user is not None:
        known.add(address_of(user).lower())
    known.discard("")
    if user is None and not known:
        raise Refused(_("Say whom to erase."), code="nobody")
    found = Counter()
    with transaction.atomic():
        for eraser in _erasers:
            found.update(eraser(user, known, by=by))
    return {what: count for what, count in found.items() if count}


@register
def erase_memberships(user, addresses, *, by):
    rows = Membership.objects.filter(email__in=addresses)
    if user is not None:
        rows = rows | Membership.objects.filter(user=user)
    count = rows.count()
    for membership in rows:
        membership.delete()
    return {"memberships": count}


@register
def erase_messages(user, addresses, *, by):
    """Forget addresses and names in the outbox; what somebody refused stays refused."""
    return forget_addresses(addresses)
