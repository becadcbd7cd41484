"""The address with which a recipient refuses messages without signing in.

It names a category and a recipient by digest, never by e-mail address, and is signed
with this installation's salt: it works for as long as the message is kept.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass

from .enums import Category
from .models import MailState


@dataclass(frozen=True)
class Refusal:
    recipient: str
    key: str
    category: Category


def _signature(text, salt):
    words = f"refuse:{text}".encode()
    return hmac.new(salt.encode(), words, hashlib.sha256).hexdigest()[:32]


def refusal_token(recipient, key, category, salt=None):
    """Return what stands in the address; only digits, letters, ``.``, ``-``, ``_``."""
    coded = base64.urlsafe_b64encode(key.encode()).decode().rstrip("=")
    text = f"{category}.{recipient}.{coded}"
    return f"{text}.{_signature(text, salt or MailState.load().salt)}"


def read_token(token):
    """Return the :class:`Refusal` that ``token`` stands for, or None: it is none."""
    text, _, signature = token.rpartition(".")
    parts = text.split(".")
    expected = _signature(text, MailState.load().salt)
    if not hmac.compare_digest(signature.encode(), expected.encode()):
        return None
    category, recipient, coded = parts
    key = base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4)).decode()
    return Refusal(recipient, key, Category(category))
