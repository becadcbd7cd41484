"""The whole story: from an empty page in the editor to a joint proposal."""

import re
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import TimeoutError, expect

from . import cast
from .visitors import expect_heading, expect_no_overflow

pytestmark = pytest.mark.browser


def test_a_call_is_written_answered_joined_and_found(visitors, server):
    # Wagtail saves the page of itself, even while something is half typed.
    visitors.expected += [f"400 (Bad Request) {server.url}/admin/pages/"]
    editor = visitors.open("/admin/")
    sign_in(editor, cast.EDITOR)
    write_the_call(editor)
    set_the_dates(editor)

    ana = visitors.open("/en/", by=cast.ANA, width=390, clock=True)
    reference = propose(ana)

    (message,) = server.messages_to(cast.ROSA)
    link = re.search(r"https?://\S+", message).group()
    confirm(visitors.open(link))

    choose_in_menu(editor, "Proposals")
    row = editor.get_by_role("row", name=reference)
    expect(row).to_contain_text("Joint")
    row.get_by_role("link", name="Fair gold from small mines").click()
    main = editor.get_by_role("main")
    expect(main).to_contain_text("Which form will it take?")
    expect(main).to_contain_text("A workshop")
    expect(main).to_contain_text("On the site of our union")


def sign_in(page, address):
    page.get_by_label("Email").fill(address)
    page.get_by_label("Password", exact=False).first.fill("demo")
    page.keyboard.press("Enter")


def choose_in_menu(page, name):
    page.get_by_role("button", name="Workshops", exact=True).click()
    menu = page.get_by_role("list", name="Workshops")
    menu.get_by_role("link", name=name, exact=True).click()


def write_the_call(page):
    choose_in_menu(page, "Calls")
    page.get_by_role("link", name="Add a call").click()
    page.get_by_role("link", name="Calls for proposals").click()
    page.locator("#id_title").fill("Gold without children")
    page.locator("#id_lead").fill("Tell us how small mines change.")
    expect(page.locator("[name^=outcomes-][name$=-value-title]")).to_have_count(4)
    page.get_by_role("tab", name="Selection").click()
    expect(page.locator("[name^=criteria-][name$=-value-title]")).to_have_count(4)
    page.get_by_role("tab", name="Form").click()
    write_the_questions(page)
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".messages")).to_contain_text("published")


def write_the_questions(page):
    causes = add_question(page, "Long text", "Which root causes are removed?")
    causes.get_by_label("At most so many words").fill("50")
    causes.get_by_label("Answers this criterion").select_option("Root causes")

    form = add_question(page, "Single choice", "Which form will it take?")
    for option in ("A panel", "A workshop"):
        form.get_by_role("button", name="Add", exact=True).last.click()
        form.locator("[name$=-value]").last.fill(option)

    add_question(page, "Yes or no", "Will it be recorded?")

    where = add_question(page, "Short text", "Where will the recording be?")
    toggle = where.get_by_role("button", name="Toggle section").last
    depends_on = where.get_by_label("Only if this question")
    unfold(toggle, depends_on)
    expect(depends_on.get_by_role("option")).to_have_text(
        [
            "None",
            "Which root causes are removed?",
            "Which form will it take?",
            "Will it be recorded?",
        ]
    )
    depends_on.select_option("Which form will it take?")
    answer = where.get_by_label("was answered with")
    answer.focus()
    expect(answer.get_by_role("option")).to_have_text(
        ["None", "A panel", "A workshop", "any answer"]
    )
    depends_on.select_option("Will it be recorded?")
    answer.focus()
    answer.select_option("Yes")


def unfold(toggle, inside):
    """Press ``toggle`` until what is ``inside`` shows: it may not listen at once."""
    for _attempt in range(3):
        toggle.click()
        with suppress(TimeoutError):
            inside.wait_for(state="visible", timeout=2000)
            return


def add_question(page, kind, label):
    """Add a question at the end of the form; return its block."""
    questions = page.locator("#panel-child-form-questions-content")
    blocks = questions.locator("[data-streamfield-child]").filter(
        has=page.locator("[name$=-value-required]")
    )
    before = blocks.count()
    questions.get_by_role("button", name="Insert a block").last.click()
    page.get_by_role("option", name=kind, exact=True).click()
    expect(blocks).to_have_count(before + 1)
    block = blocks.nth(before)
    block.get_by_label("Question", exact=False).first.fill(label)
    return block


def set_the_dates(page):
    choose_in_menu(page, "Calls")
    page.get_by_role("link", name="Gold without children").click()
    expect(page.get_by_text("This call has no dates, so it is closed.")).to_be_visible()
    page.get_by_role("link", name="Set its dates").click()
    today = datetime.now()
    for label, day in (("Opens", -1), ("Closes", 30)):
        moment = f"{today + timedelta(days=day):%Y-%m-%d} 12:00"
        page.get_by_label(label, exact=True).fill(moment)
        page.keyboard.press("Escape")
    # A calendar that opens late may cover the button, which the keyboard reaches.
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    expect(page.get_by_text("The dates are set.")).to_be_visible()


def propose(page):
    page.get_by_role("link", name="Calls", exact=True).click()
    page.get_by_role("link", name="Gold without children").click()
    page.get_by_role("link", name="Propose a webinar").click()
    page.get_by_role("button", name="Start").click()
    page.get_by_label("Title").fill("Fair gold from small mines")
    page.get_by_label("Summary").fill("What three unions learned.")
    page.get_by_label("Research and understanding").check()
    page.get_by_label("Child labour").check()
    countries = page.locator("#field-countries")
    countries.get_by_label("Find a country").fill("ghana")
    countries.get_by_label("Ghana").check()
    causes = page.get_by_label("Which root causes are removed?")
    causes.fill("Poverty, debt and distant schools.")
    expect(page.get_by_text("words left: 45")).to_be_visible()
    page.get_by_label("A workshop").check()
    where = page.get_by_label("Where will the recording be?")
    expect(where).to_be_hidden()
    page.get_by_role("group", name="Will it be recorded?").get_by_label("Yes").check()
    where.fill("On the site of our union")
    languages = page.get_by_role("group", name="Languages of the webinar")
    languages.get_by_label("English").check()
    page.get_by_label("Contact person").fill("Ana Example")
    page.get_by_label("E-mail").fill(cast.ANA)
    page.clock.run_for(3_000)
    expect(page.locator("[data-workshops-state]")).to_have_text(
        re.compile(r"^Saved \d\d:\d\d$")
    )
    page.get_by_label("Invite a member organization").select_option(cast.FIRM)
    page.get_by_role("button", name="Save and invite").click()
    expect(page.get_by_text("Fair Firm is invited to stand behind")).to_be_visible()
    expect(page.get_by_text(re.compile("Invited on .*, not answered"))).to_be_visible()
    page.get_by_role("button", name="Read it through and submit").click()
    expect_heading(page, "Read your proposal through")
    expect(page.get_by_role("article")).to_contain_text("Ghana")
    expect_no_overflow(page)
    page.get_by_role("button", name="Submit the proposal").click()
    reference = page.locator(".workshops-reference strong")
    expect(reference).to_have_text(re.compile(r"^GWC\d\d-001$"))
    return reference.text_content()


def confirm(page):
    sign_in(page, cast.ROSA)
    expect_heading(page, "Invitation to be a partner")
    expect(page.get_by_role("article")).to_contain_text("Fair gold from small mines")
    page.get_by_role("link", name="Go to your answer").click()
    page.get_by_role("button", name="Confirm: we stand behind it").click()
    expect(page.get_by_text("Fair Firm has confirmed.")).to_be_visible()
