"""Everybody hears in time, in their language, once; nobody hears the old time after."""

from datetime import timedelta

import icalendar
import pytest
from django.core import mail
from django.utils import timezone

from tests.calls import site
from workshops_plugin.mailing import actions as mailing
from workshops_plugin.mailing import fan_out, preferences
from workshops_plugin.mailing.models import Campaign, Delivery
from workshops_plugin.mailing.recipients import digest
from workshops_plugin.mailing.reckoning import reckon
from workshops_plugin.models import Attendance, Membership, WebinarReminders
from workshops_plugin.webinars import actions

from . import inviting, stage
from .inviting import campaign, send_all, send_some, told

INVITATION, UPDATE = "webinar_invitation", "webinar_update"
LATER = stage.START + timedelta(days=7)


def move(webinar, days=7):
    start = stage.START + timedelta(days=days)
    actions.reschedule(webinar, start, start + timedelta(hours=1), by=None)
    return webinar.sequence


def event(message):
    (attachment,) = message.attachments
    assert attachment.mimetype.startswith("text/calendar; method=")
    found = icalendar.Calendar.from_ical(attachment.content)
    (component,) = found.walk("VEVENT")
    return found, component


@pytest.fixture
def ready(webinar):
    mail.outbox.clear()
    inviting.ready(webinar)
    Delivery.objects.all().delete()
    return webinar


@pytest.fixture
def people(ready):
    return inviting.members(6)


# Inviting.


def test_all_members_are_invited_each_in_their_language(ready, people):
    french = inviting.members(2, language="fr", name="Syndicat")
    made = campaign(ready)
    assert send_all() == {"sent": 8}
    by_address = {message.to[0]: message for message in mail.outbox}
    assert set(people + french) <= set(by_address)
    english, other = by_address[people[0]], by_address[french[0]]
    assert english.subject == f"Invitation: {stage.MARKER} mines"
    assert "10 December 2024, 14:00–15:30 CET (Europe/Zurich)" in english.body
    assert "10 December 2024, 13:00–14:30 UTC" in english.body
    assert '<html lang="fr"' in other.alternatives[0].content
    assert made.deliveries.count() == len(mail.outbox)
    for message in mail.outbox:
        assert len(message.recipients()) == 1
        everything = message.message().as_string() + message.body
        everything += message.alternatives[0].content
        for address in {*people, *french} - set(message.to):
            assert address not in everything
        assert stage.LINK not in everything
        assert "zanzibarite-room" not in everything


def test_the_calendar_comes_with_it(ready, people):
    campaign(ready)
    send_some(1)
    calendar, component = event(mail.outbox[0])
    assert calendar["method"] == "PUBLISH"
    assert component["uid"] == ready.uid
    assert component["sequence"] == ready.sequence
    assert "attendee" not in component
    assert component["location"].endswith(f"/webinars/{ready.pk}/join/")
    assert stage.LINK not in calendar.to_ical().decode()


def test_nobody_is_invited_to_what_is_not_ready(webinar):
    inviting.members(1)
    draft = campaign(webinar, start=False)
    with site.refusal("unready") as refused:
        mailing.start_campaign(draft, by=None)
    assert "Its preparation is not ready" in refused.value.message
    assert send_all() == {}


def test_the_fan_out_is_the_same_twice_and_in_two_campaigns(ready, people):
    made = campaign(ready)
    first = fan_out.fan_out(made)
    assert fan_out.fan_out(made) == first
    again = campaign(ready, start=False)
    assert reckon(again).told == first
    with site.refusal("nobody"):
        mailing.start_campaign(again, by=None)
    inviting.members(1, name="Newcomers")
    mailing.start_campaign(again, by=None)
    send_all()
    assert all(len(sent) == 1 for sent in told().values())
    assert again.deliveries.count() == 1


def test_who_is_left_out_is_counted_and_gets_nothing(ready, people):
    preferences.refuse(digest(people[0]), "", "invitations")
    mailing.suppress(people[1], by=None)
    given = [["", people[2]], ["Eve", "eve@elsewhere.example"]]
    draft = campaign(
        ready, start=False, audience="given", parameters={"addresses": given}
    )
    found = reckon(draft)
    assert (len(found.reached), found.barred) == (1, 1)
    everybody = reckon(campaign(ready, start=False))
    assert (everybody.unsubscribed, everybody.suppressed) == (1, 1)
    campaign(ready)
    mailing.start_campaign(draft, by=None)
    send_all()
    assert not {people[0], people[1], "eve@elsewhere.example"} & set(told())


