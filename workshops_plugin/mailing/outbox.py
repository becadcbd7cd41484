"""Puts messages into the outbox, in the transaction of what causes them."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from .enums import DeliveryState
from .kinds import kind_of
from .models import Delivery, MailState
from .recipients import digest, is_address
from .rendering import is_service
from .tasks import send_queued

#: So many are sent as soon as their transaction is committed; more wait for a worker.
AT_ONCE = 30
BULK = 1


def queue(kind, subject, recipients, *, sequence=None, data=None):
    """Queue the message ``kind`` about ``subject`` (a model row) to ``recipients``.

    Returns the new deliveries. An address is written to once a ``sequence``; without
    one, it is a message of its own. Call it inside the transaction of the verb: what
    is rolled back is not sent. Addresses that are none are left out.
    """
    salt, key = MailState.load().salt, str(subject.pk)
    if sequence is None:
        rows = Delivery.objects.filter(kind=kind, subject=key)
        sequence = (rows.aggregate(last=Max("sequence"))["last"] or 0) + 1
    rows = [
        new_delivery(kind, key, recipient, sequence, data, salt)
        for recipient in each_once(recipients)
    ]
    Delivery.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    made = list(
        Delivery.objects.filter(
            kind=kind,
            subject=key,
            sequence=sequence,
            recipient__in=[row.recipient for row in rows],
        )
    )
    nudge([delivery.pk for delivery in made])
    return made


def new_delivery(
    kind, key, person, sequence, data, salt, campaign=None, recipient=None
):
    """Return an unsaved delivery to ``person``, whose digest may be known already."""
    return Delivery(
        campaign=campaign,
        kind=kind,
        subject=key,
        recipient=recipient or digest(person.email, salt),
        sequence=sequence,
        address=person.email.strip(),
        name=" ".join(person.name.split())[:250],
        language=person.language or "",
        key=person.key,
        data=data or {},
        priority=0 if is_service(kind_of(kind)) else BULK,
    )


def each_once(recipients):
    """Return those of ``recipients`` with an address, each address once."""
    found = {}
    for recipient in recipients:
        if is_address(recipient.email):
            found.setdefault(recipient.email.strip().lower(), recipient)
    return list(found.values())


def drop(deliveries, cause):
    """Let none of the queryset ``deliveries`` leave any more, for ``cause``."""
    deliveries.update(
        state=DeliveryState.DROPPED,
        cause=cause,
        claim="",
        lease_until=None,
        finished_at=timezone.now(),
    )


def nudge(keys):
    """Have ``keys`` sent as soon as the transaction is committed, if they are few."""
    if keys and len(keys) <= AT_ONCE:
        transaction.on_commit(lambda: send_queued.enqueue(keys), robust=True)
