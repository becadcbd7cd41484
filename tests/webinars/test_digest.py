"""The newsletter: what is in it, for whom, in which language, and what must not be."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.calls import site
from workshops_plugin.mailing import actions as mailing
from workshops_plugin.mailing import preferences, worker
from workshops_plugin.mailing.recipients import digest as digest_of
from workshops_plugin.mailing.reckoning import reckon
from workshops_plugin.models import Campaign
from workshops_plugin.webinars import actions
from workshops_plugin.webinars.digest import build_digest

from . import inviting, stage

URL = "workshops_webinars:digest"
PERIOD = {"since": "2024-12-01", "until": "2024-12-31"}


def titles(part):
    return [page.title for _webinar, page in part]


@pytest.fixture
def series(index, at_noon):
    """One of each: public and members-only, moved, cancelled, held, far away."""
    found = {"members": stage.webinar(index, "Members mines")}
    found["public"] = stage.webinar(index, "Public mines")
    actions.open_to_public(found["public"], by=None, reason="For all")
    at_noon.shift(timedelta(days=40))
    later = stage.START + timedelta(days=60)
    for name in ("moved", "cancelled"):
        start = later
        found[name] = stage.webinar(
            index, f"{name} mines", start=start, end=start + timedelta(hours=1)
        )
        actions.open_to_public(found[name], by=None, reason="For all")
    at_noon.shift(timedelta(days=2))
    return found


def build(index, *, public=True, days=(0, 60), language="en"):
    start = site.NOW.replace(hour=0)
    since, until = (start + timedelta(days=n) for n in days)
    return build_digest(index, language, since, until, public=public)


def test_each_webinar_is_in_the_first_part_that_it_fits(series, index):
    first = build(index, days=(0, 5))
    assert titles(first.new) == ["Public mines"]
    actions.cancel(series["cancelled"], by=None, reason="Ill")
    start = stage.START + timedelta(days=65)
    actions.reschedule(series["moved"], start, start + timedelta(hours=1), by=None)
    now = build(index, days=(41, 60))
    assert titles(now.cancelled) == ["cancelled mines"]
    assert titles(now.moved) == ["moved mines"]
    held = build(index, days=(5, 20))
    assert titles(held.held) == ["Public mines"]
    assert not build(index, days=(-60, -50))


def test_one_that_is_live_is_nothing_to_look_back_on(series, index, at_noon):
    webinar = series["moved"]
    at_noon.move_to(webinar.starts_at + timedelta(minutes=10))
    found = build(index, days=(0, 150))
    assert "moved mines" in titles(found.new) + titles(found.moved)
    assert "moved mines" not in titles(found.held)
    at_noon.shift(timedelta(hours=3))
    assert "moved mines" in titles(build(index, days=(0, 150)).held)


def test_the_same_newsletter_reaches_nobody_twice(series, index, editor):
    people = inviting.members(2)

    def prepared(**parameters):
        values = {**PERIOD, "scope": "public", **parameters}
        return mailing.make_campaign(
            "digest", index, audience="members", by=editor, parameters=values
        )

    first = mailing.start_campaign(prepared(), by=editor)
    assert "1 December 2024 to 31 December 2024, for everybody" in first.title
    worker.work()
    again = reckon(prepared())
    assert (len(again.reached), again.told) == (0, first.deliveries.count())
    assert len(reckon(prepared(until="2025-01-31")).reached) >= len(people)
    assert len(reckon(prepared(scope="members")).reached) >= len(people)


def test_a_public_one_holds_public_webinars_only(series, index):
    everything = build(index, public=False)
    assert "Members mines" in titles(everything.held)
    public = build(index)
    for part in (public.new, public.moved, public.coming, public.held):
        assert "Members mines" not in titles(part)


def test_the_queries_do_not_grow(series, index):
    def cost():
        with CaptureQueriesContext(connection) as found:
            build(index, public=False)
        return len(found)

    few = cost()
    for n in range(5):
        stage.webinar(index, f"More {n}")
    assert cost() == few


def test_an_editor_looks_copies_and_sends(series, index, editor, client):
    client.force_login(editor)
    query = {**PERIOD, "language": "en", "scope": "public", "index": index.pk}
    page = client.get(reverse(URL), query).content.decode()
    assert "Public mines" in page
    assert "Members mines" not in page
    assert "To look back on" in page
    html = client.get(reverse(URL), {**query, "as": "html"}).content.decode()
    assert "Public mines" in html
    french = client.get(reverse(URL), {**query, "language": "fr"}).content.decode()
    assert "À revoir" in french
    people = inviting.members(2)
    preferences.refuse(digest_of(people[0]), "", "digest")
    send = reverse("workshops_mailing:add_campaign", args=["digest", index.pk])
    assert send in page
    client.post(
        f"{send}?since=2024-12-01&until=2024-12-31&scope=public",
        {"audience": "members", "text_en": "Hello all."},
    )
    campaign = Campaign.objects.latest("pk")
    assert campaign.parameters["scope"] == "public"
    mail.outbox.clear()
    mailing.start_campaign(campaign, by=editor)
    worker.work()
    by_address = {message.to[0]: message for message in mail.outbox}
    assert people[0] not in by_address
    message = by_address[people[1]]
    assert message.subject == "News of the series, 1 December 2024 to 31 December 2024"
    assert "Hello all." in message.body
    assert "– Public mines" in message.body
    assert "Members mines" not in message.body
    assert message.message()["List-Unsubscribe"]


def test_what_is_copied_is_to_nobody(series, index, editor, client):
    client.force_login(editor)
    query = {**PERIOD, "language": "en", "scope": "public", "index": index.pk}
    text = client.get(reverse(URL), query).content.decode()
    assert "&lt;a href=&quot;" in text
    assert "Dear" not in text
    assert "/workshops/messages/" not in text
    shown = client.get(reverse(URL), {**query, "as": "html"}).content.decode()
    assert "Dear" in shown


def test_what_is_for_members_is_sent_to_members_alone(series, index, at_noon):
    people = inviting.members(1)
    given = [["", people[0]], ["", "eve@elsewhere.example"]]
    campaign = mailing.make_campaign(
        "digest",
        index,
        audience="given",
        by=None,
        parameters={"addresses": given, **PERIOD, "scope": "members"},
    )
    mailing.start_campaign(campaign, by=None)
    worker.work()
    sent = [message for message in mail.outbox if "News" in message.subject]
    assert [message.to for message in sent] == [[people[0]]]
    assert "Members mines" in sent[0].body


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"since": "2024-13-01"}, "Enter a valid date"),
        ({"until": "2024-01-01"}, "The period ends before it begins."),
        ({"index": "999999"}, "Select a valid choice"),
        ({"language": "xx"}, "Select a valid choice"),
    ],
)
def test_a_period_that_is_none_is_told(series, index, editor, client, change, sentence):
    client.force_login(editor)
    query = {**PERIOD, "language": "en", "scope": "public", "index": index.pk, **change}
    assert sentence in client.get(reverse(URL), query).content.decode()


def test_a_time_in_which_nothing_happened_is_told(index, editor, client):
    client.force_login(editor)
    page = client.get(reverse(URL)).content.decode()
    assert "Nothing is new in this time." in page
    assert timezone.localdate().strftime("%Y-%m-01") in page