def test_a_public_webinar_may_be_told_to_anybody(ready):
    actions.open_to_public(ready, by=None, reason="It is for all")
    campaign(ready, audience="given", parameters={"addresses": [["", "eve@x.example"]]})
    send_all()
    assert set(told()) == {"eve@x.example"}
    assert "because you act for a member" not in mail.outbox[-1].body


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        (lambda w, p: Membership.objects.filter(email=p[-1]).delete(), "left"),
        (
            lambda w, p: preferences.refuse(digest(p[-1]), "", "invitations"),
            "unsubscribed",
        ),
        (lambda w, p: mailing.suppress(p[-1], by=None), "suppressed"),
    ],
)
def test_what_changed_since_the_fan_out_is_asked_before_each(
    ready, people, change, cause
):
    fan_out.fan_out(campaign(ready))
    change(ready, people)
    send_all()
    row = Delivery.objects.get(address=people[-1])
    assert (row.state, row.cause) == ("dropped", cause)


def test_what_is_members_only_again_is_told_to_no_outsider(ready):
    actions.open_to_public(ready, by=None, reason="It is for all")
    outsiders = [["", "eve@x.example"]]
    fan_out.fan_out(
        campaign(ready, audience="given", parameters={"addresses": outsiders})
    )
    actions.close_to_members(ready, by=None, reason="A mistake")
    assert send_all() == {"dropped": 1}


def test_an_action_group_is_one_audience(ready, people):
    from workshops_plugin.models import ActionGroup

    group = ActionGroup.objects.create(name="Supply chains")
    inside = inviting.members(2, name="Inside")
    Membership.objects.get(email=inside[0]).organization.action_groups.add(group)
    campaign(ready, audience="action_group", parameters={"action_group": str(group.pk)})
    send_all()
    assert set(told()) == set(inside)


def test_a_note_is_told_in_the_languages_in_which_it_was_written(ready, people):
    french = inviting.members(1, language="fr", name="Syndicat")
    campaign(ready, texts={"en": {"text": "Bring <questions>.\n\nSee you."}})
    send_all()
    by_address = {message.to[0]: message for message in mail.outbox}
    english = by_address[people[0]]
    assert "Bring <questions>.\n\nSee you." in english.body
    assert "Bring &lt;questions&gt;.</p>" in english.alternatives[0].content
    assert "questions" not in by_address[french[0]].body


def test_braces_in_a_note_are_only_braces(ready, people):
    campaign(ready, texts={"en": {"text": "Bring {what you like}.\n\n{title}"}})
    send_all()
    assert "Bring {what you like}.\n\n{title}" in mail.outbox[0].body
    assert "<p" in mail.outbox[0].alternatives[0].content


def test_members_on_a_list_are_written_to_in_their_own_language(ready):
    (french,) = inviting.members(1, language="fr", name="Syndicat")
    actions.open_to_public(ready, by=None, reason="For all")
    addresses = [["", french.upper()], ["", "eve@x.example"]]
    campaign(
        ready, audience="given", parameters={"addresses": addresses, "language": "es"}
    )
    send_all()
    languages = dict(Delivery.objects.values_list("address", "language"))
    assert languages == {french.upper(): "fr", "eve@x.example": "es"}


# Pausing.


def test_a_pause_holds_and_a_stop_is_for_good(ready, people):
    made = campaign(ready)
    send_some(2)
    mailing.pause_campaign(made, by=None)
    assert send_all() == {}
    mailing.resume_campaign(made, by=None)
    send_some(1)
    mailing.stop_campaign(made, by=None)
    assert send_all() == {}
    assert len(mail.outbox) == 3
    assert set(made.deliveries.values_list("state", flat=True)) == {"sent", "dropped"}
    for verb in (
        mailing.pause_campaign,
        mailing.resume_campaign,
        mailing.start_campaign,
    ):
        with site.refusal("state"):
            verb(made, by=None)


