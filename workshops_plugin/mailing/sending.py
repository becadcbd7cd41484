"""Sends one delivery that was claimed, and writes down what became of it."""

import logging
import smtplib
from datetime import timedelta

from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone

from . import pace
from .enums import CampaignState, Cause, DeliveryState
from .facts import Facts
from .kinds import Kind, kind_of
from .models import Delivery
from .rendering import message_id
from .rules import obstacle

logger = logging.getLogger(__name__)

#: How long a message is tried while the mail server itself is at fault.
GIVE_UP_AFTER = timedelta(days=3)
#: How long to wait for a mail server, where the site does not say.
TIMEOUT = 30
#: So many failures in a row are the mail server's fault, not the messages'.
IN_A_ROW = 10
SERVER_ERRORS = (
    smtplib.SMTPServerDisconnected,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPNotSupportedError,
    smtplib.SMTPSenderRefused,
)


class Silent(Exception):
    """The mail server does not answer, or takes nothing: nobody is to try now."""


class Sender:
    """Sends deliveries one after the other over one connection."""

    def __init__(self):
        self.connection, self.failures = None, 0

    def open(self):
        """Connect to the mail server. Raises :class:`Silent`."""
        if self.connection:
            return
        try:
            self.connection = get_connection()
            # None would wait for ever, longer than any lease.
            if getattr(self.connection, "timeout", TIMEOUT) is None:
                self.connection.timeout = TIMEOUT
            self.connection.open()
        except Exception as error:
            self.connection = None
            raise Silent(_words(error)) from error

    def close(self):
        """Disconnect. What goes wrong with that does not matter any more."""
        connection, self.connection = self.connection, None
        if connection:
            try:
                connection.close()
            except Exception:
                logger.info("The mail server did not close", exc_info=True)

    def send(self, delivery, facts=None):
        """Send a claimed ``delivery``, unless it is not ours or not right any more.

        Returns the :class:`.enums.DeliveryState` that it has then, or None: somebody
        else has it. Raises :class:`Silent`; the delivery waits again.
        """
        facts = facts or Facts([delivery])
        if delivery.pk not in facts.claimed:
            return None
        if not facts.is_running(delivery):
            if delivery.campaign.state == CampaignState.STOPPED:
                return finish(delivery, DeliveryState.DROPPED, Cause.STOPPED)
            return wait(delivery, delivery.next_at)
        try:
            subject = facts.subject_of(delivery)
            if cause := obstacle(delivery, subject, facts):
                return finish(delivery, DeliveryState.DROPPED, cause)
            message = facts.message(delivery, subject)
            # Raises what is wrong with addresses and headers.
            message.message()
        except Exception as error:
            logger.exception("Delivery %s could not be written", delivery.pk)
            return fail(delivery, error, Cause.UNWRITABLE)
        return self._send(delivery, subject, message)

    def _send(self, delivery, subject, message):
        self.open()
        message.connection = self.connection
        try:
            self.connection.send_messages([message])
        except Exception as error:
            return self._failed(delivery, error)
        self.failures = 0
        return _sent(delivery, subject)

    def _failed(self, delivery, error):
        self.close()
        self.failures += 1
        code = _code(error)
        if _is_servers_fault(error):
            if timezone.now() - delivery.created_at > GIVE_UP_AFTER:
                finish(delivery, DeliveryState.FAILED, Cause.GAVE_UP, _words(error))
            else:
                wait(delivery, timezone.now() + pace.pause_after(1))
            raise Silent(_words(error)) from error
        logger.warning("Delivery %s was not taken", delivery.pk, exc_info=True)
        if code and code >= 500:
            state = finish(delivery, DeliveryState.FAILED, Cause.REFUSED, _words(error))
        else:
            state = fail(delivery, error, Cause.GAVE_UP)
        if self.failures >= IN_A_ROW:
            self.failures = 0
            raise Silent(_words(error)) from error
        return state


def _is_servers_fault(error):
    """Tell whether no message would have been taken. (SMTPException is an OSError.)"""
    if isinstance(error, smtplib.SMTPException):
        return isinstance(error, SERVER_ERRORS) or _code(error) == 421
    return isinstance(error, OSError)


def _code(error):
    """Return the reply code of a mail server, the worst of several, or None."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max((reply[0] for reply in error.recipients.values()), default=None)
    return getattr(error, "smtp_code", None)


def _words(error):
    return f"{type(error).__name__}: {error}"[:1000]


def _mine(delivery):
    return Delivery.objects.filter(pk=delivery.pk, claim=delivery.claim)


def _sent(delivery, subject):
    values = {
        "state": DeliveryState.SENT,
        "cause": "",
        "detail": "",
        "attempts": delivery.attempts + 1,
        "message_id": message_id(delivery),
        "finished_at": timezone.now(),
        "claim": "",
        "lease_until": None,
    }
    kind = kind_of(delivery.kind)
    if type(kind).sent is Kind.sent:
        _mine(delivery).update(**values)
    else:
        with transaction.atomic():
            _mine(delivery).update(**values)
            kind.sent(delivery, subject)
    return DeliveryState.SENT


def finish(delivery, state, cause, detail=""):
    """Mark a claimed ``delivery`` as dropped or failed; return ``state``."""
    _mine(delivery).update(
        state=state,
        cause=cause,
        detail=detail,
        finished_at=timezone.now(),
        claim="",
        lease_until=None,
    )
    return state


def wait(delivery, until, **values):
    """Let a claimed ``delivery`` wait; return that state."""
    _mine(delivery).update(
        state=DeliveryState.WAITING, next_at=until, claim="", lease_until=None, **values
    )
    return DeliveryState.WAITING


def fail(delivery, error, cause):
    """Try ``delivery`` again later or, the fifth time, mark it as failed."""
    attempts = delivery.attempts + 1
    pause = pace.pause_after(attempts)
    if pause is None:
        _mine(delivery).update(attempts=attempts)
        return finish(delivery, DeliveryState.FAILED, cause, _words(error))
    return wait(
        delivery, timezone.now() + pause, attempts=attempts, detail=_words(error)
    )
