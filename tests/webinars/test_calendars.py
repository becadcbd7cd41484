"""Calendar files, the public feed, and each member's own feed."""

from datetime import datetime, timedelta, timezone

import pytest
from django.urls import reverse
from icalendar import Calendar

from tests.calls import site
from tests.kept import kept
from workshops_plugin.models import FeedToken, Membership
from workshops_plugin.webinars import actions
from workshops_plugin.webinars.calendars import Entry, calendar

from . import stage

pytestmark = pytest.mark.django_db
UTC = timezone.utc


@kept
def mia():
    return site.make_user("mia@union.example", site.make_organization("Members"))


def events(response):
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    found = Calendar.from_ical(response.content)
    assert found["VERSION"] == "2.0"
    assert found["PRODID"]
    return found.walk("VEVENT")


def event_file(webinar):
    return reverse("workshops:event_file", args=[webinar.pk])


def feed(index):
    return reverse("workshops:webinar_feed", args=[index.pk])


def test_a_file_says_what_a_calendar_needs(client, webinar, mia):
    client.force_login(mia)
    (event,) = events(client.get(event_file(webinar)))
    assert event["UID"] == f"{webinar.pk}@workshops"
    assert event["SUMMARY"] == "Zanzibarite mines"
    assert event.decoded("DTSTART") == datetime(2024, 12, 10, 13, tzinfo=UTC)
    assert event.decoded("DTEND") == datetime(2024, 12, 10, 14, 30, tzinfo=UTC)
    assert event["STATUS"] == "CONFIRMED"
    assert event["SEQUENCE"] == 1
    assert event["URL"].endswith("/en/webinars/zanzibarite-mines/")
    assert event["CONFERENCE"].endswith(reverse("workshops:join", args=[webinar.pk]))
    assert "zanzibarite-room" not in event.to_ical().decode()
    assert "ATTENDEE" not in event


def test_the_sequence_rises_with_time_and_status_alone(client, webinar, mia):
    client.force_login(mia)

    def sequence():
        (event,) = events(client.get(event_file(webinar)))
        assert event["UID"] == f"{webinar.pk}@workshops"
        return event["SEQUENCE"], event["STATUS"]

    page = stage.fresh(stage.page(webinar))
    page.title, page.lead = "Renamed", "Reworded"
    page.save_revision().publish()
    stage.prepared(webinar)
    actions.approve_preparation(webinar, by=None)
    actions.set_facts(webinar, by=None, language="fr", attendance=3)
    actions.set_join_details(webinar, by=None, url="https://meet.example/2")
    actions.open_to_public(webinar, by=None, reason="x")
    actions.close_to_members(webinar, by=None, reason="x")
    assert sequence() == (1, "CONFIRMED")
    later = stage.START + timedelta(days=1)
    actions.reschedule(webinar, later, later + timedelta(hours=1), by=None)
    assert sequence() == (2, "CONFIRMED")
    actions.cancel(webinar, by=None, reason="x")
    assert sequence() == (3, "CANCELLED")


@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        ("Europe/Zurich", datetime(2025, 3, 29, 10), datetime(2025, 3, 30, 10)),
        ("America/New_York", datetime(2025, 3, 8, 10), datetime(2025, 3, 9, 10)),
        ("Australia/Sydney", datetime(2025, 4, 5, 10), datetime(2025, 4, 6, 10)),
    ],
)
def test_times_are_right_across_a_change_of_the_clocks(
    client, webinar, mia, zone, before, after
):
    client.force_login(mia)
    moments = []
    for start in (before, after):
        end = start + timedelta(hours=1)
        actions.reschedule(webinar, start, end, by=None, timezone=zone)
        (event,) = events(client.get(event_file(webinar)))
        moments.append(event.decoded("DTSTART"))
        assert moments[-1].astimezone(webinar.zone).replace(tzinfo=None) == start
    change = moments[1] - moments[0] - timedelta(days=1)
    assert abs(change) == timedelta(hours=1)


def test_awkward_words_survive(webinar):
    words = "Semi;colons, commas\nlines — “quotes” \\ صاحب العمل 🏗"
    entry = Entry(webinar, title=words, description=words * 9, url="https://x.example/")
    content = calendar([entry])
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert event["SUMMARY"] == words
    assert event["DESCRIPTION"] == words * 9
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


# The public feed.


