"""Tables in the body of a page, whose cells a translator gets one by one."""

import hashlib

from wagtail.contrib.table_block.blocks import TableBlock


def _place(text):
    # By what a cell says, not by where it stands: rows that move stay translated.
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class WordsTableBlock(TableBlock):
    """Wagtail's table, which wagtail-localize knows how to translate.

    Without these two methods it copies a table in its source's language.
    """

    def get_table_options(self, table_options=None):
        """Name the one language that Wagtail ships for the table's own menu.

        Another one is asked for otherwise, which browsers complain of.
        """
        return {**super().get_table_options(table_options), "language": "en-US"}

    def words_of(self, value):
        """Return the texts of ``value``, in order, for whoever compares languages."""
        return [value.get("table_caption"), *_cells(value)] if value else []

    def get_translatable_segments(self, value):
        """Return a segment for each text of ``value``, and one for all its likes."""
        from wagtail_localize.segments import StringSegmentValue

        wanted = dict.fromkeys(filter(_has_words, self.words_of(value)))
        return [StringSegmentValue(_place(text), text) for text in wanted]

    def restore_translated_segments(self, value, segments):
        """Return ``value`` in the words of ``segments``."""
        words = {segment.path: segment.render_text() for segment in segments}

        def translated(text):
            return words.get(_place(text), text) if _has_words(text) else text

        return {
            **value,
            "table_caption": translated(value.get("table_caption") or ""),
            "data": [[translated(cell) for cell in row] for row in value["data"]],
        }


def _cells(value):
    return [cell for row in value.get("data") or [] for cell in row]


def _has_words(text):
    return isinstance(text, str) and any(letter.isalpha() for letter in text)
