"""With the keyboard alone: every step can be reached, is seen, and can be done."""

import pytest
from playwright.sync_api import expect

from . import cast
from .visitors import expect_heading

pytestmark = pytest.mark.browser

FOCUSED = """() => {
  const element = document.activeElement;
  const box = element.getBoundingClientRect();
  const hit = document.elementFromPoint(
    box.left + Math.min(box.width / 2, 20), box.top + Math.min(box.height / 2, 12));
  const style = getComputedStyle(element);
  const label = element.labels?.[0] ?? element;
  const group = element.closest("fieldset")?.querySelector("legend");
  return {
    name: (element.getAttribute("aria-label") ?? label.textContent).trim(),
    group: group?.textContent.trim() ?? "",
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    uncovered: element.contains(hit) || element.labels?.[0]?.contains(hit) || false,
  };
}"""


@pytest.fixture
def page(visitors, width):
    return visitors.open(cast.CALL, by=cast.ROSA, width=width)


def tab_to(page, name, group=""):
    """Press Tab until ``name`` has the focus; whatever has it must be seen."""
    for _step in range(150):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        assert (focused["outlined"], focused["uncovered"]) == (True, True), focused
        if focused["name"].startswith(name) and focused["group"].startswith(group):
            return
    raise AssertionError(f"{name} was not reached")


def tick(page, name, group=""):
    tab_to(page, name, group)
    page.keyboard.press("Space")


def write(page, name, text):
    tab_to(page, name)
    page.keyboard.type(text)


def press(page, name):
    tab_to(page, name)
    page.keyboard.press("Enter")


def test_the_first_key_skips_to_the_content(page):
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_a_member_writes_and_submits(page):
    press(page, "Propose a webinar")
    expect_heading(page, "Propose a webinar")
    press(page, "Start")
    expect_heading(page, "Your proposal")
    write(page, "Title", "Safe mines without children")
    write(page, "Summary", "What three unions learned.")
    tick(page, "Research and understanding", "Outcomes")
    tick(page, "Child labour", "Focus")
    write(page, "Find a country", "ghana")
    page.keyboard.press("Enter")
    write(page, "Which supply chains", "Gold")
    tab_to(page, "A panel with questions")
    page.keyboard.press("Space")
    write(page, "What will participants be able", "Talk with families.")
    tick(page, "Workers’ organizations")
    write(page, "How does the work follow", "Three unions lead it.")
    write(page, "Which root causes", "Poverty.")
    write(page, "What has changed so far", "Four hundred children learn.")
    tick(page, "Yes", "Has anybody outside")
    page.keyboard.press("ArrowDown")
    write(page, "What is new about it?", "Unions of a new trade.")
    tick(page, "English", "Languages of the webinar")
    write(page, "Contact person", "Rosa Example")
    write(page, "E-mail", cast.ROSA)
    press(page, "Read it through and submit")
    expect_heading(page, "Read your proposal through")
    expect(page.get_by_role("article")).to_contain_text("Ghana")
    press(page, "Submit the proposal")
    expect_heading(page, "Thank you: your proposal has arrived")
