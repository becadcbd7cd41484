"""The forms with which editors set a call's dates and rules."""

from datetime import datetime, timezone

import pytest
from django.urls import reverse
from django.utils.timezone import now

from workshops_plugin.calls import actions
from workshops_plugin.models import Call

from . import site
from .screens import complaints, errors, main, posted, said, typed, words

DATES = {
    "opens_at": "2024-11-01 13:00",
    "closes_at": "2025-01-15 18:30:15",
    "timezone": "Africa/Accra",
    "reason": "",
}


@pytest.fixture
def editor(client, db):
    editor = site.make_editor()
    client.force_login(editor)
    return editor


@pytest.fixture
def dates(call):
    return reverse("workshops_calls:dates", args=[call.pk])


@pytest.fixture
def rules(call):
    return reverse("workshops_calls:rules", args=[call.pk])


def refused(client, url, data):
    """Post what must be refused: shown again as it was typed, nothing saved."""
    before = Call.objects.values().get(), Call.history.count()
    response = client.post(url, data)
    assert response.status_code == 200
    shown = typed(response)
    for name, value in data.items():
        assert shown[name] in (value, [value])
    assert (Call.objects.values().get(), Call.history.count()) == before
    return response


# Dates.


def test_dates_are_shown_and_set_in_the_calls_own_zone(
    client, call, editor, dates, at_noon
):
    at_noon.shift(60)
    shown = typed(client.get(dates))
    assert shown["opens_at"] == "2024-11-01 13:00:00"
    assert shown["closes_at"] == "2024-12-31 23:59:00"
    assert shown["timezone"] == "Europe/Zurich"

    response = client.post(dates, DATES, follow=True)
    assert said(response) == ["The dates are set."]
    call.refresh_from_db()
    assert call.opens_at == datetime(2024, 11, 1, 13, tzinfo=timezone.utc)
    assert call.closes_at == datetime(2025, 1, 15, 18, 30, 15, tzinfo=timezone.utc)
    assert call.timezone == "Africa/Accra"
    assert call.history.latest().history_user_id == str(editor.pk)


def test_saving_what_is_shown_changes_nothing_not_even_a_second(
    client, call, editor, dates
):
    closes = site.CLOSES.replace(second=59)
    actions.set_dates(call, site.OPENS, closes, by=None)
    versions = call.history.count()
    client.post(dates, posted(client.get(dates)))
    call.refresh_from_db()
    assert call.closes_at == closes
    assert call.history.count() == versions


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            {"closes_at": "2024-10-01 12:00"},
            {
                "closes_at": "The call would close before it opens. Choose a later "
                "closing."
            },
        ),
        ({"closes_at": ""}, {"closes_at": "Fill in this date."}),
        ({"opens_at": ""}, {"opens_at": "Fill in this date."}),
        ({"opens_at": "the first"}, {"opens_at": "Enter a valid date/time."}),
        ({"opens_at": "0001-01-01 00:00"}, {"opens_at": "Enter a valid date/time."}),
        (
            {"timezone": "Europe/Atlantis"},
            {
                "timezone": "“Europe/Atlantis” is not a time zone. Choose one such as "
                "Europe/Zurich."
            },
        ),
        ({"timezone": ""}, {"timezone": "This field is required."}),
    ],
)
def test_a_refused_date_is_explained_beside_its_field(
    client, call, editor, dates, change, expected
):
    data = {**DATES, "timezone": "Europe/Zurich", "reason": "Kept, too", **change}
    response = refused(client, dates, data)
    assert errors(response) == expected
    assert complaints(response) == []


@pytest.mark.parametrize(
    ("closes", "zone"),
    [
        ("2025-03-30 02:30", "Europe/Zurich"),  # left out when clocks go forward
        ("2025-10-26 02:30", "Europe/Zurich"),  # there twice when they go back
        ("2025-03-09 02:00", "America/New_York"),
        ("2025-04-06 01:45", "Australia/Lord_Howe"),  # half an hour of summer time
    ],
)
def test_a_time_at_which_clocks_change_names_no_moment(
    client, call, editor, dates, closes, zone
):
    data = {**DATES, "closes_at": closes, "timezone": zone}
    assert errors(refused(client, dates, data)) == {
        "closes_at": "Clocks are changed at this time in this time zone, so it does "
        "not name one moment. Choose another time."
    }


