"""From the bytes of a CSV file to rows of text, whatever program wrote it."""

import csv
import io
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils import translation
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from ...errors import Refused
from ...record.export import restore
from .cells import key

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 20_000
DELIMITERS = ",;\t"
INTERFACE_LANGUAGES = ("en", "fr", "es")
# Characters that nobody sees and that no name is written with.
INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b"))


@dataclass(frozen=True)
class Column:
    """A column that an import knows.

    ``parse`` takes a cell's text and returns its value or raises ``CellError``;
    without it the column is known but ignored, because we work it out ourselves.
    """

    name: str
    heading: Any
    parse: Callable | None = None
    synonyms: tuple = ()
    meaning: Any = ""

    @cached_property
    def keys(self):
        """Everything that the column's heading may be, normalized."""
        headings = {self.name, *self.synonyms}
        for code in {*INTERFACE_LANGUAGES, *dict(settings.LANGUAGES)}:
            with translation.override(code):
                headings.add(str(self.heading))
        return {key(heading) for heading in headings}


@dataclass(frozen=True)
class Row:
    """One row: its number in a spreadsheet, and its cells by column name."""

    number: int
    cells: dict
    is_too_long: bool = False


@dataclass
class Table:
    """A file that could be read. ``headings`` tells how it calls each column."""

    rows: list
    headings: dict
    notes: list = field(default_factory=list)

    def heading(self, column):
        return self.headings.get(column, "")


def decode(data):
    """Return ``(text, notes)`` for the bytes of a file; refuse what is no text."""
    if len(data) > MAX_BYTES:
        raise Refused(
            _("This file is larger than %(limit)s. Split it and import the parts.")
            % {"limit": filesizeformat(MAX_BYTES)},
            code="too_large",
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _text(data.decode("utf-16", errors="replace")), []
    try:
        return _text(data.decode("utf-8-sig")), []
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return _text(text), [
        _(
            "This file is not in UTF-8, so it was read as Western European text. "
            "Check that accented letters look right before you import."
        )
    ]


def _text(text):
    if not text.strip():
        raise Refused(_("This file is empty."), code="empty")
    if "\0" in text or text.startswith(("PK\x03\x04", "%PDF")):
        raise Refused(
            _(
                "This is not a CSV file. Open it in your spreadsheet program, choose "
                "“Save as” and then “CSV UTF-8”."
            ),
            code="binary",
        )
    return text


def read(text, columns, required=()):
    """Return a :class:`Table` of ``text`` for the ``columns`` that are known.

    ``required`` lists groups of column names; at least one of each group must be
    there. Whatever concerns the file as a whole is refused.
    """
    start, delimiter = _delimiter(text, columns)
    records = [
        (number, record)
        for number, record in enumerate(_records(text, delimiter), 1)
        if number > start and any(cell.strip() for cell in record)
    ]
    if not records:
        raise Refused(_("This file is empty."), code="empty")
    (_number, headings), *body = records
    if len(body) > MAX_ROWS:
        raise Refused(
            _("This file has more than %(limit)d rows. Split it and import the parts.")
            % {"limit": MAX_ROWS},
            code="too_many_rows",
        )
    names, notes = _names(headings, columns)
    _require(names, columns, required)
    if not body:
        raise Refused(_("This file has headings but no rows."), code="empty")
    found = {
        name: clean(text) for name, text in zip(names, headings, strict=True) if name
    }
    rows = [_row(number, record, names) for number, record in body]
    return Table(rows=rows, headings=found, notes=notes)


def clean(text):
    """Return a cell as it was meant: one line, no stray spaces, composed letters."""
    text = restore(text.strip(" ")).translate(INVISIBLE)
    text = unicodedata.normalize("NFC", text)
    text = "".join(" " if unicodedata.category(c) == "Cc" else c for c in text)
    return " ".join(text.split())


def _row(number, record, names):
    cells = {
        name: clean(cell) for name, cell in zip(names, record, strict=False) if name
    }
    surplus = any(cell.strip() for cell in record[len(names) :])
    return Row(number=number, cells=cells, is_too_long=surplus)


def _records(text, delimiter):
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise Refused(
            _(
                "The file cannot be read beyond line %(line)d: its quotation marks do "
                "not match. Correct that line and try again."
            )
            % {"line": reader.line_num},
            code="quotes",
        ) from error


def _delimiter(text, columns):
    """Return how many records precede the headings, and what separates cells."""
    lines = text.splitlines()
    first = lines[0].strip().strip('"').lower()
    if first.startswith("sep=") and first[4:5] in DELIMITERS and len(first) == 5:
        return 1, first[4]
    heading = next(line for line in lines if line.strip())
    known = set().union(*(column.keys for column in columns))

    def fit(delimiter):
        cells = heading.split(delimiter)
        return sum(key(cell) in known for cell in cells), len(cells)

    return 0, max(DELIMITERS, key=fit)


def _names(headings, columns):
    """Return the column name of each heading (or None), and notes on the unknown."""
    names, unknown = [], []
    for heading in headings:
        wanted = key(clean(heading))
        column = next((c for c in columns if wanted and wanted in c.keys), None)
        if column is None and wanted:
            unknown.append(clean(heading))
        names.append(column.name if column else None)
    _refuse_repeated(names, headings)
    if not unknown:
        return names, []
    note = _("These columns are not known and will be left out: %(columns)s.")
    return names, [note % {"columns": _list(unknown)}]


def _refuse_repeated(names, headings):
    for name in filter(None, names):
        if names.count(name) > 1:
            same = [clean(h) for n, h in zip(names, headings, strict=True) if n == name]
            raise Refused(
                _("These columns mean the same, keep one of them: %(columns)s.")
                % {"columns": _list(same)},
                code="duplicate_columns",
            )


def _require(names, columns, required):
    headings = {column.name: str(column.heading) for column in columns}
    missing = [
        get_text_list([_("“%s”") % headings[name] for name in group], _("or"))
        for group in required
        if not set(group) & set(names)
    ]
    if missing:
        raise Refused(
            _(
                "The first row must hold the headings of the columns. Missing: "
                "%(columns)s."
            )
            % {"columns": ", ".join(missing)},
            code="missing_columns",
        )


def _list(headings):
    return ", ".join(_("“%s”") % heading for heading in headings)
