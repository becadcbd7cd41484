"""Sending one message: its language, its form, and what happens when it fails."""

import pytest
from django.core import mail

from workshops_plugin.mailing.send import send_message, spoken


@pytest.fixture
def templates(settings, tmp_path):
    """Write the three templates of a message named "note"."""

    def write(subject="{{ word }}", text="{{ word }}", html="<p>{{ word }}</p>"):
        folder = tmp_path / "workshops_plugin" / "mail"
        folder.mkdir(parents=True)
        for ending, source in [("subject.txt", subject), ("txt", text), ("html", html)]:
            (folder / f"note.{ending}").write_text(source)
        settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]

    return write


def send(word="Hello", **options):
    options = {"to": "a@b.example", "language": "en", **options}
    return send_message("note", context={"word": word}, **options)


def test_a_message_is_plain_text_and_html_to_one_person(templates, settings):
    templates()
    settings.DEFAULT_FROM_EMAIL = "site@alliance.example"
    assert send() is True
    (message,) = mail.outbox
    assert (message.to, message.cc, message.bcc) == (["a@b.example"], [], [])
    assert message.from_email == "site@alliance.example"
    assert (message.subject, message.body) == ("Hello", "Hello\n")
    (alternative,) = message.alternatives
    assert (alternative.content, alternative.mimetype) == ("<p>Hello</p>", "text/html")


def test_the_app_may_have_a_sender_of_its_own(templates, settings):
    templates()
    settings.WORKSHOPS_FROM_EMAIL = "Workshops <w@alliance.example>"
    send()
    assert mail.outbox[0].from_email == "Workshops <w@alliance.example>"


def test_programs_on_leave_do_not_answer(templates):
    templates()
    send()
    assert mail.outbox[0].message()["Auto-Submitted"] == "auto-generated"


def test_the_subject_is_one_line_whatever_stands_in_it(templates):
    templates(subject="\n {{ word }} \n")
    send("One\r\nBcc: c@d.example\x0btwo")
    (message,) = mail.outbox
    assert message.subject == "One Bcc: c@d.example two"
    assert message.message()["Bcc"] is None


@pytest.mark.parametrize(
    ("language", "code"),
    [("fr", "fr"), ("fr-ca", "fr"), ("sw", "en"), ("", "en"), (None, "en")],
)
def test_a_message_is_in_a_language_that_the_site_speaks(templates, language, code):
    templates(
        text='{% load i18n %}{{ language }} {% translate "Yes" %}',
        html="{{ language }}",
    )
    send(language=language)
    yes = {"fr": "Oui", "en": "Yes"}[code]
    assert mail.outbox[0].body == f"{code} {yes}\n"
    assert mail.outbox[0].alternatives[0].content == code
    assert spoken(language) == code


def test_the_active_language_stays_as_it_was(templates):
    from django.utils import translation

    templates()
    with translation.override("es"):
        send(language="fr")
        assert translation.get_language() == "es"


def test_attachments_go_with_it(templates):
    templates()
    send(attachments=[("a.txt", "Text", "text/plain")])
    (attachment,) = mail.outbox[0].attachments
    assert (attachment.filename, attachment.content) == ("a.txt", "Text")


class DeadServer:
    """A mail server that nobody can reach."""

    def __init__(self, **kwargs):
        """Take what any backend takes."""

    def send_messages(self, messages):
        raise OSError("mail.example")


def test_a_failure_is_logged_and_told(templates, settings, caplog):
    templates()
    settings.EMAIL_BACKEND = "tests.mailing.test_send.DeadServer"
    assert send("a secret") is False
    assert "The message “note” could not be sent" in caplog.text
    assert "a secret" not in caplog.text


def test_an_address_that_is_none_is_a_failure(templates):
    templates()
    assert send(to="a@b.example\nBcc: c@d.example") is False
    assert send(to="") is False
    assert mail.outbox == []
