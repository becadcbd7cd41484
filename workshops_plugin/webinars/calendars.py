"""Webinars as calendars read them: RFC 5545, and RFC 7986 for what it adds.

Made of facts that are handed in: no request, no permission. The meeting link is never
among them; the address of the join gate is.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from icalendar import Calendar, Event, vUri

from .enums import WebinarStatus

PRODUCT = "-//workshops_plugin//webinars//EN"
REFRESH = timedelta(hours=6)


@dataclass(frozen=True)
class Entry:
    """One webinar in one language, as a calendar tells it."""

    webinar: object
    title: str
    description: str
    #: Of its page; "" where there is none to see.
    url: str
    join_url: str = ""
    categories: tuple = ()
    #: Whether its reader attends; None where that is not asked.
    attends: bool | None = None


def calendar(entries, *, name="", uid="", url="", method="PUBLISH"):
    """Return the bytes of a calendar of ``entries``; without dates they are left out.

    ``name``, ``uid`` and ``url`` are those of a feed that is subscribed to;
    ``method`` is "CANCEL" in a message that takes an event away (RFC 5546, 3.2.5).
    """
    found = Calendar()
    found.add("prodid", PRODUCT)
    found.add("version", "2.0")
    found.add("method", method)
    if name:
        found.add("name", name)
        found.add("x-wr-calname", name)
        found.add("uid", uid)
        found.add("url", vUri(url))
        found.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        found.add("x-published-ttl", REFRESH)
    for entry in entries:
        if entry.webinar.starts_at:
            found.add_component(_event(entry))
    return found.to_ical()


def _event(entry):
    webinar, event = entry.webinar, Event()
    cancelled = webinar.status == WebinarStatus.CANCELLED
    event.add("uid", webinar.uid)
    event.add("dtstamp", _utc(webinar.changed_at))
    event.add("last-modified", _utc(webinar.changed_at))
    event.add("created", _utc(webinar.created_at))
    event.add("sequence", webinar.sequence)
    event.add("dtstart", _utc(webinar.starts_at))
    event.add("dtend", _utc(webinar.ends_at))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    # What its reader does not attend keeps no time free.
    free = cancelled or entry.attends is False
    event.add("transp", "TRANSPARENT" if free else "OPAQUE")
    event.add("summary", entry.title)
    if entry.description:
        event.add("description", entry.description)
    if entry.url:
        event.add("url", vUri(entry.url))
    if entry.join_url and not cancelled:
        event.add(
            "conference",
            vUri(entry.join_url),
            parameters={"VALUE": "URI", "FEATURE": "VIDEO"},
        )
        event.add("location", entry.join_url)
    if entry.categories:
        event.add("categories", list(entry.categories))
    return event


def _utc(moment: datetime):
    return moment.astimezone(timezone.utc).replace(microsecond=0)
