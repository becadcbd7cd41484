"""Who may do what with a webinar: predicates to read aloud."""

from datetime import timedelta

from django.utils import timezone

from .enums import JoinState, WebinarStatus

EDITOR = "workshops_plugin.change_webinar"
OPENER = "workshops_plugin.open_webinar"


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
