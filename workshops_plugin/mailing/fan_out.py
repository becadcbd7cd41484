"""Turns campaigns into deliveries: in chunks, and twice is no different from once."""

from django.db import transaction
from django.utils import timezone

from .enums import CampaignState, DeliveryState
from .models import Campaign, Delivery, MailState
from .outbox import new_delivery
from .reckoning import reckon

CHUNK = 500


def fan_out_all():
    """Fan out every campaign that was started, the earliest first."""
    rows = Campaign.objects.filter(state=CampaignState.RUNNING, fanned_out_at=None)
    for campaign in rows.order_by("started_at", "pk"):
        fan_out(campaign)


def fan_out(campaign):
    """Queue the deliveries of ``campaign``; return how many there are then.

    Each chunk is a transaction that holds the campaign: a second worker waits, and
    finds the recipients of the first there. What a killed worker has not queued, the
    next one does.
    """
    reached, salt = reckon(campaign).reached, MailState.load().salt
    for start in range(0, len(reached), CHUNK):
        if not _queue(campaign, reached[start : start + CHUNK], salt):
            return campaign.deliveries.count()
    rows = Campaign.objects.filter(pk=campaign.pk, state=CampaignState.RUNNING)
    rows.update(fanned_out_at=timezone.now())
    return campaign.deliveries.count()


def _queue(campaign, chunk, salt):
    """Queue a chunk unless the campaign was paused or stopped; tell whether."""
    with transaction.atomic():
        rows = Campaign.objects.select_for_update()
        campaign = rows.get(pk=campaign.pk)
        if campaign.state != CampaignState.RUNNING:
            return False
        made = [
            new_delivery(
                campaign.kind,
                key,
                person,
                campaign.sequence,
                {},
                salt,
                campaign=campaign,
                recipient=recipient,
            )
            for key, recipient, person in chunk
        ]
        _revive(campaign, made)
        Delivery.objects.bulk_create(made, ignore_conflicts=True, batch_size=CHUNK)
    return True


def _revive(campaign, made):
    """Queue again what an earlier campaign did not get through to somebody."""
    Delivery.objects.filter(
        kind=campaign.kind,
        sequence=campaign.sequence,
        subject__in={row.subject for row in made},
        recipient__in=[row.recipient for row in made],
        state__in=(DeliveryState.DROPPED, DeliveryState.FAILED),
    ).exclude(campaign=campaign).update(
        campaign=campaign,
        state=DeliveryState.WAITING,
        cause="",
        detail="",
        attempts=0,
        next_at=timezone.now(),
        finished_at=None,
    )
