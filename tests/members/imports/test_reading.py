"""From bytes to rows, whatever wrote them."""

from contextlib import suppress

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from workshops_plugin.errors import Refused
from workshops_plugin.members.imports import MAX_BYTES, reading
from workshops_plugin.members.imports.cells import text_of
from workshops_plugin.members.imports.reading import Column, decode, read
from workshops_plugin.models import Organization

COLUMNS = (
    Column("name", "Name", text_of(Organization._meta.get_field("name")), ("nom",)),
    Column("kind", "Kind", str, ("type",)),
    Column("region", "Region"),
)


def cells(text, **kwargs):
    return [row.cells for row in read(text, COLUMNS, **kwargs).rows]


def refusal(function, *args):
    with pytest.raises(Refused) as caught:
        function(*args)
    return caught.value.code, str(caught.value)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Nom\nCôte".encode(), "Nom\nCôte"),
        ("\ufeffNom\nCôte".encode(), "Nom\nCôte"),
        ("Nom\nCôte".encode("utf-16"), "Nom\nCôte"),
    ],
)
def test_unicode_is_read_silently(data, text):
    assert decode(data) == (text, [])


def test_western_european_is_read_with_a_warning():
    text, (note,) = decode("Nom\nCôte – d’Ivoire".encode("cp1252"))
    assert text == "Nom\nCôte – d’Ivoire"
    assert note.startswith("This file is not in UTF-8")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"PK\x03\x04 a workbook", "binary"),
        (b"%PDF-1.7", "binary"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        (b"x" * (MAX_BYTES + 1), "too_large"),
    ],
)
def test_what_is_no_csv_is_refused(data, code):
    assert refusal(decode, data)[0] == code


def test_too_large_names_the_limit():
    _code, sentence = refusal(decode, b"x" * (MAX_BYTES + 1))
    assert sentence.replace("\xa0", " ") == (
        "This file is larger than 5.0 MB. Split it and import the parts."
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_spreadsheets_dialect_is_read(delimiter, end):
    lines = [["Name", "Kind"], ["Union", '"a ""b""\n c"']]
    text = end.join(delimiter.join(line) for line in lines)
    assert cells(text) == [{"name": "Union", "kind": 'a "b" c'}]


def test_excels_own_first_line_names_the_delimiter():
    table = read("sep=;\nName;Kind\nA, B;c\n", COLUMNS)
    assert [(row.number, row.cells) for row in table.rows] == [
        (3, {"name": "A, B", "kind": "c"})
    ]


def test_headings_are_known_in_any_case_order_and_spelling():
    assert cells(" TYPE ;nom\nx;A") == [{"kind": "x", "name": "A"}]


def test_headings_are_known_in_any_interface_language():
    with translation.override("fr"):
        assert cells("Name\nA") == [{"name": "A"}]


def test_rows_keep_the_numbers_of_a_spreadsheet():
    table = read('Name\n"A\nB"\n\n,,\nC\n', COLUMNS)
    assert [row.number for row in table.rows] == [2, 5]


def test_unknown_columns_are_named():
    table = read("Name,Shoe size,,Region\nA,42,,x", COLUMNS)
    assert [row.cells for row in table.rows] == [{"name": "A", "region": "x"}]
    assert table.notes == [
        "These columns are not known and will be left out: “Shoe size”."
    ]


def test_short_rows_are_filled_and_long_rows_are_marked():
    rows = read("Name,Kind\nA\nB,x,surplus\nC,x,,\n", COLUMNS).rows
    assert [(row.cells, row.is_too_long) for row in rows] == [
        ({"name": "A"}, False),
        ({"name": "B", "kind": "x"}, True),
        ({"name": "C", "kind": "x"}, False),
    ]


def test_cells_lose_stray_spaces_and_invisible_characters():
    assert cells("Name\n\u200b\xa0 Cafe\u0301 \x07 \u2009bar ") == [
        {"name": "Café bar"}
    ]


def test_what_the_export_neutralized_is_restored():
    assert cells("Name\n'=A\n'n Boek\n") == [{"name": "=A"}, {"name": "'n Boek"}]


@pytest.mark.parametrize(
    ("text", "code", "sentence"),
    [
        (
            "Kind\nx",
            "missing_columns",
            "The first row must hold the headings of the columns. Missing: “Name”.",
        ),
        ("Name,Kind\n", "empty", "This file has headings but no rows."),
        (
            "Name,Nom\na,b",
            "duplicate_columns",
            "These columns mean the same, keep one of them: “Name”, “Nom”.",
        ),
        (
            'Name\nA\n"B\n',
            "quotes",
            "The file cannot be read beyond line 3: its quotation marks do not match. "
            "Correct that line and try again.",
        ),
    ],
)
def test_what_concerns_the_whole_file_is_refused(text, code, sentence):
    assert refusal(read, text, COLUMNS, [("name",)]) == (code, sentence)


def test_one_of_several_columns_may_be_required():
    _code, sentence = refusal(read, "Region\nx", COLUMNS, [("name", "kind")])
    assert sentence.endswith("Missing: “Name” or “Kind”.")
    assert read("Kind\nx", COLUMNS, [("name", "kind")]).rows


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(reading, "MAX_ROWS", 2)
    assert refusal(read, "Name\na\nb\nc", COLUMNS)[0] == "too_many_rows"
    assert len(cells("Name\na\nb")) == 2


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    with suppress(Refused):
        text, _notes = decode(data)
        assert read(text, COLUMNS).rows