def test_the_same_time_names_a_moment_where_clocks_do_not_change(
    client, call, editor, dates
):
    client.post(dates, {**DATES, "closes_at": "2025-03-30 02:30"})
    call.refresh_from_db()
    assert call.closes_at == datetime(2025, 3, 30, 2, 30, tzinfo=timezone.utc)


def test_both_dates_can_be_taken_away_before_anybody_proposed(
    client, call, editor, dates
):
    client.post(dates, {**DATES, "opens_at": "", "closes_at": ""})
    call.refresh_from_db()
    assert (call.opens_at, call.closes_at) == (None, None)


def test_after_the_first_proposal_new_dates_need_a_reason(
    client, call, union, ana, editor, dates, at_noon
):
    at_noon.shift(60)
    assert "You may leave it empty." in words(main(client.get(dates)))
    site.submitted(call, union, ana)
    assert "the call page shows this reason" in words(main(client.get(dates)))
    assert errors(refused(client, dates, DATES)) == {
        "reason": "Proposals have been submitted. Say why this changes; the call page "
        "shows the reason."
    }
    client.post(dates, {**DATES, "reason": "  The floods in Accra.  "})
    assert call.history.latest().history_change_reason == "The floods in Accra."


def test_after_the_first_proposal_a_call_keeps_its_dates(
    client, call, union, ana, editor, dates
):
    site.submitted(call, union, ana)
    data = {**DATES, "opens_at": "", "closes_at": "", "reason": "Over"}
    assert complaints(refused(client, dates, data)) == [
        "Proposals have been submitted, so the call keeps its dates."
    ]


def test_a_closing_after_the_partners_closing_is_refused(client, call, editor, dates):
    late = site.CLOSES.replace(year=2025, month=1, day=10)
    actions.set_rules(call, by=None, partners_until=late)
    assert complaints(refused(client, dates, DATES)) == [
        "Partners can confirm until the call closes or later, not earlier."
    ]


def test_the_facts_of_an_announced_call_stay(client, call, editor, dates, rules):
    shown = posted(client.get(rules), prefix="NEW")
    site.put(Call.objects.filter(pk=call.pk), announced_at=now())
    sentence = "The results are announced, so the call’s facts stay as they are."
    assert complaints(refused(client, dates, DATES)) == [sentence]
    assert complaints(refused(client, rules, shown)) == [sentence]


# Rules.


def weight(call, title):
    return f"weight_{call.criteria.get(title=title).pk}"


def as_shown(client, rules, **changes):
    """The rules as the form shows them, with ``changes``."""
    return posted(client.get(rules), **changes)


def test_all_rules_are_set_from_one_form(client, call, editor, rules):
    group = site.make_group()
    data = as_shown(
        client,
        rules,
        action_group=str(group.pk),
        partners_until="2025-01-10 12:00",
        prefix="ABC",
        consideration_rule="points",
        joint_points="2.5",
        pathfinder_points="1",
        scale_min="1",
        scale_max="7",
        lowest_words="not at all",
        highest_words="fully",
        reviews_wanted="3",
        merit_method="median",
        blind="on",
        reviews_visible="never",
        name_reviewers="on",
        **{weight(call, "Root causes"): "2.5"},
    )
    del data["publish_weights"]
    response = client.post(rules, data, follow=True)
    assert said(response) == ["The rules are set."]
    call.refresh_from_db()
    assert {
        name: getattr(call, name)
        for name in data
        if not name.startswith(("csrf", "weight", "reason", "lowest", "highest"))
    } == {
        "action_group": group,
        "partners_until": datetime(2025, 1, 10, 11, tzinfo=timezone.utc),
        "prefix": "ABC",
        "consideration_rule": "points",
        "joint_points": 2.5,
        "pathfinder_points": 1,
        "scale_min": 1,
        "scale_max": 7,
        "reviews_wanted": 3,
        "merit_method": "median",
        "blind": True,
        "reviews_visible": "never",
        "name_reviewers": True,
    }
    assert not call.publish_weights
    assert call.scale_labels == {"lowest": "not at all", "highest": "fully"}
    assert dict(call.criteria.values_list("title", "weight")) == {
        "Standards": 1,
        "Root causes": 2.5,
    }


