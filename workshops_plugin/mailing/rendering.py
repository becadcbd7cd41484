"""Writes one message: its words, its HTML and plain text, its headers."""

from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from wagtail.rich_text import expand_db_html

from ..conf import app_settings
from .enums import Category
from .kinds import kind_of, main_site
from .languages import spoken
from .looks import look_of, name_of
from .models import MailState, MessageText
from .texts import from_paragraphs, in_html, in_line, in_text
from .tokens import refusal_token


def shipped_text(kind):
    """Return an unsaved text: the app's own words, in the active language."""
    return MessageText(
        kind=kind.name,
        language=translation.get_language(),
        subject_line=kind.subject_line(),
        body=from_paragraphs(kind.paragraphs()),
    )


def text_for(kind):
    """Return the site's own words in the active language, or else the app's."""
    rows = MessageText.objects.filter(
        kind=kind.name, language=translation.get_language()
    )
    return rows.first() or shipped_text(kind)


@dataclass(frozen=True)
class Parts:
    """What a message consists of, but for what is its recipient's own."""

    kind: object
    language: str
    root: str
    look: object
    line: str
    body: str
    values: dict
    salt: str
    why: str = ""
    reply_to: str = ""
    attachments: tuple = ()


def parts_of(delivery, subject, *, text=None, values=None):
    """Return the :class:`Parts` of ``delivery``, in its recipient's language.

    With the words of ``text``, or else those in force. In a preview ``subject`` may be
    None; then ``values`` stand for what it would say.
    """
    kind = kind_of(delivery.kind)
    with translation.override(spoken(delivery.language)):
        site = kind.site(subject) if subject else main_site()
        text = text or text_for(kind)
        values = kind.values(delivery, subject) if values is None else values
        own = {}
        if subject:
            own = {
                "why": kind.why(delivery, subject),
                "reply_to": kind.reply_to(delivery, subject),
                "attachments": tuple(kind.attachments(delivery, subject)),
            }
        return Parts(
            kind=kind,
            language=translation.get_language(),
            root=site.root_url if site else "",
            look=look_of(site),
            line=text.subject_line,
            body=expand_db_html(text.body),
            values={**values, "site": name_of(site)},
            salt=MailState.load().salt,
            **own,
        )


def message_for(delivery, subject, text=None):
    """Return ``delivery`` (about ``subject``) as a message that is ready to leave."""
    return compose(parts_of(delivery, subject, text=text), delivery)


def compose(parts, delivery):
    """Return the message that ``parts`` make for the recipient of ``delivery``."""
    values = {"name": delivery.name, **parts.values}
    with translation.override(parts.language):
        line = in_line(parts.line, values)
        words = {
            "subject": line,
            "look": parts.look,
            "language": parts.language,
            "why": parts.why,
            "html": in_html(parts.body, values, parts.root, parts.look.accent),
            "text": in_text(parts.body, values, parts.root),
            **_ways_out(delivery, parts),
        }
        message = EmailMultiAlternatives(
            line,
            render_to_string("workshops_plugin/mail/message.txt", words).strip() + "\n",
            app_settings.FROM_EMAIL or settings.DEFAULT_FROM_EMAIL,
            [delivery.address],
            reply_to=[parts.reply_to] if parts.reply_to else [],
            headers=_headers(delivery, words),
        )
        html = render_to_string("workshops_plugin/mail/message.html", words)
    message.attach_alternative(html, "text/html")
    for attachment in parts.attachments:
        message.attach(*attachment)
    return message


def _ways_out(delivery, parts):
    """Return the addresses with which a recipient refuses such messages."""
    if is_service(parts.kind):
        return {}
    token = refusal_token(
        delivery.recipient, delivery.key, parts.kind.category, parts.salt
    )
    return {
        "refuse_url": parts.root + reverse("workshops:refuse", args=[token]),
        "choose_url": parts.root + reverse("workshops:preferences"),
    }


def _headers(delivery, words):
    # Mail programs on leave do not answer what carries this (RFC 3834).
    headers = {"Auto-Submitted": "auto-generated"}
    if delivery.pk:
        headers["Message-ID"] = message_id(delivery)
    if url := words.get("refuse_url"):
        # One click in the mail program is enough (RFC 8058).
        headers["List-Unsubscribe"] = f"<{url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def message_id(delivery):
    """Return the name of a message, the same however often it is tried."""
    sender = parseaddr(app_settings.FROM_EMAIL or settings.DEFAULT_FROM_EMAIL)[1]
    domain = sender.rpartition("@")[2] or "localhost"
    return f"<delivery-{delivery.pk}.{delivery.recipient[:16]}@{domain}>"


def is_service(kind):
    return kind.category == Category.SERVICE
