"""What of a version enters its hash, and how: arithmetic without a database.

Each value has a digest of its own, so that a verification can name the field that
was changed. The digest of a value that may have to be erased is keyed by a salt of
its own: with the salt gone, it says nothing about the value any more, and the hash
still holds.
"""

import hashlib
import hmac
import json
from datetime import date, datetime, timezone
from decimal import Decimal
from functools import lru_cache
from uuid import UUID

#: Rises when anything below changes what it returns; each version names its own.
FORMAT = 1


def canonical(value):
    """Return ``value`` as text that is the same on every database and after a dump."""
    return _SHORT.get(type(value), _encode)(value)


def _plain(value):
    """Return as text what JSON has no word for."""
    if isinstance(value, datetime):
        # Fixtures keep milliseconds; so the rest is not promised.
        moment = value.astimezone(timezone.utc).replace(tzinfo=None)
        return moment.isoformat(timespec="milliseconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


_encode = json.JSONEncoder(
    default=_plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False
).encode

#: The same past the encoder, which costs more than these values do.
_SHORT = {
    type(None): lambda value: "null",
    int: str,
    UUID: lambda value: f'"{value}"',
    Decimal: lambda value: f'"{value}"',
    datetime: lambda value: f'"{_plain(value)}"',
}


def digest(value, salt=None):
    """Return the digest of one value: 32 hexadecimal characters."""
    if salt is not None:
        data = canonical(value).encode()
        return hmac.digest(salt.encode(), data, "sha256").hex()[:32]
    if type(value) in _OFTEN or (type(value) is str and len(value) < 50):
        return _remembered(value)
    return _digest(value)


def _digest(value):
    return hashlib.sha256(canonical(value).encode()).hexdigest()[:32]


#: The same few values return in thousands of versions. True is not taken for 1.
_OFTEN = {type(None), bool, int, UUID}
_remembered = lru_cache(maxsize=20_000, typed=True)(_digest)


def link(previous, facts):
    """Return the hash of a version: of the hash before it and of its own facts.

    ``facts`` maps names to what :func:`canonical` can say; digests stand in for
    the values of its fields.
    """
    data = canonical({**facts, "previous": previous})
    return hashlib.sha256(data.encode()).hexdigest()
