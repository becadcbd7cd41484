"""Sends one message to one person in that person's language."""

import logging

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import get_supported_language_variant

from ..conf import app_settings

logger = logging.getLogger(__name__)

#: Mail programs on leave do not answer what carries this (RFC 3834).
HEADERS = {"Auto-Submitted": "auto-generated"}


def spoken(language):
    """Return the language code ``language`` as the site speaks it, else its own."""
    try:
        return get_supported_language_variant(language or "")
    except LookupError:
        return settings.LANGUAGE_CODE


def send_message(template, *, to, language, context, attachments=()):
    """Send the message ``template`` to the address ``to``; return whether it left.

    Renders ``workshops_plugin/mail/<template>.subject.txt``, ``.txt`` and ``.html``
    in ``language``. ``attachments`` are (name, content, type) tuples. A mail server
    that fails is logged and never breaks what the person was doing.
    """
    with translation.override(spoken(language)):
        context = {"language": translation.get_language(), **context}
        stem = f"workshops_plugin/mail/{template}"
        subject = " ".join(render_to_string(f"{stem}.subject.txt", context).split())
        message = EmailMultiAlternatives(
            subject,
            render_to_string(f"{stem}.txt", context).strip() + "\n",
            app_settings.FROM_EMAIL or settings.DEFAULT_FROM_EMAIL,
            [to],
            headers=HEADERS,
        )
        message.attach_alternative(
            render_to_string(f"{stem}.html", context), "text/html"
        )
    for attachment in attachments:
        message.attach(*attachment)
    try:
        return bool(message.send())
    except Exception:
        logger.exception("The message “%s” could not be sent", template)
        return False
