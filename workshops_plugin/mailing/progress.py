"""How far campaigns and the outbox have come."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Max, Min
from django.utils import timezone

from ..conf import app_settings
from .enums import CampaignState, Cause, DeliveryState
from .kinds import kind_of
from .models import Campaign, Delivery, MailState

#: A worker that has not run for so long is missing.
MISSING_AFTER = timedelta(minutes=10)


@dataclass
class Progress:
    """Counts of the deliveries of one campaign; ``left`` is an estimate, or None."""

    sent: int = 0
    waiting: int = 0
    failed: int = 0
    dropped: int = 0
    left: timedelta | None = None

    @property
    def total(self):
        return self.sent + self.waiting + self.failed + self.dropped

    @property
    def done(self):
        return self.total - self.waiting


def progress_of(campaigns):
    """Return {key: :class:`Progress`} of ``campaigns``: one query for all."""
    keys = [campaign.pk for campaign in campaigns]
    found = {key: Progress() for key in keys}
    rows = (
        Delivery.objects.filter(campaign__in=keys)
        .order_by()
        .values("campaign", "state")
        .annotate(count=Count("pk"))
    )
    for row in rows:
        name = row["state"]
        name = "waiting" if name == DeliveryState.SENDING else name
        progress = found[row["campaign"]]
        setattr(progress, name, getattr(progress, name) + row["count"])
    return found


def estimate(campaign, progress):
    """Return ``progress`` with how long ``campaign`` still takes, about."""
    if campaign.state != CampaignState.RUNNING or not progress.waiting:
        return progress
    rate = app_settings.MAIL_RATE
    if rate:
        progress.left = timedelta(minutes=progress.waiting / rate)
    sent = campaign.deliveries.filter(state=DeliveryState.SENT)
    times = sent.aggregate(first=Min("finished_at"), last=Max("finished_at"))
    if progress.sent > 20 and times["last"] > times["first"]:
        each = (times["last"] - times["first"]) / progress.sent
        progress.left = max(progress.left or timedelta(), each * progress.waiting)
    return progress


def causes_of(campaign):
    """Return [(state, cause in words, how many), …] of what did not leave."""
    rows = (
        campaign.deliveries.filter(
            state__in=(DeliveryState.DROPPED, DeliveryState.FAILED)
        )
        .order_by()
        .values("state", "cause")
        .annotate(count=Count("pk"))
    )
    known = dict(Cause.choices)
    rows = sorted(rows, key=lambda row: -row["count"])
    return [(row["state"], known.get(row["cause"], ""), row["count"]) for row in rows]


@dataclass
class Standing:
    """What is to be known of the outbox at a glance."""

    state: MailState
    waiting: int
    failed: int

    @property
    def workerless(self):
        """Whether something waits although no worker came for a while."""
        seen = self.state.worked_at
        return bool(self.waiting) and (
            seen is None or timezone.now() - seen > MISSING_AFTER
        )


def standing():
    """Return the :class:`Standing` of the outbox: three queries."""
    rows = Delivery.objects.all()
    waiting = rows.filter(state__in=(DeliveryState.WAITING, DeliveryState.SENDING))
    failed = rows.filter(state=DeliveryState.FAILED)
    return Standing(MailState.load(), waiting.count(), failed.count())


def campaigns_about(subject):
    """Return [(campaign, kind, progress), …] about a model row: two queries."""
    rows = list(Campaign.objects.filter(subject=str(subject.pk)))
    found = progress_of(rows)
    return [(row, kind_of(row.kind), found[row.pk]) for row in rows]
