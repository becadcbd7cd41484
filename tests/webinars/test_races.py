"""What happens at once happens one after the other: real threads, real commits."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from tests.calls import site
from tests.calls.test_races import at_once
from tests.reviews import house
from workshops_plugin.models import (
    FeedToken,
    Preparation,
    PublicApproval,
    Speaker,
    Webinar,
    WebinarPage,
)
from workshops_plugin.record.verification import verify
from workshops_plugin.webinars import actions
from workshops_plugin.webinars.placing import misplaced

from . import stage

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def index():
    return stage.index()


@pytest.fixture
def webinar(index):
    return stage.webinar(index)


def copies(row, count=2):
    return [type(row).objects.get(pk=row.pk) for _number in range(count)]


def test_a_double_click_makes_one_webinar(index):
    now = timezone.now()
    call = site.make_call(opens=now - timedelta(days=1), closes=now + timedelta(days=1))
    proposal = house.proposal(call)
    site.put([proposal], decision="selected")
    jobs = [
        partial(actions.create_from_proposals, [each], by=None, index=index)
        for each in copies(proposal, 3)
    ]
    assert sorted(at_once(*jobs)) == ["done", "used", "used"]
    assert Webinar.objects.count() == WebinarPage.objects.count() == 1
    assert verify().intact


def test_two_hosts_who_save_one_section_at_once(webinar):
    jobs = [
        partial(
            actions.save_description,
            each,
            by=None,
            lead=str(number),
            description="",
            version=0,
        )
        for number, each in enumerate(copies(webinar))
    ]
    assert sorted(at_once(*jobs)) == ["done", "stale"]
    assert Preparation.objects.get().versions["description"] == 1


def test_two_hosts_who_save_two_sections_at_once_lose_nothing(webinar):
    one, two, three = copies(webinar, 3)
    values = {"name": "Ann", "position": "Union", "consent": True}
    outcomes = at_once(
        lambda: actions.save_description(one, by=None, lead="a", description="b"),
        lambda: actions.save_interpretation(two, by=None, languages=["fr"]),
        lambda: actions.save_speaker(three, values, by=None),
    )
    assert outcomes == ["done"] * 3
    found = Preparation.objects.get()
    assert (found.lead, Webinar.objects.get().interpretation) == ("a", ["fr"])
    assert Speaker.objects.count() == 1
    assert verify().intact


def test_opened_and_closed_at_once_it_ends_in_one_state(webinar):
    one, two, three = copies(webinar, 3)
    at_once(
        lambda: actions.open_to_public(one, by=None, reason="x"),
        lambda: actions.open_to_public(two, by=None, reason="y"),
        lambda: actions.close_to_members(three, by=None, reason="z"),
    )
    standing = PublicApproval.objects.filter(withdrawn_at=None).count()
    public = Webinar.objects.get().visibility == "public"
    assert standing == (1 if public else 0)
    assert list(misplaced()) == []
    assert verify().intact


def test_submitted_while_it_is_written(webinar):
    stage.prepared(webinar)
    organization = site.make_organization("Hosts")
    host = site.make_user("h@h.example", organization)
    actions.set_hosts(webinar, [organization], by=None)
    one, two = copies(webinar)
    outcomes = at_once(
        lambda: actions.submit_preparation(one, by=host),
        lambda: actions.save_description(two, by=host, lead="Late", description="x"),
    )
    found = Preparation.objects.get()
    assert found.state == "submitted"
    # Either it was written before, or its author was told.
    assert (found.lead == "Late") == (outcomes == ["done", "done"])


def test_two_addresses_made_at_once_leave_one(webinar):
    user = site.make_user("m@m.example")
    jobs = [partial(actions.make_feed_address, user, language="en") for _n in "ab"]
    assert at_once(*jobs) == ["done", "done"]
    assert FeedToken.objects.count() == 1
