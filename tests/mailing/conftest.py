"""A kind of message about nothing but itself, and mail servers that misbehave."""

import smtplib

import pytest
from django.contrib.auth.models import Group
from django.core.mail.backends.locmem import EmailBackend

from tests.calls.conftest import ana, at_noon, call, union
from workshops_plugin.mailing import kinds
from workshops_plugin.mailing.enums import Category, Cause
from workshops_plugin.mailing.kinds import Kind, Placeholder
from workshops_plugin.mailing.recipients import Recipient
from workshops_plugin.mailing.texts import Block, Link

__all__ = ["ana", "at_noon", "call", "union"]


class Note(Kind):
    """About a Django group, whose name says whether it is still right."""

    name = "note"
    label = "Note"
    model = Group
    placeholders = {
        "word": Placeholder("a word"),
        "empty": Placeholder("nothing"),
        "link": Placeholder("an address"),
        "block": Placeholder("a block", block=True),
    }
    line = "{word}"
    parts = ["{word}"]

    def subject_line(self):
        return self.line

    def paragraphs(self):
        return self.parts

    def obstacle(self, delivery, group):
        return Cause.CANCELLED if group.name == "cancelled" else None

    def values(self, delivery, group):
        return {
            "word": delivery.data.get("word", group.name),
            "empty": "",
            "link": Link("https://site.example/a?b=1&c=2", "Go there"),
            "block": Block("<ul><li>One</li></ul>", "- One"),
        }


class Bulletin(Note):
    """A note that recipients may refuse."""

    name = "bulletin"
    category = Category.INVITATIONS


class Latest(Note):
    """A note of which the last one counts."""

    name = "latest"
    replaces = True


@pytest.fixture(autouse=True)
def note(monkeypatch):
    """Register the kinds for a test; their texts may be changed in it."""
    found = {kind.name: kind() for kind in (Note, Bulletin, Latest)}
    monkeypatch.setattr(kinds, "_kinds", {**kinds._kinds, **found})
    return found["note"]


@pytest.fixture
def group(db):
    return Group.objects.create(name="Hello")


def people(count, domain="b.example"):
    return [Recipient(f"p{n}@{domain}", f"Person {n}") for n in range(count)]


class MailServer(EmailBackend):
    """Takes messages like a mail server, or says what ``answers`` holds for each."""

    answers = {}
    opened = 0

    def open(self):
        type(self).opened += 1
        if isinstance(self.answers.get("open"), Exception):
            raise self.answers["open"]

    def send_messages(self, messages):
        for message in messages:
            answer = self.answers.get(message.to[0]) or self.answers.get("any")
            if answer:
                raise answer
        return super().send_messages(messages)


def refused(address, code):
    """Return what smtplib raises when a server does not take a recipient."""
    return smtplib.SMTPRecipientsRefused({address: (code, b"5.1.1 unknown")})


@pytest.fixture
def server(settings):
    """Have mail taken by a :class:`MailServer`, whose answers a test can set."""
    settings.EMAIL_BACKEND = "tests.mailing.conftest.MailServer"
    MailServer.answers, MailServer.opened = {}, 0
    return MailServer
