"""Wall time and time zone, and the one moment that they name."""

from datetime import datetime, timezone
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from ..calls.moments import time_zones
from ..errors import Refused

WALL = "%Y-%m-%dT%H:%M"


def moment_of(wall, zone, field):
    """Return the UTC moment of ``wall`` (naive datetime) in ``zone`` (IANA name).

    Refused, for the form's ``field``: "zone", and "clock" for a time that does not
    exist or exists twice because clocks are changed.
    """
    if zone not in time_zones():
        _refuse(
            "zone",
            "timezone",
            _("“%(zone)s” is not a time zone. Choose one such as Europe/Zurich.")
            % {"zone": zone},
        )
    early, late = (wall.replace(tzinfo=ZoneInfo(zone), fold=fold) for fold in (0, 1))
    if early.utcoffset() != late.utcoffset():
        _refuse(
            "clock",
            field,
            _(
                "Clocks are changed at this time in this time zone, so it does not "
                "name one moment. Choose another time."
            ),
        )
    return early.astimezone(timezone.utc)


def _refuse(code, field, message):
    raise Refused(message, code=code, fields={field: [message]})


def wall_text(wall):
    """Return a naive datetime as it is stored, to the minute."""
    return wall.strftime(WALL)


def wall_of(text):
    """Return the naive datetime that :func:`wall_text` was given, or None."""
    return datetime.strptime(text, WALL) if text else None
