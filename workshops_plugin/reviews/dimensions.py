"""By what a series balances: dimensions, their values, and who has which."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ..calls.enums import Focus
from ..calls.kinds.choice import SingleChoice
from ..calls.models import Proposal
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
    """One way of telling proposals apart: ``values`` maps keys to words, in order."""

    key: str
    label: str
    values: dict = field(default_factory=dict)

    def word(self, value):
        """Return how ``value`` is called."""
        return str(self.values.get(value, value))


def dimensions_of(call):
    """Return the :class:`Dimension` s of ``call``, in the active language."""
    structure = structure_for(call)
    outcomes = {outcome.key: outcome.title for outcome in structure.outcomes}
    questions = [
        Dimension(
            f"{QUESTION}{question.key}",
            question.label,
            {option.key: option.label for option in question.options},
        )
        for question in structure.questions
        if question.kind == SingleChoice.name
    ]
    return [*common_dimensions(outcomes), *questions]


def common_dimensions(outcomes):
    """Return the dimensions that all calls have; ``outcomes`` maps keys to titles."""
    yes_no = {YES: _("Yes"), NO: _("No")}
    spoken = {code: language_name(code) for code in app_settings.WEBINAR_LANGUAGES}
    regions, kinds = dict(Region.choices), dict(OrganizationKind.choices)
    return [
        Dimension(FOCUS, _("Focus"), dict(Focus.choices)),
        Dimension(OUTCOME, _("Outcome"), outcomes),
        Dimension(REGION, _("Region of action"), regions),
        Dimension(LEAD_REGION, _("Region of the lead organization"), regions),
        Dimension(KIND, _("Kind of organization"), kinds),
        Dimension(PATHFINDER, _("Action in a Pathfinder Country"), yes_no),
        Dimension(JOINT, _("Joint proposal"), yes_no),
        Dimension(LANGUAGE, _("Language of the webinar"), spoken),
    ]


def candidates_of(ranking, dimensions):
    """Return the :class:`~.balance.Candidate` s of a ranking, in its order.

    Their keys are those of the proposals, as text. One query.
    """
    keys = [row.proposal.pk for row in ranking.rows]
    proposals = Proposal.objects.only(
        "focus", "outcomes", "countries", "languages", "answers", "call"
    ).in_bulk(keys)
    questions = [d.key for d in dimensions if d.key.startswith(QUESTION)]
    return [
        Candidate(
            key=str(row.proposal.pk),
            place=place,
            merit=in_units(row.rank.result),
            values=values_of(
                proposals[row.proposal.pk],
                lead=row.proposal.lead,
                joint=row.joint,
                pathfinder=row.pathfinder,
                questions=questions,
            ),
            organizations=frozenset(
                {str(row.proposal.lead.pk)}
                | {str(key) for key, _at in ranking.partners.get(row.proposal.pk, ())}
            ),
        )
        for place, row in enumerate(ranking.rows, start=1)
    ]


def values_of(proposal, *, lead, joint, pathfinder, questions=()):
    """Return {dimension: values} of a proposal whose lead organization is ``lead``.

    ``questions`` are the keys of those dimensions that are questions.
    """
    found = {
        FOCUS: proposal.focus,
        OUTCOME: proposal.outcomes,
        REGION: [region_of(country) for country in proposal.countries],
        LEAD_REGION: [region_of(lead.country)],
        KIND: [lead.kind],
        PATHFINDER: [YES if pathfinder else NO],
        JOINT: [YES if joint else NO],
        LANGUAGE: proposal.languages,
    }
    for key in questions:
        answer = proposal.answers.get(key.removeprefix(QUESTION)) or {}
        found[key] = [answer.get("value")]
    return {
        key: frozenset(str(value) for value in values if value)
        for key, values in found.items()
    }
