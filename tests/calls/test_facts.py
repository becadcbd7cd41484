"""The verbs that change a call's facts: what they take, refuse, and leave behind."""

from datetime import datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from wagtail.models import ModelLogEntry

from tests.kept import kept
from workshops_plugin.calls.actions import set_dates, set_rules
from workshops_plugin.calls.enums import CallPhase
from workshops_plugin.calls.moments import abbreviation
from workshops_plugin.errors import Refused
from workshops_plugin.models import Call, CallCriterion

from . import site

pytestmark = pytest.mark.usefixtures("db", "at_noon")

SECOND = timedelta(seconds=1)
LATER = site.CLOSES + timedelta(days=1)


@kept
def new(at_noon):
    """A call, published a minute ago, whose facts nobody has set."""
    call = site.make_page(live=True).call
    at_noon.shift(60)
    return call


@kept
def proposed(call, union, ana, at_noon):
    site.submitted(call, union, ana)
    at_noon.shift(60)
    return Call.objects.get()


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("Europe/Zurich", "CET"),
        ("UTC", "UTC"),
        ("Asia/Qatar", "UTC+3"),
        ("Asia/Kathmandu", "UTC+5:45"),
        ("America/Sao_Paulo", "UTC-3"),
    ],
)
def test_a_zone_without_a_short_name_is_told_by_its_distance(zone, name):
    moment = datetime(2024, 12, 10, 13, tzinfo=timezone.utc)
    assert abbreviation(moment.astimezone(ZoneInfo(zone))) == name


def refusal(verb, call, *args, by=None, **kwargs):
    """The refusal of ``verb``, which leaves the call as it was, in hand and stored."""
    before = Call.objects.filter(pk=call.pk).values().get()
    versions = call.history.count(), CallCriterion.history.count()
    with pytest.raises(Refused) as refused:
        verb(call, *args, by=by, **kwargs)
    assert Call.objects.filter(pk=call.pk).values().get() == before
    assert {name: getattr(call, name) for name in before} == before
    assert (call.history.count(), CallCriterion.history.count()) == versions
    return refused.value


def logged():
    entries = ModelLogEntry.objects.filter(action__startswith="workshops_plugin.call.")
    return [(entry.action.rpartition(".")[2], entry.data) for entry in entries]


# Dates.


def test_a_call_without_dates_is_given_them(new):
    editor = site.make_editor()
    set_dates(new, site.OPENS, site.CLOSES, by=editor, reason="As agreed")
    call = Call.objects.get()
    assert (call.opens_at, call.closes_at) == (site.OPENS, site.CLOSES)
    assert call.timezone == "Europe/Zurich"
    assert call.phase() == CallPhase.OPEN
    version = call.history.latest()
    assert version.history_user_id == str(editor.pk)
    assert version.history_change_reason == "As agreed"
    assert logged()[0] == (
        "set_dates",
        {"reason": "As agreed", "changed": ["closes_at", "opens_at"]},
    )


def test_a_moment_is_the_same_in_whatever_zone_it_is_given(new):
    tokyo = site.CLOSES.astimezone(ZoneInfo("Asia/Tokyo"))
    set_dates(new, site.OPENS, tokyo, by=None, timezone="Asia/Tokyo")
    call = Call.objects.get()
    assert call.closes_at == site.CLOSES
    assert call.local_closing == "1 January 2025, 07:59 JST"


def test_the_phase_changes_at_the_very_second(new):
    set_dates(new, site.OPENS, site.CLOSES, by=None)
    assert [
        new.phase(moment)
        for moment in (
            site.OPENS - SECOND,
            site.OPENS,
            site.CLOSES - SECOND,
            site.CLOSES,
        )
    ] == [CallPhase.UPCOMING, CallPhase.OPEN, CallPhase.OPEN, CallPhase.IN_REVIEW]


def test_dates_can_be_taken_away_before_anybody_submitted(call, union, ana):
    set_dates(call, None, None, by=None)
    assert Call.objects.get().phase() == CallPhase.NO_DATES


def test_setting_the_same_dates_again_leaves_no_trace(call):
    versions, entries = call.history.count(), len(logged())
    set_dates(call, site.OPENS, site.CLOSES, by=None, reason="Again")
    assert (call.history.count(), len(logged())) == (versions, entries)


@pytest.mark.parametrize(
    ("opens", "closes", "zone", "code", "fields"),
    [
        (site.CLOSES, site.OPENS, None, "order", {"closes_at"}),
        (site.OPENS, site.OPENS, None, "order", {"closes_at"}),
        (site.OPENS, None, None, "dates", {"closes_at"}),
        (None, site.CLOSES, None, "dates", {"opens_at"}),
        (datetime(2024, 12, 1), site.CLOSES, None, "dates", set()),
        (site.OPENS, site.CLOSES.date(), None, "dates", set()),
        ("2024-12-01", site.CLOSES, None, "dates", set()),
        (site.OPENS, site.CLOSES, "Europe/Atlantis", "timezone", {"timezone"}),
        (site.OPENS, site.CLOSES, "../../etc/passwd", "timezone", {"timezone"}),
    ],
)
def test_dates_that_cannot_be_are_refused(new, opens, closes, zone, code, fields):
    refused = refusal(set_dates, new, opens, closes, timezone=zone)
    assert (refused.code, set(refused.fields)) == (code, fields)


