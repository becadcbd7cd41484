"""Works the outbox off. Any number of workers may run at once, and may be killed.

A worker claims a few deliveries with a lease, commits that, asks about each whether
it is still right, sends it and marks it, each by itself. Whoever is killed leaves
claims behind that run out; so at most the one message is sent twice that had left and
was not marked yet. Mail has no way to exclude that.
"""

import time
import uuid
from collections import Counter
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from . import pace
from .enums import CampaignState, DeliveryState
from .facts import Facts
from .fan_out import fan_out_all
from .models import Campaign, Delivery, MailState
from .sending import Sender, Silent

LEASE = timedelta(minutes=5)
#: Somebody who waits for a page does not wait longer than this for a slot.
PATIENCE = timedelta(seconds=2)

#: Functions called without arguments before each round; see :func:`before_round`.
_before = []


def before_round(function):
    """Let ``function()`` queue what is due, before each round of a worker."""
    _before.append(function)
    return function


def work(*, lease=LEASE, stopped=lambda: False, told=lambda tally: None):
    """Send what is due until nothing is left; return a Counter of states.

    ``stopped()`` is asked between messages; ``told(tally)`` is called after each.
    """
    tally, sender = Counter(), Sender()
    try:
        while not stopped():
            state = MailState.load()
            MailState.objects.update(worked_at=timezone.now())
            if not pace.may_send(state):
                break
            for function in _before:
                function()
            fan_out_all()
            reclaim()
            claimed = claim(pace.at_once(), lease=lease)
            if not claimed:
                break
            if not _send_all(claimed, sender, lease, stopped, tally, told):
                break
    finally:
        sender.close()
    return tally


def send_now(keys, *, force=False):
    """Send those of ``keys`` that wait, as far as that is possible at once.

    For somebody who waits for it: what has to wait longer is left to a worker. With
    ``force`` the pauses after failures are not kept, a pause by an editor is. Returns
    a Counter of states.
    """
    tally, state = Counter(), MailState.load()
    if state.paused_at or not (force or pace.may_send(state)):
        return tally
    claimed = claim(len(keys), only=keys, force=force)
    sender = Sender()
    try:
        _send_all(
            claimed, sender, LEASE, lambda: False, tally, lambda tally: None, PATIENCE
        )
    finally:
        sender.close()
    return tally


def claim(count, *, lease=LEASE, only=None, force=False):
    """Take up to ``count`` deliveries that are due for this worker; return them."""
    token, now = uuid.uuid4().hex, timezone.now()
    due = Delivery.objects.filter(
        Q(campaign=None)
        | Q(campaign__in=Campaign.objects.filter(state=CampaignState.RUNNING)),
        state=DeliveryState.WAITING,
    ).order_by("priority", "next_at", "pk")
    if not force:
        due = due.filter(next_at__lte=now)
    if only is not None:
        due = due.filter(pk__in=only)
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        keys = list(due.values_list("pk", flat=True)[:count])
        # Where nothing could be locked, this is what keeps two workers apart.
        Delivery.objects.filter(pk__in=keys, state=DeliveryState.WAITING).update(
            state=DeliveryState.SENDING, claim=token, lease_until=now + lease
        )
    rows = Delivery.objects.filter(claim=token, state=DeliveryState.SENDING)
    return list(rows.order_by("priority", "next_at", "pk"))


def reclaim():
    """Let wait again what a worker had claimed that did not come back; how many."""
    return Delivery.objects.filter(
        state=DeliveryState.SENDING, lease_until__lt=timezone.now()
    ).update(
        state=DeliveryState.WAITING,
        claim="",
        lease_until=None,
        next_at=timezone.now(),
    )


def release(claimed):
    """Give back those of ``claimed`` that were not begun."""
    tokens = {delivery.claim for delivery in claimed}
    Delivery.objects.filter(claim__in=tokens, state=DeliveryState.SENDING).update(
        state=DeliveryState.WAITING, claim="", lease_until=None
    )


def _send_all(claimed, sender, lease, stopped, tally, told, patience=None):
    """Send ``claimed`` in turn; tell whether to go on after them."""
    if not claimed:
        return True
    slots, facts = pace.reserve(len(claimed)), Facts(claimed)
    enough = lease / 3
    for delivery, slot in zip(claimed, slots, strict=True):
        if patience is not None and slot - timezone.now() > patience:
            break
        _sleep_until(slot)
        if stopped() or delivery.lease_until - timezone.now() < enough:
            break
        if facts.is_stale:
            facts = Facts(claimed)
        try:
            state = sender.send(delivery, facts)
        except Silent as silent:
            release(claimed)
            pace.rest(str(silent))
            return False
        if state == DeliveryState.SENT and not tally[DeliveryState.SENT]:
            pace.answered()
        tally[state] += 1
        told(tally)
    release(claimed)
    return True


def _sleep_until(moment):
    left = (moment - timezone.now()).total_seconds()
    if left > 0:
        time.sleep(left)
