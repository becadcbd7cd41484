"""Who is written to, and how an address is known once it is forgotten."""

import hashlib
import hmac
from dataclasses import dataclass

from .models import MailState


@dataclass(frozen=True)
class Recipient:
    """Somebody to write to. ``key`` stays the same when the address changes."""

    email: str
    name: str = ""
    language: str = ""
    key: str = ""


def digest(address, salt=None):
    """Return what stays of ``address`` (in any case) when it is forgotten itself.

    It is keyed with this installation's own salt, which does not change with
    SECRET_KEY, so that who unsubscribed stays unsubscribed.
    """
    salt = salt or MailState.load().salt
    known = address.strip().lower().encode()
    return hmac.new(salt.encode(), known, hashlib.sha256).hexdigest()
