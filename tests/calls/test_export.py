"""The spreadsheets of proposals: CSV and XLSX."""

import io
from datetime import datetime

import pytest
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook
from wagtail.users.models import UserProfile

from workshops_plugin.calls import actions
from workshops_plugin.calls.kinds import registry
from workshops_plugin.models import PathfinderCountry, Proposal

from . import site
from .screens import csv_rows, make_auditor, xlsx_rows
from .test_admin_entry import letter

INDEX = reverse("workshops_proposals:index")
FACTS = [
    "Reference",
    "Call",
    "Status",
    "Decision",
    "Lead organization",
    "Kind of organization",
    "Region of the lead organization",
    "Confirmed partners",
    "Partners not confirmed",
    "Joint",
    "Pathfinder",
    "First submitted (UTC)",
    "Last submitted (UTC)",
]
CORE = [
    "Title",
    "Summary",
    "Outcomes",
    "Focus",
    "Countries of action",
    "Languages of the webinar",
    "Interpretation wanted",
    "Preferred dates",
    "Asks to be open to the public",
    "Contact person",
    "Contact e-mail",
    "Contact telephone",
    "Language of the form",
]
QUESTIONS = [
    "Approach",
    "Method",
    "Mail",
    "Website",
    "Participants",
    "Start",
    "Format",
    "Audience",
    "Recorded",
    "Where will it be published?",
    "Studied",
    "Paper",
]
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")']


@pytest.fixture
def editor(client, db):
    editor = site.make_editor()
    client.force_login(editor)
    return editor


def export(client, kind="csv", **query):
    return client.get(INDEX, {**query, "export": kind})


def read(response):
    return (csv_rows if "csv" in response["Content-Type"] else xlsx_rows)(response)


@pytest.fixture
def full(call, union, ana):
    """A proposal with an answer to every question."""
    union.country = "GH"
    union.save()
    PathfinderCountry.objects.create(country="GH")
    data = {
        site.answer("mail"): "mail@union.example",
        site.answer("website"): "https://union.example/?a=1&b=2",
        site.answer("participants"): "120",
        site.answer("start"): "2025-03-08",
        site.answer("recorded"): "yes",
        site.answer("where"): "On our site",
        site.answer("studied"): ["PE", "CI"],
    }
    proposal = site.draft(call, union, ana, **data)
    actions.attach(proposal, site.key("paper"), letter("paper.pdf"), by=ana)
    for name, answer in [("Firm", True), ("Asked", None), ("Unwilling", False)]:
        organization = site.make_organization(name)
        person = site.make_user(f"{name}@p.example", organization)
        partner = actions.invite_partner(proposal, organization, by=ana)
        if answer is not None:
            actions.answer_invitation(partner, accept=answer, by=person)
    proposal.refresh_from_db()
    return actions.submit(proposal, by=ana, version=proposal.version)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_each_fact_and_each_question_has_a_column(client, full, editor, kind):
    (row,) = read(export(client, kind))
    assert list(row) == [*FACTS, *CORE, *QUESTIONS]
    moment = datetime(2024, 12, 1, 12)
    when = {"csv": "2024-12-01 12:00", "xlsx": moment}[kind]
    empty = {"csv": "", "xlsx": None}[kind]
    assert list(row.values()) == [
        "SCW24-001",
        "Supply Chain Workshops",
        "Submitted",
        empty,
        "Union of Miners",
        "Workers’ organization",
        "Africa",
        "Firm",
        "Asked, Unwilling",
        "Yes",
        "Yes",
        when,
        when,
        "Safe mines without children",
        "What three unions learned in artisanal mines.",
        "Research",
        "Child labour",
        "Ghana, Côte d'Ivoire",
        "English, French",
        "Spanish",
        "March 2025",
        "Yes",
        "Ana Mensah",
        "ana@union.example",
        empty,
        "en",
        "Peer learning",
        "Stories told by former working children",
        "mail@union.example",
        "https://union.example/?a=1&b=2",
        "120",
        "8 March 2025",
        "Panel",
        "Unions, Firms",
        "Yes",
        "On our site",
        "Peru, Côte d'Ivoire",
        "paper.pdf",
    ]


