"""Every public page in every state: for everybody, at both widths, without errors."""

import pytest
from playwright.sync_api import expect

from . import cast
from .access import few_of, violations
from .visitors import expect_no_overflow

pytestmark = pytest.mark.browser

LONG = "Kinderarbeitsbekämpfungsmaßnahmenvorschlagsbewertungsverfahren" * 4


def visit(path, by=None):
    return lambda visitors: visitors.open(path, by=by)


def start_as(person):
    def state(visitors):
        page = visitors.open(cast.CALL, by=person)
        page.locator(".workshops-standing a", has_text="Propose").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Propose a webinar")
        return page

    return state


def empty_form(visitors):
    return visitors.open_draft("empty", by=cast.ANA)


def form_with_errors(visitors):
    page = empty_form(visitors)
    page.get_by_label("Title").fill(LONG)
    page.get_by_label("E-mail", exact=True).fill("half an address")
    page.get_by_role("button", name="Read it through and submit").click()
    page.get_by_role("alert").get_by_role("link", name="Title").click()
    expect(page.get_by_label("Title")).to_be_focused()
    return page


def form_with_conflict(visitors):
    visitors.expected += ["409 (Conflict)"]
    page = visitors.open_draft("ready", by=cast.ANA)
    colleague = visitors.open_draft("ready", by=cast.BEN)
    colleague.get_by_label("Summary").fill("By Ben\n\n" + "long " * 300)
    colleague.get_by_role("button", name="Save draft").click()
    expect(colleague.get_by_role("status").first).to_have_text("Your text is saved.")
    page.get_by_label("Summary").fill(LONG)
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("alert")).to_contain_text("By Ben")
    return page


def form_filled_in(visitors):
    page = visitors.open_draft("ready", by=cast.ANA)
    for country in ("Ghana", "Côte d'Ivoire", "Bolivia"):
        countries = page.locator("#field-countries")
        countries.get_by_label("Find a country").fill(country)
        countries.get_by_label(country).check()
    page.get_by_label("What is new about it?").fill("word " * 230)
    return page


def kept_text(visitors):
    visitors.expected += ["403 (Forbidden)"]
    page = visitors.open_draft("ready", by=cast.ANA)
    page.context.clear_cookies()
    page.get_by_label("Title").fill(LONG)
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("alert")).to_contain_text("Your session has ended")
    return page


def review_with_errors(visitors):
    page = empty_form(visitors)
    page.get_by_role("button", name="Read it through and submit").click()
    expect(page.get_by_role("alert")).to_contain_text("still missing")
    return page


def review(visitors):
    page = visitors.open_draft("ready", by=cast.ANA)
    page.get_by_label("Summary").fill(LONG)
    page.get_by_role("button", name="Read it through and submit").click()
    expect(page.get_by_role("button", name="Submit the proposal")).to_be_visible()
    return page


def confirmation(visitors):
    page = review(visitors)
    page.get_by_role("button", name="Submit the proposal").click()
    expect(page.locator(".workshops-reference")).to_be_visible()
    return page


def after(path, by, *links):
    """Follow ``links`` from ``path``."""

    def state(visitors):
        page = visitors.open(path, by=by)
        for link in links:
            page.get_by_role("link", name=link).first.click()
        return page

    return state


def wrong_person(visitors):
    visitors.expected += ["403 (Forbidden)"]
    page = after(cast.PROPOSALS, cast.MELISSA, "Buying gloves")(visitors)
    expect(page.get_by_role("button", name="Refuse")).to_be_visible()
    return visitors.open(page.url, by=cast.OTTO)


def section(name, by=cast.KHALID):
    return after(cast.MINE, by, "The employer pays", name)


def agenda_with_errors(visitors):
    page = section("Agenda")(visitors)
    page.get_by_label("Title").last.fill(LONG[:190])
    page.get_by_role("button", name="Save, and add more lines").click()
    expect(page.get_by_role("alert")).to_contain_text("how many minutes")
    return page


def texts_in_conflict(visitors):
    visitors.expected += ["409 (Conflict)"]
    mine, theirs = (section("Description")(visitors) for _window in range(2))
    theirs.get_by_label("Lead").fill("Theirs")
    theirs.get_by_role("button", name="Save", exact=True).click()
    expect(theirs.locator(".workshops-messages")).to_contain_text("Saved.")
    mine.get_by_label("Lead").fill(LONG)
    mine.get_by_role("button", name="Save", exact=True).click()
    expect(mine.get_by_role("alert")).to_contain_text("Theirs")
    return mine


def own_calendar(visitors):
    page = visitors.open("/en/workshops/webinars/calendar/", by=cast.ANA)
    page.get_by_role("button", name="Make my address").click()
    expect(page.locator(".workshops-secret")).to_be_visible()
    return page


