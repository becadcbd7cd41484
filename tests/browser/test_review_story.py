"""The whole selection: from reviewers that are picked to a record that is verified."""

import re

import pytest
from playwright.sync_api import expect

from . import cast
from .access import violations
from .visitors import expect_no_overflow

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MAIN = "main"


@pytest.fixture
def editor(visitors):
    page = visitors.open("/admin/workshops/calls/", by=cast.EDITOR)
    page.get_by_role("link", name=cast.JUDGED).click()
    return page


def main(page):
    return page.get_by_role("main")


def press(page, name):
    main(page).get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def follow(page, name):
    main(page).get_by_role("link", name=name, exact=True).first.click()
    page.wait_for_load_state()


def test_a_call_is_judged_decided_announced_and_verified(visitors, server, editor):
    assign_automatically(editor)
    reviewer = visitors.open("/admin/workshops/reviews/", by=cast.REVIEWER)
    declare_a_conflict(reviewer)
    open_call(editor)
    give_it_to_somebody_else(editor)
    score_by_keyboard(reviewer)
    change_a_score(reviewer)
    other = visitors.open(
        "/admin/workshops/reviews/", by=cast.OTHER_REVIEWER, width=390
    )
    score_on_a_telephone(other)
    decide(editor)
    digest = announce(editor, server)
    read_the_record(visitors.open("/admin/workshops/calls/", by=cast.AUDITOR), digest)


def expect_no_barrier(page):
    # Wagtail's own message is still fading in.
    page.evaluate("document.querySelector('.messages')?.remove()")
    assert violations(page, MAIN) == {}


def open_call(page):
    page.goto("/admin/workshops/calls/")
    follow(page, cast.JUDGED)


def assign_automatically(page):
    expect(page.locator(".workshops-step")).to_contain_text("Nobody has been picked")
    follow(page, "Pick reviewers")
    people = page.get_by_label("People")
    people.select_option(label=["Bénédicte Nzuzi"])
    press(page, "Pick them")
    follow(page, "Assign automatically")
    expect_no_barrier(page)
    expect(main(page)).to_contain_text("1 · Bénédicte Nzuzi")
    press(page, "Assign as shown")
    expect(main(page)).to_contain_text("5 assignments are made.")
    expect_no_barrier(page)


def declare_a_conflict(page):
    expect(main(page)).to_contain_text("0 of 5 submitted", use_inner_text=True)
    main(page).get_by_role("link", name="Proposal 5").click()
    follow(page, "I have a conflict of interest")
    expect_no_barrier(page)
    page.get_by_label("Reason").fill("I used to work there.")
    press(page, "Declare it")
    expect(main(page)).to_contain_text("goes to somebody else")


def give_it_to_somebody_else(page):
    follow(page, "Assign")
    page.get_by_text("Pick reviewers").click()
    page.get_by_label("People").select_option(label=["Anders Lindqvist"])
    press(page, "Pick them")
    follow(page, "Assign automatically")
    press(page, "Assign as shown")
    expect(main(page)).to_contain_text("1 assignment is made.")


def score_by_keyboard(page):
    """Score four proposals without touching the mouse, from first to last."""
    follow(page, "Review the next one")
    for number in range(4):
        expect_no_barrier(page)
        first = page.locator(".workshops-criterion input").first
        first.focus()
        for _criterion in range(4):
            page.keyboard.press(str(2 + number % 4))
            page.keyboard.press("Tab")
            page.keyboard.type("Because")
            page.keyboard.press("Tab")
            leave_the_answers(page)
        page.keyboard.press("Space")
        expect(page.locator("[name=recommendation]").first).to_be_checked()
        status = page.locator("[data-workshops-score-target=status]")
        expect(status).to_contain_text(re.compile(r"Total so far: .*Saved at"))
        press(page, "Submit and next")
        expect(main(page)).to_contain_text("is submitted.")
    expect(main(page)).to_contain_text("4 of 4 submitted")


def leave_the_answers(page):
    """Go on from the answers on the next criterion, which are folded, to its scale."""
    if page.evaluate("document.activeElement.tagName") == "SUMMARY":
        page.keyboard.press("Tab")


def change_a_score(page):
    main(page).get_by_role("link", name="Proposal 1").click()
    page.locator(".workshops-criterion").first.locator("label", has_text="0").click()
    press(page, "Save the change")
    expect(main(page)).to_contain_text("Say why you change it.")
    page.get_by_label("Why you change it").fill("I misread the budget.")
    press(page, "Save the change")
    expect(main(page)).to_contain_text("is changed.")


def score_on_a_telephone(page):
    follow(page, "Review the next one")
    expect_no_overflow(page)
    proposal = page.get_by_role("article", name="Proposal")
    expect(proposal).to_be_hidden()
    press(page, "Proposal")
    expect(proposal).to_be_visible()
    expect_no_barrier(page)
    press(page, "My review")
    for criterion in page.locator(".workshops-criterion").all()[:-1]:
        criterion.locator(".workshops-scale label", has_text="5").click()
    page.get_by_text("Select it if there is room").click()
    press(page, "Submit and next")
    expect(main(page)).to_contain_text("1 of 1 submitted")


def decide(page):
    open_call(page)
    expect(page.locator(".workshops-step")).to_contain_text("The reviews are in.")
    follow(page, "Ranking")
    expect_no_barrier(page)
    rows = page.locator("table.workshops-ranking tbody tr")
    expect(rows).to_have_count(5)
    for row in rows.all()[:2]:
        row.get_by_role("checkbox").check()
    page.locator("#decide_decision").select_option("selected")
    press(page, "Decide")
    expect(main(page)).to_contain_text("2 proposals are decided. Nobody is told yet.")
    for row in rows.all()[2:]:
        row.get_by_role("checkbox").check()
    page.locator("#decide_decision").select_option("declined")
    press(page, "Decide")
    expect(main(page)).to_contain_text("3 proposals are decided.")


def announce(page, server):
    """Announce, read the report; return the digest that it prints."""
    open_call(page)
    follow(page, "Letters and announcement")
    press(page, "Draft the letters")
    expect_no_barrier(page)
    page.get_by_text("Proposal 3", exact=True).click()
    expect(main(page)).to_contain_text("Dear Ana Example,")
    follow(page, "Announce the results")
    expect_no_barrier(page)
    press(page, "Announce now")
    expect(page.get_by_role("heading", level=1)).to_have_text(cast.JUDGED)
    expect_no_barrier(page)
    letters = [m for m in server.messages_to(cast.ANA) if "Dear Ana Example" in m]
    assert len([m for m in letters if "was selected" in m]) == 2
    return page.locator("code").inner_text()


def read_the_record(page, digest):
    follow(page, cast.JUDGED)
    follow(page, "See the record")
    press(page, "Check it now")
    expect(main(page)).to_contain_text("all is intact")
    expect(main(page)).to_contain_text(digest)
    open_call(page)
    follow(page, "Ranking")
    main(page).get_by_role("link", name="Proposal 1").click()
    follow(page, "See its history")
    expect(main(page)).to_contain_text("I misread the budget.")
    expect_no_barrier(page)
