"""The checklist of a webinar: what is to be done until when, and whose turn it is.

It follows from what is there, so nobody has to tick that an agenda exists. Due dates
follow from the start. No queries beyond those that :func:`with_checklist` fetches.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .enums import (
    Owner,
    PreparationState,
    Section,
    SpeakerRole,
    Stage,
    WebinarPhase,
    WebinarStatus,
)
from .preparation import length_of, planned_minutes, preparation_of
from .queries import has_live_page, webinar_pages


def _has_time(webinar):
    return webinar.status != WebinarStatus.DRAFT


def _is_described(webinar):
    preparation = preparation_of(webinar)
    return bool(preparation.lead and preparation.description)


def _adds_up(webinar):
    items, length = webinar.agenda.all(), length_of(webinar)
    return bool(items) and (length is None or planned_minutes(items) == length)


def _speakers_agreed(webinar):
    speakers = webinar.speakers.all()
    return bool(speakers) and all(speaker.consent for speaker in speakers)


def _is_moderated(webinar):
    return any(
        speaker.role == SpeakerRole.MODERATOR for speaker in webinar.speakers.all()
    )


def _is_submitted(webinar):
    state = preparation_of(webinar).state
    return state in (PreparationState.SUBMITTED, PreparationState.APPROVED)


def _is_approved(webinar):
    return preparation_of(webinar).state == PreparationState.APPROVED


def _has_presentations(webinar):
    return bool(webinar.materials.all()) or preparation_of(webinar).no_presentations


def _has_link(webinar):
    return hasattr(webinar, "join_details")


@dataclass(frozen=True)
class Usual:
    """A duty of every webinar. Due ``days`` before the start (negative: after)."""

    key: str
    label: str
    owner: str
    days: int
    is_done: Callable
    section: str = ""


CHECKLIST = (
    Usual("time", _("Date and time"), Owner.SECRETARIAT, 42, _has_time),
    Usual(
        "description",
        _("Lead and description"),
        Owner.HOST,
        28,
        _is_described,
        Section.DESCRIPTION,
    ),
    Usual(
        "agenda",
        _("Agenda that fills the time"),
        Owner.HOST,
        28,
        _adds_up,
        Section.AGENDA,
    ),
    Usual(
        "speakers",
        _("Speakers, who agreed to be shown"),
        Owner.HOST,
        28,
        _speakers_agreed,
        Section.SPEAKERS,
    ),
    Usual("moderator", _("Moderator"), Owner.HOST, 28, _is_moderated, Section.SPEAKERS),
    Usual(
        "interpretation",
        _("Interpretation settled"),
        Owner.HOST,
        21,
        lambda webinar: preparation_of(webinar).interpretation_settled,
        Section.INTERPRETATION,
    ),
    Usual("submit", _("Submit for approval"), Owner.HOST, 21, _is_submitted),
    Usual("approve", _("Approve"), Owner.SECRETARIAT, 14, _is_approved),
    Usual(
        "publish",
        _("Publish the page"),
        Owner.SECRETARIAT,
        14,
        lambda webinar: webinar.has_live_page,
    ),
    Usual("link", _("Meeting link"), Owner.HOST, 10, _has_link, Section.TECHNICAL),
    Usual(
        "link_test",
        _("Meeting link tested"),
        Owner.HOST,
        7,
        lambda webinar: preparation_of(webinar).link_tested_at is not None,
        Section.TECHNICAL,
    ),
    Usual(
        "presentations",
        _("Presentations"),
        Owner.HOST,
        3,
        _has_presentations,
        Section.PRESENTATIONS,
    ),
    Usual(
        "recording",
        _("Recording"),
        Owner.HOST,
        -7,
        lambda webinar: bool(webinar.recordings.all()),
        Section.AFTERWARDS,
    ),
    Usual(
        "attendance",
        _("Number of people who attended"),
        Owner.HOST,
        -7,
        lambda webinar: webinar.attendance is not None,
        Section.AFTERWARDS,
    ),
    Usual(
        "lessons",
        _("Lessons learned"),
        Owner.HOST,
        -14,
        lambda webinar: bool(preparation_of(webinar).lessons),
        Section.AFTERWARDS,
    ),
)
USUAL = {usual.key: usual for usual in CHECKLIST}
#: Without these nobody is invited.
GATE = ("time", "moderator", "approve", "publish", "link", "link_test")


@dataclass(frozen=True)
class Item:
    """One entry of the checklist, as it stands at some moment."""

    key: str
    label: str
    owner: Owner
    due: date | None
    done: bool
    not_needed: bool
    overdue: bool
    section: str
    days: int
    usual: bool
    after: bool

    @property
    def open(self):
        return not (self.done or self.not_needed)


def with_checklist(webinars):
    """Have a queryset of webinars fetch what their checklists ask. Constant queries."""
    live = webinar_pages().filter(translation_key=OuterRef("pk"), live=True)
    webinars = webinars.annotate(has_live_page=Exists(live))
    return webinars.select_related("preparation", "join_details").prefetch_related(
        "agenda",
        "speakers",
        "materials",
        "recordings",
        "duties",
        "hosts__organization",
    )


def checklist(webinar, now=None):
    """Return the :class:`Item` s of ``webinar`` at ``now``, in the order of their turn.

    What comes after the webinar is left out of one that is cancelled.
    """
    now = now or timezone.now()
    if "has_live_page" not in webinar.__dict__:
        webinar.has_live_page = has_live_page(webinar)
    changes = {duty.key: duty for duty in webinar.duties.all()}
    items = []
    for usual in CHECKLIST:
        change = changes.pop(usual.key, None)
        items.append(_usual_item(webinar, usual, change, now))
    items += [_own_item(webinar, duty, now) for duty in changes.values()]
    # Python sorts stably: of one day, the usual order stays.
    return sorted(items, key=lambda item: -item.days)


def _usual_item(webinar, usual, change, now):
    days = change.days_before if change else usual.days
    return _item(
        webinar,
        now,
        key=usual.key,
        label=str(usual.label),
        owner=Owner(usual.owner),
        days=days,
        done=usual.is_done(webinar),
        not_needed=bool(change and change.not_needed),
        section=str(usual.section),
        usual=True,
    )


def _own_item(webinar, duty, now):
    return _item(
        webinar,
        now,
        key=duty.key,
        label=duty.label,
        owner=Owner(duty.owner),
        days=duty.days_before,
        done=duty.done_at is not None,
        not_needed=duty.not_needed,
        section="",
        usual=False,
    )


def _item(webinar, now, *, days, done, not_needed, **values):
    due = due_on(webinar, days)
    today = now.astimezone(webinar.zone).date()
    late = due is not None and due < today and not done and not not_needed
    return Item(
        days=days,
        due=due,
        done=done,
        not_needed=not_needed,
        overdue=late and webinar.status != WebinarStatus.CANCELLED,
        after=days < 0,
        **values,
    )


def due_on(webinar, days):
    """Return the day that is ``days`` before the start, by the webinar's own clock."""
    if webinar.starts_at is None:
        return None
    return (webinar.starts_at.astimezone(webinar.zone) - timedelta(days=days)).date()


def current(items, phase):
    """Return those of ``items`` that count now: what comes after, only then."""
    over = phase == WebinarPhase.ENDED
    return [item for item in items if over or not item.after]


def is_ready(items):
    """Tell whether people may be invited: everything of :data:`GATE` is there."""
    return not any(item.open for item in items if item.key in GATE)


def stage_of(webinar, items, now=None):
    """Return the :class:`Stage` of ``webinar``, or None for a cancelled one."""
    phase, state = webinar.phase(now), preparation_of(webinar).state
    if phase == WebinarPhase.CANCELLED:
        return None
    if phase == WebinarPhase.ENDED:
        return Stage.OVER
    if is_ready(items):
        return Stage.READY
    if state == PreparationState.SUBMITTED:
        return Stage.SUBMITTED
    return Stage.APPROVED if state == PreparationState.APPROVED else Stage.PREPARING
