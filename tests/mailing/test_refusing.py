"""One click is enough, a look is not; and whoever refuses stays refused."""

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from tests.calls import site
from workshops_plugin.mailing import actions, preferences, worker
from workshops_plugin.mailing.models import Delivery, Preference, Suppression
from workshops_plugin.mailing.outbox import queue
from workshops_plugin.mailing.recipients import Recipient, digest
from workshops_plugin.mailing.tokens import read_token, refusal_token
from workshops_plugin.signals import address_failed

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def url_of(message):
    """Return the path that a mail program posts to."""
    header = message.message()["List-Unsubscribe"]
    assert header.startswith("<http://localhost/")
    return header.strip("<>").removeprefix("http://localhost")


@pytest.fixture
def sent(group):
    """A bulletin that has left, to somebody with a membership."""
    queue("bulletin", group, [Recipient("ana@b.example", "Ana", "fr", "membership:3")])
    worker.work()
    return mail.outbox.pop()


def test_the_headers_are_those_of_rfc_8058(sent):
    headers = sent.message()
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert url_of(sent) in sent.body
    assert url_of(sent) in sent.alternatives[0].content
    assert "ana" not in url_of(sent)


def test_a_mail_program_refuses_with_one_post_and_no_cookie(sent, group):
    client = Client(enforce_csrf_checks=True)
    for _ in range(2):
        response = client.post(url_of(sent), ONE_CLICK)
        assert response.status_code == 200
        assert not response.cookies
    assert Preference.objects.get().category == "invitations"
    queue("bulletin", group, [Recipient("Ana@b.example")])
    queue("bulletin", group, [Recipient("new@b.example", key="membership:3")])
    worker.work()
    assert mail.outbox == []


def test_looking_at_the_address_only_asks(sent, client):
    for method in (client.get, client.head, client.options):
        response = method(url_of(sent), follow=True)
        assert response.status_code == 200
    response = client.get(url_of(sent))
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    assert "Ne plus recevoir ces messages" in response.content.decode()
    assert not Preference.objects.exists()


def test_a_refusal_can_be_taken_back_there(sent, client, group):
    client.post(url_of(sent), ONE_CLICK)
    response = client.post(url_of(sent), {"action": "accept"})
    assert not Preference.objects.exists()
    assert "Vous recevrez de nouveau" in response.content.decode()


@pytest.mark.parametrize(
    "change",
    [
        lambda token: token[:-1],
        lambda token: token + "0",
        lambda token: token.replace("invitations", "digest"),
        lambda token: "x",
        lambda token: "a.b.c.d",
        lambda token: "é" * 10,
    ],
)
def test_an_address_that_somebody_has_made_up_is_none(sent, client, change):
    token = url_of(sent).rstrip("/").rpartition("/")[2]
    url = reverse("workshops:refuse", args=[change(token)])
    assert client.post(url, ONE_CLICK, follow=True).status_code == 404
    assert not Preference.objects.exists()


def test_a_token_outlives_a_change_of_the_secret_key(settings, db):
    token = refusal_token(digest("a@b.example"), "k", "digest")
    settings.SECRET_KEY = "another"
    caches["default"].clear()
    found = read_token(token)
    assert (found.recipient, found.key) == (digest("a@b.example"), "k")


# The page of choices.


@pytest.fixture
def ana(db):
    union = site.make_organization("Union of Miners")
    user = site.make_user("ana@union.example", union)
    user.workshops_memberships.create(
        organization=site.make_organization("Bank", kind="business")
    )
    return user


def test_somebody_chooses_for_all_of_their_addresses(client, ana, group):
    url = reverse("workshops:preferences")
    assert client.get(url).status_code == 302
    client.force_login(ana)
    page = client.get(url).content.decode()
    assert page.count(" checked") == 2
    client.post(url, {"wanted": ["digest", "nonsense", "service"]})
    page = client.get(url).content.decode()
    assert page.count(" checked") == 1
    known = {key for _digest, key in preferences.identities_of(ana)}
    memberships = ana.workshops_memberships.values_list("pk", flat=True)
    assert known == {f"user:{ana.pk}", *(f"membership:{pk}" for pk in memberships)}
    rows = Preference.objects.values_list("key", "category")
    assert {(key, "invitations") for key in known} == set(rows)
    client.post(url, {"wanted": ["digest", "invitations"]})
    assert not Preference.objects.exists()


def test_nobody_chooses_for_others(client, ana):
    eve = site.make_user("eve@b.example")
    client.force_login(eve)
    client.post(reverse("workshops:preferences"), {"wanted": []})
    assert digest(ana.email) not in Preference.objects.values_list(
        "recipient", flat=True
    )


# Addresses that take no messages.


def test_a_site_can_say_that_an_address_bounces(group):
    for _ in range(2):
        address_failed.send(
            sender=None, address="A@b.example", why="bounce", detail="x"
        )
    assert Suppression.objects.get().why == "bounce"
    queue("note", group, [Recipient("a@B.example")])
    worker.work()
    assert Delivery.objects.get().cause == "suppressed"
    actions.lift(Suppression.objects.get(), by=None)
    queue("note", group, [Recipient("a@B.example")])
    worker.work()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("event_type", "reason", "why"),
    [
        ("bounced", "bounced", "bounce"),
        ("bounced", "invalid", "bounce"),
        ("bounced", "timed_out", None),
        ("complained", None, "complaint"),
        ("delivered", None, None),
        ("opened", None, None),
    ],
)
def test_anymail_is_heard(db, event_type, reason, why):
    from anymail.signals import AnymailTrackingEvent, tracking

    from workshops_plugin.mailing import anymail

    anymail.connect()
    try:
        event = AnymailTrackingEvent(
            event_type=event_type,
            recipient="a@b.example",
            reject_reason=reason,
            description="mailbox full",
        )
        tracking.send(sender=None, event=event, esp_name="Test")
    finally:
        tracking.disconnect(dispatch_uid="workshops_mailing")
    found = Suppression.objects.values_list("why", flat=True)
    assert list(found) == ([why] if why else [])


@pytest.mark.parametrize(
    "verb",
    [
        lambda by: actions.pause_all(by=by),
        lambda by: actions.resume_all(by=by),
        lambda by: actions.suppress("a@b.example", by=by),
        lambda by: actions.lift(Suppression(pk=1), by=by),
    ],
)
def test_members_do_not_steer_the_outbox(ana, verb):
    with site.refusal("forbidden"):
        verb(get_user_model().objects.get(pk=ana.pk))
