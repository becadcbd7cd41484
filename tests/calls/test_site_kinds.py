"""A site adds a kind of question of its own, uses it, and takes it away again."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from wagtail import blocks

from workshops_plugin.calls.actions import sync_calls
from workshops_plugin.calls.export import columns_for
from workshops_plugin.calls.forms.proposal import ProposalForm
from workshops_plugin.calls.kinds import QuestionKind, registry
from workshops_plugin.calls.present import answer_lines
from workshops_plugin.calls.queries import structure_for
from workshops_plugin.calls.structure import from_rows
from workshops_plugin.errors import Refused
from workshops_plugin.models import CallQuestion

from . import site
from .editor import form_data, fresh, page_form, publish, sentences

pytestmark = pytest.mark.usefixtures("db", "at_noon")


class Phone(QuestionKind):
    """A number with its country's code, stored in two parts."""

    name = "phone"
    label = "Telephone number"
    icon = "mobile-alt"

    def block_fields(self):
        return [("code", blocks.RegexBlock(r"^\+\d*$", default="", required=False))]

    def config(self, value):
        return {"code": value["code"]} if value["code"] else {}

    def check(self, value):
        if value["code"] == "+":
            return {"code": ValidationError("Which country?")}
        return {}

    def formfield(self, question, **kwargs):
        return forms.RegexField(r"^\+\d+ \d+$", **kwargs)

    def to_json(self, value):
        code, number = value.split(" ") if value else ("", "")
        return {"code": code, "number": number} if value else None

    def to_initial(self, value):
        return [f"{value['code']} {value['number']}"] if value else []

    def labels(self, question, value):
        return [f"({value['code']}) {value['number']}"] if value else []


@pytest.fixture
def phone():
    registry.register(Phone)
    yield
    registry.unregister("phone")


CALL_US = site.question("phone", "line", label="Where to ring?", code="+41")


@pytest.fixture
def answered(phone, union, ana):
    """A proposal that answers the site's own kind of question."""
    call = site.make_call(questions=[CALL_US])
    return site.submitted(call, union, ana, **{site.answer("line"): "+41 5551234"})


def test_a_kind_needs_a_name():
    with pytest.raises(ValueError, match=r"^QuestionKind needs a name$"):
        registry.register(QuestionKind)


def test_the_pages_editor_offers_it(phone, admin_client):
    page = site.make_page()
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "Telephone number" in admin_client.get(url).content.decode()
    registry.unregister("phone")
    assert "Telephone number" not in admin_client.get(url).content.decode()


def test_the_editors_form_publishes_it_with_its_own_settings(phone, admin_client):
    page = site.make_page(live=False)
    wanted = [*site.ALL_KINDS, CALL_US]
    data = form_data(page, questions=wanted) | {"action-publish": "Publish"}
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = admin_client.post(url, data)
    assert response.status_code == 302, response.context["form"].errors
    question = from_rows(fresh(page).call).question(site.key("line"))
    assert (question.kind, question.label, question.config) == (
        "phone",
        "Where to ring?",
        {"code": "+41"},
    )
    wrong = site.question("phone", "line", code="+")
    assert sentences(page_form(fresh(page), questions=[wrong]), "questions") == {
        (0, "code"): ["Which country?"]
    }


def test_no_migration_is_needed(phone):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_members_answer_it_and_it_is_read_and_exported(answered):
    answer = answered.answers[site.key("line")]
    assert answer["value"] == {"code": "+41", "number": "5551234"}
    (line,) = answer_lines(answered, structure_for(answered.call))
    assert (line.label, line.text) == ("Where to ring?", "(+41) 5551234")
    column = columns_for(answered.call)[site.answer("line")]
    assert column.value(answered) == "(+41) 5551234"


def test_what_it_refuses_is_refused_on_submitting(phone, union, ana):
    call = site.make_call(questions=[CALL_US])
    with pytest.raises(Refused) as refused:
        site.submitted(call, union, ana, **{site.answer("line"): "ring me"})
    assert refused.value.fields == {site.answer("line"): ["Enter a valid value."]}


def test_answers_of_a_kind_that_is_gone_are_still_read_in_their_words(
    answered, client, ana
):
    registry.unregister("phone")
    (line,) = answer_lines(answered, structure_for(answered.call))
    assert (line.label, line.text) == ("Where to ring?", "(+41) 5551234")
    column = columns_for(answered.call)[site.answer("line")]
    assert column.value(answered) == "(+41) 5551234"
    client.force_login(ana)
    response = client.get(reverse("workshops:proposal", args=[answered.pk]))
    assert "(+41) 5551234" in response.content.decode()
    client.force_login(site.make_editor())
    url = reverse("workshops_proposals:inspect", args=[answered.pk])
    assert "(+41) 5551234" in client.get(url).content.decode()


def test_the_form_asks_a_kind_that_is_gone_as_text(answered, client, ana):
    registry.unregister("phone")
    client.force_login(ana)
    page = client.get(reverse("workshops:edit", args=[answered.pk]))
    field = page.context["form"][site.answer("line")]
    assert type(field.field) is forms.CharField
    assert field.value() == "(+41) 5551234"


def test_pages_with_a_kind_that_is_gone_still_work(answered, client, admin_client):
    registry.unregister("phone")
    page = answered.call.source_page
    assert client.get(page.url).status_code == 200
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert admin_client.get(url).status_code == 200


def test_publishing_after_that_retires_the_question_and_keeps_the_answer(answered):
    registry.unregister("phone")
    publish(fresh(answered.call.source_page))
    assert CallQuestion.objects.get().retired
    (line,) = answer_lines(answered, structure_for(answered.call))
    assert (line.label, line.text, line.asked) == (
        "Where to ring?",
        "(+41) 5551234",
        False,
    )
    column = columns_for(answered.call)[site.answer("line")]
    assert (column.heading, column.value(answered)) == (
        "Where to ring?",
        "(+41) 5551234",
    )
    assert sync_calls() == []


def test_an_answer_outlives_a_question_that_changed_its_kind(call, union, ana):
    """No editor can do that; a script can."""
    proposal = site.submitted(call, union, ana)
    for kind in ("number", "date", "countries", "file", "single_choice"):
        question = site.question(kind, "approach", required=False)
        if kind == "single_choice":
            question = site.question(kind, "approach", options=["A", "B"])
        publish(call.source_page, questions=[question])
        structure = structure_for(call)
        lines = answer_lines(proposal, structure)
        assert (lines[0].label, lines[0].text) == ("Approach", "Peer learning")
        typed = ProposalForm.data_of(proposal, structure)[site.answer("approach")]
        assert typed == ["Peer learning"]
        column = columns_for(call)[site.answer("approach")]
        assert column.value(proposal) == "Peer learning"


def test_a_site_may_replace_a_kind_of_ours(call, union, ana):
    class Shouted(type(registry.get("short_text"))):
        def labels(self, question, value):
            return [value.upper()]

    proposal = site.submitted(call, union, ana)
    ours = type(registry.get("short_text"))
    registry.register(Shouted)
    try:
        lines = answer_lines(proposal, structure_for(call))
        assert lines[0].text == "PEER LEARNING"
    finally:
        registry.register(ours)
    assert answer_lines(proposal, structure_for(call))[0].text == "Peer learning"
