"""The editors' pages: no barrier but those that Wagtail's own pages have."""

import pytest
from playwright.sync_api import expect

from . import cast
from .access import few_of, violations

pytestmark = pytest.mark.browser

#: What axe finds in the content of Wagtail's own pages: see the last test.
WAGTAILS_OWN = {
    "aria-allowed-role",  # how many matches a filtered list has
    "aria-input-field-name",  # the rich text editor
}
MAIN = "main"
CALL = "Deep-dive workshops on supply chains: second series"
GLOVES = "Buying gloves"


@pytest.fixture
def editor(visitors):
    return visitors.open("/admin/workshops/calls/", by=cast.EDITOR)


def follow(page, *links):
    for link in links:
        page.get_by_role("main").get_by_role("link", name=link).first.click()
        page.wait_for_load_state()


PAGES = [
    (),
    ("Add a call",),
    (CALL,),
    (CALL, "Change the dates"),
    (CALL, "Change the rules"),
    (CALL, "See the record"),
    (CALL, "See the proposals"),
    (CALL, "See the proposals", GLOVES),
    (CALL, "See the proposals", GLOVES, "Correct it"),
    (CALL, "See the proposals", "Enter a proposal"),
    (CALL, "See the proposals", "Enter a proposal", CALL),
    (CALL, "Edit the page"),
]
WEBINAR, PICKERS = "Tomatoes without gangmasters", "Pickers with a contract"
WEBINAR_PAGES = [
    (),
    ("Board",),
    ("Add a webinar",),
    (WEBINAR,),
    (PICKERS, "Read it"),
    (PICKERS, "Change the time"),
    (PICKERS, "Cancel the webinar"),
    (PICKERS, "Open it to everybody"),
    (PICKERS, "Change language and outcomes"),
    (PICKERS, "Change the hosts"),
    (PICKERS, "Change the checklist"),
    (PICKERS, "Change the way in"),
    (PICKERS, "See materials and recordings"),
    (PICKERS, "See who changed what"),
    (PICKERS, "Edit the page"),
]
OUTBOX_PAGES = [
    "",
    "messages/",
    "suppressed/",
    "texts/",
    "texts/webinar_invitation/fr/",
    "campaigns/1/",
]
#: Looked at each time; the others take minutes.
FEW = [(CALL, "Change the rules"), (CALL, "See the proposals", GLOVES)]


@pytest.mark.parametrize(
    "links",
    few_of(PAGES, FEW),
    ids=lambda links: " > ".join(links) or "calls",
)
def test_the_page_has_no_barrier_of_its_own(editor, links):
    follow(editor, *links)
    found = violations(editor, MAIN)
    assert {rule: found[rule] for rule in found.keys() - WAGTAILS_OWN} == {}


@pytest.mark.parametrize(
    "links",
    few_of(WEBINAR_PAGES, [("Board",), (PICKERS, "Read it")]),
    ids=lambda links: " > ".join(links) or "webinars",
)
def test_the_page_of_webinars_has_no_barrier_of_its_own(visitors, links):
    page = visitors.open("/admin/workshops/webinars/", by=cast.EDITOR)
    follow(page, *links)
    found = violations(page, MAIN)
    assert {rule: found[rule] for rule in found.keys() - WAGTAILS_OWN} == {}


@pytest.mark.parametrize(
    "path",
    few_of(OUTBOX_PAGES, ["", "campaigns/1/"]),
    ids=lambda path: path or "outbox",
)
def test_the_page_of_the_outbox_has_no_barrier_of_its_own(visitors, path):
    page = visitors.open(f"/admin/workshops/outbox/{path}", by=cast.EDITOR)
    found = violations(page, MAIN)
    assert {rule: found[rule] for rule in found.keys() - WAGTAILS_OWN} == {}


def test_a_draft_of_a_campaign_has_no_barrier_of_its_own(visitors):
    page = visitors.open("/admin/workshops/webinars/", by=cast.EDITOR)
    follow(page, WEBINAR, "Invite people")
    assert violations(page, MAIN) == {}
    page.get_by_label("All members").check()
    page.get_by_role("button", name="Save and look at it").click()
    expect(page.get_by_role("heading", name="Whom it reaches")).to_be_visible()
    assert violations(page, MAIN) == {}


def test_references_to_questions_and_criteria_have_names(editor):
    follow(editor, CALL, "Edit the page")
    editor.get_by_role("tab", name="Form").click()
    choice = editor.get_by_label("Answers this criterion").first
    expect(choice).to_be_visible()
    assert violations(editor, "[data-contentpath=criterion]") == {}


def test_what_is_left_out_is_found_on_wagtails_own_pages(visitors, server):
    page = visitors.open("/admin/users/?q=alliance", by=cast.ADMIN)
    found = set(violations(page, MAIN))
    ((home,), *_others) = server.rows("SELECT page_ptr_id FROM home_homepage")
    page.goto(f"/admin/pages/{home}/edit/")
    expect(page.get_by_role("textbox", name="Title")).to_be_visible()
    found |= set(violations(page, MAIN))
    assert WAGTAILS_OWN - found == set()
