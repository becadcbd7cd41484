"""What happened to a webinar: its versions on record, and what else was logged."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.log_actions import registry as log_registry
from wagtail.models import ModelLogEntry

from ..calls.models import CallOutcome
from ..languages.names import language_name
from ..record.timeline import versions
from .enums import Visibility, WebinarStatus
from .models import Webinar

#: What the log tells as well, and worse.
ON_RECORD = (
    "create",
    "reschedule",
    "cancel",
    "set_facts",
    "open_to_public",
    "close_to_members",
)
#: Fields whose change is told by another's, or by the version itself.
UNTOLD = ("source_locale", "starts_at", "ends_at", "moved_from", "sequence")


@dataclass(frozen=True)
class Event:
    """One thing that somebody did; ``changes`` are (what, before, after) in words."""

    at: datetime
    person: str
    sentence: str
    reason: str = ""
    changes: tuple = ()
    on_record: bool = True


def events_of(webinar):
    """Return the :class:`Event` s of ``webinar``, the latest first."""
    found = [*_facts(webinar), *_logged(webinar)]
    return sorted(found, key=lambda event: event.at, reverse=True)


def _person(user):
    return get_user_display_name(user) if user else ""


def _facts(webinar):
    titles = dict(
        CallOutcome.objects.filter(
            block_id__in=_all_outcomes(webinar), retired=False
        ).values_list("block_id", "title")
    )
    found = versions(webinar, ignore=UNTOLD)
    # The latest comes first; each is told beside the one before it.
    for version, before in zip(found, [*found[1:], None], strict=True):
        changes = tuple(
            _words(change, version.row, before.row, titles)
            for change in version.changes
        )
        if version.kind == "+":
            sentence = _("Webinar made")
        elif not changes:
            continue
        else:
            sentence = _sentence(version)
        yield Event(
            version.at, _person(version.person), sentence, version.reason, changes
        )


def _all_outcomes(webinar):
    rows = webinar.history.values_list("outcomes", flat=True)
    return {key for outcomes in rows for key in outcomes}


def _sentence(version):
    changed = {change.name: change.new for change in version.changes}
    if changed.get("status") == WebinarStatus.CANCELLED:
        return _("Webinar cancelled")
    if "cancel_reason" in changed:
        return _("Held after all")
    if "start_wall" in changed or "end_wall" in changed:
        return _("Time set")
    if "visibility" in changed:
        if changed["visibility"] == Visibility.PUBLIC:
            return _("Opened to the public")
        return _("Closed to all but members")
    return _("Facts changed")


def _words(change, row, before, titles):
    field = next(
        f
        for f in Webinar._meta.get_fields()
        if getattr(f, "attname", "") == change.name
    )
    label = {"start_wall": _("Starts"), "end_wall": _("Ends")}.get(
        field.name, str(field.verbose_name)
    )
    old = _value(field, change.old, before, titles)
    return label[:1].upper() + label[1:], old, _value(field, change.new, row, titles)


def _value(field, value, row, titles):
    if field.name in ("start_wall", "end_wall"):
        return f"{value.replace('T', ' ')} ({row.timezone})" if value else ""
    if field.name == "language":
        return language_name(value) if value else ""
    if field.name == "interpretation":
        return ", ".join(language_name(code) for code in value)
    if field.name == "outcomes":
        return ", ".join(titles.get(key, key) for key in value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return "" if value is None else str(value)


def _logged(webinar):
    entries = ModelLogEntry.objects.for_instance(webinar).select_related("user")
    told = {f"workshops_plugin.webinar.{verb}" for verb in ON_RECORD}
    for entry in entries.exclude(action__in=told):
        formatter = log_registry.get_formatter(entry)
        sentence = formatter.format_message(entry) if formatter else entry.action
        yield Event(
            entry.timestamp, _person(entry.user), str(sentence), on_record=False
        )
