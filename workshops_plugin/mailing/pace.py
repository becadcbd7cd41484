"""How fast messages leave, and how long a silent mail server is left alone."""

import random
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ..conf import app_settings
from .models import MailState

#: Pauses between the attempts to send one message, of which the last is the fifth.
PAUSES = [timedelta(minutes=n) for n in (1, 5, 25, 120)]
#: So many at most does a worker take at once.
MOST = 100
FIRST_REST, LONGEST_REST = timedelta(seconds=30), timedelta(minutes=15)


def pause_after(attempts):
    """Return how long to wait after the ``attempts``-th failure, or None: give up."""
    if attempts > len(PAUSES):
        return None
    return _about(PAUSES[attempts - 1])


def _about(length):
    """Return ``length`` or a fifth more or less, so that not all come at once."""
    return length * random.uniform(0.8, 1.2)


def at_once():
    """Return how many messages a worker may take at once: five seconds' worth."""
    rate = app_settings.MAIL_RATE
    return max(1, min(MOST, int(rate / 12))) if rate else MOST


def reserve(count):
    """Return when each of the next ``count`` messages may leave, over all workers."""
    now, rate = timezone.now(), app_settings.MAIL_RATE
    if not rate:
        return [now] * count
    interval = timedelta(minutes=1) / rate
    with transaction.atomic():
        state = MailState.load(MailState.objects.select_for_update())
        start = max(now, state.next_slot)
        state.next_slot = start + count * interval
        state.save(update_fields=["next_slot"])
    return [start + number * interval for number in range(count)]


def rest(reason):
    """Leave a mail server that does not answer alone, longer each time in a row."""
    now = timezone.now()
    with transaction.atomic():
        state = MailState.load(MailState.objects.select_for_update())
        if state.is_resting:
            return  # Another worker has just found out.
        length = min(FIRST_REST * 2 ** min(state.troubles, 10), LONGEST_REST)
        state.troubles += 1
        state.trouble, state.resume_at = reason[:500], now + _about(length)
        state.save(update_fields=["troubles", "trouble", "resume_at"])


def answered():
    """Forget the troubles of a mail server that answers again."""
    MailState.objects.exclude(troubles=0).update(troubles=0, trouble="", resume_at=None)


def may_send(state=None):
    """Tell whether sending is neither paused nor waiting for the mail server."""
    state = state or MailState.load()
    return not (state.paused_at or state.is_resting)
