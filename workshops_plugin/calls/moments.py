"""Days and moments as people read them, in English as the ILO writes them."""

from datetime import timezone as zones
from functools import cache
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

UTC = zones.utc


@cache
def time_zones():
    """Return the names of all time zones; to find them reads hundreds of files."""
    return frozenset(available_timezones())


def day_words(day):
    """Write a day (a date or a local datetime) out: 31 December 2024."""
    language = (get_language() or "en").split("-")[0]
    words = formats.date_format(day, "j F Y" if language == "en" else "DATE_FORMAT")
    # French writes the first of a month as an ordinal, which Django does not.
    return f"1er{words[1:]}" if language == "fr" and words.startswith("1 ") else words


def moment_words(moment, zone=None):
    """Write ``moment`` out to the minute, in ``zone`` or that of this visit."""
    local = timezone.localtime(moment, zone)
    return _("%(date)s, %(time)s") % {
        "date": day_words(local),
        "time": formats.time_format(local, "H:i"),
    }


def abbreviation(moment):
    """Return the short name of the zone in which ``moment`` is, as "CET" or "UTC+3".

    Many zones have none of their own, but "+03", which nobody reads as a zone.
    """
    name = f"{moment:%Z}"
    if name[:1] not in "+-":
        return name
    hours, minutes = name[1:3], name[3:]
    return f"UTC{name[0]}{int(hours)}" + (f":{minutes}" if minutes else "")


def zoned_words(moment, zone):
    """Write ``moment`` out in ``zone`` (a ZoneInfo), and name that; None is nothing."""
    if not moment:
        return ""
    local = timezone.localtime(moment, zone)
    return _("%(date)s, %(time)s %(abbreviation)s (%(zone)s)") % {
        "date": day_words(local),
        "time": formats.time_format(local, "H:i"),
        "abbreviation": abbreviation(local),
        "zone": zone.key,
    }


def period_words(start, end, zone):
    """Write from when until when something is, in ``zone``, and name that."""
    if not start:
        return ""
    first, last = (timezone.localtime(moment, zone) for moment in (start, end))
    words = _("%(start)s–%(end)s %(abbreviation)s (%(zone)s)")
    if zone.key == f"{first:%Z}":
        words = _("%(start)s–%(end)s %(zone)s")
    return words % {
        "start": moment_words(first, zone),
        "end": formats.time_format(last, "H:i")
        if first.date() == last.date()
        else moment_words(last, zone),
        "abbreviation": abbreviation(first),
        "zone": zone.key,
    }


def in_zone(wall, zone, field):
    """Return ``wall`` (naive) in ``zone``; refuse what a clock change leaves out.

    A time that exists twice when clocks go back is refused too, because nobody
    could tell which is meant.
    """
    if wall is None:
        return None
    early, late = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    try:
        early.astimezone(UTC)
    except OverflowError as error:
        message = forms.DateTimeField.default_error_messages["invalid"]
        raise ValidationError({field: message}) from error
    if early.utcoffset() != late.utcoffset():
        raise ValidationError(
            {
                field: _(
                    "Clocks are changed at this time in this time zone, so it does not "
                    "name one moment. Choose another time."
                )
            }
        )
    return early
