"""Tells people by itself: what changed about a webinar, and that it begins soon."""

from django.utils import timezone

from ..mailing.actions import start_by_itself
from ..mailing.enums import Cause, DeliveryState
from ..mailing.models import Campaign, Delivery
from ..mailing.outbox import drop
from ..mailing.worker import before_round
from .audiences import invited
from .enums import Reminded, WebinarStatus
from .message_kinds.base import site_of
from .message_kinds.telling import is_late
from .models import OFFSETS, Webinar, WebinarReminders
from .queries import has_live_page


def tell_change(webinar):
    """Tell everybody who was invited that the time or the status has changed.

    Inside the transaction of the verb. Invitations that have not left yet tell the
    new time themselves, or are dropped with a webinar that was cancelled.
    """
    key, cancelled = str(webinar.pk), webinar.status == WebinarStatus.CANCELLED
    waiting = Delivery.objects.filter(
        kind="webinar_invitation", subject=key, state=DeliveryState.WAITING
    )
    if cancelled:
        drop(waiting, Cause.CANCELLED)
    else:
        waiting.update(sequence=webinar.sequence)
        Campaign.objects.filter(
            kind="webinar_invitation", subject=key, fanned_out_at=None
        ).update(sequence=webinar.sequence)
    if invited(webinar.pk).filter(sequence__lt=webinar.sequence).exists():
        kind = "webinar_cancelled" if cancelled else "webinar_update"
        start_by_itself(
            kind,
            webinar,
            audience="invited",
            key=f"{kind}:{key}:{webinar.sequence}",
            sequence=webinar.sequence,
        )


@before_round
def remind():
    """Start the reminders that are due; those that are stale are left out."""
    now = timezone.now()
    soon = now + max(OFFSETS.values())
    rows = Webinar.objects.filter(
        status=WebinarStatus.SCHEDULED, starts_at__gt=now, starts_at__lte=soon
    )
    for webinar in rows:
        chosen = None
        for name, offset in OFFSETS.items():
            due = webinar.starts_at - offset
            if due > now or is_late(webinar, name, now):
                continue
            key = f"webinar_reminder:{name}:{webinar.pk}:{webinar.sequence}"
            if Campaign.objects.filter(key=key).exists() or not has_live_page(webinar):
                continue
            chosen = chosen or WebinarReminders.for_site(site_of(webinar))
            audience = getattr(chosen, name)
            if audience != Reminded.NOBODY:
                start_by_itself(
                    f"webinar_reminder:{name}",
                    webinar,
                    audience=audience,
                    key=key,
                    sequence=webinar.sequence,
                )
