"""Saying that one will attend, and taking it back."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ...errors import Refused
from ..access import may_see
from ..enums import WebinarPhase
from ..models import Attendance


def attend(webinar, *, by):
    """Note that ``by`` will attend ``webinar``; return the :class:`Attendance`.

    It is an intention: it opens nothing, and twice is no different from once. Refused:
    "hidden" (who may not see it), "over" (it has no time, is over, or is cancelled).
    """
    if by is None or not may_see(by, webinar):
        raise Refused(_("You cannot see this webinar."), code="hidden")
    if webinar.phase() not in (WebinarPhase.UPCOMING, WebinarPhase.LIVE):
        raise Refused(_("This webinar cannot be attended now."), code="over")
    try:
        with transaction.atomic():
            return Attendance.objects.get_or_create(webinar=webinar, user=by)[0]
    except IntegrityError:
        return Attendance.objects.get(webinar=webinar, user=by)


def stay_away(webinar, *, by):
    """Take back that ``by`` will attend; tell whether there was anything."""
    count, _models = Attendance.objects.filter(webinar=webinar, user=by).delete()
    return bool(count)
