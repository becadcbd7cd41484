"""Webinars without a mouse, without JavaScript, from right to left, and offline."""

import re

import pytest
from playwright.sync_api import expect

from . import cast
from .test_keyboard import tab_to, write
from .visitors import expect_no_overflow

pytestmark = pytest.mark.browser

TRACK = f"{cast.WEBINARS}reading-the-track/"


def workspace(visitors, part="", **options):
    page = visitors.open(cast.MINE, by=cast.KHALID, **options)
    page.get_by_role("link", name="The employer pays").click()
    page.wait_for_url("**/prepare/")
    if part:
        page.locator(".workshops-steps").get_by_role("link", name=part).click()
    page.wait_for_load_state()
    return page


def test_a_host_prepares_without_a_mouse(visitors, width):
    page = workspace(visitors, width=width)
    tab_to(page, "Agenda")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name="Agenda")).to_be_visible()
    tab_to(page, "Move “The sums” down")
    page.keyboard.press("Enter")
    first = page.locator("[name=agenda-0-title]")
    expect(first).to_have_value("A site committee answers")
    tab_to(page, "Save, and add more lines")
    page.keyboard.press("Enter")
    expect(page.locator(".workshops-messages")).to_contain_text("Saved.")
    tab_to(page, "Checklist")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name="State")).to_be_visible()
    tab_to(page, "Submit for approval")
    page.keyboard.press("Enter")
    expect(page.locator(".workshops-messages")).to_contain_text("It is submitted.")


def test_a_member_finds_and_joins_without_a_mouse(visitors, width):
    page = visitors.open(cast.WEBINARS, by=cast.ANA, width=width)
    # The site's own search comes first.
    tab_to(page, "Search")
    write(page, "Search", "vessel")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=vessel**")
    tab_to(page, "Reading the track of a vessel")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{TRACK}")
    tab_to(page, "Join now")
    with page.expect_request(re.compile("meet.alliance.example")):
        page.keyboard.press("Enter")


def test_everything_is_there_without_a_script(visitors, width):
    page = visitors.open(TRACK, by=cast.ANA, width=width, script=False)
    main = page.get_by_role("main")
    for words in ("(Asia/Bangkok)", "Join now", "Thirty tracks", "Wirat Suwannarat"):
        expect(main).to_contain_text(words)
    expect_no_overflow(page)
    page = workspace(visitors, "Description", width=width, script=False)
    page.get_by_label("Lead").fill("Written without a script.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".workshops-messages")).to_contain_text("Saved.")
    page.locator(".workshops-steps").get_by_role("link", name="Agenda").click()
    page.get_by_role("button", name="Move “The sums” down").click()
    first = page.locator("[name=agenda-0-title]")
    expect(first).to_have_value("A site committee answers")


def test_ones_own_time_stands_beside_that_of_the_webinar(visitors):
    page = visitors.open(TRACK, by=cast.ANA)
    when = page.locator(".workshops-when time")
    expect(when).to_contain_text("(Asia/Bangkok)")
    expect(when.locator(".workshops-time__own")).to_contain_text("(Africa/Nairobi)")


PAGES = {"list": cast.WEBINARS, "one": TRACK, "work": ""}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_from_right_to_left_nothing_stands_out(visitors, width, path):
    if path:
        page = visitors.open(path, by=cast.ANA, width=width)
    else:
        page = workspace(visitors, "Agenda", width=width)
    page.evaluate("document.documentElement.dir = 'rtl'")
    expect_no_overflow(page)
    main = page.get_by_role("main")
    expect(main).to_have_css("direction", "rtl")


def test_what_is_typed_offline_is_saved_once_online(visitors):
    visitors.expected += ["ERR_INTERNET_DISCONNECTED"]
    page = workspace(visitors, "Description")
    page.context.set_offline(True)
    page.get_by_label("Lead").fill("Typed on the train")
    state = page.locator("[data-workshops-state]")
    expect(state).to_contain_text("Not saved: offline, kept on this device")
    page.context.set_offline(False)
    expect(state).to_contain_text("Saved")
    page.reload()
    expect(page.get_by_label("Lead")).to_have_value("Typed on the train")


def test_a_half_written_line_is_explained_while_typing(visitors):
    visitors.expected += ["409 (Conflict)"]
    page = workspace(visitors, "Agenda")
    page.get_by_label("Title").last.fill("Half a line")
    state = page.locator("[data-workshops-state]")
    expect(state).to_have_text(
        "Not saved yet, line 6: Say how many minutes this takes."
    )
    page.get_by_label("Minutes").last.fill("5")
    expect(state).to_contain_text("Saved")


def test_what_was_saved_is_not_offered_again(visitors):
    page = workspace(visitors, "Agenda")
    page.locator("[name=agenda-3-title]").fill("One more point")
    page.locator("[name=agenda-3-minutes]").fill("5")
    page.get_by_role("button", name="Save, and add more lines").click()
    expect(page.locator(".workshops-messages")).to_contain_text("Saved.")
    expect(page.locator("[name=agenda-3-title]")).to_have_value("One more point")
    page.get_by_role("button", name="Move “One more point” up").click()
    expect(page.locator("[name=agenda-2-title]")).to_have_value("One more point")
    expect(page.get_by_role("alert")).to_have_count(0)
    assert page.url.endswith("/agenda/")
