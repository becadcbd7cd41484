"""Questions that are asked only if another was answered with something."""

import pytest

from workshops_plugin.calls import actions
from workshops_plugin.calls.forms.proposal import ProposalForm
from workshops_plugin.calls.structure import Condition, Option, Question, Structure
from workshops_plugin.models import CallQuestion, ProposalDraft

from . import site
from .test_form import core, listed, structure

OPTIONS = (Option("a", "Ant"), Option("b", "Bee"))
MISSING = ["Answer this question."]


def judge(*questions, **answers):
    """Fill in a form that asks ``questions``; return (errors, stored values)."""
    data = {f"q_{key}": value for key, value in answers.items()}
    form = ProposalForm(listed(core(**data)), structure=structure(*questions))
    errors = {name.removeprefix("q_"): list(form.errors[name]) for name in form.errors}
    return errors, {key: a["value"] for key, a in form.answers().items()}


def first(kind="yes_no", **fields):
    return Question("first", kind, "First", **fields)


def second(value="yes", after="first", key="second", **fields):
    fields = {"required": True, **fields}
    return Question(key, "short_text", key, condition=Condition(after, value), **fields)


def test_a_question_that_is_shown_must_be_answered():
    assert judge(first(), second(), first="yes") == (
        {"second": MISSING},
        {"first": "yes"},
    )
    errors, values = judge(first(), second(), first="yes", second="Here")
    assert (errors, values) == ({}, {"first": "yes", "second": "Here"})


@pytest.mark.parametrize("answer", ["no", ""])
def test_a_question_that_is_hidden_is_neither_required_nor_stored(answer):
    errors, values = judge(first(), second(), first=answer, second="Typed before")
    assert errors == {}
    assert "second" not in values


def test_what_is_wrong_in_a_hidden_question_does_not_matter():
    hidden = Question(
        "second", "email", "Mail", condition=Condition("first", "yes"), required=True
    )
    errors, values = judge(first(), hidden, first="no", second="half@")
    assert (errors, values) == ({}, {"first": "no"})
    errors, _values = judge(first(), hidden, first="yes", second="half@")
    assert errors == {"second": ["Enter a valid email address."]}


@pytest.mark.parametrize(
    ("kind", "wanted", "answer", "shown"),
    [
        ("single_choice", "a", "a", True),
        ("single_choice", "a", "b", False),
        ("multiple_choice", "a", ["b", "a"], True),
        ("multiple_choice", "a", ["b"], False),
        ("multiple_choice", "a", [], False),
        ("countries", "GH", ["GH", "CI"], True),
        ("countries", "GH", ["CI"], False),
        ("short_text", Condition.ANY, "x", True),
        ("short_text", Condition.ANY, "", False),
        ("number", Condition.ANY, "0", True),
        ("multiple_choice", Condition.ANY, ["b"], True),
        ("multiple_choice", Condition.ANY, [], False),
        ("yes_no", Condition.ANY, "no", True),
        ("long_text", Condition.ANY, "  ", False),
    ],
)
def test_a_condition_waits_for_one_answer_or_for_any(kind, wanted, answer, shown):
    asked = first(kind, options=OPTIONS)
    errors, _values = judge(asked, second(wanted), first=answer)
    assert errors == ({"second": MISSING} if shown else {})


def test_an_answer_that_is_not_valid_shows_nothing_further():
    errors, values = judge(first(), second(), first="perhaps", second="Here")
    assert errors.keys() == {"first"}
    assert values == {}


def test_a_chain_hides_all_that_depends_on_something_hidden():
    chain = (
        first(),
        second(),
        second(Condition.ANY, after="second", key="third"),
        second(Condition.ANY, after="third", key="fourth"),
    )
    answers = {"second": "B", "third": "C", "fourth": "D"}
    assert judge(*chain, first="yes", **answers) == ({}, {"first": "yes", **answers})
    assert judge(*chain, first="no", **answers) == ({}, {"first": "no"})
    answers["second"] = ""
    errors, values = judge(*chain, first="yes", **answers)
    assert (errors, values) == ({"second": MISSING}, {"first": "yes"})


def test_a_condition_on_a_question_that_stands_later_or_nowhere_is_never_met():
    backwards = (second(key="early", after="late"), first())
    errors, _values = judge(*backwards, first="yes", early="x")
    assert errors == {}
    form = ProposalForm(
        listed(core(q_second="x")),
        structure=Structure(
            outcomes=structure().outcomes, questions=(second(after="nowhere"),)
        ),
    )
    assert form.is_valid()
    assert form.answers() == {}


# In a call.


def test_a_changed_answer_hides_and_drops_the_one_that_depends_on_it(call, union, ana):
    yes = {site.answer("recorded"): "yes", site.answer("where"): "On our site"}
    proposal = site.submitted(call, union, ana, **yes)
    assert proposal.answers[site.key("where")]["value"] == "On our site"
    no = {site.answer("recorded"): "no"}
    actions.save_draft(proposal, no, by=ana, version=proposal.version)
    assert ProposalDraft.objects.get().data[site.answer("where")] == ["On our site"]
    actions.submit(proposal, by=ana, version=proposal.version)
    assert site.key("where") not in proposal.answers
    assert proposal.history.count() == 2


def test_a_hidden_answer_in_a_draft_is_there_when_it_is_shown_again(call, union, ana):
    yes = {site.answer("recorded"): "yes", site.answer("where"): "On our site"}
    proposal = site.draft(call, union, ana, **yes)
    for answer in ("no", "yes"):
        actions.save_draft(
            proposal,
            {site.answer("recorded"): answer},
            by=ana,
            version=proposal.version,
        )
    actions.submit(proposal, by=ana, version=proposal.version)
    assert proposal.answers[site.key("where")]["value"] == "On our site"


def test_without_the_question_it_depends_on_a_question_is_asked_of_everybody(
    call, union, ana
):
    proposal = site.draft(call, union, ana)
    CallQuestion.objects.filter(block_id=site.key("recorded")).update(retired=True)
    with site.refusal("invalid") as refused:
        actions.submit(proposal, by=ana, version=proposal.version)
    assert refused.value.fields == {site.answer("where"): MISSING}


def test_the_form_tells_the_page_what_a_question_waits_for(client, call, union, ana):
    proposal = site.draft(call, union, ana)
    client.force_login(ana)
    page = client.get(site.address("edit", proposal)).content.decode()
    key = site.key("recorded")
    wanted = f'data-workshops-condition="{key}" data-workshops-value="yes"'
    assert page.count(wanted) == 1
