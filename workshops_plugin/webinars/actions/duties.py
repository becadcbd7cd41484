"""Changes to a webinar's checklist."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ...calls.rules import require_permission
from ...errors import Refused
from ...record.trace import trace
from ..checklist import USUAL
from ..enums import Owner
from ..models import Duty
from ..rules import EDITOR, require_preparing
from .locks import lock_webinar

#: Days before (and, negative, after) the start.
EARLIEST, LATEST = 365, -365


def set_duty(webinar, key, *, by, days_before=None, not_needed=None):
    """Change when a duty is due or that it is not needed; return its row.

    Refused: "unknown", "days", "forbidden".
    """
    require_permission(by, EDITOR)
    _require_days(days_before)
    with transaction.atomic():
        lock_webinar(webinar)
        row = Duty.objects.filter(webinar=webinar, key=key).first()
        if row is None:
            if key not in USUAL:
                raise Refused(_("There is no such duty."), code="unknown")
            usual = USUAL[key]
            row = Duty(
                webinar=webinar, key=key, owner=usual.owner, days_before=usual.days
            )
        if days_before is not None:
            row.days_before = days_before
        if not_needed is not None:
            row.not_needed = not_needed
        row.save()
        trace(webinar, "webinar", "set_duty", by=by, duty=_name(row))
    return row


def _name(row):
    """Return how the log calls a duty, and when it is due."""
    label = row.label or str(USUAL[row.key].label)
    return f"{label} ({-row.days_before:+d} d)"


def add_duty(webinar, label, *, by, days_before, owner=Owner.HOST):
    """Add a duty that only this webinar has; return it. Refused: "label", "days"."""
    require_permission(by, EDITOR)
    _require_days(days_before)
    if not (label := " ".join(label.split())):
        message = _("Say what is to be done.")
        raise Refused(message, code="label", fields={"label": [message]})
    with transaction.atomic():
        lock_webinar(webinar)
        row = Duty.objects.create(
            webinar=webinar,
            key=uuid.uuid4().hex,
            label=label[:200],
            owner=owner,
            days_before=days_before,
        )
        trace(webinar, "webinar", "add_duty", by=by, duty=_name(row))
    return row


def _require_days(days):
    if days is not None and not LATEST <= days <= EARLIEST:
        message = _("Give a number of days from %(least)d to %(most)d.") % {
            "least": LATEST,
            "most": EARLIEST,
        }
        raise Refused(message, code="days", fields={"days_before": [message]})


def finish_duty(webinar, key, *, by, done=True):
    """Tick a duty that was added by hand, or take that back; return it.

    The usual ones are done when what they ask for is there. Refused: "unknown",
    "forbidden".
    """
    require_preparing(by, webinar)
    with transaction.atomic():
        lock_webinar(webinar)
        row = Duty.objects.filter(webinar=webinar, key=key).first()
        if row is None or key in USUAL:
            raise Refused(_("There is no such duty to tick."), code="unknown")
        if row.owner == Owner.SECRETARIAT:
            require_permission(by, EDITOR)
        row.done_at, row.done_by = (timezone.now(), by) if done else (None, None)
        row.save()
        trace(webinar, "webinar", "finish_duty", by=by, duty=_name(row))
    return row


def remove_duty(webinar, key, *, by):
    """Take a duty that was added by hand off the list again."""
    require_permission(by, EDITOR)
    Duty.objects.filter(webinar=webinar, key=key).exclude(key__in=USUAL).delete()
    trace(webinar, "webinar", "remove_duty", by=by)
