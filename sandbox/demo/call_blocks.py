"""Turns the demonstration's words into the blocks of a call page."""

from .call_questions import CRITERIA, QUESTIONS
from .ids import block_id


def html(paragraphs):
    """Return rich text: a pair of words is a paragraph, a list of pairs a list."""
    parts = []
    for item in paragraphs:
        if isinstance(item, list):
            parts.append(
                "<ul>" + "".join(f"<li>{en}</li>" for en, *_ in item) + "</ul>"
            )
        else:
            parts.append(f"<p>{item[0]}</p>")
    return "".join(parts)


def sections(words):
    return [
        _block(
            "section",
            block_id("section", name),
            heading=heading[0],
            text=html(paragraphs),
        )
        for name, heading, paragraphs in words
    ]


def table(name, caption, rows):
    """Return a table of words whose first row and first column say what the rest is."""
    value = {
        "first_row_is_table_header": True,
        "first_col_is_header": True,
        "table_header_choice": "both",
        "table_caption": caption[0],
        "data": [[words[0] for words in row] for row in rows],
        "cell": [],
        "mergeCells": [],
    }
    return _block("table", block_id("table", name), **value)


def outcomes(words):
    return _texts("outcome", words)


def criteria():
    return _texts("criterion", CRITERIA)


def _texts(kind, words):
    return [
        _block(kind, block_id(kind, name), title=title[0], description=text[0])
        for name, (title, text) in words.items()
    ]


def questions():
    return [
        _question(kind, name, label[0], help_text[0], dict(more))
        for kind, name, label, help_text, more in QUESTIONS
    ]


def _question(kind, name, label, help_text, more):
    value = {"label": label, "help_text": help_text}
    if kind != "section":
        question, answer = more.pop("shown_if", ("", ""))
        criterion = more.pop("criterion", "")
        options = more.pop("options", None)
        value |= {"required": False, **more}
        value["criterion"] = criterion and block_id("criterion", criterion)
        value["shown_if"] = {
            "question": question and question_id(question),
            "answer": answer and condition_value(question, answer),
        }
        if options is not None:
            value["options"] = [
                {"type": "item", "id": option_id(name, option), "value": words[0]}
                for option, words in options.items()
            ]
    return _block(kind, question_id(name), **value)


def _block(kind, key, **value):
    return {"type": kind, "id": key, "value": value}


def outcome_id(name):
    return block_id("outcome", name)


def question_id(name):
    return block_id("question", name)


def option_id(question, name):
    return block_id("option", question, name)


def condition_value(question, answer):
    """Return what a condition waits for: an option's id, or the answer itself."""
    for _kind, name, _label, _help_text, more in QUESTIONS:
        if name == question and answer in more.get("options", {}):
            return option_id(question, answer)
    return answer
