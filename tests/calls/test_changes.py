"""After the first proposal, the call page says what changed in the call, and why."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.kept import kept
from workshops_plugin.calls import actions
from workshops_plugin.calls.changes import public_changes
from workshops_plugin.models import Call

from . import site
from .editor import fresh, in_other_tree, locale, page_form, publish

pytestmark = pytest.mark.usefixtures("db", "at_noon")

STANDARDS, ROOTS = (
    site.text("criterion", title) for title in ("Standards", "Root causes")
)
DETAILED = site.text("criterion", "Standards", "Those of the ILO")


@kept
def page(at_noon):
    """The page of an open call; a minute has passed after each step."""
    page = publish(site.make_page(live=False))
    at_noon.shift(60)
    actions.set_dates(page.call, site.OPENS, site.CLOSES, by=None)
    at_noon.shift(60)
    return fresh(page)


@kept
def proposed(page, union, ana, at_noon):
    """The same page, a minute after the first proposal was submitted."""
    site.submitted(page.call, union, ana)
    at_noon.shift(60)
    return fresh(page)


def shown(page):
    """What the call page tells: [(lines, reason), …]."""
    return [
        (change.lines, change.reason) for change in public_changes(fresh(page).call)
    ]


def text(client, page):
    return " ".join(client.get(page.url).content.decode().split())


# Before and after the first submission.


def test_nothing_is_shown_before_a_proposal_is_submitted(client, page, union, ana):
    actions.start_proposal(page.call, organization=union, by=ana)
    later = site.CLOSES + timedelta(days=1)
    actions.set_dates(page.call, site.OPENS, later, by=None, reason="Between us")
    actions.set_rules(page.call, by=None, consideration_rule="none")
    publish(page, criteria=[STANDARDS], criteria_reason="Also between us")
    assert shown(page) == []
    assert "What has changed in this call" not in text(client, page)


def test_what_changed_before_the_first_proposal_stays_untold_after_it(
    client, page, union, ana, at_noon
):
    later = site.CLOSES + timedelta(days=1)
    actions.set_dates(page.call, site.OPENS, later, by=None, reason="Between us")
    weights = {page.call.criteria.get(title="Standards"): 3}
    actions.set_rules(page.call, by=None, weights=weights, reason="Between us too")
    at_noon.shift(60)
    site.submitted(fresh(page).call, union, ana)
    assert shown(page) == []
    assert "Between us" not in text(client, page)


def test_a_withdrawn_proposal_was_submitted_all_the_same(proposed, ana):
    proposal = proposed.call.proposals.get()
    actions.withdraw(proposal, by=ana)
    later = site.CLOSES + timedelta(days=1)
    actions.set_dates(proposed.call, site.OPENS, later, by=None, reason="More time")
    assert [reason for _lines, reason in shown(proposed)] == ["More time"]


# What is shown.


def test_dates_considerations_and_weights_are_shown_newest_first(
    client, proposed, at_noon
):
    call = proposed.call
    later = site.CLOSES + timedelta(days=15)
    actions.set_dates(call, site.OPENS, later, by=None, reason="A holiday <in> between")
    at_noon.shift(60)
    actions.set_rules(
        call, by=None, consideration_rule="points", joint_points=5, reason="Clearer"
    )
    at_noon.shift(60)
    weights = dict(zip(call.criteria.all(), ("2.5", "1"), strict=True))
    actions.set_rules(call, by=None, weights=weights, reason="The group asked")

    found = shown(proposed)
    assert [reason for _lines, reason in found] == [
        "The group asked",
        "Clearer",
        "A holiday <in> between",
    ]
    assert found[0][0] == ("Weight of “Standards”: 1 → 2.5",)
    assert found[1][0] == (
        "Joint and Pathfinder proposals are considered: First among proposals of equal "
        "merit → Points added to the merit",
        "Points for a joint proposal: 0 → 5",
    )
    assert found[2][0] == (
        "Closes: 31 December 2024, 23:59 CET → 15 January 2025, 23:59 CET",
    )

    words = text(client, proposed)
    places = [
        words.index(f"Reason: {reason}")
        for reason in ("The group asked", "Clearer", "A holiday &lt;in&gt; between")
    ]
    assert places == sorted(places)


def test_rules_that_promise_nothing_are_not_shown(proposed):
    group = site.make_group()
    actions.set_rules(
        proposed.call,
        by=None,
        reviews_wanted=4,
        blind=True,
        action_group=group,
        reason="For editors only",
    )
    assert shown(proposed) == []


def test_criteria_are_shown_as_new_reworded_removed_and_back(proposed, at_noon):
    reach = site.text("criterion", "Reach")
    for criteria, reason in (
        ([STANDARDS, ROOTS, reach], "One was missing"),
        ([DETAILED, ROOTS, reach], "To be clearer"),
        ([DETAILED, reach], "Nobody understood it"),
        ([DETAILED, ROOTS, reach], "Somebody did"),
    ):
        at_noon.shift(60)
        publish(proposed, criteria=criteria, criteria_reason=reason)
    assert shown(proposed) == [
        (("New criterion: Root causes",), "Somebody did"),
        (("Criterion no longer used: Root causes",), "Nobody understood it"),
        (("Criterion reworded: Standards",), "To be clearer"),
        (("New criterion: Reach",), "One was missing"),
    ]


def test_changes_of_several_criteria_at_once_are_one_change(proposed):
    publish(
        proposed,
        criteria=[DETAILED, site.text("criterion", "Reach")],
        criteria_reason="A better set",
    )
    ((lines, reason),) = shown(proposed)
    assert reason == "A better set"
    assert sorted(lines) == [
        "Criterion no longer used: Root causes",
        "Criterion reworded: Standards",
        "New criterion: Reach",
    ]


def test_another_order_of_the_criteria_is_no_change(proposed):
    assert page_form(proposed, criteria=[ROOTS, STANDARDS]).is_valid()
    publish(proposed, criteria=[ROOTS, STANDARDS], criteria_reason="Nicer")
    assert shown(proposed) == []


def test_a_change_by_code_without_a_reason_is_shown_all_the_same(client, proposed):
    publish(proposed, criteria=[STANDARDS])
    assert shown(proposed) == [(("Criterion no longer used: Root causes",), "")]
    words = text(client, proposed)
    assert "Criterion no longer used: Root causes" in words
    assert "Reason:" not in words


def test_an_old_reason_is_not_given_for_a_new_change(proposed, at_noon):
    publish(proposed, criteria=[STANDARDS], criteria_reason="Nobody understood it")
    at_noon.shift(60)
    publish(proposed, criteria=[DETAILED])
    assert shown(proposed) == [
        (("Criterion reworded: Standards",), ""),
        (("Criterion no longer used: Root causes",), "Nobody understood it"),
    ]


def test_publishing_other_words_shows_nothing(proposed):
    publish(proposed, title="Another title", questions=[], outcomes=[], lead="New")
    assert shown(proposed) == []


def test_every_language_shows_the_changes(client, proposed):
    in_other_tree("fr")
    french = publish(proposed.copy_for_translation(locale("fr")))
    later = site.CLOSES + timedelta(days=1)
    actions.set_dates(proposed.call, site.OPENS, later, by=None, reason="More time")
    assert "More time" in text(client, french)


def test_the_history_keeps_every_version_with_its_reason(proposed, ana):
    publish(proposed, criteria=[DETAILED, ROOTS], criteria_reason="To be clearer")
    criterion = proposed.call.criteria.get(title="Standards")
    versions = criterion.history.order_by("history_date")
    assert [(v.description, v.history_change_reason) for v in versions] == [
        ("", ""),
        ("Those of the ILO", "To be clearer"),
    ]


def test_the_changes_cost_the_same_however_many_there_are(
    proposed, at_noon, django_assert_num_queries
):
    call = Call.objects.get()
    for number in range(6):
        at_noon.shift(60)
        weights = {call.criteria.first(): Decimal(number + 2)}
        actions.set_rules(call, by=None, weights=weights, reason=f"Change {number}")
    with django_assert_num_queries(3):
        assert len(public_changes(call)) == 6
