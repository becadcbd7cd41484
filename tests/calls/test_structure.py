"""The rows that a live source page writes: by block id, retired, never deleted."""

import pytest

from workshops_plugin.calls.structure import Condition, from_page, from_rows
from workshops_plugin.models import (
    Call,
    CallCriterion,
    CallOption,
    CallOutcome,
    CallQuestion,
)

from . import site
from .editor import differences, fresh, publish

pytestmark = pytest.mark.usefixtures("db", "at_noon")

ONE, TWO, THREE = (site.text("criterion", name) for name in ("One", "Two", "Three"))
FORMAT = site.question("single_choice", "format", options=["Panel", "Workshop"])
RECORDED = site.question("yes_no", "recorded")
WHERE = site.question(
    "short_text",
    "where",
    shown_if={"question": site.key("recorded"), "answer": "yes"},
)


def asked(call):
    return [question.label for question in from_rows(call).questions]


def rows(model, field="title"):
    """What is stored, with what is retired: {words: retired}."""
    return dict(model.objects.values_list(field, "retired"))


def test_everything_an_editor_wrote_is_in_the_rows():
    page = site.make_page()
    published = from_rows(page.call)
    assert published == from_page(page)
    assert [question.kind for question in published.questions] == [
        block["type"] for block in site.ALL_KINDS
    ]
    method = published.question(site.key("method"))
    assert method.criterion == site.key("Root causes")
    assert method.config == {"word_limit": 20}
    assert published.question(site.key("participants")).config == {
        "minimum": 1,
        "maximum": 500,
    }
    where = published.question(site.key("where"))
    assert where.condition == Condition(site.key("recorded"), "yes")
    assert where.label == "Where will it be published?"
    audience = published.question(site.key("audience"))
    assert [(o.key, o.label) for o in audience.options] == [
        (site.key(f"audience/{name}"), name) for name in ("Unions", "Firms", "States")
    ]


def test_publishing_again_writes_no_row_anew():
    page = publish(site.make_page(live=False))
    before = {
        model: set(model.objects.values_list("pk", flat=True))
        for model in (CallOutcome, CallCriterion, CallQuestion, CallOption)
    }
    versions = CallCriterion.history.count()
    publish(page)
    for model, pks in before.items():
        assert set(model.objects.values_list("pk", flat=True)) == pks
    assert CallCriterion.history.count() == versions


def test_what_is_removed_is_retired_and_what_returns_is_the_same_row():
    page = publish(site.make_page(live=False, criteria=[ONE, TWO]))
    first = page.live_revision
    two = CallCriterion.objects.get(title="Two").pk
    page = publish(page, criteria=[ONE, THREE], outcomes=[])
    assert rows(CallCriterion) == {"One": False, "Two": True, "Three": False}
    assert rows(CallOutcome) == {"Research": True, "Policy": True}
    assert [text.title for text in from_rows(page.call).criteria] == ["One", "Three"]

    first.as_object().save_revision().publish()
    assert rows(CallCriterion) == {"One": False, "Two": False, "Three": True}
    assert rows(CallOutcome) == {"Research": False, "Policy": False}
    assert CallCriterion.objects.get(title="Two").pk == two
    assert differences() == []


def test_a_question_that_returns_brings_its_options_back():
    page = publish(site.make_page(live=False, questions=[FORMAT, RECORDED]))
    first = page.live_revision
    kept = set(CallOption.objects.values_list("pk", flat=True))
    page = publish(page, questions=[RECORDED])
    assert rows(CallQuestion, "label") == {"Format": True, "Recorded": False}
    assert asked(page.call) == ["Recorded"]

    first.publish()
    assert asked(page.call) == ["Format", "Recorded"]
    assert set(CallOption.objects.values_list("pk", flat=True)) == kept
    assert rows(CallOption, "label") == {"Panel": False, "Workshop": False}
    assert differences() == []


def test_order_follows_the_page():
    page = publish(site.make_page(live=False, questions=[FORMAT, RECORDED]))
    page = publish(page, questions=[RECORDED, FORMAT], criteria=[TWO, ONE])
    assert asked(page.call) == ["Recorded", "Format"]
    assert [text.title for text in from_rows(page.call).criteria] == ["Two", "One"]
    assert differences() == []


