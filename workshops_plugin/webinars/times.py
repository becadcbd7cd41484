"""Wall time and time zone, and the one moment that they name."""

from datetime import datetime, timezone
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError

from ..calls.models.call import validate_timezone
from ..calls.moments import in_zone
from ..errors import Refused

WALL = "%Y-%m-%dT%H:%M"


def moment_of(wall, zone, field):
    """Return the UTC moment of ``wall`` (naive datetime) in ``zone`` (IANA name).

    Refused, for the form's ``field``: "zone", and "clock" for a time that does not
    exist or exists twice because clocks are changed.
    """
    try:
        validate_timezone(zone)
    except ValidationError as error:
        raise _refused("zone", "timezone", error.messages) from error
    try:
        return in_zone(wall, ZoneInfo(zone), field).astimezone(timezone.utc)
    except ValidationError as error:
        raise _refused("clock", field, error.messages) from error


def _refused(code, field, messages):
    return Refused(" ".join(messages), code=code, fields={field: messages})


def wall_text(wall):
    """Return a naive datetime as it is stored, to the minute."""
    return wall.strftime(WALL)


def wall_of(text):
    """Return the naive datetime that :func:`wall_text` was given, or None."""
    return datetime.strptime(text, WALL) if text else None
