"""Arranges a webinar: when it is, that it is not, and the way in."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone as clock
from django.utils.translation import gettext as _

from ...calls.rules import require_permission, require_reason
from ...errors import Refused
from ...record.trace import trace
from ...record.writing import save_version
from ...signals import webinar_changed
from ..enums import Section, WebinarStatus
from ..messages import tell_link_changed
from ..models import JoinDetails, WebinarHost
from ..queries import has_live_page
from ..rules import EDITOR
from ..telling import tell_change
from ..times import moment_of, wall_text
from ._shared import clean_row
from .locks import changing, lock_webinar

#: What ``set_facts`` may change.
FACTS = ("language", "interpretation", "outcomes", "attendance")
LONGEST = timedelta(days=1)


def reschedule(webinar, start, end, *, by, timezone=None, reason=""):
    """Set when ``webinar`` is: naive wall times, and their zone; return it.

    The first time schedules it. A cancelled webinar is scheduled again. Calendars
    hear of it by a higher sequence. Refused: "dates", "order", "zone", "clock" (a time
    that does not name one moment), "forbidden".
    """
    require_permission(by, EDITOR)
    with transaction.atomic():
        lock_webinar(webinar)
        zone = timezone or webinar.timezone
        starts_at, ends_at = _moments(start, end, zone)
        before = (webinar.starts_at, webinar.ends_at, webinar.timezone, webinar.status)
        if webinar.starts_at != starts_at and _was_announced(webinar):
            webinar.moved_from = webinar.starts_at
        webinar.start_wall, webinar.end_wall = wall_text(start), wall_text(end)
        webinar.starts_at, webinar.ends_at, webinar.timezone = starts_at, ends_at, zone
        webinar.status, webinar.cancel_reason = WebinarStatus.SCHEDULED, ""
        now = (webinar.starts_at, webinar.ends_at, webinar.timezone, webinar.status)
        if now != before:
            _save(webinar, by, reason, "reschedule")
    return webinar


def _moments(start, end, zone):
    for field, value in (("start", start), ("end", end)):
        if not isinstance(value, datetime) or value.tzinfo is not None:
            message = _("Give a date with its time.")
            raise Refused(message, code="dates", fields={field: [message]})
    starts_at, ends_at = moment_of(start, zone, "start"), moment_of(end, zone, "end")
    message = ""
    if ends_at <= starts_at:
        message = _("A webinar ends after it has started. Choose a later end.")
    elif ends_at - starts_at > LONGEST:
        message = _("A webinar ends within a day. Choose an earlier end.")
    if message:
        raise Refused(message, code="order", fields={"end": [message]})
    return starts_at, ends_at


def _was_announced(webinar):
    """Tell whether anybody could have noted the time that ``webinar`` has had."""
    return webinar.starts_at is not None and has_live_page(webinar)


def cancel(webinar, *, by, reason):
    """Cancel ``webinar`` for a ``reason`` that its page shows; return it.

    Its page and its place in calendars stay, as cancelled. Refused: "reason",
    "cancelled", "over", "forbidden".
    """
    require_permission(by, EDITOR)
    reason = require_reason(reason, _("Say why it is cancelled; its page shows it."))
    with transaction.atomic():
        lock_webinar(webinar)
        if webinar.status == WebinarStatus.CANCELLED:
            raise Refused(_("It is cancelled already."), code="cancelled")
        if webinar.ends_at and webinar.ends_at <= clock.now():
            raise Refused(_("It is over, so it cannot be cancelled."), code="over")
        webinar.status, webinar.cancel_reason = WebinarStatus.CANCELLED, reason
        _save(webinar, by, reason, "cancel")
    return webinar


def set_facts(webinar, *, by, reason="", **changes):
    """Change what no calendar asks for: any of :data:`FACTS`; return ``webinar``.

    Refused: "unknown", "forbidden".
    """
    require_permission(by, EDITOR)
    if unknown := changes.keys() - set(FACTS):
        raise Refused(
            _("There is no fact named %(name)s.")
            % {"name": ", ".join(sorted(unknown))},
            code="unknown",
        )
    with transaction.atomic():
        lock_webinar(webinar)
        changed = [
            name for name, value in changes.items() if getattr(webinar, name) != value
        ]
        for name in changed:
            setattr(webinar, name, changes[name])
        if changed:
            save_version(webinar, by=by, reason=reason)
            trace(webinar, "webinar", "set_facts", by=by, changed=changed)
    return webinar


def set_join_details(
    webinar,
    *,
    by,
    url,
    passcode="",
    minutes_before=30,
    minutes_after=30,
    version=None,
):
    """Set the way into the meeting; an empty ``url`` takes it away. Return the webinar.

    Hosts may, without approval; the Secretariat is told. What the link is, neither
    history nor log nor message tells. A changed link has to be tested again. Refused:
    "invalid", "stale", "forbidden".
    """
    with changing(webinar, Section.TECHNICAL, by=by, version=version) as preparation:
        before = JoinDetails.objects.filter(webinar=webinar).first()
        details = JoinDetails(
            webinar=webinar,
            url=url.strip(),
            passcode=passcode.strip(),
            minutes_before=minutes_before,
            minutes_after=minutes_after,
            changed_by=by,
        )
        if details.url:
            clean_row(details, "url", "passcode", "minutes_before", "minutes_after")
            details.save()
        elif before:
            before.delete()
        webinar._state.fields_cache.pop("join_details", None)
        if _way_in(before) != _way_in(details):
            preparation.link_tested_at = preparation.link_tested_by = None
            trace(webinar, "webinar", "set_join_details", by=by)
            tell_link_changed(webinar, by)
    return webinar


def _way_in(details):
    return (details.url, details.passcode) if details else ("", "")


def set_hosts(webinar, organizations, *, by):
    """Let ``organizations`` hold ``webinar``, in this order; return it.

    Whoever acts for one that is not among them any more prepares it no longer.
    Refused: "hosts" (none), "forbidden".
    """
    require_permission(by, EDITOR)
    wanted = list(dict.fromkeys(organizations))
    if not wanted:
        message = _("Choose at least one host.")
        raise Refused(message, code="hosts", fields={"hosts": [message]})
    with transaction.atomic():
        lock_webinar(webinar)
        webinar.hosts.all().delete()
        WebinarHost.objects.bulk_create(
            WebinarHost(webinar=webinar, organization=organization, order=order)
            for order, organization in enumerate(wanted)
        )
        names = ", ".join(str(organization) for organization in wanted)
        trace(webinar, "webinar", "set_hosts", by=by, organization=names)
    return webinar


def _save(webinar, by, reason, verb):
    """Save what calendars have to hear of, and tell those who listen."""
    webinar.sequence += 1
    webinar.changed_at = clock.now()
    save_version(webinar, by=by, reason=reason)
    trace(webinar, "webinar", verb, by=by, reason=reason)
    tell_change(webinar)
    transaction.on_commit(
        lambda: webinar_changed.send_robust(
            sender=type(webinar), webinar=webinar, verb=verb, by=by
        ),
        robust=True,
    )
