"""Workers are killed in the midst of it, and everybody is reached all the same."""

import random
import time

import pytest
from django.utils import timezone

from tests.webinars import inviting, stage
from workshops_plugin.mailing import fan_out, preferences
from workshops_plugin.mailing.models import Delivery, MailState
from workshops_plugin.mailing.recipients import digest
from workshops_plugin.members.roles import set_up_roles

from .sink import Sink, Worker

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def sink():
    made = Sink()
    made.up()
    yield made
    made.down()


def invitation(count):
    """A running campaign to ``count`` members, one in twenty of whom refuses it."""
    set_up_roles()
    start = timezone.now().replace(tzinfo=None, second=0, microsecond=0)
    start = start + (stage.END - stage.START) * 20
    webinar = inviting.ready(
        stage.webinar(stage.index(), start=start, end=start + (stage.END - stage.START))
    )
    Delivery.objects.all().delete()
    addresses = inviting.members(count)
    refusers = set(addresses[::20])
    for address in refusers:
        preferences.refuse(digest(address), "", "invitations")
    return inviting.campaign(webinar), set(addresses), refusers


def run(sink, folder, count, kills, *, down=0):
    """Send an invitation while ``kills`` workers are killed; return what happened."""
    campaign, addresses, refusers = invitation(count)
    # Twice, and once more by each worker.
    for _ in range(2):
        fan_out.fan_out(campaign)
    chance = random.Random(count)
    late = set(chance.sample(sorted(addresses - refusers), count // 50))
    workers = [Worker(sink.port, folder) for _ in range(2)]
    try:
        each = count // (kills + 1)
        for number in range(kills):
            sink.wait_for(number * each + chance.randint(1, each // 2))
            chance.choice(workers).kill()
            for worker in workers:
                if worker.process.poll() is not None:
                    worker.start()
            if number == kills // 2:
                refused_at = refuse(late)
                if down:
                    sink.down()
                    time.sleep(down)
                    sink.up()
        wait_until_done(campaign)
    finally:
        for worker in workers:
            worker.end()
    return campaign, addresses, refusers, late, refused_at


def refuse(addresses):
    for address in addresses:
        preferences.refuse(digest(address), "", "invitations")
    return time.time()


def wait_until_done(campaign, seconds=300):
    end = time.monotonic() + seconds
    while campaign.deliveries.filter(state__in=["waiting", "sending"]).exists():
        assert time.monotonic() < end, "not done in time"
        time.sleep(0.2)


def check(sink, outcome, kills, record_property):
    campaign, addresses, refusers, late, refused_at = outcome
    counts = sink.counts()
    duplicates = sum(counts.values()) - len(counts)
    names = {}
    for address, name, _when in sink.taken:
        names.setdefault(address, set()).add(name)
    after = [a for a, _n, when in sink.taken if a in late and when > refused_at + 1]
    record_property(
        "crash test",
        f"{len(addresses)} members, {len(refusers)} had refused, {len(late)} refused "
        f"meanwhile, {len(counts)} reached, {kills} workers killed, "
        f"{duplicates} messages twice",
    )
    assert set(counts) >= addresses - refusers - late
    assert not set(counts) & refusers
    assert after == []
    assert duplicates <= kills
    assert all(len(found) == 1 for found in names.values())
    states = campaign.deliveries.values_list("state", flat=True)
    assert set(states) <= {"sent", "dropped"}
    assert campaign.deliveries.filter(state="sent").count() == len(counts)


def test_some_are_killed(sink, tmp_path, record_property):
    outcome = run(sink, tmp_path, 150, 2)
    check(sink, outcome, 2, record_property)


@pytest.mark.slow
def test_twenty_are_killed_in_five_thousand_and_the_server_was_away(
    sink, tmp_path, record_property
):
    outcome = run(sink, tmp_path, 5000, 20, down=3)
    check(sink, outcome, 20, record_property)
    assert MailState.load().troubles == 0


@pytest.mark.slow
def test_the_rate_holds_over_two_workers(sink, tmp_path, record_property):
    """Six hundred a minute are ten a second, give or take a tenth."""
    campaign, _addresses, _refusers = invitation(320)
    fan_out.fan_out(campaign)
    workers = [Worker(sink.port, tmp_path, 60, CRASH_RATE="600") for _ in range(2)]
    try:
        assert sink.wait_for(260)
    finally:
        for worker in workers:
            worker.end()
    times = [when for _address, _name, when in sink.taken][10:260]
    rate = (len(times) - 1) / (times[-1] - times[0]) * 60
    record_property(
        "crash test", f"rate of two workers: {rate:.0f} a minute, 600 allowed"
    )
    assert 540 <= rate <= 660
