"""By what a series balances: dimensions, their values, and who has which."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ..calls.enums import Focus, PartnerState
from ..calls.kinds.choice import SingleChoice
from ..calls.models import Proposal, ProposalPartner
from ..calls.queries import structure_for
from ..conf import app_settings
from ..languages.names import language_name
from ..members.enums import OrganizationKind, Region
from ..members.regions import region_of
from .balance import Candidate, in_units

YES, NO = "yes", "no"
FOCUS, OUTCOME, REGION = "focus", "outcome", "region"
LEAD_REGION, KIND = "lead_region", "kind"
PATHFINDER, JOINT, LANGUAGE = "pathfinder", "joint", "language"
QUESTION = "question:"


@dataclass(frozen=True)
class Dimension:
    """One way of telling proposals apart: ``values`` maps keys to words, in order.

    Of a ``single`` one each proposal has one value at most.
    """

    key: str
    label: str
    values: dict = field(default_factory=dict)
    single: bool = False

    def word(self, value):
        """Return how ``value`` is called."""
        return str(self.values.get(value, value))


def dimensions_of(call):
    """Return the :class:`Dimension` s of ``call``, in the active language."""
    structure = structure_for(call)
    yes_no = {YES: _("Yes"), NO: _("No")}
    outcomes = {outcome.key: outcome.title for outcome in structure.outcomes}
    spoken = {code: language_name(code) for code in app_settings.WEBINAR_LANGUAGES}
    regions = dict(Region.choices)
    return [
        Dimension(FOCUS, _("Focus"), dict(Focus.choices)),
        Dimension(OUTCOME, _("Outcome"), outcomes),
        Dimension(REGION, _("Region of action"), regions),
        Dimension(LEAD_REGION, _("Region of the lead organization"), regions, True),
        Dimension(
            KIND, _("Kind of organization"), dict(OrganizationKind.choices), True
        ),
        Dimension(PATHFINDER, _("Action in a Pathfinder Country"), yes_no, True),
        Dimension(JOINT, _("Joint proposal"), yes_no, True),
        Dimension(LANGUAGE, _("Language of the webinar"), spoken),
        *(
            Dimension(
                f"{QUESTION}{question.key}",
                question.label,
                {option.key: option.label for option in question.options},
                True,
            )
            for question in structure.questions
            if question.kind == SingleChoice.name
        ),
    ]


def candidates_of(ranking, dimensions):
    """Return the :class:`~.balance.Candidate` s of a ranking, in its order.

    Their keys are those of the proposals, as text. Two queries.
    """
    keys = [row.proposal.pk for row in ranking.rows]
    proposals = Proposal.objects.only(
        "focus", "outcomes", "languages", "answers", "call"
    ).in_bulk(keys)
    behind = _behind(keys)
    questions = [d.key for d in dimensions if d.key.startswith(QUESTION)]
    return [
        Candidate(
            key=str(row.proposal.pk),
            place=place,
            merit=in_units(row.rank.result),
            values=_values(row, proposals[row.proposal.pk], questions),
            organizations=frozenset(
                {str(row.proposal.lead.pk), *behind[row.proposal.pk]}
            ),
        )
        for place, row in enumerate(ranking.rows, start=1)
    ]


def _behind(proposals):
    """Return {proposal: keys of the partners that confirmed, as text}."""
    found = defaultdict(set)
    partners = ProposalPartner.objects.filter(
        proposal__in=proposals, state=PartnerState.CONFIRMED
    )
    for proposal, organization in partners.values_list("proposal", "organization"):
        found[proposal].add(str(organization))
    return found


def _values(row, proposal, questions):
    entry = row.proposal
    found = {
        FOCUS: proposal.focus,
        OUTCOME: proposal.outcomes,
        REGION: [region_of(country) for country in entry.countries],
        LEAD_REGION: [region_of(entry.lead.country)],
        KIND: [entry.lead.kind],
        PATHFINDER: [YES if row.pathfinder else NO],
        JOINT: [YES if row.joint else NO],
        LANGUAGE: proposal.languages,
    }
    for key in questions:
        answer = proposal.answers.get(key.removeprefix(QUESTION)) or {}
        found[key] = [answer.get("value")]
    return {
        key: frozenset(str(value) for value in values if value)
        for key, values in found.items()
    }
