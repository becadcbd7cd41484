"""How long it takes to queue, to send, and to look on, with many recipients.

``WORKSHOPS_BENCH_MEMBERS`` and ``WORKSHOPS_BENCH_DELIVERIES`` set other numbers.
"""

import os
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.webinars import inviting, stage
from workshops_plugin.mailing import fan_out, worker
from workshops_plugin.mailing.models import Campaign, Delivery
from workshops_plugin.members.roles import set_up_roles

from .bench_calls import fetch

__all__ = ["fetch"]

MEMBERS = int(os.environ.get("WORKSHOPS_BENCH_MEMBERS", 20_000))
DELIVERIES = int(os.environ.get("WORKSHOPS_BENCH_DELIVERIES", 100_000))
#: What one worker sends in a round, and how often.
SENT, ROUNDS = 500, 3
LENGTH = stage.END - stage.START


@pytest.fixture(scope="session")
def webinar(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        set_up_roles()
        start = timezone.now().replace(tzinfo=None, second=0, microsecond=0)
        start += timedelta(days=30)
        made = stage.webinar(stage.index(), start=start, end=start + LENGTH)
        inviting.ready(made)
        inviting.members(MEMBERS)
        return made


def start(webinar):
    Campaign.objects.all().delete()
    return (inviting.campaign(webinar),), {}


def test_fan_out_to_all_members(db, benchmark, webinar):
    count = benchmark.pedantic(fan_out.fan_out, setup=lambda: start(webinar), rounds=3)
    assert count >= MEMBERS
    benchmark.extra_info["deliveries"] = count


def test_sending_to_nowhere(db, benchmark, webinar, settings):
    """One worker, a mail server that costs nothing: what is left is our own share."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    (campaign,), _none = start(webinar)
    fan_out.fan_out(campaign)

    def send():
        seen = {"tally": Counter()}
        worker.work(
            stopped=lambda: seen["tally"]["sent"] >= SENT,
            told=lambda tally: seen.update(tally=tally),
        )

    benchmark.pedantic(send, rounds=ROUNDS)
    rate = SENT / benchmark.stats.stats.median
    benchmark.extra_info["messages a second"] = round(rate)
    print(f"\n{rate:.0f} messages a second")


@pytest.fixture
def crowded(db, webinar):
    """A campaign with very many deliveries, most of them sent."""
    (campaign,), _none = start(webinar)
    now = timezone.now()
    Delivery.objects.bulk_create(
        (
            Delivery(
                campaign=campaign,
                kind="webinar_invitation",
                subject=str(webinar.pk),
                recipient=f"{n:064}",
                address=f"p{n}@x.example",
                state="sent" if n % 10 else "waiting",
                finished_at=now if n % 10 else None,
            )
            for n in range(DELIVERIES)
        ),
        batch_size=5000,
    )
    Campaign.objects.update(fanned_out_at=now)
    return campaign


@pytest.mark.parametrize("name", ["campaign", "index", "deliveries"])
def test_looking_on(fetch, client, crowded, admin_user, name):
    client.force_login(admin_user)
    arguments = [crowded.pk] if name == "campaign" else []
    url = reverse(f"workshops_mailing:{name}", args=arguments)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    print(f"\n{name}: {len(queries)} queries at {DELIVERIES} deliveries")
    fetch(url)
