"""Sets the facts of the three calls: dates and rules."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from workshops_plugin.calls.actions import set_dates, set_rules
from workshops_plugin.calls.enums import ConsiderationRule
from workshops_plugin.models import Call

from .clock import at
from .ids import block_id, key
from .ledger import once
from .load_pages import EDITOR
from .load_people import action_group, user

ZONE = ZoneInfo("Europe/Zurich")
CLOSED, REVIEW, OPEN = "call-2024", "call-review", "call-second"
CLOSED_OPENS = datetime(2024, 10, 1, 9, tzinfo=ZONE)
CLOSED_CLOSES = datetime(2024, 12, 31, 23, 59, tzinfo=ZONE)
#: How long before the first loading these calls opened.
SINCE = {REVIEW: timedelta(days=52), OPEN: timedelta(days=24)}
REVIEW_FOR = timedelta(days=40)
OPEN_FOR = timedelta(days=28)
WEIGHTS = {"standards": 30, "causes": 30, "scale": 25, "novelty": 15}
BLIND_WITH_POINTS = {
    "blind": True,
    "consideration_rule": ConsiderationRule.POINTS,
    "joint_points": 3,
    "pathfinder_points": 2,
}


def call_of(name):
    return Call.objects.get(pk=key("page", name))


def opening_of(name):
    """Return when a call opened or, before it is there, when it will have."""
    call = Call.objects.filter(pk=key("page", name)).first()
    if call and call.opens_at:
        return call.opens_at.astimezone(ZONE)
    return datetime.combine(timezone.now() - SINCE[name], time(9), tzinfo=ZONE)


def load_closed():
    with at(CLOSED_OPENS - timedelta(days=13)):
        once(f"rules:{CLOSED}", _set_rules, CLOSED, "DDW24", reviews_wanted=3)
        once(f"dates:{CLOSED}", _set_dates, CLOSED, CLOSED_OPENS, CLOSED_CLOSES)


def load_review():
    opens = opening_of(REVIEW)
    closes = _last_minute(opens + REVIEW_FOR)
    with at(opens - timedelta(days=8)):
        once(
            f"rules:{REVIEW}",
            _set_rules,
            REVIEW,
            f"RD{opens:%y}",
            reviews_wanted=2,
            **BLIND_WITH_POINTS,
        )
        once(f"dates:{REVIEW}", _set_dates, REVIEW, opens, closes)


def load_open():
    now = timezone.now().astimezone(ZONE)
    opens = opening_of(OPEN)
    with at(opens - timedelta(days=9)):
        once(f"rules:{OPEN}", _set_rules, OPEN, f"DDW{opens:%y}", reviews_wanted=2)
        once(f"dates:{OPEN}", _set_dates, OPEN, opens, _last_minute(now + OPEN_FOR))
    _reopen(now)


def _last_minute(day):
    return datetime.combine(day, time(23, 59), tzinfo=ZONE)


def _reopen(now):
    """Give the open call four more weeks if it has closed in the meantime."""
    call = call_of(OPEN)
    if call.closes_at and call.closes_at <= now and not call.announced_at:
        set_dates(
            call,
            call.opens_at,
            _last_minute(now + OPEN_FOR),
            by=user(EDITOR),
            reason="Members of several regions asked for more time.",
        )


def _set_dates(name, opens, closes):
    set_dates(call_of(name), opens, closes, by=user(EDITOR), timezone="Europe/Zurich")


def _set_rules(name, prefix, **rules):
    call = call_of(name)
    criteria = {row.block_id: row for row in call.criteria.all()}
    set_rules(
        call,
        by=user(EDITOR),
        prefix=prefix,
        action_group=action_group("supply"),
        scale_labels={"lowest": "not at all", "highest": "fully"},
        weights={
            criteria[block_id("criterion", criterion)]: weight
            for criterion, weight in WEIGHTS.items()
        },
        **rules,
    )