def test_the_answers_of_every_language_share_their_columns(
    client, call, union, ana, editor, at_noon
):
    site.submitted(call, union, ana)
    at_noon.shift(60)
    with translation.override("fr"):
        site.submitted(call, union, ana)
    french, english = csv_rows(export(client))
    assert list(french) == list(english)
    assert [row["Language of the form"] for row in (french, english)] == ["fr", "en"]
    for heading in ("Format", "Recorded", "Focus", "Countries of action"):
        assert french[heading] == english[heading]


def test_a_question_that_is_no_longer_asked_keeps_its_column(
    client, call, union, ana, editor
):
    site.submitted(call, union, ana)
    page = call.source_page
    kept = [q for q in site.ALL_KINDS if q["id"] != site.key("approach")]
    shorter = site.question("single_choice", "format", options=["Workshop", "Other"])
    page.questions = [shorter if q["id"] == site.key("format") else q for q in kept]
    page.save_revision().publish()
    (row,) = csv_rows(export(client))
    assert list(row)[len(FACTS + CORE) :] == QUESTIONS
    assert (row["Approach"], row["Format"]) == ("Peer learning", "Panel")


def test_a_question_reads_as_it_was_published_last(client, call, union, ana, editor):
    site.submitted(call, union, ana)
    page = call.source_page
    page.questions = [site.question("short_text", "approach", label="=Your way")]
    page.save_revision().publish()
    (row,) = csv_rows(export(client))
    assert row["'=Your way"] == "Peer learning"
    (row,) = xlsx_rows(export(client, "xlsx"))
    assert row["'=Your way"] == "Peer learning"


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_spreadsheet_calculates_what_members_wrote(
    client, call, union, ana, editor, formula
):
    texts = {"title": formula.strip(), "summary": formula, "preferred_dates": formula}
    proposal = site.submitted(call, union, ana, **texts)
    # However it got there.
    site.put(Proposal.objects.filter(pk=proposal.pk), summary=formula)
    (row,) = csv_rows(export(client))
    assert row["Summary"] == f"'{formula}"
    assert row["Title"] == f"'{formula.strip()}"
    sheet = load_workbook(io.BytesIO(export(client, "xlsx").getvalue())).active
    cells = [cell for line in sheet.iter_rows() for cell in line]
    # XML knows one line break only.
    assert formula.replace("\r", "\n") in [cell.value for cell in cells]
    assert "f" not in {cell.data_type for cell in cells}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_writing_and_every_sign_survives(client, call, union, ana, editor, kind):
    text = (
        "Zażółć 🙂👩🏽‍🏫 عمالة الأطفال \u202bעבודה\u202c 童工 “quotes”; \"and\", 'more'"
    )
    summary = f"{text}\n\n\\n second line"
    union.name = text[:200]
    union.save()
    site.submitted(call, union, ana, title=text, summary=summary)
    (row,) = read(export(client, kind))
    assert (row["Title"], row["Summary"]) == (text, summary)
    assert row["Lead organization"] == text[:200]


def test_excel_is_told_that_the_csv_is_utf_8(client, full, editor):
    assert export(client).getvalue().startswith(b"\xef\xbb\xbf")


