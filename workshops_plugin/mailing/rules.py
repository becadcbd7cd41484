"""Whether a delivery may still leave."""

from .enums import Cause, DeliveryState
from .kinds import kind_of
from .models import Delivery
from .rendering import is_service


def obstacle(delivery, subject, facts):
    """Return the :class:`.enums.Cause` why ``delivery`` must not leave, or None."""
    kind = kind_of(delivery.kind)
    if subject is None:
        return Cause.GONE
    if delivery.recipient in facts.suppressed:
        return Cause.SUPPRESSED
    if _is_unwanted(delivery, kind, subject, facts):
        return Cause.UNSUBSCRIBED
    if kind.replaces and _is_replaced(delivery):
        return Cause.NEWER
    if cause := kind.obstacle(delivery, subject):
        return cause
    return None if facts.reads(delivery, subject) else Cause.LEFT


def _is_unwanted(delivery, kind, subject, facts):
    if is_service(kind) or not facts.refuses(delivery, kind.category):
        return False
    return not kind.wanted(delivery, subject)


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
