"""What rows are called in the reader's language; else in their source's."""

from ..languages.family import is_translation
from ..languages.wording import stream_texts, wording_between
from .models import CallOutcome
from .queries import local_pages, page_for
from .structure import Text, texts

#: The words of a page that are one text each.
TEXTS = ("title", "lead", "host_duties", "secretariat_support")


def said_by(page, outline=None):
    """Return {name: text, or its parts} of all that a call's page says to visitors.

    ``outline`` has its outcomes and criteria, by default what it says itself.
    """
    outline = outline or page.structure
    found = {name: getattr(page, name) for name in TEXTS}
    found |= stream_texts("body", page.body)
    for name, said in (("outcome", outline.outcomes), ("criterion", outline.criteria)):
        for text in said:
            parts = {"title": text.title, "description": text.description}
            found[f"{name}:{text.key}"] = parts
    return found


def wording_beside(page, source):
    """Return the Wording of ``page``, a call's, beside its ``source``."""
    return wording_between(page, source, said_by)


def outcome_words(keys):
    """Return {block id: title} of outcomes, in the active language where it is there.

    In the order of their calls, the latest first. At most three queries.
    """
    if not keys:
        return {}
    rows = CallOutcome.objects.filter(block_id__in=keys).order_by("-call", "-order")
    rows = list(rows.values_list("block_id", "title", "call"))
    words = {key: title for key, title, _call in rows}
    for page in local_pages({call for _key, _title, call in rows}).specific():
        for text in texts(page.outcomes):
            if text.key in words and text.title:
                words[text.key] = text.title
    return words


def with_words(call, criteria):
    """Give each of ``criteria`` (rows, or versions of them) its ``words``, a
    :class:`~.structure.Text` in the active language; return them as a list.
    """
    page, found = page_for(call), {}
    if page and is_translation(page, call):
        found = {text.key: text for text in texts(page.criteria)}
    criteria = list(criteria)
    for row in criteria:
        other = found.get(row.block_id)
        row.words = Text(
            row.block_id,
            (other and other.title) or row.title,
            (other and other.description) or row.description,
        )
    return criteria


def criteria_of(call):
    """Return the criteria by which ``call`` judges, in order, each with its words."""
    return with_words(call, call.criteria.filter(retired=False).order_by("order"))
