"""The secret address under which a calendar program reads what one user may see."""

import hashlib
import secrets

from django.utils import timezone

from ..models import FeedToken


def make_feed_address(user, *, language):
    """Return a new token for the calendar of ``user``; an older one stops working.

    Only its digest is kept, so it is told this once.
    """
    token = secrets.token_urlsafe(32)
    values = {
        "digest": digest(token),
        "language": language,
        "created_at": timezone.now(),
    }
    FeedToken.objects.update_or_create(user=user, defaults=values)
    return token


def drop_feed_address(user):
    """Let the address of ``user`` stop working; return whether there was one."""
    count, _models = FeedToken.objects.filter(user=user).delete()
    return bool(count)


def digest(token):
    """Return what is kept of ``token``. It is long and random, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
