"""What a ranking is made of: read from rows, or from the versions of a moment."""

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import BigIntegerField, Case, CharField, F, Sum, Value, When
from django.db.models.functions import Cast, Round

from ..calls.enums import PartnerState, ProposalDecision, ProposalStatus
from ..calls.models import Call, CallCriterion, Proposal, ProposalPartner
from ..members.models import Organization, PathfinderCountry
from ..record.timeline import as_of as versions_at
from .enums import ReviewState
from .models import Decision, Review, Score
from .scoring import Considerations

UTC = datetime.timezone.utc


class Rules(NamedTuple):
    """The rules of a call that decide about ranks."""

    scale_min: int
    scale_max: int
    merit_method: str
    consideration_rule: str
    joint_points: Decimal
    pathfinder_points: Decimal
    closes_at: datetime.datetime | None
    partners_until: datetime.datetime | None
    reviews_wanted: int

    @property
    def considerations(self):
        return Considerations(
            self.consideration_rule, self.joint_points, self.pathfinder_points
        )


class Entry(NamedTuple):
    """A proposal as the ranking knows it."""

    pk: UUID
    reference: str
    title: str
    status: str
    lead: Any
    countries: tuple
    closes_at: datetime.datetime | None
    language: str

    def __str__(self):
        return self.reference


class Criterion(NamedTuple):
    pk: UUID
    title: str
    weight: Decimal


class Decided(NamedTuple):
    """A decision as the ranking knows it."""

    proposal: UUID
    number: int
    decision: str
    reserve_order: int | None
    rationale: str
    departs: bool

    @property
    def label(self):
        return ProposalDecision(self.decision).label


RULES = Rules._fields
ENTRY = (
    *("reference", "title", "status", "lead_organization", "countries"),
    *("closes_at", "language"),
)
DECIDED = Decided._fields


@dataclass
class Facts:
    """Everything that a ranking follows from.

    ``sums`` are (reference, Σ weight·score, Σ weight) of each submitted review,
    in hundredths; ``submitted`` maps references to numbers of reviews, ``partners``
    proposals to (organization key, since when) of those confirmed.
    """

    rules: Rules
    criteria: list
    proposals: list
    sums: list
    submitted: dict
    partners: dict
    decisions: dict

    def takes_part(self, proposal):
        """Tell whether a proposal is ranked: submitted, and not found ineligible."""
        decision = self.decisions.get(proposal.pk)
        ineligible = decision and decision.decision == ProposalDecision.INELIGIBLE
        return proposal.status == ProposalStatus.SUBMITTED and not ineligible

    def standing(self, now):
        """Return a function: a proposal in, (joint, Pathfinder) at ``now`` out.

        The same as :func:`workshops_plugin.calls.listing.with_standing` asks of the
        database, for the facts of this moment.
        """
        pathfinders = list(
            PathfinderCountry.objects.values_list("country", "since", "until")
        )
        keys = {key for rows in self.partners.values() for key, _at in rows}
        organizations = Organization.objects.in_bulk(list(keys))

        @cache
        def days(own_closing):
            """Return when partners stop answering, and the days that are looked at."""
            closing, answering = self._closings(own_closing, now)
            looked_at = (min(answering, now), min(closing, now))
            return answering, *(each.astimezone(UTC).date() for each in looked_at)

        def standing(proposal):
            answering, day, last = days(proposal.closes_at)
            behind = [proposal.lead] + [
                organizations[key]
                for key, answered in self.partners.get(proposal.pk, ())
                if answered < answering
            ]
            joint = sum(organization.is_member(day) for organization in behind) >= 2
            pathfinder = any(
                country in proposal.countries
                and (since is None or since <= last)
                and (until is None or until >= last)
                for country, since, until in pathfinders
            )
            return joint, pathfinder

        return standing

    def _closings(self, own, now):
        """Return when a proposal closes, and when its partners stop answering.

        ``own`` is the later closing that it was given, or None.
        """
        own = [own, self.rules.closes_at]
        closing = max(filter(None, own), default=now)
        return closing, max(closing, self.rules.partners_until or closing)