# Changes while it is under way.


def test_nobody_hears_the_old_time_after_a_change(ready, people):
    """Half of them have the first time; then it moves, twice; then all are sent."""
    before = ready.sequence
    made = campaign(ready)
    send_some(3)
    early = {message.to[0] for message in mail.outbox}
    sequence = move(ready)
    mail.outbox.clear()
    send_all()
    for message in mail.outbox:
        assert "17 December 2024, 14:00" in message.body
        _calendar, component = event(message)
        assert (component["uid"], component["sequence"]) == (ready.uid, sequence)
        if message.to[0] in early:
            assert message.subject.startswith("New time:")
            assert "Before: 10 December 2024, 14:00" in message.body
        else:
            assert message.subject.startswith("Invitation:")
            assert "10 December" not in message.body
    found = told()
    for address in early:
        assert found[address] == [(INVITATION, before), (UPDATE, sequence)]
    for address in set(found) - early:
        assert found[address] == [(INVITATION, sequence)]
    assert made.deliveries.filter(state="waiting").count() == 0


def test_a_second_change_overtakes_the_first(ready, people):
    campaign(ready)
    send_all()
    move(ready, 7)
    send_some(2)
    last = move(ready, 9)
    mail.outbox.clear()
    send_all()
    assert len(mail.outbox) == len(told())
    for message in mail.outbox:
        assert "19 December 2024" in message.body
    for sent in told().values():
        assert sent[-1] == (UPDATE, last)
    stale = Delivery.objects.filter(kind=UPDATE, state="dropped")
    assert set(stale.values_list("cause", flat=True)) == {"newer"}


def test_the_time_before_is_the_one_that_was_told(ready, people):
    """It moved twice in between: who has not heard of the first is not told of it."""
    campaign(ready)
    send_all()
    move(ready, 7)
    send_some(2)
    first = {message.to[0] for message in mail.outbox[-2:]}
    mail.outbox.clear()
    move(ready, 9)
    send_all()
    for message in mail.outbox:
        before = "Before: 17 December 2024, 14:00" in message.body
        assert before == (message.to[0] in first)
        assert "Before" in message.body or message.to[0] not in first


def test_a_change_before_the_fan_out_is_all_there_is(ready, people):
    campaign(ready)
    sequence = move(ready)
    send_all()
    assert {tuple(sent) for sent in told().values()} == {((INVITATION, sequence),)}


def test_who_may_have_got_it_hears_of_the_change(ready, people):
    """A worker was killed between sending and marking: nobody knows."""
    from workshops_plugin.mailing import worker

    fan_out.fan_out(campaign(ready))
    (unsure,) = worker.claim(1)
    sequence = move(ready)
    send_all()
    assert (UPDATE, sequence) in told()[unsure.address]


def test_a_cancellation_reaches_all_who_were_invited_and_no_others(ready, people):
    campaign(ready)
    send_some(3)
    early = {message.to[0] for message in mail.outbox}
    mail.outbox.clear()
    actions.cancel(ready, by=None, reason="The host is ill.")
    send_all()
    assert {message.to[0] for message in mail.outbox} == early
    for message in mail.outbox:
        assert message.subject == f"Cancelled: {stage.MARKER} mines"
        assert "Reason: The host is ill." in message.body
        calendar, component = event(message)
        assert calendar["method"] == "CANCEL"
        assert (component["status"], component["uid"]) == ("CANCELLED", ready.uid)
        assert component["sequence"] == ready.sequence


def test_a_page_that_is_not_published_is_told_to_nobody(ready, people):
    fan_out.fan_out(campaign(ready))
    stage.page(ready).unpublish()
    send_all()
    assert mail.outbox == []


