"""What an editor may write, and the sentences beside what nobody could answer."""

import pytest

from . import site
from .editor import page_form, sentences

pytestmark = pytest.mark.usefixtures("db", "at_noon")

FORMAT = site.question("single_choice", "format", options=["Panel", "Workshop"])
RECORDED = site.question("yes_no", "recorded")
PART = {
    "type": "section",
    "id": site.key("part"),
    "value": {"label": "Part", "help_text": ""},
}

GONE = "That question has no such answer any more. Choose another."
NOT_BEFORE = "Choose a question that stands before this one, or move this one down."


def depends_on(name, answer, **value):
    condition = {"question": site.key(name), "answer": answer}
    return site.question("short_text", "where", shown_if=condition, **value)


def refused(*questions):
    """Where and why the editor's form refuses to publish ``questions``."""
    form = page_form(site.make_page(live=False), questions=list(questions))
    found = sentences(form, "questions")
    assert form.is_valid() == (not found), form.errors
    return found


def test_all_kinds_at_once_are_accepted():
    assert refused(*site.ALL_KINDS) == {}


def test_no_question_at_all_is_accepted():
    assert refused() == {}


@pytest.mark.parametrize("kind", ["single_choice", "multiple_choice"])
@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ([], "Write at least two options to choose from."),
        (["Panel"], "Write at least two options to choose from."),
        (
            ["Panel", "Talk", " panel "],
            "Two options read the same. Change or remove one of them.",
        ),
    ],
)
def test_a_choice_needs_two_different_options(kind, options, sentence):
    question = site.question(kind, "format", options=options)
    assert refused(RECORDED, question) == {(1, "options"): [sentence]}


def test_an_option_without_words_is_refused():
    question = site.question("single_choice", "format", options=["A", "B", ""])
    assert refused(question) == {(0, "options", 2): ["This field is required."]}


def test_a_question_needs_its_words():
    assert refused(site.question("yes_no", "recorded", label="")) == {
        (0, "label"): ["This field is required."]
    }


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [
        (5, 4, {(0, "maximum"): ["The largest number allowed is below the smallest."]}),
        (
            -5,
            -6,
            {(0, "maximum"): ["The largest number allowed is below the smallest."]},
        ),
        (
            0,
            -1,
            {(0, "maximum"): ["The largest number allowed is below the smallest."]},
        ),
        (5, 5, {}),
        (None, 0, {}),
        (0, None, {}),
    ],
)
def test_a_numbers_limits_have_an_order(low, high, found):
    assert refused(site.question("number", "n", minimum=low, maximum=high)) == found


@pytest.mark.parametrize(("limit", "fine"), [(0, False), (1, True), (5001, False)])
def test_a_word_limit_is_a_sensible_number(limit, fine):
    found = refused(site.question("long_text", "method", word_limit=limit))
    assert list(found) == ([] if fine else [(0, "word_limit")])


@pytest.mark.parametrize(
    ("questions", "answer"),
    [
        ([RECORDED], "yes"),
        ([RECORDED], "no"),
        ([RECORDED], "*"),
        ([FORMAT], site.key("format/Panel")),
        ([FORMAT], "*"),
    ],
)
def test_a_condition_names_an_earlier_question_and_an_answer_it_has(questions, answer):
    name = "recorded" if questions == [RECORDED] else "format"
    assert refused(*questions, depends_on(name, answer)) == {}


def test_any_answer_is_a_condition_for_every_kind():
    text = site.question("short_text", "approach")
    assert refused(text, depends_on("approach", "*")) == {}
    assert refused(text, depends_on("approach", "Peer")) == {
        (1, "shown_if", "answer"): [GONE]
    }


def test_a_question_cannot_depend_on_itself():
    assert refused(depends_on("where", "yes")) == {
        (0, "shown_if", "question"): [
            "A question cannot depend on itself. Choose an earlier question."
        ]
    }


