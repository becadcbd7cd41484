"""Who may do what with a webinar: predicates to read aloud."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from ..errors import Refused
from .access import is_host
from .enums import JoinState, PreparationState, WebinarStatus

EDITOR = "workshops_plugin.change_webinar"
OPENER = "workshops_plugin.open_webinar"


# The way in.


def join_window(webinar, details):
    """Return from when until when the gate of ``webinar`` is open."""
    return (
        webinar.starts_at - timedelta(minutes=details.minutes_before),
        webinar.ends_at + timedelta(minutes=details.minutes_after),
    )


def join_state(webinar, now=None):
    """Return the :class:`JoinState` of ``webinar`` at ``now``, or None: cancelled."""
    now = now or timezone.now()
    details = getattr(webinar, "join_details", None)
    if webinar.status == WebinarStatus.CANCELLED:
        return None
    if webinar.starts_at is None:
        return JoinState.NOT_SET
    if details is None:
        return JoinState.OVER if now >= webinar.ends_at else JoinState.NOT_SET
    opens, closes = join_window(webinar, details)
    if now < opens:
        return JoinState.EARLY
    return JoinState.OPEN if now < closes else JoinState.OVER


# The preparation.


def is_secretariat(user):
    """Whether ``user`` acts for the Secretariat."""
    return bool(user) and user.has_perm(EDITOR)


def may_prepare(user, webinar):
    """Whether ``user`` works on ``webinar``: for a host, or for the Secretariat."""
    return is_secretariat(user) or is_host(user, webinar)


def is_locked(preparation, user):
    """Whether ``user`` has to wait: the Secretariat is reading what was submitted."""
    waits = preparation.state == PreparationState.SUBMITTED
    return waits and not (user is None or is_secretariat(user))


def require_preparing(user, webinar):
    """Refuse unless ``user`` works on ``webinar``; None is a command."""
    if user is not None and not may_prepare(user, webinar):
        raise Refused(
            _("Only the hosts of this webinar and the Secretariat can do this."),
            code="forbidden",
        )


def require_unlocked(preparation, user):
    """Refuse while the Secretariat reads what the hosts have submitted."""
    if is_locked(preparation, user):
        raise Refused(
            _(
                "You have submitted this for approval, so it cannot be changed now. "
                "Take it back first."
            ),
            code="submitted",
        )
