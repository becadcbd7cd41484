"""What the board must not tell, take, or decide."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.calls import site
from workshops_plugin.calls import actions as calls
from workshops_plugin.models import Call, Decision, Membership, Series
from workshops_plugin.reviews import actions, proposing, snapshot, wishing
from workshops_plugin.reviews.actions import series as verbs
from workshops_plugin.reviews.balance import Range, SuggestionFailed, Wishes
from workshops_plugin.reviews.board import Board
from workshops_plugin.reviews.counts import named
from workshops_plugin.reviews.enums import Place
from workshops_plugin.reviews.proposing import proposed_lines
from workshops_plugin.reviews.public_notes import wishes_note

from . import house
from .test_board import COUNTS, browser, posted, soup, url, words
from .test_series import WHY, keys, ranked, settle, wish

__all__ = ["browser", "ranked"]


@pytest.fixture
def barred(ranked, editor):
    """The second in the ranking, of which the editor must not know."""
    Membership.objects.create(user=editor, organization=ranked[1].lead_organization)
    return ranked[1]


def put(proposals, editor, where=Place.SERIES):
    for proposal in proposals:
        series = actions.place(proposal, where, by=editor)
    return series


# Conflicts of interest.


def test_ranks_have_no_gap_where_one_is_hidden(browser, call, ranked, barred):
    one, two, three, four = ranked
    cards = soup(browser.get(url("board", call))).select("[data-board-card]")
    assert [card["data-board-card"] for card in cards] == keys(one, three, four, two)
    ranks = [words(card.select_one(".workshops-rank")) for card in cards]
    assert ranks == ["1", "2", "3", "–"]
    page = soup(browser.get(url("ranking", call)))
    found = [words(cell.strong) for cell in page.select("td.workshops-rank")]
    assert found == ["1", "2", "3", "–"]
    assert "Ranks count only the proposals that you may judge." in words(page)
    page = soup(browser.get(reverse("workshops_reviews:proposal", args=[three.pk])))
    assert words(page.find("dt", string="Final rank").find_next("dd")) == "2"
    text = browser.get(url("ranking", call), {"export": "csv"})
    lines = b"".join(text.streaming_content).decode("utf-8-sig").splitlines()[1:]
    assert [line.split(",")[0] for line in lines] == ["1", "2", "3", ""]


def test_a_refusal_names_no_rank_of_what_is_hidden(call, ranked, editor, barred):
    one, two, three, _four = ranked
    actions.decide(two, "declined", by=house.editor("other"))
    actions.decide(one, "selected", by=editor)
    with pytest.raises(site.Refused) as refused:
        actions.decide(three, "selected", by=editor)
    said = f"{three} (Selected) departs from the ranking. Say why."
    assert refused.value.message == said


def test_what_stands_before_the_announcement_names_no_rank_either(
    client, call, ranked, editor, rita, barred
):
    one, two, three, four = ranked
    other = house.editor("other")
    for proposal in (one, two):
        actions.decide(proposal, "selected", by=other)
    for proposal in (three, four):
        actions.decide(proposal, "declined", by=other)
    # Late reviews turn the ranking round.
    late = house.reviewer("late")
    house.submitted(two, late, 1, 1)
    house.submitted(three, late, 5, 5)
    for user, told in ((editor, False), (other, True)):
        sentences = " ".join(actions.obstacles(call, by=user))
        assert "departs from the ranking" in sentences
        assert ("rank 2" in sentences) == told
    client.force_login(editor)
    text = words(soup(client.get(url("letters", call))))
    assert "departs from the ranking" in text
    assert "rank 2" not in text


def test_wishes_settle_nothing_on_what_is_hidden(browser, call, barred, editor):
    two = barred
    other = house.editor("other")
    wish(call, other, 3, must_not=frozenset(keys(two)))
    data = posted(browser, call, size=2)
    assert f"pin|{two.pk}" not in data
    browser.post(url("wishes", call), {**data, f"pin|{two.pk}": "must"})
    series = Series.objects.get()
    assert series.wishes["size"] == 2
    # What others have settled stays.
    assert series.wishes["must_not"] == keys(two)
    assert series.chosen == []
    mine = Wishes(2, must=frozenset(keys(two)))
    with site.refusal("conflict"):
        actions.set_wishes(
            call, mine, by=editor, version=series.version, reason=house.REASON
        )


def test_a_suggestion_is_taken_over_by_nobody_who_must_not_see_it(
    browser, call, ranked, barred
):
    data = {"version": 0, "proposals": keys(ranked[0])}
    page = soup(browser.post(url("suggest", call), data, follow=True))
    assert "so it is not shown to you" in words(page)
    assert not Series.objects.exists()


def test_reserves_leave_room_for_those_that_others_decide_on(
    call, ranked, editor, barred
):
    one, two, three, four = ranked
    other = house.editor("other")
    actions.place(two, Place.RESERVE, by=other)
    put([three, four], editor, Place.RESERVE)
    series = put([one], editor)
    lines = {line.key: line for line in proposed_lines(Board(call, editor))}
    assert [lines[row.pk].reserve_order for row in (three, four)] == [2, 3]
    settle(series, editor, {})
    orders = dict(Decision.objects.values_list("proposal", "reserve_order"))
    assert orders == {one.pk: None, three.pk: 2, four.pk: 3}
    # Where one of them has a place already, it is not taken.
    actions.decide(two, "reserve", by=other, reserve_order=1)
    series = actions.place(four, Place.RESERVE, by=editor, before=three)
    settle(series, editor, dict.fromkeys([three.pk, four.pk], WHY))
    current = {d.proposal_id: d for d in Decision.objects.order_by("number")}
    assert (current[four.pk].reserve_order, current[three.pk].reserve_order) == (2, 3)


# What is gone.


def test_what_was_withdrawn_is_decided_by_nobody(browser, call, ranked, editor):
    one, two, *_rest = ranked
    wish(call, editor, 2)
    series = put([one, two], editor)
    calls.withdraw(one, by=one.submitted_by, reason="We cannot")
    card = soup(browser.get(reverse("workshops_calls:screen", args=[call.pk])))
    assert "1 of 2 places" in words(card.find(string=re.compile("of 2 places")).parent)
    settle(series, editor, {})
    settled = Series.objects.get().settled
    assert settled["chosen"] == keys(two)
    assert f"{two}" in words(soup(browser.get(url("report", call))))


def test_where_all_are_withdrawn_nothing_is_decided(call, ranked, editor):
    series = put([ranked[0]], editor)
    calls.withdraw(ranked[0], by=ranked[0].submitted_by, reason="We cannot")
    with site.refusal("empty"):
        settle(series, editor, {})
    assert not Decision.objects.exists()


def test_what_was_settled_on_one_that_is_withdrawn_does_not_count(
    browser, call, ranked, editor
):
    one, two, *_rest = ranked
    wish(call, editor, 1, must=frozenset(keys(one)))
    calls.withdraw(one, by=one.submitted_by, reason="We cannot")
    page = words(soup(browser.get(url("suggest", call))))
    assert "The suggested series" in page
    # It neither takes the place of another nor is forgotten.
    data = posted(browser, call, **{f"pin|{two.pk}": "must"})
    browser.post(url("wishes", call), data)
    series = Series.objects.get()
    assert series.chosen == keys(two)
    assert set(series.wishes["must"]) == set(keys(one, two))


def test_wishes_of_a_question_that_is_gone_do_not_count(browser, call, ranked, editor):
    gone = [
        Range("question:3f1c-gone", "0b7e", 1),
        Range("outcome", "11111111-gone", 1),
        Range("kind", "business", 1),
    ]
    stored = wishing.stored(Wishes(2, tuple(gone)))
    Series.objects.create(call=call, wishes=stored, publish_wishes=True, version=1)
    public = words(soup(browser.get(call.source_page.get_url())))
    board = words(soup(browser.get(url("board", call))))
    for text in (public, board):
        assert "at least 1 × Business" in text or "At least 1 × Business" in text
        assert "gone" not in text
    history = words(soup(browser.get(url("series_history", call))))
    assert "an answer to a question that is gone" in history
    assert "an answer that is gone (Outcome)" in history
    assert "3f1c" not in history


# What changed meanwhile.


def test_a_swap_with_what_came_in_meanwhile_is_refused(call, ranked, editor):
    one, two, three, _four = ranked
    put([one, two, three], editor)
    with site.refusal("in_already"):
        actions.swap(three, one, by=editor)
    assert Series.objects.get().chosen == keys(one, two, three)


def test_another_set_than_what_is_suggested_is_not_taken_over(browser, call, ranked):
    for proposals in (["nonsense"], keys(ranked[3]), []):
        data = {"version": 0, "proposals": proposals}
        page = soup(browser.post(url("suggest", call), data, follow=True))
        assert "The suggestion has changed since you looked." in words(page)
    assert not Series.objects.exists()


def test_a_set_of_strangers_is_refused(call, ranked, editor):
    with site.refusal("unknown"):
        actions.take_over(call, ["nonsense"], by=editor, version=0)


def test_nothing_is_decided_on_scores_that_nobody_saw(
    browser, call, ranked, editor, rita
):
    put([ranked[0]], editor)
    page = soup(browser.get(url("settle", call)))
    data = {
        field["name"]: field.get("value", "") for field in page.select("form [name]")
    }
    house.proposal(call, "Late")
    page = soup(browser.post(url("settle", call), data))
    assert "Scores or proposals have changed since you looked." in words(page)
    assert not Decision.objects.exists()


def test_the_solver_is_asked_before_anything_is_locked(
    call, ranked, editor, monkeypatch
):
    series = put([ranked[0]], editor)
    order = []
    suggestion_of, lock_call = snapshot.suggestion_of, verbs.lock_call
    monkeypatch.setattr(
        snapshot,
        "suggestion_of",
        lambda *args: order.append("weighed") or suggestion_of(*args),
    )
    monkeypatch.setattr(
        verbs, "lock_call", lambda *args: order.append("locked") or lock_call(*args)
    )
    settle(series, editor, {})
    assert order == ["weighed", "locked"]


def test_the_report_says_what_was_revised_since(browser, call, ranked, editor):
    one, two, three, _four = ranked
    series = put([one, two], editor)
    settle(series, editor, {})
    assert "revised since" not in words(soup(browser.get(url("report", call))))
    actions.decide(two, "declined", by=editor)
    actions.decide(three, "selected", by=editor, rationale=WHY)
    text = words(soup(browser.get(url("report", call))))
    assert (
        f"Decisions have been revised since. Selected besides: {three}. Not selected "
        f"any more: {two}."
    ) in text


def test_the_report_says_what_others_have_to_decide_yet(
    browser, client, call, ranked, editor, barred
):
    one, two, *_rest = ranked
    put([two], house.editor("other"))
    settle(put([one], editor), editor, {})
    client.force_login(site.get_user_model().objects.get(email="other@house.example"))
    text = words(soup(client.get(url("report", call))))
    assert f"Not decided yet: {two}." in text
    assert "revised since" not in text


def test_a_reserve_that_is_withdrawn_leaves_its_place(call, ranked, editor):
    one, two, three, four = ranked
    put([two, three, four], editor, Place.RESERVE)
    series = put([one], editor)
    calls.withdraw(two, by=two.submitted_by, reason="We cannot")
    lines = {line.key: line for line in proposed_lines(Board(call, editor))}
    assert [lines[row.pk].reserve_order for row in (three, four)] == [1, 2]
    settle(series, editor, {})
    orders = dict(Decision.objects.values_list("proposal", "reserve_order"))
    assert orders == {one.pk: None, three.pk: 1, four.pk: 2}


def test_what_is_settled_moves_no_public_date(browser, call, ranked, editor, at_noon):
    one = ranked[0]
    wish(call, editor, 2, Range("kind", "business", 1))
    at_noon.shift(timedelta(days=9))
    series = Series.objects.get()
    settled = replace(wishing.read(series.wishes), must_not=frozenset(keys(one)))
    actions.set_wishes(
        call,
        settled,
        by=editor,
        version=series.version,
        publish=True,
        reason=house.REASON,
    )
    assert wishes_note(call).lines[-1] == "Last changed on 1 December 2024."


# What is proposed and said.


def test_the_order_of_reserves_is_not_explained_by_the_series(
    browser, call, ranked, editor
):
    one, two, three, _four = ranked
    wish(call, editor, 1, Range("kind", "workers", 1))
    put([one], editor)
    put([three, two], editor, Place.RESERVE)
    lines = {line.key: line for line in proposed_lines(Board(call, editor))}
    assert lines[three.pk].departs
    assert lines[three.pk].rationale == ""


def test_it_says_which_places_would_stay_free(browser, call, ranked, editor):
    one, *_rest = ranked
    wish(call, editor, 4)
    page = soup(browser.get(url("suggest", call), {"why": str(one.pk)}))
    assert "1 place would stay free." in words(page.find(class_="workshops-why"))


@pytest.mark.parametrize("name", ["conflicts", "alternative"])
def test_a_search_that_takes_too_long_says_so(
    browser, call, ranked, editor, monkeypatch, name
):
    def fail(*args):
        raise SuggestionFailed

    wish(call, editor, 1, Range("kind", "business", 1), Range("kind", "workers", 1))
    monkeypatch.setattr(proposing, name, fail)
    page = soup(browser.get(url("suggest", call), {"why": str(ranked[0].pk)}))
    assert "The search took too long" in words(page)
    assert "met together: The search" not in words(page)
    assert "The suggested series" in words(page)


def test_rationales_are_checked_and_kept(browser, call, ranked, editor):
    one = ranked[0]
    put([one], editor)
    for text, error in (("x" * 5001, "at most 5000 characters"), ("a\0b", "Null char")):
        data = {"version": 1, f"rationale-{one.pk}": text}
        page = soup(browser.post(url("settle", call), data))
        assert error in words(page.select_one(".error-message"))
    assert not Decision.objects.exists()


def test_what_was_emptied_stays_empty(browser, call, ranked, editor):
    two = ranked[1]
    wish(call, editor, 1, Range("kind", "employers", 1))
    put([two], editor)
    boxes = soup(browser.get(url("settle", call))).find_all("textarea")
    assert all(boxes[:2])
    data = {"version": 2, f"rationale-{two.pk}": ""}
    page = soup(browser.post(url("settle", call), data))
    assert page.find(role="alert")
    assert page.find(attrs={"name": f"rationale-{two.pk}"}).get_text() == ""


# Who may, and when.


def test_whoever_reads_no_reviews_does_not_get_them_from_the_board(
    client, call, ranked
):
    client.force_login(site.make_editor("c@x.example", "access_admin", "add_decision"))
    for name in ("board", "suggest", "settle", "wishes"):
        assert client.get(url(name, call)).status_code == 302
    assert client.get(url("swap", call, ranked[0].pk)).status_code == 302
    move = {"move": f"series:{ranked[0].pk}"}
    response = client.post(url("place", call), move, headers={"accept": "*/*"})
    assert response.status_code == 302
    assert not Series.objects.exists()


def test_drafts_are_nowhere_on_the_board(browser, call, ranked):
    organization = site.make_organization("Draft")
    author = site.make_user("d@author.example", organization)
    draft = site.draft(call, organization, author)
    assert browser.get(url("swap", call, draft.pk), follow=True).status_code == 404
    move = {"move": f"series:{draft.pk}"}
    response = browser.post(url("place", call), move, follow=True)
    assert response.status_code == 404
    assert not Series.objects.exists()


def test_what_must_not_be_in_the_series_is_offered_no_swap(
    browser, call, ranked, editor
):
    one, two, *_rest = ranked
    put([one], editor)
    wish(call, editor, 1, must_not=frozenset(keys(two)))
    text = words(soup(browser.get(url("swap", call, two.pk))))
    assert "There is nothing in the series with which it could swap places." in text


def test_once_it_is_announced_nothing_invites_to_change(browser, call, ranked, editor):
    put([ranked[0]], editor)
    site.put(Call.objects.filter(pk=call.pk), announced_at=site.CLOSES)
    for name in ("wishes", "suggest", "settle"):
        page = soup(browser.get(url(name, call), follow=True))
        assert "The results have been announced." in words(page)
        assert page.select_one("[data-board]")


def test_counts_of_nonsense_are_none_and_no_spreadsheet(browser, call, ranked):
    for query in ({"year": "1999"}, {"call": "nonsense"}):
        page = soup(browser.get(reverse(COUNTS), query))
        assert page.find("th", string="Africa") is None
        assert page.select_one(".error-message, .w-field__errors")
        response = browser.get(reverse(COUNTS), {**query, "export": "csv"})
        assert response["Content-Type"].startswith("text/html")


def test_hosts_that_withdrew_are_not_counted_as_the_series(
    browser, call, ranked, editor
):
    series = put([ranked[0]], editor)
    settle(series, editor, {})
    site.put(type(ranked[0]).objects.filter(pk=ranked[0].pk), decision="selected")

    def selected():
        return {source.key: len(rows) for source, rows in named()}["series"]

    assert selected() == 1
    calls.withdraw(house.fresh(ranked[0]), by=None, reason="We cannot")
    assert selected() == 0


def test_deciding_by_the_board_looks_each_thing_up_once(call, ranked, editor):
    series = put([ranked[0]], editor)

    def cost(series):
        with CaptureQueriesContext(connection) as found:
            settle(series, editor, dict.fromkeys(every, WHY))
        # Wagtail's log asks for these with each entry that it writes.
        its = ("wagtailcore_", "django_content_type", "people_user")
        return sum(
            query["sql"].startswith("SELECT")
            and not any(i in query["sql"] for i in its)
            for query in found
        )

    every = [proposal.pk for proposal in ranked]
    few = cost(series)
    for number in range(5):
        every.append(house.proposal(call, f"Another {number}").pk)
    series = actions.place(ranked[1], Place.SERIES, by=editor)
    assert cost(series) == few
