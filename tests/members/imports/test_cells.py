"""From the text of a cell to a value."""

from datetime import date

import pytest
from django.utils import translation
from django_countries import countries

from workshops_plugin.members.enums import MembershipRole, OrganizationKind
from workshops_plugin.members.imports import cells
from workshops_plugin.members.imports.plan import CellError
from workshops_plugin.models import Organization


def problem(parse, text):
    with pytest.raises(CellError) as caught:
        parse(text)
    return caught.value.message


@pytest.mark.parametrize(
    ("text", "key"),
    [("E-Mail", "e mail"), (" Côte d’Ivoire ", "cote d ivoire"), ("ÉTAT", "etat")],
)
def test_key_forgets_case_accents_and_punctuation(text, key):
    assert cells.key(text) == key


def test_name_key_forgets_case_alone():
    assert cells.name_key("Élan") == cells.name_key("E\u0301LAN") == "élan"
    assert cells.name_key("Elan") != "élan"


@pytest.mark.parametrize(
    "text",
    ["2024-12-31", "2024-12-31 00:00:00", "31/12/2024", "31.12.2024", "31-12-2024"],
)
def test_dates(text):
    assert cells.parse_date(text) == date(2024, 12, 31)


def test_day_comes_before_month():
    assert cells.parse_date("03/04/2024") == date(2024, 4, 3)


@pytest.mark.parametrize(
    "text",
    ["12/31/2024", "2024-02-30", "soon", "31/12/24", "45657", "0001-01-01", "9999-1-1"],
)
def test_no_dates(text):
    assert problem(cells.parse_date, text).startswith(f"“{text}” is not a date.")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("PE", "PE"),
        ("per", "PE"),
        ("Pérou", "PE"),
        ("peru", "PE"),
        ("Costa de Marfil", "CI"),
        ("Ivory Coast", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("Bolivia (Plurinational State of)", "BO"),
        ("Viet Nam", "VN"),
        ("Royaume-Uni", "GB"),
        ("Türkiye", "TR"),
    ],
)
def test_countries(text, code):
    assert cells.parse_country(text) == code


@pytest.mark.parametrize("language", cells.LANGUAGES)
def test_every_country_is_known_by_its_name(language):
    with translation.override(language):
        for code, name in countries:
            assert cells.parse_country(name) == code


def test_no_country():
    assert problem(cells.parse_country, "Atlantis") == (
        "There is no country “Atlantis”. Write its name in English, French or "
        "Spanish, or its ISO code."
    )


def test_addresses():
    assert cells.parse_email("Ana@Union.EXAMPLE") == "ana@union.example"
    assert problem(cells.parse_email, "ana@") == "“ana@” is not an e-mail address."
    long = f"a@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.{'f' * 20}.example"
    assert problem(cells.parse_email, long)


def test_web_addresses():
    assert cells.parse_url("union.example/a") == "https://union.example/a"
    assert cells.parse_url("http://union.example") == "http://union.example"
    for text in ("no address", "javascript://alert(1)", "x" * 200 + ".example"):
        assert problem(cells.parse_url, text).endswith("is not a web address.")


def test_texts_may_not_overflow_their_field():
    parse = cells.text_of(Organization._meta.get_field("acronym"))
    assert parse("x" * 40) == "x" * 40
    assert problem(parse, "x" * 41) == "This text is longer than 40 characters."


@pytest.mark.parametrize(
    ("text", "value"),
    [("business", "business"), ("Workers' organization", "workers"), ("ONG", "other")],
)
def test_choices(text, value):
    parse = cells.choice_of(OrganizationKind, {"ong": "other"})
    assert parse(text) == value


def test_no_choice():
    assert problem(cells.choice_of(MembershipRole), "Chief") == (
        "“Chief” is none of these: Focal point or Contributor."
    )


def test_long_cells_are_quoted_in_short():
    assert len(problem(cells.parse_country, "x" * 5000)) < 200
