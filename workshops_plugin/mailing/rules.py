"""Whether a delivery may still leave."""

from django.db.models import Q

from .enums import Cause, DeliveryState
from .kinds import kind_of
from .models import Delivery, Preference, Suppression
from .rendering import is_service


def obstacle(delivery, subject):
    """Return the :class:`.enums.Cause` why ``delivery`` must not leave, or None."""
    kind = kind_of(delivery.kind)
    if subject is None:
        return Cause.GONE
    if Suppression.objects.filter(recipient=delivery.recipient).exists():
        return Cause.SUPPRESSED
    if _is_unwanted(delivery, kind, subject):
        return Cause.UNSUBSCRIBED
    if kind.replaces and _is_replaced(delivery):
        return Cause.NEWER
    return kind.obstacle(delivery, subject)


def _is_unwanted(delivery, kind, subject):
    if is_service(kind) or not refuses(delivery, kind.category):
        return False
    return not kind.wanted(delivery, subject)


def refuses(person, category):
    """Tell whether ``person`` (a delivery) does not want messages of ``category``."""
    known = Q(recipient=person.recipient)
    if person.key:
        known |= Q(key=person.key)
    return Preference.objects.filter(known, category=category).exists()


def _is_replaced(delivery):
    return (
        Delivery.objects.filter(
            kind=delivery.kind,
            subject=delivery.subject,
            recipient=delivery.recipient,
            sequence__gt=delivery.sequence,
        )
        .exclude(state__in=(DeliveryState.DROPPED, DeliveryState.FAILED))
        .exists()
    )
