"""From a selected proposal to a published webinar with materials, in the browser."""

from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from django.utils import translation
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from sandbox.demo.files import make
from sandbox.demo.story import Document

from . import cast
from .visitors import expect_no_overflow

pytestmark = pytest.mark.browser

TITLE = "We paid the fees back"
LINK = "https://meet.example/secret-room"


@contextmanager
def speaking(language):
    with translation.override(language):
        yield


@pytest.mark.parametrize("language", ["en", pytest.param("fr", marks=pytest.mark.slow)])
def test_a_proposal_becomes_a_webinar_that_people_see(visitors, server, language):
    # Wagtail saves the page of itself, even while something is half typed.
    visitors.expected += [f"400 (Bad Request) {server.url}/admin/pages/"]
    editor = visitors.open("/admin/workshops/proposals/?q=fees", by=cast.EDITOR)
    make_it(editor)
    set_its_time(editor)

    host = visitors.open(f"/{language}/workshops/webinars/mine/", by=cast.MELISSA)
    host.set_viewport_size({"width": 390, "height": 800})
    with speaking(language):
        prepare(host)

    approve(editor)
    expect(editor.locator(".messages")).to_contain_text("the page is published")
    link = editor.get_by_role("link", name="See it on the site")
    address = link.get_attribute("href")

    member = visitors.open(address, by=cast.ANA)
    main = member.get_by_role("main")
    for words in ("Sums, and mistakes", "Melissa Tan", "slides.pdf", "Members only"):
        expect(main).to_contain_text(words)
    assert LINK not in member.content()
    with member.expect_download() as download:
        member.get_by_role("link", name="slides.pdf").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")

    visitor = visitors.open(address)
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Sign in")
    open_to_everybody(editor)
    visitor.goto(address)
    expect(visitor.get_by_role("main")).to_contain_text("Sums, and mistakes")
    # The address has stayed as it was.
    assert visitor.url.endswith(address.removeprefix(server.url))


def make_it(page):
    page.get_by_role("main").get_by_role("link", name=TITLE).click()
    page.get_by_role("button", name="Make its webinar").click()
    expect(page.locator(".messages")).to_contain_text("The webinar is made.")


def set_its_time(page):
    page.get_by_role("link", name="Set its time").first.click()
    start = datetime.now().replace(hour=14, minute=0) + timedelta(days=40)
    for label, moment in (("Starts", start), ("Ends", start + timedelta(minutes=60))):
        page.get_by_label(label).fill(f"{moment:%Y-%m-%d %H:%M}")
        page.keyboard.press("Escape")
    page.get_by_label("Time zone").fill("Asia/Kuala_Lumpur")
    # A calendar that opens late may cover the button, which the keyboard reaches.
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.locator(".messages")).to_contain_text("The time is set.")


def prepare(page):
    page.get_by_role("link", name=TITLE).first.click()
    open_part(page, _("Description"))
    page.get_by_label(_("Lead"), exact=True).fill("What repayment cost, in sums.")
    page.get_by_label(_("Description"), exact=True).fill("Round one.\n\nRound two.")
    # It is saved before anybody presses a button.
    status = page.locator("[data-workshops-state]")
    with translation.override(translation.get_language()):
        expect(status).to_contain_text(_("Saved %(moment)s") % {"moment": ""})

    open_part(page, _("Agenda"))
    for number, (minutes, title) in enumerate(
        ((35, "Sums, and mistakes"), (25, "Questions"))
    ):
        page.locator(f"[name=agenda-{number}-minutes]").fill(str(minutes))
        page.locator(f"[name=agenda-{number}-title]").fill(title)
    page.get_by_role("button", name=_("Save, and add more lines")).click()
    planned = _("%(planned)s of %(length)s minutes are planned.")
    expect(page.get_by_text(planned % {"planned": 60, "length": 60})).to_be_visible()
    expect_no_overflow(page)

    open_part(page, _("Speakers and moderation"))
    page.get_by_role("link", name=_("Add a speaker or moderator")).click()
    page.get_by_label(_("Moderator"), exact=True).check()
    page.get_by_label(_("Name"), exact=True).fill("Melissa Tan")
    page.get_by_label(_("Position and organization")).fill("Straits")
    page.get_by_label(_("This person has agreed"), exact=False).or_(
        page.locator("[name=consent]")
    ).first.check()
    page.get_by_role("button", name=_("Save"), exact=True).click()
    expect(page.get_by_role("heading", name="Melissa Tan")).to_be_visible()

    open_part(page, _("Interpretation"))
    page.locator("[name=settled]").check()
    page.get_by_role("button", name=_("Save"), exact=True).click()

    open_part(page, _("Presentations and materials"))
    slides = make(Document("slides.pdf", "Slides", ("One line",)))
    page.get_by_label(_("File"), exact=True).set_input_files(
        {
            "name": "slides.pdf",
            "mimeType": "application/pdf",
            "buffer": slides.read(),
        }
    )
    page.get_by_role("button", name=_("Add it")).click()
    expect(page.get_by_role("link", name="slides.pdf")).to_be_visible()

    open_part(page, _("Meeting link and technical set-up"))
    page.get_by_label(_("Meeting link"), exact=True).fill(LINK)
    page.get_by_role("button", name=_("Save"), exact=True).click()
    page.get_by_role("button", name=_("I tested the link, and it works")).click()
    expect(page.get_by_text("✓").first).to_be_visible()

    page.get_by_role("link", name=_("Checklist")).click()
    page.get_by_role("button", name=_("Submit for approval")).click()
    expect(page.get_by_role("status")).to_contain_text(
        _("It is submitted. The Secretariat reads it now.")
    )
    expect_no_overflow(page)


def open_part(page, name):
    """Open a part of the workspace, whose list is a line of numbers on a phone."""
    parts = page.locator(".workshops-steps")
    parts.get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", level=2, name=name)).to_be_visible()


def approve(page):
    page.goto("/admin/workshops/webinars/?q=fees")
    page.get_by_role("main").get_by_role("link", name=TITLE).click()
    page.get_by_role("link", name="Read it", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("60 of 60 minutes are planned.")
    page.get_by_role("button", name="Approve and put it onto the page").click()


def open_to_everybody(page):
    page.get_by_role("link", name="Open it to everybody").click()
    page.get_by_label("Reason").fill("Buyers who are no members should hear it.")
    page.get_by_role("button", name="Open it to everybody").click()
    expect(page.locator(".messages")).to_contain_text("Everybody can see")
