"""Who is written to, and how an address is known once it is forgotten."""

import hashlib
import hmac
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from .models import MailState


@dataclass(frozen=True)
class Recipient:
    """Somebody to write to. ``key`` stays the same when the address changes."""

    email: str
    name: str = ""
    language: str = ""
    key: str = ""


def address_of(user):
    """Return where ``user`` (or None) reads mail, by the user model's own field."""
    return getattr(user, user.get_email_field_name(), "") if user else ""


def is_address(text):
    """Tell whether ``text`` is an e-mail address."""
    try:
        validate_email(text.strip())
    except ValidationError:
        return False
    return True


def digest(address, salt=None):
    """Return what stays of ``address`` (in any case) when it is forgotten itself.

    It is keyed with this installation's own salt, which does not change with
    SECRET_KEY, so that who unsubscribed stays unsubscribed.
    """
    salt = salt or MailState.load().salt
    known = address.strip().lower().encode()
    return hmac.new(salt.encode(), known, hashlib.sha256).hexdigest()
