"""Spreadsheets that are safe to open."""

import csv
from datetime import datetime, timezone
from itertools import chain, islice

from django.utils import translation
from django.utils.timezone import is_aware
from wagtail.admin.views.mixins import Echo, SpreadsheetExportMixin

# What makes Excel, LibreOffice or Google Sheets take a text for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
BYTE_ORDER_MARK = "\ufeff".encode()
#: Lines of a CSV that are sent together.
LINES = 50


def neutralize(value):
    """Return ``value`` such that no spreadsheet calculates it; numbers stay numbers."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def restore(text):
    """Return the ``text`` that :func:`neutralize` was given."""
    if text.startswith("'") and text[1:].startswith(FORMULA_STARTS):
        return text[1:]
    return text


class SafeExportMixin(SpreadsheetExportMixin):
    """Makes the exports of a listing view harmless and readable.

    Put it before the view. In CSV, texts that look like formulas get a leading
    apostrophe, and so do headings everywhere; the file says that it is UTF-8, which
    Excel would not guess. In XLSX, where Wagtail stores texts as texts, characters
    that the format does not allow are left out. Both speak the user's language,
    although a CSV is written when Wagtail's admin has left it already.
    """

    def get_heading(self, queryset, field):
        return neutralize(_allowed_in_xlsx(super().get_heading(queryset, field)))

    def preprocess_field_value(self, field, value, export_format):
        if type(value) is not str:
            value = super().preprocess_field_value(field, value, export_format)
        if export_format == self.FORMAT_CSV:
            return neutralize(_to_the_minute(value))
        return _allowed_in_xlsx(value)

    def stream_csv(self, queryset):
        """Yield the file in pieces, without Wagtail's second dict for each line."""
        writer = csv.writer(Echo())
        headings = [self.get_heading(queryset, field) for field in self.list_export]
        rows = (self._csv_values(item) for item in queryset)
        lines = map(writer.writerow, chain([headings], rows))
        return _in_language(translation.get_language(), chain([BYTE_ORDER_MARK], lines))

    def _csv_values(self, item):
        return [
            self.preprocess_field_value(field, value, self.FORMAT_CSV)
            for field, value in self.to_row_dict(item).items()
        ]


def _to_the_minute(value):
    """Return a moment in UTC as spreadsheets read it: 2024-12-31 22:59."""
    if isinstance(value, datetime) and is_aware(value):
        return f"{value.astimezone(timezone.utc):%Y-%m-%d %H:%M}"
    return value


def _in_language(language, lines):
    """Yield ``lines``, some at a time, made in ``language``."""
    while True:
        with translation.override(language):
            together = b"".join(islice(lines, LINES))
        if not together:
            return
        yield together


def _allowed_in_xlsx(value):
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
