"""Writes one message: its words, its HTML and plain text, its headers."""

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
from .models import MessageText
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


def message_for(delivery, subject, text=None):
    """Return ``delivery`` (about ``subject``) as a message that is ready to leave.

    In the recipient's language, with the words of ``text`` or else those in force.
    """
    kind = kind_of(delivery.kind)
    with translation.override(spoken(delivery.language)):
        values = {"name": delivery.name, **kind.values(delivery, subject)}
    return compose(delivery, kind, subject, values, text)


def compose(delivery, kind, subject, values, text=None):
    """Return a message with ``values``; ``subject`` may be None in a preview."""
    with translation.override(spoken(delivery.language)):
        site = kind.site(subject) if subject else main_site()
        root, look = (site.root_url if site else ""), look_of(site)
        text = text or text_for(kind)
        values = {**values, "site": name_of(site)}
        body = expand_db_html(text.body)
        line = in_line(text.subject_line, values)
        words = {
            "subject": line,
            "look": look,
            "language": translation.get_language(),
            "why": kind.why(delivery, subject) if subject else "",
            "html": in_html(body, values, root, look.accent),
            "text": in_text(body, values, root),
            **_ways_out(delivery, kind, root),
        }
        message = EmailMultiAlternatives(
            line,
            render_to_string("workshops_plugin/mail/message.txt", words).strip() + "\n",
            app_settings.FROM_EMAIL or settings.DEFAULT_FROM_EMAIL,
            [delivery.address],
            reply_to=_reply_to(kind, delivery, subject),
            headers=_headers(delivery, words),
        )
        html = render_to_string("workshops_plugin/mail/message.html", words)
        message.attach_alternative(html, "text/html")
        for attachment in kind.attachments(delivery, subject) if subject else ():
            message.attach(*attachment)
    return message


def _reply_to(kind, delivery, subject):
    address = kind.reply_to(delivery, subject) if subject else ""
    return [address] if address else []


def _ways_out(delivery, kind, root):
    """Return the addresses with which a recipient refuses such messages."""
    if is_service(kind):
        return {}
    token = refusal_token(delivery.recipient, delivery.key, kind.category)
    return {
        "refuse_url": root + reverse("workshops:refuse", args=[token]),
        "choose_url": root + reverse("workshops:preferences"),
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
