"""From one source to HTML and plain text; values are data and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops_plugin.mailing.texts import (
    Block,
    Link,
    from_paragraphs,
    in_html,
    in_line,
    in_text,
)

SOURCE = (
    "<h2>Hello {name}</h2><p>One <b>two</b><br/>three</p>"
    "<ul><li>first</li><li>{empty}</li><li>{word}</li></ul>"
    '<ol><li>a</li><li>b</li></ol><p>See <a href="/en/x/">the page</a>.</p>'
    "<p>Only if {empty}.</p><p>{link}</p><p>Inline {link}</p><p>{block}</p>"
)
VALUES = {
    "name": "Ana & <Bo>",
    "word": "{name}",
    "empty": "",
    "link": Link("https://s.example/?a=1&b=2", "Go"),
    "block": Block("<table></table>", "- row"),
}


def test_plain_text_keeps_structure_and_addresses():
    assert in_text(SOURCE, VALUES, "https://s.example") == (
        "Hello Ana & <Bo>\n\nOne two\nthree\n\n– first\n– {name}\n\n1. a\n2. b\n\n"
        "See the page (https://s.example/en/x/).\n\nGo\nhttps://s.example/?a=1&b=2\n\n"
        "Inline Go\nhttps://s.example/?a=1&b=2\n\n- row"
    )


def test_html_escapes_values_and_leaves_out_what_says_nothing():
    html = in_html(SOURCE, VALUES, "https://s.example", "#123456")
    assert "Hello Ana &amp; &lt;Bo&gt;</h2>" in html
    assert html.count("<li") == 4
    assert html.count("<ul") == html.count("</ul>") == 1
    assert 'href="https://s.example/en/x/"' in html
    assert "Only if" not in html
    assert "background:#123456" in html
    assert 'href="https://s.example/?a=1&amp;b=2"' in html
    assert "<table></table>" in html


def test_a_value_is_never_taken_for_a_placeholder_or_markup():
    values = {"name": "{word}", "word": "<script>"}
    assert in_line("{name} {word}", values) == "{word} <script>"
    assert in_text("<p>{name} {word}</p>", values) == "{word} <script>"
    html = in_html("<p>{name} {word}</p>", values)
    assert "{word} &lt;script&gt;" in html


def test_a_subject_is_one_line():
    values = {"name": "One\r\nBcc: c@d.example\x0btwo"}
    assert in_line("\n {name} \n", values) == "One Bcc: c@d.example two"


def test_shipped_paragraphs_are_text():
    assert from_paragraphs(["a < b", "{name}"]) == "<p>a &lt; b</p><p>{name}</p>"


@pytest.mark.parametrize("source", ["", "   ", "<p></p>", "text alone", "<ul></ul>"])
def test_odd_sources_are_taken(source):
    assert in_text(source, {}) in ("", "text alone")
    assert isinstance(in_html(source, {}), str)


@given(st.text(), st.text())
def test_whatever_people_are_called_stays_inside_its_paragraph(name, word):
    html = in_html("<p>{name}</p><p>x {word}</p>", {"name": name, "word": word})
    assert html.count("<p") == html.count("</p>") == bool(name) + bool(word)
    assert "<" not in html.replace("<p", "").replace("</p>", "").replace("<br>", "")