def test_after_the_first_proposal_new_dates_need_a_reason(proposed):
    for reason in ("", "   ", None):
        refused = refusal(set_dates, proposed, site.OPENS, LATER, reason=reason)
        assert refused.code == "reason"
    zone = {"timezone": "Asia/Tokyo"}
    assert refusal(set_dates, proposed, site.OPENS, site.CLOSES, **zone).code == (
        "reason"
    )
    set_dates(proposed, site.OPENS, LATER, by=None, reason=" A holiday ")
    assert proposed.history.latest().history_change_reason == "A holiday"
    assert Call.objects.get().closes_at == LATER


def test_after_the_first_proposal_dates_are_moved_not_taken_away(proposed):
    refused = refusal(set_dates, proposed, None, None, reason="Because")
    assert refused.code == "dates"


def test_a_closing_after_that_of_the_partners_is_refused(call):
    set_rules(call, by=None, partners_until=site.CLOSES + SECOND)
    refused = refusal(set_dates, call, site.OPENS, site.CLOSES + 2 * SECOND)
    assert (refused.code, set(refused.fields)) == ("invalid", {"partners_until"})
    assert refusal(set_rules, call, partners_until=site.CLOSES - SECOND).code == (
        "invalid"
    )
    set_dates(call, site.OPENS, site.CLOSES + SECOND, by=None)


# Rules.


def test_every_rule_can_be_set_and_is_recorded(new):
    rules = {
        "prefix": "ACT-2025",
        "partners_until": LATER,
        "action_group": site.make_group(),
        "scale_min": 1,
        "scale_max": 4,
        "scale_labels": {"lowest": "Poor"},
        "publish_weights": False,
        "reviews_wanted": 3,
        "blind": True,
        "reviews_visible": "never",
        "merit_method": "median",
        "consideration_rule": "points",
        "joint_points": Decimal("2.50"),
        "pathfinder_points": Decimal("1.25"),
    }
    set_rules(new, by=None, **rules)
    call = Call.objects.get()
    assert {name: getattr(call, name) for name in rules} == rules
    assert call.history.count() == 2
    assert logged()[0] == ("set_rules", {"changed": sorted(rules)})


@pytest.mark.parametrize(
    ("rules", "code", "fields"),
    [
        ({"opens_at": site.OPENS}, "unknown", set()),
        ({"rubric_frozen_at": None}, "unknown", set()),
        ({"reviews_wanted": 0}, "invalid", {"reviews_wanted"}),
        ({"reviews_wanted": 21}, "invalid", {"reviews_wanted"}),
        ({"scale_max": 0}, "invalid", {"__all__"}),
        ({"scale_max": 101}, "invalid", {"scale_max"}),
        ({"scale_min": -1}, "invalid", {"scale_min"}),
        ({"joint_points": -1}, "invalid", {"joint_points"}),
        ({"pathfinder_points": 101}, "invalid", {"pathfinder_points"}),
        ({"joint_points": "1.234"}, "invalid", {"joint_points"}),
        ({"consideration_rule": "luck"}, "invalid", {"consideration_rule"}),
        ({"merit_method": ""}, "invalid", {"merit_method"}),
        ({"prefix": ""}, "invalid", {"prefix"}),
        ({"prefix": "X" * 17}, "invalid", {"prefix"}),
    ],
)
def test_rules_that_cannot_be_are_refused(new, rules, code, fields):
    refused = refusal(set_rules, new, **rules)
    assert (refused.code, set(refused.fields)) == (code, fields)


def test_a_prefix_of_another_call_is_refused(new):
    other = site.make_page(slug="other").call
    refused = refusal(set_rules, other, prefix=new.prefix)
    assert (refused.code, set(refused.fields)) == ("invalid", {"prefix"})


# When a reason is needed, and who may.


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        ("partners_until", LATER),
        ("consideration_rule", "none"),
        ("joint_points", 5),
        ("pathfinder_points", 5),
    ],
)
def test_what_was_promised_changes_for_a_reason_only(proposed, rule, value):
    assert refusal(set_rules, proposed, **{rule: value}).code == "reason"
    set_rules(proposed, by=None, reason="Because", **{rule: value})
    assert getattr(Call.objects.get(), rule) == value


def test_what_was_not_promised_needs_no_reason(proposed):
    same = {row: row.weight for row in proposed.criteria.all()}
    set_rules(proposed, by=None, reviews_wanted=5, scale_max=10, weights=same)
    assert Call.objects.get().reviews_wanted == 5


def test_references_that_were_given_out_keep_their_prefix(proposed):
    assert refusal(set_rules, proposed, prefix="NEW", reason="Because").code == "frozen"


def test_the_facts_of_an_announced_call_stay(proposed):
    site.put(Call.objects.all(), announced_at=datetime.now(timezone.utc))
    proposed.refresh_from_db()
    for verb, args, changes in (
        (set_dates, (site.OPENS, LATER), {}),
        (set_rules, (), {"blind": True}),
    ):
        refused = refusal(verb, proposed, *args, reason="Because", **changes)
        assert refused.code == "announced"


def test_only_editors_change_facts(call, ana):
    auditor = site.make_editor("auditor@secretariat.example", "view_call")
    for person in (ana, auditor):
        for verb, args, changes in (
            (set_dates, (site.OPENS, LATER), {}),
            (set_rules, (), {"blind": True}),
        ):
            refused = refusal(verb, call, *args, by=person, **changes)
            assert refused.code == "forbidden"
    editor = site.make_editor("editor@secretariat.example", "change_call")
    set_dates(call, site.OPENS, LATER, by=editor)
    set_rules(call, by=editor, blind=True)
    assert Call.objects.get().blind
