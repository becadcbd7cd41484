"""The form: what it asks, what it takes, and how answers are kept and read back."""

import datetime

import pytest
from django.utils import translation

from workshops_plugin.calls.forms.proposal import CORE, ProposalForm
from workshops_plugin.calls.kinds import QuestionKind, registry
from workshops_plugin.calls.structure import Option, Question, Structure, Text
from workshops_plugin.models import Proposal

from . import site

OUTCOMES = (Text("o1", "Research"), Text("o2", "Policy"))


def structure(*questions, outcomes=OUTCOMES):
    return Structure(outcomes=outcomes, questions=questions)


def core(**changes):
    """The fixed part, complete, for a call with OUTCOMES."""
    data = {k: v for k, v in site.complete().items() if not k.startswith("q_")}
    return {**data, "outcomes": ["o1"], **changes}


def listed(data):
    return {k: v if isinstance(v, list) else [v] for k, v in data.items()}


def ask(kind, *raw, **fields):
    """Answer one question of ``kind`` with ``raw``; return the judged form."""
    question = Question("k", kind, "Label", **fields)
    form = ProposalForm(listed(core(q_k=list(raw))), structure=structure(question))
    form.is_valid()
    return form


def answer_to(kind, *raw, **fields):
    form = ask(kind, *raw, **fields)
    assert form.errors == {}
    return form.answers().get("k")


# The fixed part.


def test_a_complete_core_is_valid_and_applied():
    form = ProposalForm(listed(core()), structure=structure())
    assert form.is_valid(), form.errors
    proposal = Proposal()
    form.apply(proposal)
    assert proposal.title == "Safe mines without children"
    assert proposal.outcomes == ["o1"]
    assert proposal.focus == ["child_labour"]
    assert proposal.wants_public is True
    assert proposal.answers == {}


@pytest.mark.parametrize(
    "name",
    [
        "title",
        "summary",
        "outcomes",
        "focus",
        "languages",
        "contact_name",
        "contact_email",
    ],
)
@pytest.mark.parametrize("nothing", [[], [""], ["   "]])
def test_the_core_must_be_answered(name, nothing):
    data = listed(core()) | {name: nothing}
    form = ProposalForm(data, structure=structure())
    assert form.errors.keys() == {name}


@pytest.mark.parametrize(
    "name",
    ["countries", "interpretation", "preferred_dates", "wants_public", "contact_phone"],
)
def test_the_rest_of_the_core_may_be_left_empty(name):
    data = listed(core()) | {name: []}
    assert ProposalForm(data, structure=structure()).errors == {}


def test_no_text_that_the_form_takes_is_too_long_for_its_column():
    form = ProposalForm(structure=structure())
    limits = {}
    for name in CORE:
        column = getattr(Proposal._meta.get_field(name), "max_length", None)
        if column:
            limits[name] = (form.fields[name].max_length, column)
    assert limits == {
        "title": (200, 200),
        "contact_name": (200, 200),
        "contact_email": (254, 254),
        "contact_phone": (40, 40),
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", "x" * 201),
        ("summary", "x" * 4001),
        ("preferred_dates", "x" * 1001),
        ("contact_email", "a@b"),
        ("contact_email", "a@b.example\nBcc: c@d.example"),
        ("focus", "slavery"),
        ("outcomes", "o3"),
        ("countries", "XX"),
        ("languages", "tlh"),
        ("title", "a\x00b"),
    ],
)
def test_the_core_refuses_what_cannot_be(name, value):
    form = ProposalForm(listed(core(**{name: value})), structure=structure())
    assert form.errors.keys() == {name}


def test_a_call_without_outcomes_does_not_ask_for_them():
    form = ProposalForm(listed(core()), structure=structure(outcomes=()))
    assert "outcomes" not in form.fields
    assert form.errors == {}


# Each kind of question.


