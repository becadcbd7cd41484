"""Reminds reviewers, before they are due, of reviews that are not submitted."""

from collections import defaultdict
from datetime import timedelta

from django.utils import timezone

from ..calls.messages import recipient_of
from ..mailing.models import Delivery
from ..mailing.outbox import queue
from ..mailing.worker import before_round
from .enums import AssignmentState
from .message_kinds import submitted
from .models import Assignment

BEFORE = timedelta(days=3)
KIND = "review_due"


@before_round
def remind_reviewers():
    """Queue one reminder for each reviewer, call and day on which reviews are due."""
    today = timezone.localdate()
    rows = (
        Assignment.objects.filter(
            state=AssignmentState.ASSIGNED,
            due__gte=today,
            due__lte=today + BEFORE,
            reviewer__is_active=True,
            proposal__call__announced_at=None,
        )
        .exclude(submitted())
        .select_related("reviewer", "proposal__call")
    )
    found = defaultdict(list)
    for row in rows.order_by("pk"):
        found[(row.proposal.call, row.reviewer, row.due)].append(str(row.pk))
    for (call, reviewer, due), keys in found.items():
        if not _is_queued(call, reviewer, due):
            queue(
                KIND,
                call,
                [recipient_of(reviewer)],
                sequence=due.toordinal(),
                data={"assignments": keys},
            )


def _is_queued(call, reviewer, due):
    return Delivery.objects.filter(
        kind=KIND,
        subject=str(call.pk),
        sequence=due.toordinal(),
        key=f"user:{reviewer.pk}",
    ).exists()
