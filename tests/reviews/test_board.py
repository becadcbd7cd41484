"""The board, as editors and auditors see it."""

import json
import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from tests.calls import site
from workshops_plugin.models import Decision, Membership, Series
from workshops_plugin.reviews import actions, wishing
from workshops_plugin.reviews.balance import (
    Importance,
    PerOrganization,
    Range,
    Wishes,
    solver,
)
from workshops_plugin.reviews.board import Board, points
from workshops_plugin.reviews.enums import Place
from workshops_plugin.reviews.public_notes import wishes_note

from . import house
from .test_series import keys, ranked, wish

__all__ = ["ranked"]


def url(name, call, *more):
    return reverse(f"workshops_reviews:{name}", args=[call.pk, *more])


def soup(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(element):
    return " ".join(element.get_text(" ").split())


@pytest.fixture
def browser(client, editor):
    client.force_login(editor)
    return client


def test_an_empty_board_says_what_there_is(browser, call, ranked):
    page = soup(browser.get(url("board", call)))
    assert "0 of 6 places" in words(page.find(id="board-series"))
    assert len(page.select(".workshops-selection__free")) == 7
    pool = page.select("[data-board-list=pool] [data-board-card]")
    assert [card["data-board-card"] for card in pool] == keys(*ranked)
    assert "Nothing is wished for yet." in words(page)


def test_a_call_without_proposals_has_a_board(browser, call):
    text = words(soup(browser.get(url("board", call))))
    assert "No proposal takes part yet." in text


def test_a_move_is_saved_and_shown(browser, call, ranked):
    one = ranked[0]
    move = {"move": f"series:{one.pk}"}
    page = soup(browser.post(url("place", call), move, follow=True))
    series = page.select("[data-board-list=series] [data-board-card]")
    assert [card["data-board-card"] for card in series] == keys(one)
    assert "merit 100.0" in words(page.find(id="board-series"))
    row = page.find(attrs={"data-board-value": "kind=workers"})
    assert words(row) == "Workers’ organization 1 of 1"


def test_a_script_gets_the_board_and_why_it_was_refused(browser, call, ranked, editor):
    wish(call, editor, 1)
    actions.place(ranked[0], Place.SERIES, by=editor)
    response = browser.post(
        url("place", call),
        {"move": f"series:{ranked[1].pk}"},
        headers={"X-Requested-With": "fetch"},
    )
    answer = json.loads(response.content)
    assert "all are taken" in answer["refusal"]
    assert answer["swap"] == url("swap", call, ranked[1].pk)
    assert str(ranked[0].pk) in answer["board"]


def test_without_a_script_a_full_series_leads_to_the_swap(
    browser, call, ranked, editor
):
    wish(call, editor, 1)
    actions.place(ranked[0], Place.SERIES, by=editor)
    move = {"move": f"series:{ranked[1].pk}"}
    page = soup(browser.post(url("place", call), move, follow=True))
    message = page.select_one(".messages .error")
    assert "all are taken" in words(message)
    assert message.a["href"] == url("swap", call, ranked[1].pk)


def test_a_second_tab_is_told_what_moved_meanwhile(browser, call, ranked, editor):
    one, two, three, four = ranked
    colleague = house.editor("late")
    seen = actions.place(one, Place.SERIES, by=editor).version

    def move(proposal, version, **headers):
        data = {"move": f"series:{proposal.pk}", "version": version}
        return browser.post(url("place", call), data, follow=True, headers=headers)

    def told(proposal, version):
        response = move(proposal, version, **{"X-Requested-With": "fetch"})
        return json.loads(response.content)["meanwhile"]

    assert told(two, seen) == []
    actions.place(one, Place.RESERVE, by=colleague)
    sentence = f"Late, meanwhile: {one.reference}: Series → Reserve"
    assert told(three, seen + 1) == [sentence]
    actions.place(one, Place.POOL, by=colleague)
    text = words(soup(move(four, seen + 3)).select_one(".messages"))
    assert f"Late, meanwhile: {one.reference}: Reserve → Pool" in text
    for where in (Place.SERIES, Place.POOL) * 3:
        actions.place(one, where, by=colleague)
    assert told(four, seen) == [
        "The series has changed a lot since you looked. See its history."
    ]
    assert told(four, 10**17) == told(four, "x") == []


@pytest.mark.parametrize(
    ("move", "answer"),
    [("", "no move"), ("nowhere:1", "no move"), ("series:nonsense", 404)],
)
def test_nonsense_is_refused(browser, call, ranked, move, answer):
    response = browser.post(url("place", call), {"move": move}, follow=True)
    if answer == 404:
        assert response.status_code == 404
    else:
        assert answer in words(soup(response))
    assert not Series.objects.exists()


def test_steps_up_and_down_change_the_order(browser, call, ranked, editor):
    one, two, three, _four = ranked
    for proposal in (one, two, three):
        actions.place(proposal, Place.SERIES, by=editor)
    for step, expected in (
        (f"up:{three.pk}", (one, three, two)),
        (f"up:{three.pk}", (three, one, two)),
        (f"up:{three.pk}", (three, one, two)),
        (f"down:{three.pk}", (one, three, two)),
        (f"down:{two.pk}", (one, three, two)),
    ):
        browser.post(url("place", call), {"move": step})
        assert Series.objects.get().chosen == keys(*expected)


def test_dragging_says_before_which(browser, call, ranked, editor):
    one, two, *_rest = ranked
    actions.place(one, Place.SERIES, by=editor)
    move = {"move": f"series:{two.pk}", "before": str(one.pk)}
    browser.post(url("place", call), move)
    assert Series.objects.get().chosen == keys(two, one)


def test_each_card_says_what_it_would_cost_and_bring(call, ranked, editor):
    one, two, _three, four = ranked
    wish(call, editor, 3, Range("kind", "business", 1), Range("kind", "workers", 0, 1))
    actions.place(one, Place.SERIES, by=editor)
    board = Board(call, editor)
    assert board.cards[str(four.pk)].effect == (
        "With it: merit +20.0; adds Business; comes nearer to: at least 1 × Business "
        "(Kind of organization)"
    )
    assert board.cards[str(one.pk)].effect.startswith("Without it: merit −100.0; loses")
    assert board.words(keys(two)) == (
        "merit −20.0; adds Employers’ organization; loses Workers’ organization"
    )


def test_on_a_full_board_a_card_says_what_it_would_do_in_the_place_of_the_last(
    call, ranked, editor
):
    one, two, three, _four = ranked
    wish(call, editor, 2)
    for proposal in (two, one):
        actions.place(proposal, Place.SERIES, by=editor)
    effect = Board(call, editor).cards[str(three.pk)].effect
    assert effect.startswith(f"In the place of {two.reference}: merit −")
    wish(call, editor, 2, must=frozenset(keys(two)))
    effect = Board(call, editor).cards[str(three.pk)].effect
    assert effect.startswith(f"In the place of {one.reference}: merit −")
    wish(call, editor, 2, must=frozenset(keys(one, two)))
    assert Board(call, editor).cards[str(three.pk)].effect == ""


def test_points_have_their_sign():
    assert [points(each) for each in (1500, 0, -250)] == ["+1.5", "0.0", "−0.3"]


def test_a_swap_shows_its_price_first(browser, call, ranked, editor):
    one, two, three, _four = ranked
    wish(call, editor, 2)
    for proposal in (one, two):
        actions.place(proposal, Place.SERIES, by=editor)
    page = soup(browser.get(url("swap", call, three.pk)))
    rows = [words(row) for row in page.select(".workshops-stacked tbody tr")]
    assert "merit −40.0; adds Government; loses Workers’ organization" in rows[0]
    browser.post(url("swap", call, three.pk), {"leaves": str(one.pk)})
    assert Series.objects.get().chosen == keys(three, two)


# Wishes.


def posted(browser, call, **changes):
    page = soup(browser.get(url("wishes", call)))
    data = {}
    for field in page.select("form.workshops-admin-form [name]"):
        if field.name == "select":
            chosen = field.find("option", selected=True) or field.find("option")
            data[field["name"]] = chosen["value"]
        elif field.get("type") != "checkbox":
            data[field["name"]] = field.get("value", "")
    return {**data, "reason": house.REASON, **changes}


def test_wishes_are_set_on_a_form(browser, call, ranked):
    one, *_rest, four = ranked
    data = posted(
        browser,
        call,
        **{
            "size": 3,
            "kind|business|least": 1,
            "kind|business|importance": 1,
            "region|africa|most": 2,
            "per_organization": 1,
            f"pin|{four.pk}": "must",
            "publish": "on",
        },
    )
    page = soup(browser.post(url("wishes", call), data, follow=True))
    assert "1 of 3 places" in words(page.find(id="board-series"))
    series = Series.objects.get()
    assert series.chosen == keys(four)
    assert series.publish_wishes
    # What was said stands there again.
    again = posted(browser, call)
    assert {name: again[name] for name in ("size", "kind|business|least")} == {
        "size": "3",
        "kind|business|least": "1",
    }
    assert again[f"pin|{four.pk}"] == "must"
    assert again[f"pin|{one.pk}"] == ""


def test_what_is_wrong_with_wishes_is_said_and_kept(browser, call, ranked):
    data = posted(
        browser, call, **{"kind|business|least": 3, "kind|business|most": 2, "size": 0}
    )
    page = soup(browser.post(url("wishes", call), data))
    text = words(page.find(class_="workshops-refused"))
    assert "This is less than “at least”." in text
    assert page.find(attrs={"name": "kind|business|least"})["value"] == "3"
    assert not Series.objects.exists()


def test_visitors_read_wishes_that_are_published(
    client, browser, call, ranked, editor, at_noon
):
    wished = Range("kind", "business", 1)
    wish(call, editor, 2, wished)
    address = call.source_page.get_url()
    assert "What the series should be like" not in client.get(address).content.decode()
    series = Series.objects.get()
    # What changes later is not the wishes.
    at_noon.shift(timedelta(days=2))
    actions.set_wishes(
        call,
        wishing.read(series.wishes),
        by=editor,
        version=series.version,
        publish=True,
    )
    client.logout()
    text = words(soup(client.get(address)).find("main"))
    assert "What the series should be like" in text
    assert "The series has 2 places. At least 1 × Business" in text
    assert "Last changed on 1 December 2024." in text


def test_wishes_are_published_in_every_language_of_the_public_side(call, ranked):
    wishes = [
        PerOrganization(1),
        *(
            Range(dimension, value, *range_)
            for dimension, value, range_ in (
                ("kind", "business", (1,)),
                ("region", "africa", (0, 2)),
                ("lead_region", "africa", (1, 1)),
                ("language", "ar", (1, 2)),
                ("pathfinder", "yes", (1,)),
                ("joint", "no", (0, 1)),
            )
        ),
    ]
    stored = wishing.stored(Wishes(12, tuple(wishes)))
    Series.objects.create(call=call, wishes=stored, publish_wishes=True)
    for language, latin in (("en", True), ("ar", False)):
        with override(language):
            note = wishes_note(call)
        assert len(note.lines) == len(wishes) + 2
        for line in (note.heading, *note.lines):
            assert bool(re.search("[A-Za-z]{3}", line)) == latin, line


# Suggestions.


def test_a_suggestion_shows_the_difference_and_is_taken_over(
    browser, call, ranked, editor
):
    one, two, _three, four = ranked
    wish(call, editor, 2, Range("kind", "business", 1), Range("kind", "academia", 1))
    actions.place(two, Place.SERIES, by=editor)
    page = soup(browser.get(url("suggest", call)))
    text = words(page.find("main"))
    assert "Not all wishes can be met." in text
    assert "(Kind of organization) (by 1 proposal; no eligible proposal" in text
    assert "cannot be met together" not in text
    assert "merit +40.0" in text
    data = {
        "version": page.find(attrs={"name": "version"})["value"],
        "proposals": [f["value"] for f in page.find_all(attrs={"name": "proposals"})],
    }
    browser.post(url("suggest", call), data)
    assert Series.objects.get().chosen == keys(one, four)
    page = soup(browser.get(url("suggest", call)))
    assert "It is what the board has now." in words(page)
    assert page.find("button", string="Take over this set") is None
    # What somebody saw before that is not taken over any more.
    text = words(soup(browser.post(url("suggest", call), data, follow=True)))
    assert "Somebody has changed the series" in text


def test_reasons_and_prices_are_told_one_at_a_time(browser, call, ranked, editor):
    one, two, _three, four = ranked
    wish(call, editor, 2, Range("kind", "business", 1), must=frozenset(keys(one)))
    for proposal, expected in (
        (
            four,
            "no set comes as near to: at least 1 × Business (Kind of organization).",
        ),
        (four, "It alone brings: Business."),
        (two, "It would take the place of: "),
        (two, "The best set with it: merit +60.0."),
        (one, "The wishes say that it must be in the series."),
    ):
        page = soup(browser.get(url("suggest", call), {"why": str(proposal.pk)}))
        assert expected in words(page.find(class_="workshops-why"))
    assert soup(browser.get(url("suggest", call), {"why": "nonsense"}))


def test_without_the_solver_it_says_what_to_install(
    browser, call, ranked, editor, monkeypatch
):
    monkeypatch.setattr(solver, "has_solver", lambda: False)
    text = words(soup(browser.get(url("suggest", call))))
    assert "pip install wagtail-workshops-plugin[balance]" in text
    assert soup(browser.get(url("board", call)))
    series = actions.place(ranked[0], Place.SERIES, by=editor)
    actions.settle(call, by=editor, version=series.version)
    assert Series.objects.get().settled["suggestion"] is None


def test_whoever_has_a_conflict_gets_no_figures_of_all(browser, call, ranked, editor):
    one, two, *_rest = ranked
    actions.place(one, Place.SERIES, by=editor)
    Membership.objects.create(user=editor, organization=one.lead_organization)
    text = words(soup(browser.get(url("board", call))))
    assert "100.0" not in text
    assert "You have a conflict of interest." in text
    text = words(soup(browser.get(url("suggest", call))))
    assert "so it is not shown to you" in text
    assert "merit" not in words(soup(browser.get(url("swap", call, two.pk))))
    assert "Balance of the series" not in words(soup(browser.get(url("report", call))))


def test_the_last_of_a_full_series_is_none_whose_rank_is_hidden(call, ranked, editor):
    one, two, three, _four = ranked
    wish(call, editor, 2)
    for proposal in (one, two):
        actions.place(proposal, Place.SERIES, by=editor)
    Membership.objects.create(user=editor, organization=two.lead_organization)
    effect = Board(call, editor).cards[str(three.pk)].effect
    assert effect.startswith(f"In the place of {one.reference}: ")
    assert "merit" not in effect


# Deciding.


def test_decisions_are_proposed_with_their_reasons(browser, call, ranked, editor):
    one, two, three, four = ranked
    wish(call, editor, 2, Range("kind", "business", 1))
    for proposal in (one, four):
        actions.place(proposal, Place.SERIES, by=editor)
    page = soup(browser.get(url("settle", call)))
    boxes = {box["name"]: box.get_text() for box in page.find_all("textarea")}
    assert boxes[f"rationale-{one.pk}"] == ""
    assert boxes[f"rationale-{four.pk}"].startswith(
        "The series needs it for: at least 1 × Business (Kind of organization)."
    )
    assert boxes[f"rationale-{two.pk}"].startswith(
        f"In the place of {four} it would go against: at least 1 × Business"
    )
    data = {"version": page.find(attrs={"name": "version"})["value"], **boxes}
    # An editor's own words stay where something is refused.
    own = {**data, f"rationale-{four.pk}": "", f"rationale-{two.pk}": "Mine"}
    own[f"rationale-{three.pk}"] = ""
    page = soup(browser.post(url("settle", call), own))
    assert "departs from the ranking" in words(page.find(role="alert"))
    assert page.find(attrs={"name": f"rationale-{two.pk}"}).get_text() == "Mine"
    page = soup(browser.post(url("settle", call), data, follow=True))
    assert "4 proposals are decided." in words(page)
    assert Decision.objects.filter(decision="selected").count() == 2


def test_what_changes_sides_gets_another_rationale(browser, call, ranked, editor):
    one, two, three, _four = ranked
    wish(call, editor, 1)
    series = actions.place(two, Place.SERIES, by=editor)
    first = {one.pk: "Not this year.", two.pk: "", three.pk: "Later."}
    actions.settle(call, by=editor, version=series.version, rationales=first)
    actions.swap(one, two, by=editor)
    page = soup(browser.get(url("settle", call)))
    boxes = {box["name"]: box.get_text() for box in page.find_all("textarea")}
    # It was declined for that; what is decided as before keeps its words.
    assert boxes[f"rationale-{one.pk}"] == ""
    assert boxes[f"rationale-{three.pk}"] == "Later."


def test_what_is_settled_says_so_in_its_rationale(browser, call, ranked, editor):
    one, *_rest, four = ranked
    wish(call, editor, 1, must=frozenset(keys(four)), must_not=frozenset(keys(one)))
    page = soup(browser.get(url("settle", call)))
    boxes = {box["name"]: box.get_text() for box in page.find_all("textarea")}
    assert (
        boxes[f"rationale-{four.pk}"] == "The wishes say that it must be in the series."
    )
    assert "must not be in the series" in boxes[f"rationale-{one.pk}"]


def test_free_places_are_named_and_too_many_are_refused(browser, call, ranked, editor):
    for proposal in ranked[:3]:
        actions.place(proposal, Place.SERIES, by=editor)
    for name in ("board", "settle"):
        assert "3 places are still free." in words(soup(browser.get(url(name, call))))
    wish(call, editor, 2)
    for name in ("board", "settle"):
        text = words(soup(browser.get(url(name, call))))
        assert "The series has 1 proposal more than places." in text
    series = Series.objects.get()
    with site.refusal("full"):
        actions.settle(call, by=editor, version=series.version)


def test_the_board_says_of_which_wish_too_little_is_offered(
    browser, call, ranked, editor
):
    wish(call, editor, 4, Range("kind", "business", 2), Range("kind", "workers", 1))
    page = soup(browser.get(url("board", call)))
    told = [words(item) for item in page.select(".workshops-selection__missed li")]
    assert told == [
        "at least 2 × Business (Kind of organization) – at most 1 of 2 are possible",
        "at least 1 × Workers’ organization (Kind of organization)",
    ]


def test_the_board_says_when_a_wish_needs_more_places_than_there_are(
    browser, call, ranked, editor
):
    wish(call, editor, 1, Range("focus", "child_labour", 2))
    page = soup(browser.get(url("board", call)))
    missed = words(page.select_one(".workshops-selection__missed li"))
    assert missed.endswith("– the series has 1 place")
    data = posted(browser, call, **{"focus|child_labour|least": "7"})
    response = browser.post(url("wishes", call), data)
    assert "The series has fewer places than that." in words(soup(response))


def test_why_a_wish_is_scarce_is_said(browser, call, ranked, editor):
    one, *_rest, four = ranked
    many = Range("kind", "workers", 1)

    def together():
        page = soup(browser.get(url("suggest", call)))
        heading = page.find(string=re.compile("cannot be met together"))
        return [words(item) for item in heading.find_next("ul").select("li")]

    kinds = "at least 1 × %s (Kind of organization)"
    settled = frozenset(keys(four))
    wish(call, editor, 1, many, must=settled)
    assert together() == [
        kinds % "Workers’ organization",
        f"must be in the series: {four}",
    ]
    # What conflicts without what is settled does not name it.
    wish(call, editor, 1, many, Range("kind", "business", 1), must=settled)
    assert together() == [kinds % "Workers’ organization", kinds % "Business"]
    wish(call, editor, 4, Range("kind", "workers", 0, 0))
    assert together() == [
        "at most 0 × Workers’ organization (Kind of organization)",
        "4 places are to be filled",
    ]
    wish(call, editor, 1, many, must_not=frozenset(keys(one)))
    text = words(soup(browser.get(url("suggest", call))).find("main"))
    assert "no eligible proposal has it, as 1 must not be in the series" in text


def test_the_report_tells_by_what_it_was_decided(browser, call, ranked, editor):
    one, two, *_rest = ranked
    wish(call, editor, 2, Range("kind", "business", 1))
    for proposal in (one, two):
        series = actions.place(proposal, Place.SERIES, by=editor)
    actions.settle(call, by=editor, version=series.version)
    text = words(soup(browser.get(url("report", call))).find("main"))
    assert "for 2 places; merit of all together: 180.0." in text
    assert "Business (Kind of organization) (important): missed by 1" in text
    assert f"It took: {two}. It left out: {ranked[3]}." in text
    assert "Workers’ organization ■ 1 1" in text


def test_the_history_tells_who_did_what_and_why(browser, call, ranked, editor):
    one, two, *_rest = ranked
    actions.place(one, Place.SERIES, by=editor)
    actions.place(two, Place.SERIES, by=editor)
    actions.place(two, Place.SERIES, by=editor, before=one)
    wish(call, editor, 2, Range("kind", "business", 1), must=frozenset(keys(one)))
    series = actions.place(two, Place.RESERVE, by=editor)
    actions.settle(
        call, by=editor, version=series.version, rationales={two.pk: "Too alike."}
    )
    page = soup(browser.get(url("series_history", call)))
    told = [words(item) for item in page.select(".workshops-log > li")]
    assert [text.split("13:00 ")[-1] for text in told] == [
        "It was decided by the board.",
        f"{two}: Series → Reserve",
        "Wished for: 2 places. Wished for: at least 1 × Business (Kind of "
        f"organization). {one} must be in the series. {house.REASON}",
        "The order was changed.",
        f"{two}: Pool → Series",
        f"{one}: Pool → Series",
    ]
    assert told[0].startswith("Editor")


def test_the_history_names_what_is_settled_and_how_important(
    browser, call, ranked, editor
):
    one = ranked[0]
    wish(call, editor, 2, Range("kind", "business", 1), must_not=frozenset(keys(one)))
    essential = Range("kind", "business", 1, importance=Importance.ESSENTIAL)
    series = wish(call, editor, 2, essential, must_not=frozenset(keys(one)))
    actions.take_over(call, keys(ranked[1]), by=editor, version=series.version)
    page = soup(browser.get(url("series_history", call)))
    told = [words(item) for item in page.select(".workshops-log > li")]
    assert told[0].endswith("Pool → Series The suggestion was taken over.")
    assert "Now essential: at least 1 × Business (Kind of organization)." in told[1]
    assert f"{one} must not be in the series." in told[2]


def test_a_board_that_was_never_touched_has_no_history(browser, call):
    text = words(soup(browser.get(url("series_history", call))))
    assert "Nothing has been put on the board yet." in text


# How much it asks of the database.


def test_the_board_asks_the_same_for_any_number_of_proposals(
    browser, call, ranked, editor
):
    def cost():
        browser.get(url("board", call))
        with CaptureQueriesContext(connection) as found:
            assert browser.get(url("board", call)).status_code == 200
        return len(found)

    few = cost()
    for number in range(12):
        house.proposal(call, f"Another {number}")
    assert cost() == few <= 30


# Counts.


COUNTS = "workshops_reviews:counts"


def test_counts_are_those_of_what_is_there(browser, call, ranked, editor):
    page = soup(browser.get(reverse(COUNTS)))
    row = page.find("th", string="Workers’ organization").parent
    assert words(row) == "Workers’ organization 1 0 0"
    assert words(page.find("th", string="Africa").parent).startswith("Africa 4 0 0")
    page = soup(browser.get(reverse(COUNTS), {"year": 1999}))
    page = soup(browser.get(reverse(COUNTS), {"call": str(call.pk)}))
    assert page.find("th", string="Panel") is not None


def test_counts_are_a_spreadsheet_for_whoever_may_export(browser, call, ranked):
    response = browser.get(reverse(COUNTS), {"export": "csv"})
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0] == "Dimension,Value,Proposals,Series,Webinars held"
    assert lines[1] == "All,,4,0,0"
    assert "Kind of organization,Business,1,0,0" in lines


def test_counts_are_closed_to_those_who_read_no_reviews(client, call, ranked, rita):
    for user in (None, rita, site.make_editor("c@x.example", "access_admin")):
        client.logout()
        if user:
            client.force_login(user)
        for query in ({}, {"export": "csv"}):
            response = client.get(reverse(COUNTS), query)
            assert response.status_code == 302


def test_counts_ask_the_same_for_any_number(browser, call, ranked):
    def cost():
        browser.get(reverse(COUNTS))
        with CaptureQueriesContext(connection) as found:
            assert browser.get(reverse(COUNTS)).status_code == 200
        return len(found)

    few = cost()
    for number in range(5):
        house.proposal(call, f"Another {number}")
    assert cost() == few
