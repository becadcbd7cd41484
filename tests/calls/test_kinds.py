"""Every kind of question: how it is asked, stored, read, waited for and exported."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from workshops_plugin.calls.export import columns_for
from workshops_plugin.calls.kinds import registry
from workshops_plugin.calls.present import answer_lines
from workshops_plugin.calls.queries import structure_for
from workshops_plugin.calls.structure import Condition, Option, Question

from . import site

OPTIONS = (Option("a", "Apples"), Option("b", "Bananas"))


def asked(kind, **config):
    return Question("k", kind, "Label", config=config, options=OPTIONS)


def clean(kind, value, **config):
    """What is stored for what was typed, or the sentences that refuse it."""
    field = registry.get(kind).formfield(asked(kind, **config), required=False)
    try:
        return registry.get(kind).to_json(field.clean(value))
    except ValidationError as error:
        return error.messages


def test_twelve_kinds_are_offered_in_their_order():
    assert registry.names() == [
        "section",
        "short_text",
        "long_text",
        "email",
        "url",
        "number",
        "date",
        "single_choice",
        "multiple_choice",
        "yes_no",
        "countries",
        "file",
    ]


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("short_text", " Peer learning ", "Peer learning"),
        ("long_text", "One\ntwo", "One\ntwo"),
        ("email", "ana@union.example", "ana@union.example"),
        ("url", "https://union.example/x", "https://union.example/x"),
        ("url", "union.example", "https://union.example"),
        ("number", "12.50", "12.50"),
        ("number", "-3", "-3"),
        ("number", "", None),
        ("date", "2025-03-04", "2025-03-04"),
        ("date", "", None),
        ("single_choice", "a", "a"),
        ("multiple_choice", ["a", "b"], ["a", "b"]),
        ("multiple_choice", [], []),
        ("yes_no", "yes", "yes"),
        ("countries", ["GH", "CI"], ["GH", "CI"]),
    ],
)
def test_what_is_typed_is_stored_as_plain_json(kind, typed, stored):
    assert clean(kind, typed) == stored


@pytest.mark.parametrize(
    ("kind", "typed", "config", "sentence"),
    [
        ("short_text", "x" * 501, {}, "at most 500 characters (it has 501)"),
        ("long_text", "a b c d", {"word_limit": 3}, "Use at most 3 words; there are 4"),
        ("long_text", "x" * 20_001, {}, "at most 20000 characters (it has 20001)"),
        ("email", "ana@", {}, "Enter a valid email address"),
        ("url", "javascript:alert(1)", {}, "Enter a valid URL"),
        ("number", "many", {}, "Enter a number"),
        ("number", "NaN", {}, "Enter a number"),
        ("number", "1e400", {}, "Ensure that there are no more than 20 digits"),
        ("number", "0", {"minimum": 1}, "greater than or equal to 1"),
        ("number", "9", {"maximum": 8}, "less than or equal to 8"),
        ("number", "0.5", {"maximum": 0}, "less than or equal to 0"),
        ("date", "31/02/2025", {}, "Enter a valid date"),
        ("single_choice", "c", {}, "Select a valid choice"),
        ("multiple_choice", ["a", "c"], {}, "Select a valid choice"),
        ("yes_no", "maybe", {}, "Select a valid choice"),
        ("countries", ["XX"], {}, "Select a valid choice"),
        ("countries", ["GH", "CI"], {"maximum": 1}, "Choose at most 1; there are 2"),
    ],
)
def test_what_no_answer_can_be_is_refused_in_a_sentence(kind, typed, config, sentence):
    (refusal,) = clean(kind, typed, **config)
    assert sentence in refusal


@pytest.mark.parametrize(
    ("kind", "stored", "shown"),
    [
        ("short_text", "Peer learning", ["Peer learning"]),
        ("long_text", "", []),
        ("number", "1234.5", ["1,234.5"]),
        ("number", "0", ["0"]),
        ("number", None, []),
        ("date", "2025-03-04", ["4 March 2025"]),
        ("date", None, []),
        ("single_choice", "b", ["Bananas"]),
        ("single_choice", "gone", []),
        ("multiple_choice", ["b", "a"], ["Apples", "Bananas"]),
        ("yes_no", "no", ["No"]),
        ("countries", ["GH", "CI"], ["Ghana", "Côte d'Ivoire"]),
    ],
)
def test_what_is_stored_reads_as_words(kind, stored, shown, settings):
    settings.USE_THOUSAND_SEPARATOR = True
    with translation.override("en"):
        assert registry.get(kind).labels(asked(kind), stored) == shown


def test_words_are_those_of_the_readers_language(settings):
    settings.USE_THOUSAND_SEPARATOR = True
    with translation.override("fr"):
        number, day, answer = (
            registry.get(kind).labels(asked(kind), stored)
            for kind, stored in (
                ("number", "1234.5"),
                ("date", "2025-03-04"),
                ("yes_no", "yes"),
            )
        )
    assert [number, day, answer] == [["1\xa0234,5"], ["4 mars 2025"], ["Oui"]]


@pytest.mark.parametrize("code", ["en", "fr", "es"])
@pytest.mark.parametrize(
    ("kind", "stored"),
    [
        ("short_text", "Peer learning"),
        ("number", "1234.5"),
        ("number", "-0.25"),
        ("number", "0"),
        ("date", "2025-03-04"),
        ("single_choice", "a"),
        ("multiple_choice", ["a", "b"]),
        ("countries", ["GH"]),
    ],
)
def test_what_is_stored_can_be_edited_and_stored_again_unchanged(kind, stored, code):
    with translation.override(code):
        typed = registry.get(kind).to_initial(stored)
        many = isinstance(stored, list)
        assert clean(kind, typed if many else typed[0]) == stored


@pytest.mark.parametrize(
    ("kind", "stored", "wanted", "met"),
    [
        ("short_text", "x", "*", True),
        ("short_text", "", "*", False),
        ("number", "0", "*", True),
        ("number", None, "*", False),
        ("yes_no", "no", "*", True),
        ("yes_no", "no", "yes", False),
        ("single_choice", "a", "a", True),
        ("single_choice", "a", "b", False),
        ("multiple_choice", ["a", "b"], "b", True),
        ("multiple_choice", ["a"], "b", False),
        ("multiple_choice", [], "*", False),
        ("multiple_choice", None, "a", False),
        ("countries", ["GH"], "*", True),
        ("countries", ["GH"], "GH", True),
        ("file", [], "*", False),
    ],
)
def test_a_condition_is_met_by_what_was_answered(kind, stored, wanted, met):
    assert registry.get(kind).matches(stored, wanted) is met


def test_any_is_the_same_word_everywhere():
    assert Condition.ANY == "*"


# From the page to the export.


ANSWERS = {
    "approach": "Peer learning",
    "method": "Stories told",
    "mail": "ana@union.example",
    "website": "https://union.example/x",
    "participants": "120",
    "start": "2025-03-04",
    "format": site.key("format/Panel"),
    "audience": [site.key("audience/Unions"), site.key("audience/Firms")],
    "recorded": "yes",
    "where": "On our site",
    "studied": ["GH", "CI"],
}


@pytest.fixture
def everything(call, union, ana):
    """A proposal that answers every kind of question, a file aside."""
    typed = {site.answer(name): value for name, value in ANSWERS.items()}
    return site.submitted(call, union, ana, **typed)


def test_every_answer_is_stored_under_its_block_with_words_and_language(everything):
    assert {
        key: (answer["value"], answer["labels"])
        for key, answer in everything.answers.items()
    } == {
        site.key(name): (
            value,
            {
                "format": ["Panel"],
                "audience": ["Unions", "Firms"],
                "recorded": ["Yes"],
                "start": ["4 March 2025"],
                "studied": ["Ghana", "Côte d'Ivoire"],
            }.get(name, [value]),
        )
        for name, value in ANSWERS.items()
    }
    assert {answer["language"] for answer in everything.answers.values()} == {"en"}
    assert everything.answers[site.key("where")]["question"] == (
        "Where will it be published?"
    )


def test_every_answer_is_read_under_its_question(everything):
    lines = answer_lines(everything, structure_for(everything.call))
    assert [(line.label, line.text) for line in lines] == [
        ("Approach", "Peer learning"),
        ("Method", "Stories told"),
        ("Mail", "ana@union.example"),
        ("Website", "https://union.example/x"),
        ("Participants", "120"),
        ("Start", "4 March 2025"),
        ("Format", "Panel"),
        ("Audience", "Unions, Firms"),
        ("Recorded", "Yes"),
        ("Where will it be published?", "On our site"),
        ("Studied", "Ghana, Côte d'Ivoire"),
    ]


def test_every_answer_has_its_column(everything):
    columns = columns_for(everything.call)
    cells = {
        column.heading: column.value(everything)
        for key, column in columns.items()
        if key.startswith("q_")
    }
    assert cells == {
        "Approach": "Peer learning",
        "Method": "Stories told",
        "Mail": "ana@union.example",
        "Website": "https://union.example/x",
        "Participants": "120",
        "Start": "4 March 2025",
        "Format": "Panel",
        "Audience": "Unions, Firms",
        "Recorded": "Yes",
        "Where will it be published?": "On our site",
        "Studied": "Ghana, Côte d'Ivoire",
        "Paper": "",
    }