def not_for_you(visitors):
    visitors.expected += ["403 (Forbidden)"]
    return visitors.open(f"{cast.WEBINARS}reading-the-track/", by=cast.OUTSIDER)


WEBINAR_PAGES = {
    "webinars, visitor": visit(cast.WEBINARS),
    "webinars, member": visit(f"{cast.WEBINARS}?when=all", cast.ANA),
    "webinars, nothing found": visit(f"{cast.WEBINARS}?q=nothing+at+all"),
    "webinar, live": visit(f"{cast.WEBINARS}reading-the-track/", cast.ANA),
    "webinar, public": visit(f"{cast.WEBINARS}tomatoes-without-gangmasters/"),
    "webinar, over, in French": visit("/fr/webinaires/ecole-et-recolte/", cast.ANA),
    "webinar, cancelled, untranslated": visit(
        "/es/seminarios-web/visit-to-a-hiring-hall/", cast.ANA
    ),
    "webinar, as an editor": visit(f"{cast.WEBINARS}paid-to-notice/", cast.EDITOR),
    "webinar, not for you": not_for_you,
    "own calendar": own_calendar,
    "my webinars": visit(cast.MINE, cast.KHALID),
    "my webinars, none": visit(cast.MINE, cast.ROSA),
    "workspace": after(cast.MINE, cast.KHALID, "The employer pays"),
    **{
        f"workspace, {name}": section(name)
        for name in (
            "Description",
            "Agenda",
            "Speakers and moderation",
            "Interpretation",
            "Presentations and materials",
            "Meeting link and technical set-up",
        )
    },
    "workspace, speaker": after(
        cast.MINE,
        cast.KHALID,
        "The employer pays",
        "Speakers and moderation",
        "Add a speaker",
    ),
    "workspace, look": after(cast.MINE, cast.KHALID, "The employer pays", "Logo"),
    "workspace, afterwards": after(
        cast.MINE, cast.FATOUMATA, "School stays open", "After the webinar"
    ),
    "workspace, agenda with errors": agenda_with_errors,
    "workspace, in conflict": texts_in_conflict,
}
GLOVES, SEASONS = "Buying gloves", "Two seasons later"
PAGES = {
    "home": visit("/en/"),
    "index": visit("/en/calls/"),
    "index in French": visit("/fr/appels/"),
    "call, open": visit(cast.CALL),
    "call, open, with a draft": visit(cast.CALL, cast.SUNITA),
    "call, closed": visit(cast.CLOSED, cast.SUNITA),
    "call, unavailable": visit(cast.UNAVAILABLE),
    **{f"call, {state}": visit(f"/en/calls/{state}/") for state in cast.STATES},
    "sign-in": visit(f"/en/sign-in/?next={cast.PROPOSALS}"),
    "start, member": start_as(cast.ANA),
    "start, member outside the group": start_as(cast.OTTO),
    "start, no member": start_as(cast.OUTSIDER),
    "form, empty": empty_form,
    "form, with errors": form_with_errors,
    "form, in conflict": form_with_conflict,
    "form, filled in": form_filled_in,
    "form, right to left": after(cast.PROPOSALS, cast.RANIA, "عائلات", "Continue"),
    "kept text": kept_text,
    "review, with errors": review_with_errors,
    "review": review,
    "confirmation": confirmation,
    "my proposals, empty": visit(cast.PROPOSALS, cast.ROSA),
    "my proposals, full": visit(cast.PROPOSALS, cast.MELISSA),
    "my proposals, no member": visit(cast.PROPOSALS, cast.OUTSIDER),
    "proposal, draft": after(cast.PROPOSALS, cast.SUNITA, SEASONS),
    "proposal, submitted": after(cast.PROPOSALS, cast.MARGARET, GLOVES),
    "proposal, right to left": after(cast.PROPOSALS, cast.RANIA, "عائلات"),
    "delete": after(cast.PROPOSALS, cast.SUNITA, SEASONS, "Delete this draft"),
    "withdraw": after(cast.PROPOSALS, cast.MARGARET, GLOVES, "Withdraw it"),
    "partner, asked": after(cast.PROPOSALS, cast.MELISSA, GLOVES),
    "partner, wrong person": wrong_person,
    **WEBINAR_PAGES,
}


#: Looked at each time; the others take minutes.
FEW = {"call, open", "form, with errors", "review", "partner, asked"} | {
    "webinars, member",
    "webinar, live",
    "workspace",
    "workspace, agenda with errors",
}


@pytest.mark.parametrize("state", few_of(PAGES, FEW))
def test_the_page_is_for_everybody(visitors, state):
    page = PAGES[state](visitors)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        expect_no_overflow(page)
        assert violations(page) == {}
