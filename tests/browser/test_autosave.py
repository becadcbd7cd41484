"""Nothing that somebody typed is lost: not to the network, the session or others."""

import re

import pytest
from playwright.sync_api import expect

from . import cast
from .visitors import expect_heading

pytestmark = pytest.mark.browser

PAUSE = 3_000
UNTIL_NEXT_TRY = 15_000
SAVED = re.compile(r"^\s*Saved \d\d:\d\d\s*$")


@pytest.fixture
def form(visitors):
    return visitors.open_draft("empty", by=cast.ANA, clock=True)


def state(page):
    return page.locator("[data-workshops-state]")


def write_title(page, text):
    page.get_by_label("Title").fill(text)
    page.clock.run_for(PAUSE)


def pause_and_be_saved(page):
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.clock.run_for(PAUSE)
    expect(state(page)).to_have_text(SAVED)


def test_text_is_saved_after_a_pause(form, server):
    form.get_by_label("Title").fill("Fair gold")
    form.clock.run_for(PAUSE - 1)
    assert server.draft_text("empty", "title") == []
    pause_and_be_saved(form)
    assert server.draft_text("empty", "title") == ["Fair gold"]
    form.get_by_label("Forced labour").check()
    pause_and_be_saved(form)
    assert server.draft_text("empty", "focus") == ["forced_labour"]


def test_the_time_of_saving_is_the_time_where_the_member_is(form):
    form.clock.set_fixed_time("2030-01-01T10:00:00Z")
    form.get_by_label("Title").fill("Fair gold")
    form.clock.run_for(PAUSE)
    expect(state(form)).to_have_text("Saved 13:00")


def test_offline_the_text_stays_on_the_device_and_is_saved_later(
    form, server, visitors
):
    visitors.expected += ["ERR_INTERNET_DISCONNECTED"]
    form.context.set_offline(True)
    write_title(form, "Written on a boat")
    expect(state(form)).to_have_text("Not saved: offline, kept on this device")
    assert server.draft_text("empty", "title") == []
    form.get_by_role("button", name="Save draft").click()
    expect(form.get_by_label("Title")).to_have_value("Written on a boat")
    form.context.set_offline(False)
    expect(state(form)).to_have_text(SAVED)
    assert server.draft_text("empty", "title") == ["Written on a boat"]
    form.wait_for_function("localStorage.length === 0")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [("Put it back", "Written on a boat"), ("Discard it", "")],
)
def test_text_that_was_kept_is_offered_after_a_reload(form, visitors, answer, expected):
    visitors.expected += ["ERR_FAILED"]
    form.route("**/edit/", _lose_posts)
    write_title(form, "Written on a boat")
    expect(state(form)).to_have_text("Not saved: offline, kept on this device")
    form.unroute("**/edit/")
    form.reload()
    expect(form.get_by_role("alert")).to_contain_text("kept on this device")
    expect(form.get_by_label("Title")).to_have_value("")
    form.get_by_role("button", name=answer).click()
    expect(form.get_by_role("alert")).to_have_count(0)
    expect(form.get_by_label("Title")).to_have_value(expected)
    if expected:
        pause_and_be_saved(form)
    form.wait_for_function("localStorage.length === 0")


def _lose_posts(route):
    if route.request.method == "POST":
        route.abort()
    else:
        route.continue_()


def test_after_the_session_has_ended_one_signs_in_again_and_goes_on(
    form, server, visitors
):
    visitors.expected += ["401 (Unauthorized)", "409 (Conflict)"]
    form.context.clear_cookies()
    write_title(form, "Nothing is lost")
    expect(state(form)).to_contain_text("Your session has ended")
    with form.expect_popup() as opened:
        state(form).get_by_role("link", name="Sign in").click()
    window = opened.value
    window.get_by_label("Email").fill(cast.ANA)
    window.get_by_label("Password").fill("demo")
    window.get_by_role("button", name="Sign in").click()
    expect_heading(window, "My proposals")
    form.get_by_label("Summary").fill("And more came.")
    form.clock.run_for(UNTIL_NEXT_TRY)
    expect(state(form)).to_have_text(SAVED)
    assert server.draft_text("empty", "title") == ["Nothing is lost"]
    assert server.draft_text("empty", "summary") == ["And more came."]


