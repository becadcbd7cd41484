"""Repairs what may have gone past us: loads of data, restores, direct SQL."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from ...languages.privacy import open_families, restrict_translations
from ..models import Call
from ..queries import call_pages
from ..rules import is_source, other_set
from ..structure import from_page, from_rows
from .structure import born_with, publish_structure


@dataclass(frozen=True)
class Finding:
    """One thing that was not as it should be; ``repaired`` tells whether it is now."""

    page: object
    sentence: str
    repaired: bool


def sync_calls(*, by=None, repair=True):
    """Make every call's rows say what its live source page says.

    Translations that are open although their source is not are closed as it is.
    Returns a :class:`Finding` for each difference; none when all is well, so a
    second run finds nothing. With ``repair=False`` it only looks.
    """
    # The oldest first, because a call's first page is its source.
    pages = call_pages().filter(alias_of__isnull=True).order_by("pk")
    found = [
        finding
        for page in pages.specific().iterator()
        if (finding := _sync(page, by, repair))
    ]
    return found + [_close(page, repair) for page in open_families()]


def _close(page, repair):
    if repair:
        restrict_translations(page.pk)
    sentence = _("Translations of “%(page)s” were not closed as it is.")
    return Finding(page, sentence % {"page": page.title}, repair)


def _sync(page, by, repair):
    call = Call.objects.filter(pk=page.call_key).first()
    if call is None:
        sentence = _("“%(page)s” had no call.")
        action = publish_structure if page.live else born_with
    elif page.live and is_source(page, call) and _differs(call, page):
        sentence = _("The structure of “%(page)s” was not what its page says.")
        action = publish_structure
    else:
        return None
    if repair:
        action(page, by=by)
    return Finding(page, sentence % {"page": page.title}, repair)


def _differs(call, page):
    if call.title != page.title:
        return True
    rows, words = from_rows(call), from_page(page)
    if call.rubric_frozen_at and other_set(rows.criteria, words.criteria):
        words = replace(words, criteria=rows.criteria)
    return _comparable(rows) != _comparable(words)


def _comparable(structure):
    """Drop references that lead nowhere: rows cannot hold them."""
    criteria = {text.key for text in structure.criteria}
    asked, questions = set(), []
    for question in structure.questions:
        condition = question.condition
        questions.append(
            replace(
                question,
                criterion=question.criterion if question.criterion in criteria else "",
                condition=condition
                if condition and condition.question in asked
                else None,
            )
        )
        asked.add(question.key)
    return replace(structure, questions=tuple(questions))
