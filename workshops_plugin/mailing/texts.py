"""One source, rich text with {placeholders}, becomes HTML and plain text.

A paragraph or list item is left out where one of its placeholders has nothing to say.
Values are always data: nothing in them is taken for markup or for a placeholder.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from bs4 import BeautifulSoup, NavigableString
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
#: Whatever looks like one; what stands inside is checked when a text is saved.
BRACES = re.compile(r"\{[^{}]*\}")
LISTS = {"ul", "ol"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
MARGIN = "margin:0 0 16px"


@dataclass(frozen=True)
class Link:
    """The value of a placeholder: an address; alone in its paragraph, a button."""

    url: str
    label: str = ""

    def __bool__(self):
        return bool(self.url)


@dataclass(frozen=True)
class Block:
    """The value of a placeholder that fills a paragraph of its own."""

    html: SafeString
    text: str

    def __bool__(self):
        return bool(self.text)


@dataclass(frozen=True)
class Piece:
    """A paragraph, a heading or a list item of a source, in both forms."""

    tag: str
    html: str
    text: str
    #: What an item begins with in plain text; empty elsewhere.
    marker: str = ""

    @property
    def names(self):
        return PLACEHOLDER.findall(self.text)

    @property
    def alone(self):
        """The placeholder of which the piece consists, or None."""
        found = PLACEHOLDER.fullmatch(self.text.strip())
        return found[1] if found and not self.marker else None


def from_paragraphs(paragraphs):
    """Return the rich text that consists of plain ``paragraphs``."""
    return "".join(
        f"<p>{escape(text).replace(chr(10), '<br>')}</p>" for text in paragraphs
    )


@lru_cache(maxsize=512)
def pieces_of(source, root=""):
    """Return the pieces of rich text; addresses on the site are put below ``root``."""
    found = []
    for node in BeautifulSoup(source, "html.parser").contents:
        if isinstance(node, NavigableString):
            if node.strip():
                found.append(_piece("p", node, root))
        elif node.name in LISTS:
            for number, item in enumerate(node.find_all("li", recursive=False), 1):
                marker = "–" if node.name == "ul" else f"{number}."
                found.append(_piece(node.name, item, root, marker))
        elif node.name in HEADINGS:
            found.append(_piece("h", node, root))
        else:
            found.append(_piece("p", node, root))
    return tuple(found)


def _piece(tag, node, root, marker=""):
    if isinstance(node, NavigableString):
        return Piece(tag, escape(str(node)), str(node).strip(), marker)
    for link in node.find_all("a", href=True):
        if link["href"].startswith("/"):
            link["href"] = root + link["href"]
    return Piece(tag, node.decode_contents(), _plain(node).strip(), marker)


def _plain(node):
    """Return the words of ``node``; a link is followed by its address."""
    if isinstance(node, NavigableString):
        return re.sub(r"\s+", " ", str(node))
    if node.name == "br":
        return "\n"
    words = "".join(_plain(child) for child in node.children)
    href = node.get("href") if node.name == "a" else None
    return words if not href or href == words else f"{words} ({href})"


def in_line(source, values):
    """Return ``source`` (a subject) with its ``values`` put in, on one line."""
    text = PLACEHOLDER.sub(lambda found: as_text(values.get(found[1], "")), source)
    return " ".join(text.split())


def in_text(source, values, root=""):
    """Return rich text with its ``values`` put in, as plain text."""
    parts, before = [], ""
    for piece in _told(source, values, root):
        text = PLACEHOLDER.sub(lambda found: as_text(values[found[1]]), piece.text)
        if piece.marker:
            text = f"{piece.marker} {text}"
        parts.append(
            "\n" if before and piece.marker and before == piece.tag else "\n\n"
        )
        parts.append(text.strip())
        before = piece.tag
    return "".join(parts[1:])


def in_html(source, values, root="", accent=""):
    """Return rich text with its ``values`` put in, as HTML for mail programs."""
    parts, opened = [], ""
    for piece in _told(source, values, root):
        wanted = piece.tag if piece.marker else ""
        if opened != wanted:
            parts.append(f"</{opened}>" if opened else "")
            parts.append(f'<{wanted} style="{MARGIN}">' if wanted else "")
            opened = wanted
        parts.append(_html_of(piece, values, accent))
    parts.append(f"</{opened}>" if opened else "")
    return mark_safe("".join(parts))


def _told(source, values, root):
    """Yield the pieces of ``source`` whose placeholders all have something to say."""
    for piece in pieces_of(source, root):
        if all(values.get(name) for name in piece.names):
            yield piece


def _html_of(piece, values, accent):
    value = values.get(piece.alone)
    if isinstance(value, Block):
        return value.html
    if isinstance(value, Link):
        return button(value, accent)
    html = PLACEHOLDER.sub(lambda found: _html(values.get(found[1], "")), piece.html)
    if piece.marker:
        return f'<li dir="auto" style="margin:0 0 4px">{html}</li>'
    if piece.tag == "h":
        return f'<h2 dir="auto" style="margin:24px 0 8px;font-size:18px">{html}</h2>'
    return f'<p dir="auto" style="{MARGIN}">{html}</p>'


def as_text(value):
    """Return a value of a placeholder as plain text."""
    if isinstance(value, Link):
        return f"{value.label}\n{value.url}" if value.label else value.url
    return value.text if isinstance(value, Block) else str(value)


def _html(value):
    if isinstance(value, Link):
        return format_html('<a href="{}">{}</a>', value.url, value.label or value.url)
    if isinstance(value, Block):
        value = value.text
    return escape(value).replace("\n", "<br>")


def button(link, accent=""):
    """Return ``link`` as a button that also shows where pictures are off."""
    return format_html(
        '<table role="presentation" cellpadding="0" cellspacing="0" border="0" '
        'style="{}"><tr><td style="border-radius:4px;background:{}">'
        '<a href="{}" style="display:inline-block;padding:12px 20px;color:#ffffff;'
        'font-weight:bold;text-decoration:none">{}</a></td></tr></table>',
        MARGIN,
        accent or "#1a5276",
        link.url,
        link.label or link.url,
    )