def test_if_somebody_else_signed_in_meanwhile_nothing_is_saved_in_their_name(
    form, server, visitors
):
    visitors.expected += ["409 (Conflict)", "403 (Forbidden)"]
    token = [c for c in form.context.cookies() if c["name"] == "csrftoken"]
    form.context.clear_cookies()
    visitors.sign_in(form.context, cast.BEN)
    form.context.add_cookies([{**token[0], "value": "b" * 32}])
    write_title(form, "By Ana")
    expect(state(form)).to_contain_text("Your sign-in has changed")
    assert server.draft_text("empty", "title") == []
    form.get_by_role("button", name="Save draft").click()
    expect(form.get_by_role("status").first).to_contain_text("Nothing was saved yet")
    expect(form.get_by_label("Title")).to_have_value("By Ana")


def test_two_who_write_at_once_see_both_texts_and_choose(form, server, visitors):
    visitors.expected += ["409 (Conflict)"]
    colleague = visitors.open_draft("empty", by=cast.BEN, clock=True)
    colleague.get_by_label("Title").fill("Gold, by Ben")
    pause_and_be_saved(colleague)
    write_title(form, "Gold, by Ana")
    expect(state(form)).to_have_text(
        "Somebody has saved this proposal since you opened it. "
        "Save your draft to compare both texts."
    )
    form.get_by_role("button", name="Save draft").click()
    conflict = form.get_by_role("alert")
    expect(conflict).to_contain_text("Ben Example saved it")
    expect(conflict.get_by_role("heading", level=3)).to_have_text(["Title"])
    expect(conflict.locator(".workshops-quote")).to_have_text(
        ["Gold, by Ben", "Gold, by Ana"]
    )
    assert server.draft_text("empty", "title") == ["Gold, by Ben"]
    form.get_by_role("button", name="Save draft").click()
    expect(form.get_by_role("status").first).to_have_text("Your text is saved.")
    assert server.draft_text("empty", "title") == ["Gold, by Ana"]


def test_a_double_click_submits_once(visitors, server):
    page = visitors.open_draft("ready", by=cast.ANA)
    page.get_by_role("button", name="Read it through and submit").dblclick()
    page.get_by_role("button", name="Submit the proposal").dblclick()
    expect_heading(page, "Thank you: your proposal has arrived")
    query = "SELECT status, version FROM workshops_plugin_historicalproposal WHERE id=?"
    versions = server.rows(query, server.drafts["ready"].replace("-", ""))
    assert [status for status, _version in versions] == ["submitted"]
    assert len(server.messages_to(cast.ANA)) == 1


def test_text_written_when_the_call_closes_stays_on_the_page(form, server, visitors):
    visitors.expected += ["409 (Conflict)"]
    form.get_by_label("Title").fill("In time")
    pause_and_be_saved(form)
    close = """
from django.utils import timezone
from workshops_plugin.calls.actions import set_dates
from workshops_plugin.models import Proposal
call = Proposal.objects.get(pk="%s").call
set_dates(call, call.opens_at, timezone.now(), by=None, reason="It is full.")
"""
    server.shell(close % server.drafts["empty"])
    write_title(form, "Too late")
    expect(state(form)).to_contain_text("This call has closed.")
    expect(form.get_by_label("Title")).to_have_value("Too late")
    assert server.draft_text("empty", "title") == ["In time"]
    form.get_by_role("button", name="Save draft").click()
    expect_heading(form, "Not saved, but not lost")
    expect(form.get_by_text("Too late")).to_be_visible()