def test_signs_that_xlsx_does_not_know_are_left_out(client, call, union, ana, editor):
    site.submitted(call, union, ana, title="Bell\x07 and \x0bpage")
    page = call.source_page
    page.questions = [site.question("short_text", "approach", label="Vertical\x0btab")]
    page.save_revision().publish()
    (row,) = xlsx_rows(export(client, "xlsx"))
    assert row["Title"] == "Bell and page"
    assert row["Verticaltab"] == "Peer learning"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_not_submitted_is_left_out(client, call, union, ana, editor, kind):
    proposal = site.submitted(call, union, ana)
    changes = {"title": "Secret", site.answer("approach"): "Secret"}
    actions.save_draft(proposal, changes, by=ana, version=proposal.version)
    site.draft(call, union, ana, title="Secret", summary="Secret", focus=["x"])
    submitted, draft = read(export(client, kind))
    assert submitted["Title"] == "Safe mines without children"
    assert submitted["Approach"] == "Peer learning"
    told = {name: value for name, value in draft.items() if value}
    assert told == {
        "Call": "Supply Chain Workshops",
        "Status": "Draft",
        "Lead organization": "Union of Miners",
        "Kind of organization": "Workers’ organization",
        "Joint": "No",
        "Pathfinder": "No",
    }


def test_a_list_about_several_calls_has_the_questions_of_all(
    client, full, editor, at_noon
):
    at_noon.shift(60)  # The older call comes first.
    other = site.make_call(
        title="Second Round",
        questions=[
            site.question("short_text", "approach", label="Your way"),
            site.question("short_text", "budget"),
        ],
    )
    assert list(csv_rows(export(client))[0]) == [
        *FACTS,
        *CORE,
        *("Your way" if name == "Approach" else name for name in QUESTIONS),
        "Budget",
    ]
    with_questions = csv_rows(export(client, call=full.call_id))
    assert list(with_questions[0]) == [*FACTS, *CORE, *QUESTIONS]
    assert csv_rows(export(client, call=other.pk)) == []


def test_only_what_the_list_shows_is_exported(client, call, union, ana, editor):
    site.submitted(call, union, ana, title="First")
    site.submitted(call, union, ana, title="Second", focus=["forced_labour"])
    titles = [row["Title"] for row in csv_rows(export(client, focus="forced_labour"))]
    assert titles == ["Second"]
    assert [row["Title"] for row in csv_rows(export(client, q="first"))] == ["First"]
    ordered = csv_rows(export(client, ordering="reference", p="2"))
    assert [row["Title"] for row in ordered] == ["First", "Second"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_nobody_exports_without_the_permission(client, full, kind):
    client.force_login(make_auditor())
    response = export(client, kind)
    assert (response.status_code, response.url) == (302, reverse("wagtailadmin_home"))
    response = client.get(
        INDEX, {"export": kind}, headers={"x-requested-with": "XMLHttpRequest"}
    )
    assert response.status_code == 403
    assert b"SCW24-001" not in response.content


def test_the_buttons_are_there_for_those_who_may(client, full, editor):
    assert "export=csv" in client.get(INDEX).content.decode()
    client.force_login(make_auditor())
    assert "export=" not in client.get(INDEX).content.decode()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_speaks_the_editors_language(client, full, editor, kind):
    UserProfile.objects.create(user=editor, preferred_language="fr")
    (row,) = read(export(client, kind))
    with translation.override("fr"):
        expected = translation.gettext("English")
    assert expected != "English"
    headings = list(row)
    assert headings[len(FACTS + CORE) :] == QUESTIONS
    assert expected in " ".join(str(value) for value in row.values())


def test_the_csv_is_sent_while_it_is_written(client, full, editor):
    response = export(client)
    assert response.streaming
    assert response["Content-Disposition"] == 'attachment; filename="proposals.csv"'
    assert export(client, "xlsx")["Content-Disposition"] == (
        'attachment; filename="proposals.xlsx"'
    )


def test_an_answer_to_a_kind_that_is_gone_is_exported_as_it_was_shown(
    client, call, union, ana, editor, monkeypatch
):
    site.submitted(call, union, ana, **{site.answer("studied"): ["PE"]})
    kinds = {k: v for k, v in registry._kinds.items() if k != "countries"}
    monkeypatch.setattr(registry, "_kinds", kinds)
    (row,) = csv_rows(export(client))
    assert row["Studied"] == "Peru"
