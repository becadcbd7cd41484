"""One call in three languages: the words change, what was written stays."""

import re

import pytest
from playwright.sync_api import expect

from . import cast
from .visitors import expect_heading, expect_no_overflow

pytestmark = pytest.mark.browser


def language(page, name):
    page.get_by_role("navigation").get_by_role("link", name=name, exact=True).click()


def test_a_member_goes_on_in_french_with_what_was_typed_in_english(
    visitors, width, server
):
    page = visitors.open_draft("ready", by=cast.ANA, width=width, clock=True)
    page.get_by_label("Title").fill("Des mines sans enfants")
    language(page, "Français")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.get_by_label("À quelles causes profondes")).to_have_value(
        "Poverty and distant schools."
    )
    page.get_by_role("alert").get_by_role("button").first.click()
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.clock.run_for(3_000)
    expect(page.locator("[data-workshops-state]")).to_have_text(
        re.compile(r"Enregistré.* \d\d:\d\d")
    )
    assert server.draft_text("ready", "title") == ["Des mines sans enfants"]
    expect_no_overflow(page)


def test_the_french_page_of_a_call_leads_to_the_same_proposals(visitors, width):
    page = visitors.open(cast.CALL, by=cast.ANA, width=width)
    language(page, "Français")
    expect_heading(page, re.compile("^Ateliers approfondis"))
    mine = page.locator(".workshops-standing")
    expect(mine).to_contain_text(cast.COMPLETE["title"])
    expect_no_overflow(page)


def test_the_spanish_alias_shows_the_source_in_a_spanish_frame(visitors, width):
    page = visitors.open(cast.CALL, by=cast.ANA, width=width)
    title = page.get_by_role("heading", level=1).text_content()
    language(page, "Español")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect_heading(page, title)
    standing = page.locator(".workshops-standing")
    expect(standing).to_contain_text(cast.COMPLETE["title"])
    standing.get_by_role("link").last.click()
    expect(page).to_have_url(re.compile("/es/workshops/calls/.*/propose/"))
    expect_no_overflow(page)
