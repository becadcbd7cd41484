"""The form helps whoever fills it in: it counts, filters, folds and shows the way."""

import re

import pytest
from playwright.sync_api import expect

from . import cast
from .cast import field
from .visitors import expect_no_overflow

pytestmark = pytest.mark.browser


@pytest.fixture
def form(visitors, width):
    return visitors.open_draft("empty", by=cast.ANA, width=width)


@pytest.fixture
def ready(visitors, width):
    return visitors.open_draft("ready", by=cast.ANA, width=width)


def counter(page, question):
    return page.locator(f"#id_{field(question)}_count")


def test_words_are_counted_down_and_too_many_are_said_in_words(form):
    text = form.get_by_label("What is new about it?")
    expect(counter(form, "novelty")).to_have_text("words left: 200")
    text.fill("Unions  of a\ntrade that had none. ")
    expect(counter(form, "novelty")).to_have_text("words left: 193")
    text.fill("word " * 203)
    expect(counter(form, "novelty")).to_have_text("words too many: 3")
    expect(counter(form, "novelty")).to_have_class(re.compile("--over"))
    expect(text).to_have_accessible_description("words too many: 3")


def test_a_pasted_text_is_never_cut_off(form):
    title = form.get_by_label("Title")
    title.fill("x" * 150)
    expect(form.locator("#id_title_count")).to_have_count(0)
    title.fill("x" * 190)
    expect(form.locator("#id_title_count")).to_have_text("characters left: 10")
    title.fill("x" * 260)
    expect(form.locator("#id_title_count")).to_have_text("characters too many: 60")
    expect(title).to_have_value("x" * 260)


def test_countries_are_found_with_and_without_accents(form):
    countries = form.locator("#field-countries")
    search = countries.get_by_label("Find a country")
    search.fill("cote d")
    expect(countries.locator("label:visible")).to_have_text(["Côte d'Ivoire"])
    search.press("Enter")
    chosen = countries.get_by_role("list", name="Chosen countries")
    expect(chosen.get_by_role("listitem")).to_have_text(["Côte d'Ivoire"])
    search.fill("nowhere")
    expect(countries.get_by_role("status")).to_have_text("No country has such a name.")
    search.fill("")
    expect(countries.get_by_role("status")).to_have_text("")
    expect(countries.locator("summary", has_text="Africa")).to_have_text("Africa (1)")
    expect_no_overflow(form)


def test_countries_are_ticked_by_region_and_taken_back_from_the_list(form):
    countries = form.locator("#field-countries")
    countries.get_by_text("Africa", exact=True).click()
    countries.get_by_label("Ghana").check()
    countries.get_by_label("Kenya").check()
    ghana = countries.get_by_role("button", name="Remove Ghana")
    assert ghana.bounding_box()["height"] >= 32
    ghana.click()
    expect(countries.get_by_label("Ghana")).not_to_be_checked()
    expect(countries.get_by_role("button", name=re.compile("Remove"))).to_have_text(
        ["Kenya"]
    )


def test_a_question_appears_once_another_answer_asks_for_it(form):
    evaluation = form.get_by_label("Where can the evaluation be read?")
    expect(evaluation).to_be_hidden()
    asked = form.get_by_role("group", name="Has anybody outside your organization")
    asked.get_by_label("Yes").check()
    expect(evaluation).to_be_visible()
    evaluation.fill("https://miners.example/evaluation")
    asked.get_by_label("No").check()
    expect(evaluation).to_be_hidden()
    asked.get_by_label("Yes").check()
    expect(evaluation).to_have_value("https://miners.example/evaluation")


def test_the_list_of_parts_shows_what_is_complete_and_follows_along(ready):
    steps = ready.get_by_role("navigation", name="Parts of the form")
    names = steps.get_by_role("link")
    expect(names).to_have_count(8)
    expect(steps.get_by_role("listitem").nth(2)).to_contain_text("complete")
    ready.get_by_label("Which supply chains").fill("")
    expect(steps.get_by_role("listitem").nth(2)).not_to_contain_text("complete")
    expect(steps.get_by_role("listitem").nth(3)).to_contain_text("complete")
    names.nth(6).click()
    expect(ready.get_by_label("Contact person")).to_be_in_viewport()
    expect(names.nth(6)).to_have_attribute("aria-current", "true")


def test_on_a_phone_the_parts_fold_into_one_line(visitors):
    form = visitors.open_draft("empty", by=cast.ANA, width=390)
    steps = form.get_by_role("navigation", name="Parts of the form")
    assert steps.bounding_box()["height"] < 60
    expect(form.get_by_label("Title")).to_be_in_viewport()
    form.get_by_label("Contact person").scroll_into_view_if_needed()
    expect(steps).to_be_in_viewport()
    for link in steps.get_by_role("link").all():
        box = link.bounding_box()
        assert (box["width"] >= 40, box["height"] >= 44) == (True, True)


def test_an_error_leads_to_its_field_and_the_field_is_not_covered(form):
    form.get_by_role("button", name="Read it through and submit").click()
    errors = form.get_by_role("alert")
    errors.get_by_role("link", name="Which root causes").click()
    text = form.get_by_label("Which root causes does it address, and how?")
    expect(text).to_be_focused()
    expect(text).to_have_accessible_description(re.compile("Answer this question."))
    covered = form.locator("[data-workshops-state]").bounding_box()
    field_top = form.locator(f"#field-{field('root_causes')}").bounding_box()["y"]
    assert field_top >= covered["y"] + covered["height"]


def test_a_file_that_is_too_large_is_refused_before_it_travels(form):
    file = form.get_by_label("Evidence")
    expect(file).to_have_accessible_description(re.compile("10.0.MB each: pdf, docx"))
    large = {"name": "film.pdf", "mimeType": "application/pdf"}
    file.set_input_files({**large, "buffer": b"%PDF-1.4\n" + b"x" * 10_500_000})
    expect(file).to_have_value("")
    expect(form.get_by_text("Up to 5 files")).to_have_class(re.compile("error"))


def test_each_text_runs_in_its_own_direction(visitors, width):
    page = visitors.open(cast.PROPOSALS, by=cast.RANIA, width=width)
    page.get_by_role("link", name="عائلات").click()
    heading = page.get_by_role("heading", level=1).locator("bdi")
    assert heading.evaluate("e => getComputedStyle(e).direction") == "rtl"
    expect_no_overflow(page)
    page.get_by_role("link", name="Continue").click()
    for label, direction in (("Title", "rtl"), ("Which supply chains", "ltr")):
        found = page.get_by_label(label)
        assert found.evaluate("e => getComputedStyle(e).direction") == direction
    expect_no_overflow(page)