def test_a_question_cannot_depend_on_a_later_one():
    assert refused(depends_on("recorded", "yes"), RECORDED) == {
        (0, "shown_if", "question"): [NOT_BEFORE]
    }


def test_a_question_cannot_depend_on_one_that_is_gone():
    assert refused(depends_on("removed", "yes")) == {
        (0, "shown_if", "question"): [NOT_BEFORE]
    }


def test_a_question_cannot_depend_on_a_heading():
    assert refused(PART, depends_on("part", "*")) == {
        (1, "shown_if", "question"): [NOT_BEFORE]
    }


@pytest.mark.parametrize(
    ("earlier", "answer"),
    [
        (RECORDED, "maybe"),
        (FORMAT, site.key("format/Talk")),
        (FORMAT, "yes"),
        (FORMAT, site.key("audience/Firms")),
    ],
)
def test_a_condition_cannot_wait_for_an_answer_that_does_not_exist(earlier, answer):
    name = "recorded" if earlier is RECORDED else "format"
    assert refused(earlier, depends_on(name, answer)) == {
        (1, "shown_if", "answer"): [GONE]
    }


def test_a_condition_needs_its_answer():
    assert refused(RECORDED, depends_on("recorded", "")) == {
        (1, "shown_if", "answer"): ["Choose the answer on which this depends."]
    }


def test_an_answer_without_a_question_is_no_condition():
    lone = site.question("short_text", "x", shown_if={"question": "", "answer": "yes"})
    assert refused(lone) == {}


def test_a_condition_may_follow_a_condition():
    third = site.question(
        "short_text", "third", shown_if={"question": site.key("where"), "answer": "*"}
    )
    assert refused(RECORDED, depends_on("recorded", "yes"), third) == {}


def test_a_reference_is_no_place_for_other_text():
    question = site.question("short_text", "x", criterion="<script>")
    assert list(refused(question)) == [(0, "criterion")]


def test_every_fault_is_shown_at_once_beside_its_own_field():
    assert refused(
        site.question("single_choice", "format", options=["One"]),
        site.question("number", "n", minimum=2, maximum=1),
        depends_on("later", "yes"),
    ) == {
        (0, "options"): ["Write at least two options to choose from."],
        (1, "maximum"): ["The largest number allowed is below the smallest."],
        (2, "shown_if", "question"): [NOT_BEFORE],
    }


def test_a_page_needs_a_criterion_to_be_published():
    form = page_form(site.make_page(live=False), criteria=[])
    assert sentences(form, "criteria") == {
        (): ["Add at least one criterion, so that proposals can be judged."]
    }


def test_a_page_has_no_more_criteria_than_a_spreadsheet_can_join():
    criteria = [site.text("criterion", f"No. {n}") for n in range(41)]
    form = page_form(site.make_page(live=False), criteria=criteria)
    assert sentences(form, "criteria") == {(): ["The maximum number of items is 40"]}


def test_a_criterion_needs_its_title():
    form = page_form(site.make_page(live=False), criteria=[site.text("criterion", "")])
    assert sentences(form, "criteria") == {(0, "title"): ["This field is required."]}


def test_a_page_may_do_without_outcomes():
    assert page_form(site.make_page(live=False), outcomes=[]).is_valid()


FAULTY = {
    "criteria": [],
    "outcomes": [site.text("outcome", "")],
    "questions": [
        site.question("single_choice", "format", label="", options=["One", ""]),
        site.question("number", "n", minimum=2, maximum=1),
        site.question("long_text", "method", word_limit=None),
        depends_on("where", "yes"),
        depends_on("nowhere", "") | {"id": site.key("other")},
    ],
}


def test_a_draft_may_be_faulty_in_every_way():
    page = site.make_page(live=False)
    form = page_form(page, **FAULTY)
    form.defer_required_fields()
    assert form.is_valid(), form.errors
    form = page_form(page, **FAULTY)
    assert set(form.errors) == {"criteria", "outcomes", "questions"}