def live(call):
    """Return the :class:`Facts` of ``call`` as its rows say. Eight queries."""
    rules = Rules(*Call.objects.values_list(*RULES).get(pk=call.pk))
    proposals = call.proposals.exclude(status=ProposalStatus.DRAFT).order_by()
    reviews = Review.objects.filter(proposal__call=call, state=ReviewState.SUBMITTED)
    rows = reviews.order_by().values_list(Cast("pk", KEY), "proposal__reference")
    references = dict(rows)
    criteria = CallCriterion.objects.filter(call=call, retired=False)
    partners = ProposalPartner.objects.filter(
        proposal__call=call, state=PartnerState.CONFIRMED
    ).order_by()
    decisions = Decision.objects.filter(proposal__call=call).order_by("number")
    return Facts(
        rules=rules,
        criteria=_criteria(criteria.order_by("order").values_list(*CRITERION)),
        proposals=_entries(proposals.values_list("pk", *ENTRY)),
        sums=[
            (references[key], weighted, weight)
            for key, weighted, weight in sums(call)
            if key in references
        ],
        submitted=Counter(references.values()),
        partners=_grouped(
            partners.values_list("proposal", "organization", "answered_at")
        ),
        decisions=_latest(decisions.values_list(*DECIDED)),
    )


#: Weights have two decimals: in hundredths every database adds them exactly.
HUNDREDTHS = Cast(Round(F("criterion__weight") * 100), BigIntegerField())
CRITERION = ("pk", "title", "weight")
#: Keys of thousands of reviews as text: to make UUIDs of them takes longer.
KEY = CharField(max_length=36)


def sums(call):
    """Return (review key as text, Σ weight·score, Σ weight) of each review.

    In hundredths, so that they are exact. One query, which any ranking needs.
    """
    scores = Score.objects.filter(
        criterion__call=call, criterion__retired=False, value__isnull=False
    )
    rows = scores.order_by().values("review")
    rows = rows.annotate(weighted=Sum(HUNDREDTHS * F("value")), weight=Sum(HUNDREDTHS))
    return list(rows.values_list(Cast("review", KEY), "weighted", "weight"))


def as_of(call, moment):
    """Return the :class:`Facts` of ``call`` as its versions of ``moment`` say.

    Weights, rules, partners, proposals, reviews and decisions are those of the
    moment; members and Pathfinder Countries are as their dates say today.
    """

    def at(model, *fields):
        return versions_at(model, call.pk, moment).values_list(*fields)

    rules = [*at(Call, *RULES)] or [tuple(getattr(call, name) for name in RULES)]
    criteria = at(CallCriterion, "order", "retired", "id", "title", "weight")
    criteria = [row[2:] for row in sorted(criteria) if not row[1]]
    weights = {pk: int(weight * 100) for pk, _title, weight in criteria}
    reviews = {
        pk: proposal
        for pk, proposal, state in at(Review, "id", "proposal", "state")
        if state == ReviewState.SUBMITTED
    }
    proposals = _entries(at(Proposal, "id", *ENTRY))
    references = {proposal.pk: proposal.reference for proposal in proposals}
    scores = versions_at(Score, call.pk, moment)
    sums = (
        (references.get(reviews[review]), *its)
        for review, *its in _sums_of_versions(scores, weights)
        if review in reviews
    )
    partners = at(ProposalPartner, "proposal", "organization", "answered_at", "state")
    return Facts(
        rules=Rules(*rules[0]),
        criteria=_criteria(criteria),
        proposals=proposals,
        sums=list(sums),
        submitted=Counter(references.get(key) for key in reviews.values()),
        partners=_grouped(
            row[:3] for row in partners if row[3] == PartnerState.CONFIRMED
        ),
        decisions=_latest(sorted(at(Decision, *DECIDED), key=lambda row: row[1])),
    )


def _sums_of_versions(scores, weights):
    """Return (review, Σ weight·score, Σ weight), as :func:`sums` does of rows."""
    weight = Case(
        *(When(criterion=key, then=Value(its)) for key, its in weights.items()),
        output_field=BigIntegerField(),
    )
    rows = scores.filter(value__isnull=False, criterion__in=weights).values("review")
    rows = rows.annotate(weighted=Sum(weight * F("value")), weight=Sum(weight))
    return rows.values_list("review", "weighted", "weight")


def _criteria(rows):
    return [Criterion(*row) for row in rows]


def _entries(rows):
    rows = sorted(rows, key=lambda row: row[1])
    organizations = Organization.objects.in_bulk(list({row[4] for row in rows}))
    return [
        Entry(*row[:4], organizations[row[4]], tuple(row[5]), *row[6:]) for row in rows
    ]


def _grouped(rows):
    found = defaultdict(list)
    for key, *rest in rows:
        found[key].append(tuple(rest))
    return dict(found)


def _latest(rows):
    return {row[0]: Decided(*row) for row in rows}
