"""Reminds, before a call closes, those whose draft is not submitted."""

from datetime import timedelta

from django.utils import timezone

from ..mailing.actions import start_by_itself
from ..mailing.models import Campaign
from ..mailing.worker import before_round
from .models import Call
from .rules import accepts_proposals

BEFORE = timedelta(days=7)
#: After a longer downtime the reminder is left out; the closing is near anyway.
GRACE = timedelta(days=2)


@before_round
def remind_drafts():
    """Start the reminders that are due, once for each closing time of a call."""
    now = timezone.now()
    due = Call.objects.filter(
        closes_at__gt=now + BEFORE - GRACE, closes_at__lte=now + BEFORE
    )
    for call in due:
        key = f"draft_reminder:{call.pk}:{call.closes_at:%Y%m%d%H%M}"
        if Campaign.objects.filter(key=key).exists() or not accepts_proposals(call):
            continue
        start_by_itself(
            "draft_reminder",
            call,
            audience="drafts",
            key=key,
            sequence=int(call.closes_at.timestamp()) // 60,
        )