def test_saving_the_rules_as_shown_changes_nothing(client, call, editor, rules):
    late = site.CLOSES.replace(year=2025, second=59)
    actions.set_rules(call, by=None, partners_until=late, scale_labels={"lowest": "no"})
    versions = call.history.count()
    assert client.post(rules, as_shown(client, rules)).status_code == 302
    assert call.history.count() == versions


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("prefix", "", "This field is required."),
        ("prefix", "X" * 17, "Ensure this value has at most 16 characters (it has 17)"),
        ("prefix", "SCW24-2", "Call with this Prefix of references already exists."),
        ("scale_max", "101", "Ensure this value is less than or equal to 100."),
        ("reviews_wanted", "0", "Ensure this value is greater than or equal to 1."),
        ("joint_points", "-1", "Ensure this value is greater than or equal to 0."),
        ("joint_points", "much", "Enter a number."),
        (
            "partners_until",
            "2024-12-30 12:00",
            "Partners can confirm until the call closes or later, not earlier.",
        ),
        (
            "partners_until",
            "2025-03-30 02:30",
            "Clocks are changed at this time in this time zone, so it does not name "
            "one moment. Choose another time.",
        ),
    ],
)
def test_a_refused_rule_is_explained_beside_its_field(
    client, call, editor, rules, name, value, sentence
):
    data = as_shown(client, rules) | {"scale_min": "1", name: value}
    site.make_call(title="Some Chain Works", opens=None)
    call_before = Call.objects.values().get(pk=call.pk)
    response = client.post(rules, data)
    found = errors(response)
    assert list(found) == [name]
    assert found[name].startswith(sentence)
    assert typed(response)[name] == value
    assert typed(response)["scale_min"] == "1"
    assert Call.objects.values().get(pk=call.pk) == call_before


def test_an_upside_down_scale_is_explained(client, call, editor, rules):
    data = as_shown(client, rules, scale_min="5", scale_max="5")
    assert complaints(refused(client, rules, data)) == [
        "Choose a highest score above the lowest."
    ]


def test_weights_that_weigh_nothing_are_refused(client, call, editor, rules):
    names = [weight(call, "Standards"), weight(call, "Root causes")]
    data = as_shown(client, rules, **dict.fromkeys(names, "0"))
    assert complaints(refused(client, rules, data)) == [
        "At least one criterion needs a weight above zero."
    ]
    data = as_shown(client, rules, **{names[0]: "-1", names[1]: "1001"})
    assert errors(refused(client, rules, data)) == {
        names[0]: "Ensure this value is greater than or equal to 0.",
        names[1]: "Ensure this value is less than or equal to 1000.",
    }


def test_after_the_first_proposal_promised_rules_need_a_reason(
    client, call, union, ana, editor, rules
):
    site.submitted(call, union, ana)
    name = weight(call, "Standards")
    data = as_shown(client, rules, **{name: "3"})
    assert list(errors(refused(client, rules, data))) == ["reason"]
    client.post(rules, data | {"reason": "Members asked for it."})
    standards = call.criteria.get(title="Standards")
    assert standards.weight == 3
    version = standards.history.get(history_change_reason="Members asked for it.")
    assert version.history_user_id == str(editor.pk)
    # What was not promised needs none.
    client.post(rules, as_shown(client, rules, reviews_wanted="5"))
    call.refresh_from_db()
    assert call.reviews_wanted == 5


def test_references_that_were_given_out_keep_their_prefix(
    client, call, union, ana, editor, rules
):
    site.submitted(call, union, ana)
    data = as_shown(client, rules, prefix="NEW", reason="Nicer")
    assert complaints(refused(client, rules, data)) == [
        "References have been given out, so their prefix stays."
    ]


def test_a_frozen_rubric_keeps_its_scale_and_weights(client, call, editor, rules):
    site.put(Call.objects.filter(pk=call.pk), rubric_frozen_at=now())
    name = weight(call, "Standards")
    for change in ({name: "3"}, {"scale_max": "10"}):
        assert complaints(
            refused(client, rules, as_shown(client, rules, **change))
        ) == ["Reviews have been submitted, so scale, merit and weights are frozen."]


def test_a_criterion_that_was_retired_meanwhile_is_not_weighed(
    client, call, editor, rules
):
    data = as_shown(client, rules, **{weight(call, "Standards"): "9"})
    page = call.source_page
    page.criteria = [site.text("criterion", "Root causes")]
    page.save_revision().publish()
    assert client.post(rules, data).status_code == 302
    assert call.criteria.get(title="Standards").weight == 1
