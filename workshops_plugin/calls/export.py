"""The columns of a proposals' spreadsheet: the same whatever language was used."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..languages.names import language_name
from ..members.enums import OrganizationKind, Region
from .enums import Focus, PartnerState, ProposalDecision, ProposalStatus
from .fields import country_name
from .kinds import registry
from .models import Call, CallOutcome
from .present import words_of
from .queries import structure_for
from .words import outcome_words


@dataclass(frozen=True)
class ExportColumn:
    """A heading and how to read its cell from a proposal."""

    heading: str
    value: Callable[[Any], Any]


def columns_for(call):
    """Return {key: :class:`ExportColumn`}, with the questions of ``call``, or of all.

    A question that was copied with its call has one column for both. Questions are
    headed by their words in the active language, or else in the source's, and keep
    their column when they are no longer asked. What a draft says is left out: it is
    private.
    """
    columns = _fact_columns()
    rows = CallOutcome.objects.filter(call=call) if call else CallOutcome.objects.all()
    outcomes = outcome_words(set(rows.values_list("block_id", flat=True)))
    columns |= {key: _of_submitted(column) for key, column in _core(outcomes).items()}
    for each in [call] if call else Call.objects.order_by("created_at", "pk"):
        columns |= _question_columns(each)
    return columns


def export_row(proposal, columns):
    """Return (key, value) pairs of one row."""
    return ((key, column.value(proposal)) for key, column in columns.items())


def _of_submitted(column):
    def value(proposal):
        return "" if proposal.is_draft else column.value(proposal)

    return ExportColumn(column.heading, value)


def _yes_no(value):
    return _("Yes") if value else _("No")


def _joined(names, function=str):
    return ", ".join(str(function(name)) for name in names)


def _labels(choices):
    """Return {value: words}, looked up once for the thousands of rows."""
    return {value: str(label) for value, label in choices}


def _fact_columns():
    statuses = _labels(ProposalStatus.choices)
    decisions = _labels(ProposalDecision.choices)
    kinds, regions = _labels(OrganizationKind.choices), _labels(Region.choices)
    return {
        "reference": ExportColumn(_("Reference"), lambda p: p.reference or ""),
        "call": ExportColumn(_("Call"), lambda p: str(p.call)),
        "status": ExportColumn(_("Status"), lambda p: statuses[p.status]),
        "decision": ExportColumn(
            _("Decision"), lambda p: decisions.get(p.decision, "")
        ),
        "lead": ExportColumn(
            _("Lead organization"), lambda p: str(p.lead_organization)
        ),
        "lead_kind": ExportColumn(
            _("Kind of organization"), lambda p: kinds.get(p.lead_organization.kind, "")
        ),
        "lead_region": ExportColumn(
            _("Region of the lead organization"),
            lambda p: regions.get(p.lead_organization.region, ""),
        ),
        "partners": ExportColumn(
            _("Confirmed partners"),
            lambda p: _joined(_organizations(p, PartnerState.CONFIRMED)),
        ),
        "invited": ExportColumn(
            _("Partners not confirmed"),
            lambda p: _joined(
                _organizations(p, PartnerState.INVITED, PartnerState.REFUSED)
            ),
        ),
        "joint": ExportColumn(_("Joint"), lambda p: _yes_no(p.is_joint)),
        "pathfinder": ExportColumn(_("Pathfinder"), lambda p: _yes_no(p.is_pathfinder)),
        "submitted_at": ExportColumn(
            f"{_('First submitted')} (UTC)", lambda p: p.submitted_at
        ),
        "changed_at": ExportColumn(
            f"{_('Last submitted')} (UTC)", lambda p: p.changed_at
        ),
    }


def _organizations(proposal, *states):
    return [p.organization for p in proposal.partners.all() if p.state in states]


def _core(outcomes):
    foci = _labels(Focus.choices)
    country, spoken = cache(country_name), cache(language_name)

    def names(heading, field, function):
        return ExportColumn(
            heading, lambda proposal: _joined(getattr(proposal, field), function)
        )

    def plain(heading, field):
        return ExportColumn(heading, lambda proposal: getattr(proposal, field))

    return {
        "title": plain(_("Title"), "title"),
        "summary": plain(pgettext("proposal", "Summary"), "summary"),
        "outcomes": names(
            _("Outcomes"), "outcomes", lambda key: outcomes.get(key, key)
        ),
        "focus": names(_("Focus"), "focus", lambda key: foci.get(key, key)),
        "countries": names(_("Countries of action"), "countries", country),
        "languages": names(_("Languages of the webinar"), "languages", spoken),
        "interpretation": names(_("Interpretation wanted"), "interpretation", spoken),
        "preferred_dates": plain(_("Preferred dates"), "preferred_dates"),
        "wants_public": ExportColumn(
            _("Asks to be open to the public"), lambda p: _yes_no(p.wants_public)
        ),
        "contact_name": plain(_("Contact person"), "contact_name"),
        "contact_email": plain(_("Contact e-mail"), "contact_email"),
        "contact_phone": plain(_("Contact telephone"), "contact_phone"),
        "language": plain(_("Language of the form"), "language"),
    }


def _question_columns(call):
    return {
        question.name: ExportColumn(question.label, _answer_reader(question))
        for question in structure_for(call, retired=True).questions
        if registry.get(question.kind).is_question
    }


def _answer_reader(question):
    def value(proposal):
        answer = proposal.answers.get(question.key)
        if not answer:
            return ""
        if registry.get(question.kind).is_file:
            return ", ".join(answer["labels"])
        return ", ".join(words_of(question, answer))

    return value
