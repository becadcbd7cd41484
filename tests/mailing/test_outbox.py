"""What is queued leaves once, in the right language, or says why it did not."""

import smtplib
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone, translation

from workshops_plugin.mailing import pace, worker
from workshops_plugin.mailing.enums import Complaint, DeliveryState
from workshops_plugin.mailing.languages import spoken
from workshops_plugin.mailing.models import (
    Delivery,
    MailState,
    Preference,
    Suppression,
)
from workshops_plugin.mailing.outbox import AT_ONCE, queue
from workshops_plugin.mailing.recipients import Recipient, digest

from .conftest import people, refused

pytestmark = pytest.mark.django_db


def states():
    rows = Delivery.objects.order_by("pk")
    return list(rows.values_list("state", "cause"))


def send_all():
    return dict(worker.work())


# What is queued.


def test_a_message_leaves_with_the_commit(group, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        queue("note", group, people(2))
        assert mail.outbox == []
    assert [message.to for message in mail.outbox] == [
        ["p0@b.example"],
        ["p1@b.example"],
    ]
    assert states() == [("sent", "")] * 2


def test_what_is_rolled_back_does_not_leave(group):
    with transaction.atomic():
        queue("note", group, people(1))
        transaction.set_rollback(True)
    assert not Delivery.objects.exists()
    assert not mail.outbox


def test_many_wait_for_a_worker(group, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        queue("note", group, people(AT_ONCE + 1))
    assert mail.outbox == []
    assert send_all() == {"sent": AT_ONCE + 1}


def test_an_address_is_written_to_once_a_sequence(group):
    twice = [*people(2), Recipient("P1@B.example ")]
    queue("note", group, twice, sequence=1)
    queue("note", group, people(3), sequence=1)
    assert Delivery.objects.count() == 3
    queue("note", group, people(1), sequence=2)
    assert Delivery.objects.count() == 4


def test_without_a_sequence_each_is_a_message_of_its_own(group):
    for _ in range(2):
        queue("note", group, people(1))
    assert list(Delivery.objects.values_list("sequence", flat=True)) == [2, 1]


@pytest.mark.parametrize(
    "address", ["", " ", "nobody", "a@b", "a@b.example\nBcc: c@d.example", "a b@c.org"]
)
def test_what_is_no_address_is_left_out(group, address):
    assert queue("note", group, [Recipient(address)]) == []


def test_a_name_is_one_line(group):
    (row,) = queue("note", group, [Recipient("a@b.example", "One\r\nBcc: c@d.org")])
    assert row.name == "One Bcc: c@d.org"


# What it looks like.


def test_a_message_is_plain_text_and_html_to_one_person(group, settings, note):
    settings.DEFAULT_FROM_EMAIL = "site@alliance.example"
    note.parts = ["Dear {name},", "{word}"]
    queue("note", group, [Recipient("a@b.example", "Ana")])
    send_all()
    (message,) = mail.outbox
    assert (message.to, message.cc, message.bcc) == (["a@b.example"], [], [])
    assert message.from_email == "site@alliance.example"
    assert (message.subject, message.body) == ("Hello", "Dear Ana,\n\nHello\n")
    (alternative,) = message.alternatives
    assert alternative.mimetype == "text/html"
    assert "Dear Ana,</p>" in alternative.content
    headers = message.message()
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["List-Unsubscribe"] is None
    assert headers["Message-ID"] == Delivery.objects.get().message_id


def test_the_app_may_have_a_sender_of_its_own(group, settings):
    settings.WORKSHOPS_FROM_EMAIL = "Workshops <w@alliance.example>"
    queue("note", group, people(1))
    send_all()
    assert mail.outbox[0].from_email == "Workshops <w@alliance.example>"
    assert "@alliance.example>" in mail.outbox[0].message()["Message-ID"]


def test_what_stands_in_a_subject_is_no_header(group):
    word = "One\r\nBcc: c@d.example\x0btwo"
    queue("note", group, people(1), data={"word": word})
    send_all()
    (message,) = mail.outbox
    assert message.subject == "One Bcc: c@d.example two"
    assert message.message()["Bcc"] is None


@pytest.mark.parametrize(
    ("language", "code"),
    [("fr", "fr"), ("fr-ca", "fr"), ("sw", "en"), ("", "en")],
)
def test_a_message_is_in_a_language_that_the_site_speaks(group, language, code):
    queue("note", group, [Recipient("a@b.example", language=language)])
    with translation.override("es"):
        send_all()
        assert translation.get_language() == "es"
    assert f'<html lang="{code}"' in mail.outbox[0].alternatives[0].content
    assert spoken(language) == code


# Whether it is still right.


def test_what_is_cancelled_meanwhile_does_not_leave(group):
    queue("note", group, people(1))
    group.name = "cancelled"
    group.save()
    assert send_all() == {"dropped": 1}
    assert states() == [("dropped", "cancelled")]
    assert mail.outbox == []


def test_what_does_not_exist_any_more_does_not_leave(group):
    queue("note", group, people(1))
    group.delete()
    send_all()
    assert states() == [("dropped", "gone")]


def test_a_kind_that_nobody_knows_any_more_does_not_leave(group):
    queue("note", group, people(1))
    Delivery.objects.update(kind="of a part that was removed")
    send_all()
    assert states() == [("dropped", "gone")]


def test_a_newer_one_replaces_what_still_waits(group):
    queue("latest", group, people(1))
    queue("latest", group, people(2))
    send_all()
    assert states() == [("dropped", "newer"), ("sent", ""), ("sent", "")]


def test_who_does_not_want_it_does_not_get_it(group):
    refuser, other = people(2)
    Preference.objects.create(recipient=digest(refuser.email), category="invitations")
    queue("bulletin", group, [refuser, other])
    queue("note", group, [refuser])
    send_all()
    assert states() == [("dropped", "unsubscribed"), ("sent", ""), ("sent", "")]


def test_a_wish_follows_a_person_to_another_address(group):
    Preference.objects.create(
        recipient=digest("old@b.example"), key="membership:7", category="invitations"
    )
    moved = Recipient("new@b.example", key="membership:7")
    queue("bulletin", group, [moved, Recipient("x@b.example")])
    send_all()
    assert states() == [("dropped", "unsubscribed"), ("sent", "")]


def test_nothing_is_sent_to_an_address_that_bounces(group):
    bad = Recipient("Bad@b.example")
    Suppression.objects.create(recipient=digest("bad@B.example"), why=Complaint.BOUNCE)
    queue("note", group, [bad])
    send_all()
    assert states() == [("dropped", "suppressed")]


def test_service_messages_overtake_invitations(group):
    queue("bulletin", group, people(3))
    queue("note", group, [Recipient("first@b.example")])
    send_all()
    assert mail.outbox[0].to == ["first@b.example"]


# When the mail server does not want to.


def test_a_silent_server_is_left_alone_for_longer_and_longer(group, server):
    server.answers = {"open": ConnectionRefusedError("nobody there")}
    queue("note", group, people(60))
    with time_machine.travel(timezone.now(), tick=False) as clock:
        rests = []
        for number in range(8):
            assert send_all() == {}
            assert send_all() == {}
            assert server.opened == number + 1
            state = MailState.load()
            assert "nobody there" in state.trouble
            rests.append((state.resume_at - timezone.now()).total_seconds())
            clock.move_to(state.resume_at)
        assert states() == [("waiting", "")] * 60
        assert Delivery.objects.filter(attempts=0).count() == 60
        for rest, least in zip(rests, [30, 60, 120, 240, 480, 900, 900, 900], strict=1):
            assert 0.8 * least <= rest <= 1.2 * least
        server.answers = {}
        assert send_all() == {"sent": 60}
        state = MailState.load()
        assert (state.troubles, state.trouble, state.resume_at) == (0, "", None)


def test_a_server_that_hangs_up_costs_no_attempt(group, server):
    server.answers = {"any": smtplib.SMTPServerDisconnected("bye")}
    queue("note", group, people(3))
    assert send_all() == {}
    assert states() == [("waiting", "")] * 3
    assert not Delivery.objects.exclude(attempts=0).exists()


def test_one_message_on_which_the_server_hangs_up_stops_no_other(group, server):
    server.answers = {"p0@b.example": smtplib.SMTPServerDisconnected("bye")}
    queue("note", group, people(3))
    with time_machine.travel(timezone.now(), tick=False) as clock:
        send_all()
        clock.move_to(MailState.load().resume_at)
        assert send_all() == {"sent": 2}
        clock.shift(timedelta(days=4))
        send_all()
    assert states()[0] == ("failed", "gave_up")


def test_who_is_refused_for_good_has_failed_at_once(group, server):
    server.answers = {"p0@b.example": refused("p0@b.example", 550)}
    queue("note", group, people(2))
    assert send_all() == {"failed": 1, "sent": 1}
    assert states() == [("failed", "refused"), ("sent", "")]
    assert "5.1.1 unknown" in Delivery.objects.order_by("pk")[0].detail


def test_who_is_refused_for_now_is_tried_five_times(group, server):
    server.answers = {"p0@b.example": refused("p0@b.example", 451)}
    queue("note", group, people(1))
    pauses = []
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for attempt in range(1, 5):
            assert send_all() == {"waiting": 1}
            assert send_all() == {}
            delivery = Delivery.objects.get()
            assert delivery.attempts == attempt
            pauses.append(delivery.next_at - timezone.now())
            clock.move_to(delivery.next_at)
        assert send_all() == {"failed": 1}
    assert states() == [("failed", "gave_up")]
    for pause, minutes in zip(pauses, (1, 5, 25, 120), strict=True):
        assert 0.8 <= pause / timedelta(minutes=minutes) <= 1.2


def test_a_server_that_takes_nothing_is_not_asked_about_everything(group, server):
    server.answers = {"any": smtplib.SMTPDataError(554, b"not from here")}
    queue("note", group, people(60))
    send_all()
    assert states().count(("failed", "refused")) < 20
    assert MailState.load().resume_at > timezone.now()


def test_a_rejected_sender_fails_no_message(group, server):
    server.answers = {"any": smtplib.SMTPSenderRefused(550, b"who?", "w@b.example")}
    queue("note", group, people(5))
    send_all()
    assert states() == [("waiting", "")] * 5


def test_a_message_that_cannot_be_written_is_tried_again_and_told(
    group, note, caplog, monkeypatch
):
    def values(delivery, group):
        raise KeyError("secret-of-somebody")

    monkeypatch.setattr(note, "values", values)
    queue("note", group, people(1))
    assert send_all() == {"waiting": 1}
    assert "could not be written" in caplog.text


# Claims and slots.


def test_what_a_dead_worker_had_claimed_is_sent_by_another(group):
    queue("note", group, people(3))
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert len(worker.claim(2)) == 2
        assert send_all() == {"sent": 1}
        clock.shift(worker.LEASE + timedelta(seconds=1))
        assert send_all() == {"sent": 2}
    assert len(mail.outbox) == 3


def test_two_workers_claim_different_deliveries(group):
    queue("note", group, people(5))
    first, second = worker.claim(3), worker.claim(3)
    assert (len(first), len(second)) == (3, 2)
    assert not {row.pk for row in first} & {row.pk for row in second}


def test_a_worker_that_lost_its_lease_sends_nothing(group):
    queue("note", group, people(1))
    (lost,) = worker.claim(1)
    with time_machine.travel(lost.lease_until + timedelta(seconds=1), tick=False):
        worker.reclaim()
        (mine,) = worker.claim(1)
    assert worker.Sender().send(lost) is None
    assert worker.Sender().send(mine) == DeliveryState.SENT
    assert len(mail.outbox) == 1


def test_a_worker_gives_back_what_it_has_not_begun(group):
    queue("note", group, people(3))
    asked = iter([False, False, True])
    tally = worker.work(stopped=lambda: next(asked, True))
    assert dict(tally) == {"sent": 1}
    assert states() == [("sent", "")] + [("waiting", "")] * 2


def test_slots_keep_the_rate_over_all_workers(db, settings):
    settings.WORKSHOPS_MAIL_RATE = 60
    with time_machine.travel(timezone.now(), tick=False):
        first, second = pace.reserve(3), pace.reserve(2)
    slots = [(slot - first[0]).total_seconds() for slot in [*first, *second]]
    assert slots == [0, 1, 2, 3, 4]
    assert pace.at_once() == 5


def test_who_waits_for_a_page_does_not_wait_for_a_slot(group, settings):
    settings.WORKSHOPS_MAIL_RATE = 60
    rows = queue("note", group, people(5))
    with time_machine.travel(timezone.now(), tick=False):
        pace.reserve(10)
        assert not worker.send_now([row.pk for row in rows])
    assert states() == [("waiting", "")] * 5


def test_while_sending_is_paused_nothing_leaves(group):
    rows = queue("note", group, people(1))
    MailState.objects.update(paused_at=timezone.now())
    assert send_all() == {}
    assert not worker.send_now([rows[0].pk], force=True)
    assert states() == [("waiting", "")]


# The command.


def test_the_command_says_what_it_did(group, server, capsys):
    server.answers = {
        "p0@b.example": refused("p0@b.example", 550),
        "p1@b.example": refused("p1@b.example", 451),
    }
    queue("note", group, people(4))
    call_command("send_deliveries")
    assert capsys.readouterr().out == (
        "2 sent, 1 to be tried again, 1 failed, 0 not sent any more, 1 waiting.\n"
    )


def test_the_command_says_why_nothing_leaves(group, server, capsys):
    server.answers = {"open": OSError("no route")}
    queue("note", group, people(1))
    call_command("send_deliveries")
    out = capsys.readouterr().out
    assert "The mail server does not answer (OSError: no route)" in out
    MailState.objects.update(resume_at=None, paused_at=timezone.now())
    call_command("send_deliveries")
    assert "Sending is paused" in capsys.readouterr().out


# What stays of an address.


def test_an_address_is_known_by_a_digest_that_is_this_sites_own(db):
    MailState.load()
    one = digest(" Ana@B.example")
    assert one == digest("ana@b.example")
    assert len(one) == 64
    assert one != digest("ana@b.example", salt="another site")
