"""The verbs of the outbox."""

from django.utils import timezone

from .enums import DeliveryState
from .models import Delivery


def try_again(keys):
    """Let those of the deliveries ``keys`` that failed wait again; return how many."""
    rows = Delivery.objects.filter(pk__in=keys, state=DeliveryState.FAILED)
    return rows.update(
        state=DeliveryState.WAITING,
        cause="",
        attempts=0,
        next_at=timezone.now(),
        finished_at=None,
    )
