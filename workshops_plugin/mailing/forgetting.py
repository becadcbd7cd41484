"""What the outbox forgets: addresses after a while, and those of a person at once.

What stays counts: that something was sent, and who does not want what, by digest.
"""

from datetime import timedelta

from django.utils import timezone

from ..conf import app_settings
from .enums import Cause, DeliveryState
from .models import Campaign, Delivery, Suppression
from .outbox import drop
from .recipients import digest

BLANK = {"address": "", "name": "", "key": "", "data": {}, "detail": ""}


def forget_addresses(addresses):
    """Take ``addresses`` out of all messages; return {what: how many}."""
    digests = [digest(address) for address in addresses]
    rows = Delivery.objects.filter(recipient__in=digests)
    waiting = rows.filter(state__in=(DeliveryState.WAITING, DeliveryState.SENDING))
    drop(waiting, Cause.GONE)
    found = rows.exclude(address="")
    count = found.count()
    rows.update(**BLANK)
    suppressed = Suppression.objects.filter(recipient__in=digests).exclude(address="")
    return {
        "messages": count,
        "suppressed addresses": suppressed.update(address="", detail=""),
    }


def forget_old(*, dry_run=False):
    """Take addresses out of what is older than ``WORKSHOPS_MAIL_RETENTION_DAYS``.

    Returns {what: how many}.
    """
    days = app_settings.MAIL_RETENTION_DAYS
    if not days:
        return {}
    before = timezone.now() - timedelta(days=days)
    rows = Delivery.objects.filter(finished_at__lt=before).exclude(address="")
    suppressed = Suppression.objects.filter(since__lt=before).exclude(address="")
    campaigns = Campaign.objects.filter(
        started_at__lt=before, audience="given"
    ).exclude(parameters={})
    found = {
        "messages": rows.count(),
        "suppressed addresses": suppressed.count(),
        "lists of addresses": campaigns.count(),
    }
    if not dry_run:
        rows.update(**BLANK)
        suppressed.update(address="", detail="")
        campaigns.update(parameters={})
    return {what: count for what, count in found.items() if count}
