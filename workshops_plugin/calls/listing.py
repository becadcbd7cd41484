"""The editors' list of proposals: what it shows, finds and filters by."""

import datetime

from django.db.models import (
    BooleanField,
    Case,
    Count,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Greatest, Least, TruncDate
from django.utils import timezone

from ..members.models import Membership, Organization, PathfinderCountry
from ..members.regions import countries_in
from .enums import PartnerState, ProposalStatus
from .models import Proposal, ProposalPartner

# Days of membership are counted in UTC, so that every database agrees.
UTC = datetime.timezone.utc
#: More would only cost time, and far more is refused by some databases.
SEARCHED_WORDS = 10


def with_standing(proposals, now=None):
    """Annotate ``is_joint`` and ``is_pathfinder`` onto a queryset of proposals.

    Both as of the second in which the proposal closes, or ``now`` (aware; the
    present by default) while it is open. Joint: at least two organizations that are
    members then stand behind it, the lead and whoever confirmed in time.
    Pathfinder: one of its countries is a Pathfinder Country then.
    """
    now = Value(now or timezone.now(), output_field=DateTimeField())
    closing = Greatest(
        Coalesce("closes_at", "call__closes_at", now), Coalesce("call__closes_at", now)
    )
    answering = Greatest(closing, Coalesce("call__partners_until", closing))
    return (
        # Not selected: MariaDB would hand them over as text.
        proposals.alias(
            _answering=answering,
            _day=TruncDate(Least(answering, now), tzinfo=UTC),
            _closing_day=TruncDate(Least(closing, now), tzinfo=UTC),
        )
        .alias(_behind=_partners_behind() + _lead_behind())
        .annotate(
            is_joint=ExpressionWrapper(Q(_behind__gte=2), output_field=BooleanField()),
            is_pathfinder=Exists(_pathfinders()),
        )
    )


def _members_on(day, prefix=""):
    since, until = f"{prefix}member_since", f"{prefix}member_until"
    return (Q(**{f"{since}__isnull": True}) | Q(**{f"{since}__lte": day})) & (
        Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gte": day})
    )


def _partners_behind():
    confirmed = ProposalPartner.objects.filter(
        _members_on(OuterRef("_day"), "organization__"),
        proposal=OuterRef("pk"),
        state=PartnerState.CONFIRMED,
        answered_at__lt=OuterRef("_answering"),
    )
    counted = confirmed.order_by().values("proposal").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), 0)


def _lead_behind():
    is_member = Exists(
        Organization.objects.filter(
            _members_on(OuterRef("_day")), pk=OuterRef("lead_organization")
        )
    )
    return Case(When(is_member, then=1), default=0, output_field=IntegerField())


def _pathfinders():
    day = OuterRef("_closing_day")
    return (
        PathfinderCountry.objects.filter(
            Q(since__isnull=True) | Q(since__lte=day),
            Q(until__isnull=True) | Q(until__gte=day),
        )
        .alias(named=Cast(OuterRef("countries"), TextField()))
        .filter(named__contains=F("country"))
    )


def listed_proposals(now=None):
    """Return all proposals as editors list them, the latest first."""
    return with_standing(
        Proposal.objects.select_related(
            "call", "lead_organization", "submitted_by", "started_by"
        ),
        now,
    )


def naming(field, codes):
    """Return a Q for proposals whose list in ``field`` names any of ``codes``.

    Needs the annotation of :func:`with_lists`.
    """
    condition = Q(pk__in=[])
    for code in codes:
        condition |= Q(**{f"_{field}__contains": f'"{code}"'})
    return condition


def with_lists(proposals, *fields):
    """Annotate the JSON of ``fields`` as text, which every database can search."""
    return proposals.annotate(
        **{f"_{field}": Cast(field, TextField()) for field in fields}
    )


def in_region(proposals, region):
    """Return proposals with action in, or a lead organization from, ``region``."""
    proposals = with_lists(proposals, "countries")
    return proposals.filter(
        Q(lead_organization__region=region) | naming("countries", countries_in(region))
    )


def search(proposals, text):
    """Find by reference, organization, person or e-mail; by title once submitted.

    Each word must be found, the first ten count. The words of a draft are its
    authors' own: they are not searched.
    """
    for word in text.split()[:SEARCHED_WORDS]:
        people = Membership.objects.filter(
            Q(email__icontains=word) | Q(name__icontains=word)
        ).exclude(user=None)
        partners = ProposalPartner.objects.exclude(state=PartnerState.REMOVED)
        proposals = proposals.filter(
            Q(reference__icontains=word)
            | _called("lead_organization", word)
            | Q(
                pk__in=partners.filter(_called("organization", word)).values("proposal")
            )
            | Q(started_by__in=people.values("user"))
            | Q(submitted_by__in=people.values("user"))
            | _names("started_by", word)
            | _names("submitted_by", word)
            | Q(~Q(status=ProposalStatus.DRAFT), _submitted_text(word))
        )
    return proposals


def _called(relation, word):
    return Q(**{f"{relation}__name__icontains": word}) | Q(
        **{f"{relation}__acronym__icontains": word}
    )


def _submitted_text(word):
    return (
        Q(title__icontains=word)
        | Q(contact_name__icontains=word)
        | Q(contact_email__icontains=word)
    )


def _names(relation, word):
    """Match a user by what its model has of an e-mail and names."""
    user_model = Proposal._meta.get_field(relation).related_model
    wanted = {user_model.get_email_field_name(), "first_name", "last_name"}
    condition = Q(pk__in=[])
    for field in user_model._meta.get_fields():
        if field.name in wanted:
            condition |= Q(**{f"{relation}__{field.name}__icontains": word})
    return condition