def test_the_feed_has_public_webinars_and_keeps_cancelled_ones(client, index, webinar):
    opened = stage.webinar(index, "Open mines")
    actions.open_to_public(opened, by=None, reason="x")
    names = [e["SUMMARY"] for e in events(client.get(feed(index)))]
    assert names == ["Open mines"]
    actions.cancel(opened, by=None, reason="x")
    (event,) = events(client.get(feed(index)))
    assert event["STATUS"] == "CANCELLED"
    actions.close_to_members(opened, by=None, reason="x")
    assert events(client.get(feed(index))) == []


def test_a_program_that_has_the_feed_is_sent_nothing(client, index):
    opened = stage.webinar(index, "Open mines")
    actions.open_to_public(opened, by=None, reason="x")
    first = client.get(feed(index))
    again = client.get(feed(index), HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    actions.cancel(opened, by=None, reason="x")
    changed = client.get(feed(index), HTTP_IF_NONE_MATCH=first["ETag"])
    assert changed.status_code == 200


# A member's own feed.


def make_address(client):
    url = reverse("workshops:calendar")
    # Loading the page that follows again makes no other address.
    page = client.post(url, {"action": "make"}, follow=True)
    assert page.redirect_chain == [(url, 302)]
    text = page.content.decode()
    assert "no-store" in page["Cache-Control"]
    address = text.split('class="workshops-secret">', 1)[1].split("<", 1)[0]
    return address.removeprefix("http://testserver")


def test_a_member_has_all_webinars_in_the_own_calendar(client, webinar, mia):
    client.force_login(mia)
    assert (
        "You have no such address yet."
        in client.get(reverse("workshops:calendar")).content.decode()
    )
    address = make_address(client)
    shown = client.get(reverse("workshops:calendar")).content.decode()
    assert address not in shown
    assert "Make a new address" in shown
    client.logout()
    response = client.get(address)
    assert [e["SUMMARY"] for e in events(response)] == ["Zanzibarite mines"]
    assert "no-store" in response["Cache-Control"]
    assert "no-referrer" in response["Referrer-Policy"]
    assert "zanzibarite-room" not in response.content.decode()
    again = client.get(address, HTTP_IF_NONE_MATCH=response["ETag"])
    assert again.status_code == 304


def test_only_a_digest_of_the_address_is_kept(client, mia):
    client.force_login(mia)
    token = make_address(client).rsplit("/", 1)[1].removesuffix(".ics")
    assert len(token) > 40
    assert token not in str(FeedToken.objects.values())


def test_a_new_address_replaces_the_old_one(client, webinar, mia):
    client.force_login(mia)
    old = make_address(client)
    new = make_address(client)
    assert old != new
    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200
    client.post(reverse("workshops:calendar"), {"action": "drop"})
    assert client.get(new).status_code == 404
    assert not FeedToken.objects.exists()


def test_membership_is_asked_each_time(client, index, webinar, mia):
    opened = stage.webinar(index, "Open mines")
    actions.open_to_public(opened, by=None, reason="x")
    client.force_login(mia)
    address = make_address(client)
    assert len(events(client.get(address))) == 2
    Membership.objects.filter(user=mia).delete()
    assert [e["SUMMARY"] for e in events(client.get(address))] == ["Open mines"]
    mia.is_active = False
    mia.save()
    assert client.get(address).status_code == 404


def test_no_other_address_opens_it(client, webinar):
    for token in ("x", "nonsense" * 6, "%00", "é"):
        url = f"/en/workshops/webinars/calendar/{token}.ics"
        assert client.get(url).status_code == 404
    assert client.get(reverse("workshops:calendar")).status_code == 302


@pytest.mark.parametrize("more", [5, pytest.param(200, marks=pytest.mark.slow)])
def test_feeds_cost_the_same_however_much_they_hold(
    more, client, index, webinar, call, mia, django_assert_max_num_queries
):
    outcomes = [row.block_id for row in call.outcomes.all()]
    client.force_login(mia)
    own = make_address(client)
    public = stage.webinar(index, "Open mines", outcomes=outcomes)
    actions.open_to_public(public, by=None, reason="x")
    list_url = stage.fresh(index).get_url() + "?when=all"
    page_url = stage.page(public).get_url()

    def cost(url):
        client.get(url)
        with django_assert_max_num_queries(60) as counted:
            assert client.get(url).status_code == 200
        return len(counted)

    urls = (own, feed(index), list_url, page_url)
    before = [cost(url) for url in urls]
    host = site.make_organization("Hosts")
    for number in range(more):
        made = stage.webinar(index, f"Mine {number}", outcomes=outcomes, hosts=[host])
        actions.add_recording(made, by=None, url="https://video.example/x")
        if number % 2:
            actions.open_to_public(made, by=None, reason="x")
    assert [cost(url) for url in urls] == before