@pytest.mark.parametrize("gone", ["unpublish", "delete"])
@pytest.mark.parametrize("change", ["time", "status"])
def test_who_was_invited_hears_of_changes_when_the_page_is_gone(
    ready, people, gone, change
):
    campaign(ready)
    send_some(3)
    early = {message.to[0] for message in mail.outbox}
    gone_member = sorted(early)[0]
    Membership.objects.filter(email=gone_member).delete()
    mail.outbox.clear()
    getattr(stage.page(ready), gone)()
    if change == "time":
        move(ready)
    else:
        actions.cancel(ready, by=None, reason="The host is ill.")
    send_all()
    assert {message.to[0] for message in mail.outbox} == early - {gone_member}
    for message in mail.outbox:
        assert message.subject.endswith(f": {stage.MARKER} mines")
        assert "See the webinar" not in message.body
        _calendar, component = event(message)
        assert (component["uid"], component["sequence"]) == (ready.uid, ready.sequence)
        assert "url" not in component


def test_a_change_that_does_not_happen_is_not_told(ready, people):
    campaign(ready)
    send_all()
    mail.outbox.clear()
    actions.set_facts(ready, by=None, language="fr")
    actions.reschedule(ready, stage.START, stage.END, by=None, timezone=stage.ZONE)
    send_all()
    assert mail.outbox == []


# Reminders.


@pytest.fixture
def invited(ready, people):
    campaign(ready)
    send_all()
    mail.outbox.clear()
    return ready


def subjects():
    found = sorted({message.subject for message in mail.outbox})
    mail.outbox.clear()
    return found


def test_reminders_follow_the_start(invited, at_noon):
    at_noon.move_to(invited.starts_at - timedelta(days=7, minutes=1))
    send_all()
    assert subjects() == []
    at_noon.shift(timedelta(minutes=2))
    send_all()
    send_all()
    assert len(mail.outbox) == len(told())
    assert subjects() == [f"In 7 days: {stage.MARKER} mines"]
    move(invited, 14)
    send_all()
    assert subjects() == [f"New time: {stage.MARKER} mines"]
    at_noon.move_to(invited.starts_at - timedelta(days=7))
    send_all()
    assert subjects() == [f"In 7 days: {stage.MARKER} mines"]


def test_who_attends_is_reminded_a_day_and_an_hour_before(invited, at_noon, member):
    Attendance.objects.create(webinar=invited, user=member)
    preferences.refuse(digest(member.email), "", "invitations")
    for before, words in (
        (timedelta(days=1), "In 1 day"),
        (timedelta(hours=1), "In 1 hour"),
    ):
        at_noon.move_to(invited.starts_at - before)
        send_all()
        assert [message.to for message in mail.outbox] == [[member.email]]
        assert subjects() == [f"{words}: {stage.MARKER} mines"]


def test_reminders_that_are_stale_after_downtime_are_left_out(invited, at_noon):
    at_noon.move_to(invited.starts_at - timedelta(days=6))
    send_all()
    at_noon.move_to(invited.starts_at - timedelta(days=7))
    site_settings = WebinarReminders.for_site(stage.page(invited).get_site())
    assert site_settings.week == "invited"
    send_all()
    assert len(subjects()) == 1
    assert Campaign.objects.filter(kind__startswith="webinar_reminder").count() == 1


def test_a_reminder_that_waited_too_long_is_dropped(invited, at_noon):
    at_noon.move_to(invited.starts_at - timedelta(days=7))
    fan_out_all_and_reminders()
    at_noon.shift(timedelta(days=1))
    send_all()
    assert subjects() == []
    rows = Delivery.objects.filter(kind__startswith="webinar_reminder")
    assert set(rows.values_list("cause", flat=True)) == {"over"}


def fan_out_all_and_reminders():
    from workshops_plugin.webinars.telling import remind

    remind()
    fan_out.fan_out_all()


def test_a_site_may_remind_nobody(invited, at_noon):
    chosen = WebinarReminders.for_site(stage.page(invited).get_site())
    chosen.week = chosen.day = chosen.hour = "nobody"
    chosen.save()
    for before in (timedelta(days=7), timedelta(days=1), timedelta(hours=1)):
        at_noon.move_to(invited.starts_at - before)
        send_all()
    assert subjects() == []


def test_a_cancelled_webinar_reminds_nobody(invited, at_noon):
    actions.cancel(invited, by=None, reason="x")
    send_all()
    mail.outbox.clear()
    at_noon.move_to(invited.starts_at - timedelta(days=7))
    send_all()
    assert subjects() == []
    assert timezone.now() < invited.starts_at
