"""A form in the visitor's words, whose answers are one pool in all languages."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import translation

from tests.kept import kept
from workshops_plugin.calls import actions
from workshops_plugin.calls.forms.proposal import ProposalForm
from workshops_plugin.calls.queries import structure_for
from workshops_plugin.calls.structure import from_rows
from workshops_plugin.errors import Refused
from workshops_plugin.models import Call, CallPage, Proposal

from . import site
from .editor import (
    FRENCH,
    fresh,
    locale,
    publish,
    translate,
    trilingual,
)

pytestmark = pytest.mark.usefixtures("db", "at_noon")


@kept
def page(call):
    """The source page of an open call, in a site of three languages."""
    return trilingual(call)


@kept
def french(page):
    return translate(page, "fr", FRENCH)


@kept
def spanish(page):
    return fresh(page.copy_for_translation(locale("es"), alias=True))


# The form in the visitor's language.


def test_the_form_is_in_french_where_there_is_french(page, french):
    call = page.call
    form = ProposalForm(structure=structure_for(call, "fr"))
    labels = [form.fields[q.name].label for q in form.questions()]
    assert labels == [
        FRENCH[question.label]
        for question in from_rows(call).questions
        if question.kind != "section"
    ]
    assert form.fields["outcomes"].choices == [
        (site.key("Research"), "Recherche"),
        (site.key("Policy"), "Politiques"),
    ]
    assert form.fields[site.answer("format")].choices == [
        (site.key("format/Panel"), "Table ronde"),
        (site.key("format/Workshop"), "Atelier"),
    ]
    assert structure_for(call, "fr-ca") == structure_for(call, "fr")


def test_words_that_a_translator_left_out_are_in_the_source_language(page):
    few = {"Approach": "Approche", "Panel": "Table ronde"}
    translate(page, "fr", few)
    structure = structure_for(page.call, "fr")
    assert structure.question(site.key("approach")).label == "Approche"
    assert structure.question(site.key("method")).label == "Method"
    options = structure.question(site.key("format")).options
    assert [option.label for option in options] == ["Table ronde", "Workshop"]


def test_words_emptied_in_the_translation_fall_back_too(page, french):
    blank = [
        {**block, "value": {**block["value"], "label": ""}}
        for block in french.questions.raw_data
    ]
    CallPage.objects.filter(pk=french.pk).update(
        questions=blank,
        outcomes=[site.text("outcome", "Research") | {"value": {"title": ""}}],
    )
    structure = structure_for(page.call, "fr")
    assert [q.label for q in structure.questions] == [
        q.label for q in from_rows(page.call).questions
    ]
    assert structure.outcomes == from_rows(page.call).outcomes


def test_a_question_not_yet_translated_is_asked_in_the_source_language(page, french):
    new = site.question("short_text", "new", label="Something new")
    publish(page, questions=[new, *site.ALL_KINDS])
    structure = structure_for(page.call, "fr")
    assert [q.label for q in structure.questions][:3] == [
        "Something new",
        "En savoir plus",
        "Approche",
    ]


def test_a_translation_edited_by_hand_cannot_fork_the_form(page, french):
    changed = [
        site.question("number", "approach", label="Combien ?", required=False),
        site.question("short_text", "extra", label="En plus"),
    ]
    publish(french, questions=changed)
    structure = structure_for(page.call, "fr")
    source = from_rows(page.call)
    assert [q.key for q in structure.questions] == [q.key for q in source.questions]
    assert [q.kind for q in structure.questions] == [q.kind for q in source.questions]
    assert structure.question(site.key("approach")).label == "Combien ?"
    assert structure.question(site.key("approach")).required


def test_an_unpublished_translation_lends_no_words(page, french):
    french.unpublish()
    assert structure_for(page.call, "fr") == from_rows(page.call)


# One pool.


def propose(client, union, ana, code, **data):
    """Propose on the site's pages in the language ``code``; return the proposal."""
    client.force_login(ana)
    call = Call.objects.get()
    with translation.override(code):
        start = reverse("workshops:propose", args=[call.pk])
    assert start.startswith(f"/{code}/")
    response = client.post(start, {"organization": union.pk})
    edit = response.url
    form = client.get(edit).content.decode()
    response = client.post(
        edit, {**site.complete(**data), "version": 1, "action": "review"}
    )
    assert client.post(response.url, {"version": 2}).status_code == 302
    return Proposal.objects.get(pk=edit.rstrip("/").split("/")[-2]), form


def test_answers_in_every_language_land_in_one_pool(
    client, page, french, spanish, union, ana
):
    pool = {}
    for code, words in (("en", "Approach"), ("fr", "Approche"), ("es", "Approach")):
        proposal, form = propose(client, union, ana, code)
        assert words in form
        assert proposal.status == "submitted"
        pool[code] = proposal
    assert {proposal.call for proposal in pool.values()} == {page.call}
    stored = [
        {key: answer["value"] for key, answer in proposal.answers.items()}
        for proposal in pool.values()
    ]
    assert stored[0] == stored[1] == stored[2]
    assert set(stored[0]) == {
        site.key(name)
        for name in ("approach", "method", "format", "audience", "recorded")
    }
    format = site.key("format")
    assert [
        (p.language, p.answers[format]["language"], p.answers[format]["labels"])
        for p in pool.values()
    ] == [
        ("en", "en", ["Panel"]),
        ("fr", "fr", ["Table ronde"]),
        ("es", "es", ["Panel"]),
    ]
    assert pool["fr"].answers[site.key("recorded")]["labels"] == ["Non"]


def test_exports_have_one_column_and_one_label_for_all_languages(
    client, page, french, spanish, union, ana
):
    for code in ("en", "fr", "es"):
        propose(client, union, ana, code)
    client.force_login(site.make_editor())
    url = reverse("workshops_proposals:index")
    response = client.get(f"{url}?call={page.call.pk}&export=csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert sorted(row["Language of the form"] for row in rows) == ["en", "es", "fr"]
    for heading, value in {
        "Format": "Panel",
        "Audience": "Unions, Firms",
        "Recorded": "No",
        "Outcomes": "Research",
        "Approach": "Peer learning",
    }.items():
        assert [row[heading] for row in rows] == [value] * 3
    assert not {"Forme", "Public", "Approche"} & rows[0].keys()


@pytest.mark.parametrize(
    ("code", "title", "lead"),
    [
        ("en", "Supply Chain Workshops", "Share what you learned."),
        ("fr", "Ateliers sur les chaînes", "Partagez vos leçons."),
        ("es", "Supply Chain Workshops", "Share what you learned."),
    ],
)
def test_each_page_speaks_its_language_and_leads_to_the_one_call(
    client, page, french, spanish, code, title, lead
):
    here = {"en": page, "fr": french, "es": spanish}[code]
    assert here.url.startswith(f"/{code}/")
    text = client.get(here.url).content.decode()
    assert title in text
    assert lead in text
    assert f'href="/{code}/workshops/calls/{page.call.pk}/propose/"' in text


def test_a_call_closes_in_every_language_at_the_same_second(
    client, page, french, spanish, union, ana, at_noon
):
    at_noon.move_to(site.CLOSES)
    client.force_login(ana)
    for here in (page, french, spanish):
        assert b"/propose/" not in client.get(here.url).content
    with pytest.raises(Refused) as refused:
        actions.start_proposal(french.call, organization=union, by=ana)
    assert refused.value.code == "closed"
