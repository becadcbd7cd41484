"""Without JavaScript a member can do everything, from the call to the reference."""

import json
import re

import pytest
from playwright.sync_api import expect

from sandbox.demo.files import make
from sandbox.demo.story import Document

from . import cast
from .cast import field, option
from .visitors import expect_heading, expect_no_overflow, fill

pytestmark = pytest.mark.browser


@pytest.fixture
def visitor(visitors, width):
    return visitors.open(cast.CALL, width=width, script=False)


def test_a_member_proposes_with_a_partner_and_a_file(visitor, server):
    page = visitor
    page.get_by_role("link", name="Propose a webinar").click()
    page.get_by_label("Email").fill(cast.ROSA)
    page.get_by_label("Password").fill("demo")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Start").click()
    expect_no_overflow(page)

    fill(page, cast.COMPLETE | {"contact_email": cast.ROSA})
    # Both depend on answers that were not given: they show, and do not count.
    page.get_by_label("Describe the form in a few words").fill("Not asked")
    page.get_by_label("Where can the evaluation be read?").fill("no address")
    countries = page.locator("#field-countries")
    countries.get_by_text("Africa", exact=True).click()
    countries.get_by_label("Ghana").check()
    report = make(Document("report.pdf", "A report", ("One line",)))
    page.get_by_label("Evidence").set_input_files(
        {
            "name": "report.pdf",
            "mimeType": "application/pdf",
            "buffer": report.read(),
        }
    )
    page.get_by_label("Invite a member organization").select_option(cast.MINERS)
    page.get_by_role("button", name="Save and invite").click()
    expect(page.get_by_role("status").first).to_contain_text("Union of Miners")
    expect(page.get_by_text(re.compile("Invited on .*, not answered"))).to_be_visible()
    expect(page.get_by_role("link", name="report.pdf")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value(cast.COMPLETE["title"])
    expect_no_overflow(page)
    assert len(server.messages_to(cast.ANA)) == len(server.messages_to(cast.BEN)) == 1

    page.get_by_role("button", name="Read it through and submit").click()
    summary = page.get_by_role("article")
    expect(summary).to_contain_text("Ghana")
    expect(summary).to_contain_text("report.pdf")
    expect(summary).not_to_contain_text("Not asked")
    page.get_by_role("button", name="Submit the proposal").click()
    reference = page.locator(".workshops-reference strong").text_content()
    query = "SELECT answers FROM workshops_plugin_proposal WHERE reference = ?"
    ((answers,),) = server.rows(query, reference)
    given = {f"q_{key}" for key in json.loads(answers)}
    asked = {name for name in cast.COMPLETE if name.startswith("q_")}
    assert given == asked | {field("evidence")}


def test_what_is_missing_is_listed_and_each_entry_leads_to_its_field(
    visitors, width, server
):
    page = visitors.open_draft("ready", by=cast.ANA, width=width, script=False)
    page.get_by_label("Title").fill("")
    page.locator(f'[value="{option("format", "other")}"]').check()
    page.get_by_role("button", name="Read it through and submit").click()
    errors = page.get_by_role("alert").get_by_role("link")
    expect(errors).to_have_text(["Title", "Describe the form in a few words"])
    expect_no_overflow(page)
    errors.last.click()
    expect(page.get_by_label("Describe the form in a few words")).to_be_in_viewport()
    page.get_by_label("Describe the form in a few words").fill("A walk")
    page.get_by_role("button", name="Save draft").last.click()
    assert server.draft_text("ready", field("other_format")) == ["A walk"]


def test_a_session_that_ended_gives_the_text_back(visitors, server, width):
    visitors.expected += ["403 (Forbidden)"]
    page = visitors.open_draft("empty", by=cast.ANA, width=width, script=False)
    page.get_by_label("Title").fill("Written for hours")
    page.get_by_label("Forced labour").check()
    page.context.clear_cookies()
    page.get_by_role("button", name="Save draft").last.click()
    expect_heading(page, "Not saved, but not lost")
    expect(page.get_by_role("main")).to_contain_text("Written for hours")
    expect(page.get_by_role("main")).to_contain_text("Forced labour")
    expect_no_overflow(page)
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Sign in").last.click()
    opened.value.get_by_label("Email").fill(cast.ANA)
    opened.value.get_by_label("Password").fill("demo")
    opened.value.get_by_role("button", name="Sign in").click()
    expect_heading(opened.value, "My proposals")
    page.get_by_role("button", name="Save it now").click()
    expect(page.get_by_label("Title")).to_have_value("Written for hours")
    page.get_by_role("button", name="Save draft").last.click()
    expect(page.get_by_role("status").first).to_have_text("Your text is saved.")
    assert server.draft_text("empty", "title") == ["Written for hours"]
    assert server.draft_text("empty", "focus") == ["forced_labour"]


def test_withdrawing_and_deleting_ask_first(visitors, width):
    page = visitors.open(cast.PROPOSALS, by=cast.MARGARET, width=width, script=False)
    page.get_by_role("link", name="Buying gloves").click()
    page.get_by_role("link", name="Withdraw it").click()
    page.get_by_role("link", name="Keep it").click()
    page.get_by_role("link", name="Withdraw it").click()
    page.get_by_label("Reason").fill("We have no time.")
    page.get_by_role("button", name="Withdraw this proposal").click()
    expect(page.get_by_role("status").first).to_have_text("The proposal is withdrawn.")
    expect_no_overflow(page)
