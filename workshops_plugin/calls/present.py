"""A proposal as people read it: headings, words instead of codes, in order."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..languages.names import language_name
from .enums import Focus
from .fields import country_name
from .forms.files import AttachmentsField
from .kinds import registry

#: The key of the line with the contact person.
CONTACT = "contact"


@dataclass
class Line:
    """One labelled value. ``values`` are words; ``files`` are attachments."""

    label: str
    values: list = field(default_factory=list)
    files: list = field(default_factory=list)
    key: str = ""
    asked: bool = True
    language: str = ""

    @property
    def text(self):
        return ", ".join(str(value) for value in self.values)


def present(proposal, structure=None):
    """Return the submitted ``proposal`` as a list of :class:`Line` s."""
    if structure is None:
        from .queries import structure_for

        structure = structure_for(proposal.call)
    return [*core_lines(proposal, structure), *answer_lines(proposal, structure)]


def core_lines(proposal, structure):
    """Return the fixed part, without title and organizations."""
    outcomes = {outcome.key: outcome.title for outcome in structure.outcomes}
    if not outcomes.keys() >= set(proposal.outcomes):
        rows = proposal.call.outcomes.values_list("block_id", "title")
        outcomes = {**dict(rows), **outcomes}
    yes_no = _("Yes") if proposal.wants_public else _("No")
    contact = (
        proposal.contact_name,
        proposal.contact_email,
        proposal.contact_phone,
    )
    return [
        Line(pgettext("proposal", "Summary"), [proposal.summary]),
        Line(_("Outcomes"), [outcomes.get(key, key) for key in proposal.outcomes]),
        Line(_("Focus"), [Focus(key).label for key in proposal.focus]),
        Line(_("Countries of action"), [country_name(c) for c in proposal.countries]),
        Line(
            _("Languages of the webinar"), list(map(language_name, proposal.languages))
        ),
        Line(
            _("Interpretation wanted"),
            list(map(language_name, proposal.interpretation)),
        ),
        Line(_("Preferred dates"), [proposal.preferred_dates]),
        Line(_("Asks to be open to the public"), [yes_no]),
        Line(_("Contact"), list(filter(None, contact)), key=CONTACT),
    ]


def answer_lines(proposal, structure):
    """Return the answers under the questions that are asked, then those gone."""
    files = {}
    lines, seen = [], set()
    for question in structure.questions:
        kind = registry.get(question.kind)
        answer = proposal.answers.get(question.key)
        if not (kind.is_question and answer):
            continue
        seen.add(question.key)
        if kind.is_file and not files:
            files = {str(f.pk): f for f in proposal.attachments.all()}
        line = Line(
            question.label, key=question.key, language=answer.get("language", "")
        )
        if kind.is_file and registry.can_read(question, answer):
            line.files = [files[pk] for pk in answer["value"] if pk in files]
        else:
            line.values = words_of(question, answer)
        lines.append(line)
    for key, answer in proposal.answers.items():
        if key not in seen:
            lines.append(
                Line(answer["question"], answer["labels"], key=key, asked=False)
            )
    return lines


def words_of(question, answer):
    """Return an answer's words now, or of its time where kind or options are gone."""
    if not registry.can_read(question, answer):
        return answer["labels"]
    words = registry.get(question.kind).labels(question, answer["value"])
    return words if len(words) >= len(answer["labels"]) else answer["labels"]


def draft_lines(proposal, structure=None):
    """Return the text of a draft as it stands, what is empty left out."""
    from .forms.proposal import ProposalForm
    from .queries import structure_for

    draft = getattr(proposal, "draft", None)
    if draft is None:
        return []
    form = ProposalForm(
        draft.data,
        structure=structure or structure_for(proposal.call),
        proposal=proposal,
    )
    return [
        Line(field.label, [words], key=field.name)
        for field in form
        if field.name != "title" and (words := readable(field))
    ]


def differences(theirs, mine):
    """Return where two bound forms differ, as dicts of name, label and both texts."""
    return [
        {
            "name": field.name,
            "label": field.label,
            "theirs": readable(theirs[field.name]),
            "mine": readable(field),
        }
        for field in mine
        if _comparable(theirs[field.name]) != _comparable(field)
    ]


def _comparable(field):
    value = field.value()
    if isinstance(value, list):
        return sorted(value)
    return (value or "").replace("\r\n", "\n") if value is not True else value


def readable(field):
    """Return the words of a bound field's raw value."""
    value = field.value()
    choices = getattr(field.field, "choices", None)
    if isinstance(field.field, AttachmentsField):
        names = {pk: file.name for pk, file in field.field.attachments.items()}
        return ", ".join(names[pk] for pk in value or [] if pk in names)
    if choices:
        names = {str(key): str(label) for key, label in choices}
        value = value if isinstance(value, list) else [value]
        return ", ".join(names.get(str(item), str(item)) for item in value if item)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return value or ""
