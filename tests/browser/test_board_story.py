"""An editor puts a series together on the board and decides by it."""

import re

import pytest
from playwright.sync_api import expect

from . import cast
from .access import violations
from .visitors import expect_no_overflow

pytestmark = pytest.mark.browser

CALL = "Regional dialogues on wages, piece rates and debt"


def board_of(visitors, width=1280, **options):
    page = visitors.open("/admin/workshops/calls/", by=cast.EDITOR, width=width)
    link = page.get_by_role("link", name=CALL, exact=True)
    key = link.get_attribute("href").rstrip("/").split("/")[-1]
    path = f"/admin/workshops/reviews/calls/{key}/board/"
    return visitors.open(path, by=cast.EDITOR, width=width, **options)


def titles(page, where):
    cards = page.locator(f"[data-board-list={where}] [data-board-card]")
    return [" ".join(text.split()) for text in cards.locator("a").all_text_contents()]


def reach(page, name):
    """Go to a button by keyboard alone."""
    for _step in range(150):
        page.keyboard.press("Tab")
        label = page.evaluate("document.activeElement.textContent")
        if re.sub(r"\s+", " ", label).strip() == name:
            return
    raise AssertionError(f"{name} is not reached.")


def wish_for_the_arab_states(page):
    page.get_by_role("link", name="Wishes").click()
    page.get_by_label("Places in the series").fill("4")
    page.get_by_text("Region of action", exact=True).click()
    page.get_by_label("At least: Arab States").first.fill("1")
    assert violations(page, "main") == {}
    page.get_by_label("Reason").fill("Agreed by the committee.")
    page.get_by_role("button", name="Save the wishes").click()


def test_the_series_is_wished_for_suggested_and_decided(visitors, width, server):
    page = board_of(visitors, width)
    wish_for_the_arab_states(page)
    expect(page.get_by_text("Wished for, and missing:")).to_be_visible()
    expect(
        page.get_by_role("row", name=re.compile("Arab States wished: at least 1"))
    ).to_be_visible()
    page.get_by_role("link", name="Suggest").click()
    expect(page.get_by_role("button", name="Take over this set")).to_be_visible()
    assert violations(page, "main") == {}
    page.get_by_role("link", name="Why is it in? RD26-006").click()
    expect(page.locator(".workshops-why")).to_contain_text("as near to: at least 1")
    assert violations(page, "main") == {}
    expect_no_overflow(page)
    page.get_by_role("button", name="Take over this set").click()
    expect(page.get_by_text("All wishes are met.")).to_be_visible()
    assert len(titles(page, "series")) == 4
    # Wagtail's message above it fades in.
    assert violations(page, "[data-board]") == {}
    expect_no_overflow(page)
    page.get_by_role("link", name="Decide by the board").click()
    expect(page.get_by_role("button", name="Decide")).to_be_visible()
    assert violations(page, "main") == {}
    expect_no_overflow(page)
    rationale = page.get_by_label("Rationale for RD26-006")
    expect(rationale).to_have_value(re.compile("^The series needs it for: at least 1"))
    for box in page.locator("textarea").all():
        if not box.input_value():
            box.fill("The committee weighed it so.")
    page.get_by_role("button", name="Decide").click()
    expect(
        page.get_by_text("9 proposals are decided. Nobody is told yet.")
    ).to_be_visible()
    query = (
        "SELECT COUNT(*) FROM workshops_plugin_decision "
        "WHERE decision = 'selected' "
        "AND rationale LIKE 'The series needs it for%Arab States%'"
    )
    assert server.rows(query) == [(1,)]


def test_by_keyboard_alone(visitors):
    page = board_of(visitors)
    first, second = titles(page, "pool")[:2]
    reach(page, "Add RD26-003")
    page.keyboard.press("Enter")
    expect(page.locator("[data-board-status]")).to_have_text(
        "Moved. The board is saved."
    )
    assert titles(page, "series") == [first]
    # The focus stays with what was moved.
    assert page.evaluate("document.activeElement.closest('[data-board-card]') !== null")
    reach(page, "Add RD26-002")
    page.keyboard.press("Enter")
    expect(page.locator("[data-board-list=series] [data-board-card]")).to_have_count(2)
    card = page.locator("[data-board-list=series] [data-board-card]").nth(1)
    card.get_by_role("button", name="Move RD26-002 up").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-board-list=series] a").first).to_have_text(second)
    row = page.locator('[data-board-value="kind=workers"]')
    page.locator("[data-board-list=series] a").first.focus()
    expect(row).to_have_class(re.compile("workshops-strip__would"))


def test_cards_are_dragged_into_their_places(visitors):
    page = board_of(visitors)
    first, second = titles(page, "pool")[:2]
    series = page.locator("[data-board-list=series]")
    page.locator("[data-board-list=pool] [data-board-card]").first.drag_to(series)
    expect(series.locator("[data-board-card]")).to_have_count(1)
    page.locator("[data-board-list=pool] [data-board-card]").first.drag_to(
        series.locator("[data-board-card]").first
    )
    expect(series.locator("[data-board-card]")).to_have_count(2)
    assert titles(page, "series") == [second, first]


def test_two_editors_at_once_lose_nothing(visitors):
    one, other = board_of(visitors), board_of(visitors)
    one.get_by_role("button", name="Add RD26-003").click()
    expect(one.locator("[data-board-list=series] [data-board-card]")).to_have_count(1)
    other.get_by_role("button", name="Add RD26-002").click()
    expect(other.locator("[data-board-list=series] [data-board-card]")).to_have_count(2)
    expect(other.locator("[data-board] .help-info").first).to_contain_text(
        "meanwhile: RD26-003: Pool → Series"
    )


def test_what_is_dropped_on_a_full_series_may_swap(visitors):
    page = board_of(visitors)
    board = page.url
    page.goto(f"{board}wishes/")
    page.get_by_label("Places in the series").fill("1")
    page.get_by_label("Reason").fill("There is one date left.")
    page.get_by_role("button", name="Save the wishes").click()
    page.get_by_role("button", name="Add RD26-002").click()
    series = page.locator("[data-board-list=series]")
    expect(series.locator("[data-board-card]")).to_have_count(1)
    card = page.locator("[data-board-list=pool] [data-board-card]").first
    expect(card).to_contain_text("In the place of RD26-002: merit")
    card.drag_to(series)
    page.get_by_role("alert").get_by_role("link", name="Swap…").click()
    expect(page.get_by_role("button", name="Swap RD26-002")).to_be_visible()


def test_without_a_script_every_button_works(visitors):
    page = board_of(visitors, script=False)
    page.get_by_role("button", name="Add RD26-003").click()
    assert len(titles(page, "series")) == 1
    page.get_by_role("button", name="Take out RD26-003").click()
    assert titles(page, "series") == []


def test_a_lost_connection_is_said(visitors):
    visitors.expected += ["Failed to load resource", "ERR_FAILED", "Internal Server"]
    page = board_of(visitors)
    page.route("**/board/place/", lambda route: route.abort())
    page.get_by_role("button", name="Add RD26-003").click()
    expect(page.get_by_role("alert")).to_contain_text("It could not be saved.")
    assert titles(page, "series") == []
