"""A proposal as its reviewers read it: without what they are not to know."""

from dataclasses import dataclass, field
from pathlib import PurePath

from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from ..calls.changes import proposal_change_words
from ..calls.kinds import registry
from ..calls.models import Proposal
from ..calls.present import CONTACT, answer_lines, core_lines
from ..languages.names import language_name
from ..record.timeline import Change


@dataclass
class Reading:
    """What a reviewer reads. ``answers`` maps criteria (block ids) to lines."""

    core: list
    lines: list
    answers: dict = field(default_factory=dict)
    organizations: list = field(default_factory=list)
    foreign: str = ""


@dataclass(frozen=True)
class File:
    """A file under a name that says nothing, at the address for reviewers."""

    name: str
    size: int
    address: str

    def get_absolute_url(self):
        return self.address


def reading(proposal, structure, assignment):
    """Return the :class:`Reading` of ``proposal`` for ``assignment``.

    The contact person is the editors' business. Where the review is blind,
    organizations, answers marked as identifying, questions that are gone, and the
    names of files are left out too.
    """
    blind = proposal.call.blind
    hidden = {q.key for q in structure.questions if q.is_identifying} if blind else ()
    lines = [
        line
        for line in answer_lines(proposal, structure)
        if not blind or (line.asked and line.key not in hidden)
    ]
    for line in lines:
        line.files = [
            _file(number, file, assignment, blind)
            for number, file in enumerate(line.files, start=1)
        ]
    criteria = {q.key: q.criterion for q in structure.questions if q.criterion}
    answers = {}
    for line in lines:
        if line.key in criteria:
            answers.setdefault(criteria[line.key], []).append(line)
    return Reading(
        core=[line for line in core_lines(proposal, structure) if line.key != CONTACT],
        lines=lines,
        answers=answers,
        organizations=[] if blind else _organizations(proposal),
        foreign=_foreign(proposal),
    )


def _file(number, file, assignment, blind):
    address = reverse("workshops_reviews:file", args=[assignment.pk, file.pk])
    name = neutral_name(file, number) if blind else file.name
    return File(name, file.size, address)


def neutral_name(file, number=1):
    """Return a name for ``file`` that tells its type and nothing else."""
    return _file_number(number) + PurePath(file.name).suffix


def _file_number(number):
    return _("File %(number)d") % {"number": number}


def _organizations(proposal):
    from .conflicts import STANDING

    partners = proposal.partners.filter(state__in=STANDING)
    return [
        (proposal.lead_organization, pgettext("organization", "lead")),
        *(
            (partner.organization, partner.get_state_display())
            for partner in partners.select_related("organization")
        ),
    ]


def _foreign(proposal):
    """Return the name of its language, where that is not the reader's."""
    own = (get_language() or "").split("-")[0]
    language = proposal.language.split("-")[0]
    return language_name(proposal.language) if language and language != own else ""


#: What a proposal says for its reviewers; the rest may change unnoticed.
JUDGED = (
    *("title", "summary", "outcomes", "focus", "countries", "languages"),
    *("interpretation", "preferred_dates", "wants_public", "answers"),
)


def changes_since(proposal, version, structure):
    """Return [(what, before, after), …] of what changed after ``version`` was judged.

    ``version`` is the key of a version of the proposal. Where the review is blind,
    identifying answers are left out.
    """
    if version is None or version == proposal.event_id:
        return []
    before = Proposal.history.filter(history_id=version).first()
    if before is None:
        return []
    changes = []
    for name in JUDGED:
        old, new = getattr(before, name), getattr(proposal, name)
        if name == "answers" and proposal.call.blind:
            old, new = (_blinded(answers, structure) for answers in (old, new))
        if old != new:
            changes.append(Change(name, old, new))
    return proposal_change_words(changes, structure)


def _blinded(answers, structure):
    """Return ``answers`` without what names people, and without names of files."""
    shown = {}
    for question in structure.questions:
        answer = answers.get(question.key)
        if answer is None or question.is_identifying:
            continue
        if registry.get(question.kind).is_file:
            numbers = range(1, len(answer["labels"]) + 1)
            answer = {**answer, "labels": [_file_number(n) for n in numbers]}
        shown[question.key] = answer
    return shown