def test_options_are_added_renamed_reordered_and_retired_by_their_id():
    page = publish(site.make_page(live=False, questions=[FORMAT]))
    panel = CallOption.objects.get(label="Panel").pk
    changed = site.question("single_choice", "format", options=["Talk", "Panel"])
    changed["value"]["options"][1]["value"] = "Panel discussion"
    page = publish(page, questions=[changed])
    assert [
        (option.key, option.label)
        for option in from_rows(page.call).questions[0].options
    ] == [
        (site.key("format/Talk"), "Talk"),
        (site.key("format/Panel"), "Panel discussion"),
    ]
    assert CallOption.objects.get(label="Panel discussion").pk == panel
    assert CallOption.objects.get(label="Workshop").retired
    assert differences() == []


def test_the_same_blocks_on_two_pages_are_two_sets_of_rows():
    first, second = site.make_page(), site.make_page(title="Another", slug="another")
    publish(second, criteria=[ONE], questions=[])
    assert from_rows(first.call) == from_page(fresh(first))
    assert len(asked(first.call)) == len(site.ALL_KINDS)
    assert asked(second.call) == []


def test_references_that_lead_nowhere_are_left_out_and_that_is_no_difference():
    question = site.question(
        "short_text",
        "lost",
        criterion=site.key("Nothing"),
        shown_if={"question": site.key("nothing"), "answer": "yes"},
    )
    page = site.make_page(questions=[question])
    (published,) = from_rows(page.call).questions
    assert (published.criterion, published.condition) == ("", None)
    assert differences() == []


def test_a_condition_on_a_later_question_is_left_out_until_the_order_is_right():
    page = publish(site.make_page(live=False, questions=[WHERE, RECORDED]))
    assert from_rows(page.call).question(site.key("where")).condition is None
    assert differences() == []
    page = publish(page, questions=[RECORDED, WHERE])
    assert from_rows(page.call).question(site.key("where")).condition == Condition(
        site.key("recorded"), "yes"
    )


def test_a_question_under_a_removed_criterion_loses_the_reference():
    question = site.question("short_text", "why", criterion=site.key("Two"))
    page = publish(
        site.make_page(live=False, criteria=[ONE, TWO], questions=[question])
    )
    assert from_rows(page.call).questions[0].criterion == site.key("Two")
    page = publish(page, criteria=[ONE])
    assert from_rows(page.call).questions[0].criterion == ""
    assert differences() == []


def test_a_kind_or_limit_that_changes_is_written():
    page = publish(
        site.make_page(
            live=False, questions=[site.question("number", "size", minimum=1)]
        )
    )
    changed = site.question("number", "size", maximum=9, required=False)
    page = publish(page, questions=[changed])
    (published,) = from_rows(page.call).questions
    assert published.config == {"maximum": 9}
    assert not published.required
    assert differences() == []


def test_blocks_that_code_gives_no_ids_keep_the_ones_they_get():
    """Importers and scripts write words only; answers need an id that stays."""
    page = site.make_page(
        criteria=[{"type": "criterion", "value": {"title": "One", "description": ""}}],
        questions=[
            {
                "type": "single_choice",
                "value": {"label": "Format", "options": ["Panel", "Workshop"]},
            },
        ],
    )
    assert differences() == []
    before = from_rows(page.call)
    assert [option.label for option in before.questions[0].options] == [
        "Panel",
        "Workshop",
    ]
    publish(page)
    assert from_rows(page.call) == before
    assert not CallOption.objects.filter(retired=True).exists()


def test_a_new_page_comes_with_four_outcomes_and_four_criteria_that_stay():
    index = site.make_index()
    page = site.CallPage(title="Bare", slug="bare")
    index.add_child(instance=page)
    before = from_rows(page.call)
    assert (len(before.outcomes), len(before.criteria)) == (4, 4)
    publish(page)
    assert from_rows(page.call) == before
    assert differences() == []


def test_the_revision_that_was_written_is_stored():
    page = publish(site.make_page(live=False))
    assert page.call.structure_revision == page.live_revision_id
    first = page.call.structure_revision
    page = publish(page, title="Another title")
    assert page.call.structure_revision == page.live_revision_id != first
    assert page.call.structure_written_at == site.NOW
    assert page.call.title == "Another title"


def test_writing_structure_is_no_new_version_of_the_calls_facts():
    page = publish(site.make_page(live=False))
    publish(page, title="Another title", criteria=[ONE])
    assert Call.objects.get().history.count() == 1
