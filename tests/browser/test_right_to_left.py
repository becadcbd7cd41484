"""The public side in Arabic: from right to left, with whatever is not in Arabic."""

import re

import pytest
from playwright.sync_api import expect

from . import cast
from .access import few_of, violations
from .visitors import expect_no_overflow

pytestmark = pytest.mark.browser

#: How far what is inside stands from the edge at which lines begin, in pixels.
FROM_EDGE = """(inner) => {
  const box = document.querySelector(".workshops").getBoundingClientRect();
  const range = document.createRange();
  range.selectNodeContents(inner);
  return Math.round(box.right - range.getBoundingClientRect().right);
}"""
#: Where on the screen the last letter of a text is.
LAST_LETTER = """(element) => {
  const text = element.firstChild, range = document.createRange();
  range.setStart(text, text.length - 1);
  range.setEnd(text, text.length);
  return range.getBoundingClientRect().right;
}"""


def arabic(path):
    return lambda visitors, width: visitors.open(path, by=cast.ANA, width=width)


def draft(what):
    def state(visitors, width):
        path = visitors.edit_path("ready").replace("/en/", "/ar/")
        return visitors.open(path.replace("edit", what), by=cast.ANA, width=width)

    return state


def errors(visitors, width):
    path = visitors.edit_path("empty").replace("/en/", "/ar/")
    return visitors.open(f"{path}?check=1", by=cast.ANA, width=width)


STATES = {
    "call": arabic(cast.ARABIC_CALL),
    "calls": arabic("/ar/calls/"),
    "alias of a call": arabic("/ar/calls/deep-dive-workshops-2024/"),
    "proposals": arabic("/ar/workshops/proposals/"),
    "form": draft("edit"),
    "form with errors": errors,
    "read through": draft("review"),
    "webinars": arabic("/ar/webinars/"),
    "webinar": arabic("/ar/webinars/reading-the-track/"),
    "calendar": arabic("/ar/workshops/webinars/calendar/"),
}


@pytest.mark.parametrize("state", few_of(STATES, ("call", "form with errors")))
def test_everything_begins_on_the_right(visitors, width, state):
    page = STATES[state](visitors, width)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    heading = page.get_by_role("heading", level=1)
    assert heading.evaluate(FROM_EDGE) <= 40
    assert violations(page) == {}
    expect_no_overflow(page)


def test_a_question_in_english_ends_with_its_mark(visitors):
    page = STATES["form"](visitors, 1280)
    label = page.get_by_text("Which root causes does it address, and how?").first
    box = label.bounding_box()
    # The question begins at its left, and its mark stands at its right.
    assert label.evaluate(LAST_LETTER) == pytest.approx(box["x"] + box["width"], abs=2)


def test_an_alias_says_in_which_language_it_speaks(visitors):
    page = STATES["alias of a call"](visitors, 1280)
    expect(page.get_by_role("heading", level=1)).to_have_attribute("lang", "en")
    expect(page.locator(".workshops-message")).to_contain_text("الإنجليز")
    index = STATES["calls"](visitors, 1280)
    link = index.get_by_role("link", name="Deep-dive workshops on supply chains")
    expect(link).to_have_attribute("lang", "en")
    own = index.get_by_role("link", name=cast.ARABIC_TITLE)
    expect(own).not_to_have_attribute("lang", re.compile("."))