@pytest.mark.parametrize(
    ("kind", "raw", "value", "labels"),
    [
        ("short_text", [" A line "], "A line", ["A line"]),
        ("long_text", ["One\r\ntwo"], "One\r\ntwo", ["One\r\ntwo"]),
        ("email", ["a@b.example"], "a@b.example", ["a@b.example"]),
        ("url", ["b.example/x"], "https://b.example/x", ["https://b.example/x"]),
        ("number", ["12.50"], "12.50", ["12.50"]),
        ("number", ["0"], "0", ["0"]),
        ("date", ["2025-03-01"], "2025-03-01", ["1 March 2025"]),
        ("yes_no", ["no"], "no", ["No"]),
        ("single_choice", ["b"], "b", ["Bee"]),
        ("multiple_choice", ["b", "a"], ["b", "a"], ["Ant", "Bee"]),
        ("countries", ["GH", "CI"], ["GH", "CI"], ["Ghana", "Côte d'Ivoire"]),
    ],
)
def test_an_answer_is_stored_with_its_words(kind, raw, value, labels):
    options = (Option("a", "Ant"), Option("b", "Bee"))
    assert answer_to(kind, *raw, options=options) == {
        "kind": kind,
        "question": "Label",
        "value": value,
        "labels": labels,
        "language": "en",
    }


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("short_text", "x" * 501),
        ("long_text", "x" * 20_001),
        ("email", "a at b"),
        ("url", "javascript:alert(1)"),
        ("url", "http://["),
        ("number", "many"),
        ("number", "NaN"),
        ("number", "1e400"),
        ("number", "1.23456"),
        ("date", "2025-02-30"),
        ("date", "0000-00-00"),
        ("yes_no", "maybe"),
        ("single_choice", "c"),
        ("multiple_choice", "c"),
        ("countries", "XX"),
        ("file", "not-an-id"),
        ("file", "5bd5cf0a-6a05-4b4c-9f35-000000000000"),
    ],
)
@pytest.mark.parametrize("required", [True, False])
def test_what_is_no_answer_of_its_kind_is_refused(kind, raw, required):
    options = (Option("a", "Ant"), Option("b", "Bee"))
    form = ask(kind, raw, options=options, required=required)
    assert form.errors.keys() == {"q_k"}


KINDS = [name for name in registry.names() if registry.get(name).is_question]
SEVERAL = {"multiple_choice", "countries", "file"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_of_any_kind_may_be_required(kind):
    for nothing in [[]] if kind in SEVERAL else [[], [""]]:
        assert ask(kind, *nothing, required=True).errors == {
            "q_k": ["Answer this question."]
        }
        assert answer_to(kind, *nothing) is None


def test_words_are_counted_to_the_limit():
    config = {"word_limit": 3}
    assert answer_to("long_text", "one  two\nthree", config=config)
    form = ask("long_text", "one two three four", config=config)
    assert form.errors["q_k"] == ["Use at most 3 words; there are 4 now."]


@pytest.mark.parametrize(("raw", "fine"), [("0", 0), ("1", 1), ("9", 1), ("10", 0)])
def test_numbers_keep_to_their_limits(raw, fine):
    form = ask("number", raw, config={"minimum": 1, "maximum": 9})
    assert bool(form.errors) is not bool(fine)


def test_countries_keep_to_their_limit():
    form = ask("countries", "GH", "CI", config={"maximum": 1})
    assert form.errors["q_k"] == ["Choose at most 1; there are 2 now."]


def test_a_number_is_read_and_shown_as_the_language_writes_it():
    with translation.override("fr"):
        answer = answer_to("number", "12,5")
        assert answer["value"] == "12.5"
        assert answer["labels"] == ["12,5"]
        assert registry.get("number").to_initial("12.5") == ["12,5"]


# Reading back.


def test_what_was_submitted_reads_back_as_form_data(call, union, ana):
    proposal = site.submitted(
        call,
        union,
        ana,
        **{
            site.answer("participants"): "40",
            site.answer("start"): "2025-03-01",
            site.answer("studied"): ["GH"],
            site.answer("website"): "https://b.example/",
        },
    )
    proposal.refresh_from_db()
    from workshops_plugin.calls.queries import structure_for

    asked = structure_for(call)
    data = ProposalForm.data_of(proposal, asked)
    form = ProposalForm(data, structure=asked, proposal=proposal)
    assert form.is_valid(), form.errors
    assert not form.differs()
    again = Proposal()
    form.apply(again)
    assert again.answers == proposal.answers
    for name in CORE:
        assert getattr(again, name) == getattr(proposal, name), name


def test_a_kind_that_a_site_adds_is_asked_and_one_that_is_gone_reads_as_text():
    class Minutes(QuestionKind):
        name = "minutes"
        label = "Minutes"

        def to_json(self, value):
            return int(value) if value else None

        def labels(self, question, value):
            return [str(datetime.timedelta(minutes=value))]

    registry.register(Minutes)
    try:
        answer = answer_to("minutes", "90")
        assert (answer["value"], answer["labels"]) == (90, ["1:30:00"])
    finally:
        registry.unregister("minutes")
    assert answer_to("minutes", "90")["labels"] == ["90"]
    assert registry.get("minutes").labels(None, 90) == ["90"]


def test_headings_part_the_questions_and_ask_nothing():
    questions = (
        Question("a", "short_text", "First"),
        Question("h", "section", "A heading", help_text="About"),
        Question("b", "short_text", "Second"),
    )
    form = ProposalForm(structure=structure(*questions))
    assert "q_h" not in form.fields
    sections = {s.heading: [f.name for f in s.fields] for s in form.sections()}
    assert list(sections) == [
        "Your webinar",
        "What it is about",
        "Your answers",
        "A heading",
        "Languages and dates",
        "Contact",
    ]
    assert sections["Your answers"] == ["q_a"]
    assert sections["A heading"] == ["q_b"]
