"""From the invitation to a change of time, as an editor and a member meet it."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from . import cast
from .access import violations
from .visitors import expect_no_overflow

pytestmark = pytest.mark.browser

TITLE = "Tomatoes without gangmasters"
WORK = "from workshops_plugin.mailing.worker import work; work()"
ADDRESS = re.compile(r"https?://\S+")


def addresses_in(text):
    """Return the paths on the site that a message leads to."""
    found = [address.rstrip(">") for address in ADDRESS.findall(text)]
    return [re.sub(r"^https?://[^/]+", "", address) for address in found]


def test_a_member_is_invited_answers_hears_of_a_change_and_has_enough(visitors, server):
    editor = visitors.open("/admin/workshops/webinars/", by=cast.EDITOR)
    invite(editor)
    server.shell(WORK)
    editor.reload()
    expect(editor.locator(".workshops-chips")).to_contain_text("Done")

    (letter,) = told(server, "You are invited to the webinar")
    assert "Bring a question." in letter
    page, refuse, _choose = addresses_in(letter)
    member = visitors.open(page, by=cast.ANA, width=390)
    answer(member)

    change_the_time(editor)
    server.shell(WORK)
    (change,) = told(server, "has changed")
    assert "Before:" in change

    stranger = visitors.open(refuse, width=390)
    assert violations(stranger) == {}
    expect_no_overflow(stranger)
    stranger.get_by_role("button", name="Stop these messages").click()
    expect(stranger.get_by_role("status")).to_contain_text("Done.")
    member.goto("/en/workshops/messages/")
    assert violations(member) == {}
    expect(member.get_by_label("Invitations and reminders")).not_to_be_checked()
    expect(member.get_by_label("Newsletter")).to_be_checked()


def told(server, words):
    return [text for text in server.messages_to(cast.ANA) if words in text]


def invite(page):
    page.get_by_role("main").get_by_role("link", name=TITLE).first.click()
    page.get_by_role("link", name="Invite people").click()
    page.get_by_label("All members").check()
    page.get_by_label("A few words of your own (English)").fill("Bring a question.")
    page.get_by_role("button", name="Save and look at it").click()
    # Whoever became a member since is left, and only they.
    expect(page.get_by_role("main")).to_contain_text("have it already")
    looks = page.frame_locator("iframe[title=English]")
    expect(looks.locator("body")).to_contain_text("Bring a question.")
    page.get_by_role("button", name=re.compile(r"Send \d+ message")).click()
    expect(page.locator(".messages")).to_contain_text("It is on its way.")


def answer(page):
    page.get_by_role("button", name="I will attend").click()
    expect(page.get_by_role("main")).to_contain_text("You said that you will attend.")
    assert violations(page) == {}
    expect_no_overflow(page)


def change_the_time(page):
    page.get_by_role("link", name="Go to what it is about").click()
    expect(page.get_by_role("main")).to_contain_text("people will attend")
    page.get_by_role("link", name="Change the time").click()
    start = datetime.now().replace(hour=15, minute=0) + timedelta(days=50)
    for label, moment in (("Starts", start), ("Ends", start + timedelta(minutes=90))):
        page.get_by_label(label).fill(f"{moment:%Y-%m-%d %H:%M}")
        page.keyboard.press("Escape")
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.locator(".messages")).to_contain_text("The time is set.")
