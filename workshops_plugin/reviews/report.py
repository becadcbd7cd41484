"""What the papers of a selection say: report, committee pack, auditor's report."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from ..calls.enums import ProposalStatus
from ..calls.models import CallCriterion, Proposal
from ..calls.present import CONTACT, answer_lines, core_lines
from ..calls.queries import structure_for
from ..calls.words import criteria_of, with_words
from ..record.timeline import people
from .conflict_log import conflicts_of
from .enums import AssignmentState, ReviewState
from .listing import Line, all_lines
from .models import Assignment, Decision, Review, Reviewer, Score
from .others import opinions
from .ranking import ranking, without
from .rules import barred_for, name_of


@dataclass
class ReviewerLine:
    """A reviewer as the report names him: by name, or by number."""

    name: str
    submitted: int
    assigned: int


def reviewers_of(call, *, named):
    """Return the :class:`ReviewerLine` s of ``call``, in the order of numbers."""
    submitted = _per_reviewer(
        Review.objects.filter(proposal__call=call, state=ReviewState.SUBMITTED)
    )
    assigned = _per_reviewer(
        Assignment.objects.filter(proposal__call=call, state=AssignmentState.ASSIGNED)
    )
    rows = Reviewer.objects.filter(call=call).select_related("user")
    lines = [
        ReviewerLine(
            name=name_of(row.user) if named and row.user else str(row),
            submitted=submitted.get(row.user_key, 0),
            assigned=assigned.get(row.user_key, 0),
        )
        for row in rows.order_by("number")
    ]
    return [line for line in lines if line.assigned or line.submitted]


def _per_reviewer(rows):
    # Versions know who it was even when the account is gone.
    counted = rows.order_by().values_list("event__reviewer")
    return {str(key): n for key, n in counted.annotate(count=Count("pk"))}


def counts_of(call):
    """Return how many proposals were submitted, withdrawn and left as drafts."""
    return call.proposals.aggregate(
        submitted=Count("pk", Q(status=ProposalStatus.SUBMITTED)),
        withdrawn=Count("pk", Q(status=ProposalStatus.WITHDRAWN)),
    )


def selection(call, user, *, at=None):
    """Return (ranking, lines) of a report as of ``at``, or now, for ``user``.

    Before the announcement, conflicts of interest hide what they hide elsewhere.
    """
    found = ranking(call, at=at)
    return found, all_lines(found, () if at else barred_for(user, call))


@dataclass
class Sheet:
    """One proposal in the committee's pack."""

    line: Any
    proposal: Any
    core: list
    answers: list
    opinions: list = field(default_factory=list)


def pack(call, user):
    """Return (ranking, :class:`Sheet` s) for ``user``; conflicted ones are left out.

    The number of queries does not grow with the proposals.
    """
    barred = barred_for(user, call)
    found = without(ranking(call), barred)
    rows = [row for row in found.rows if row.proposal.pk not in barred]
    proposals = Proposal.objects.select_related("call", "lead_organization")
    proposals = proposals.prefetch_related("attachments", "partners__organization")
    proposals = proposals.in_bulk([row.proposal.pk for row in rows])
    criteria = criteria_of(call)
    reviews = Review.objects.filter(
        proposal__in=proposals, state=ReviewState.SUBMITTED
    ).order_by("submitted_at", "pk")
    by_proposal = {}
    for opinion in opinions(reviews, call, criteria):
        by_proposal.setdefault(opinion.review.proposal_id, []).append(opinion)
    structure = structure_for(call)
    sheets = [
        _sheet(row, proposals[row.proposal.pk], found, structure, by_proposal)
        for row in rows
    ]
    return found, sheets, criteria, len(found.rows) - len(rows)


def _sheet(row, proposal, found, structure, by_proposal):
    lines = core_lines(proposal, structure)
    return Sheet(
        line=Line(row, found.rules.reviews_wanted),
        proposal=proposal,
        core=[line for line in lines if line.key != CONTACT],
        answers=answer_lines(proposal, structure),
        opinions=by_proposal.get(proposal.pk, []),
    )


@dataclass(frozen=True)
class LateChange:
    """A score that was changed after its review had been submitted."""

    at: Any
    proposal: Any
    reviewer: str
    criterion: str
    before: str
    after: str
    person: str
    reason: str


def late_changes(call, barred=()):
    """Return the :class:`LateChange` s of ``call``, the oldest first. Five queries.

    Those of proposals whose keys are ``barred`` are left out.
    """
    versions = Score.history.model.objects.filter(chain__root=call.pk)
    reviews = {
        row.pk: row
        for row in Review.objects.filter(
            proposal__call=call, submitted_at__isnull=False
        )
        .exclude(proposal__in=barred)
        .select_related("proposal", "reviewer")
    }
    rows = with_words(call, CallCriterion.objects.filter(call=call))
    titles = {row.pk: row.words.title for row in rows}
    found, before = [], {}
    for version in versions.order_by("history_id").iterator():
        last = before.get(version.id)
        before[version.id] = version
        review = reviews.get(version.review_id)
        if last is None or review is None:
            continue
        if version.history_date <= review.submitted_at:
            continue
        if (last.value, last.cannot_judge) != (version.value, version.cannot_judge):
            found.append((version, last, review))
    users = people({version.history_user_id for version, _l, _r in found} - {None})
    return [
        LateChange(
            at=version.history_date,
            proposal=review.proposal,
            reviewer=name_of(review.reviewer),
            criterion=titles.get(version.criterion_id, ""),
            before=_words(last),
            after=_words(version),
            person=name_of(users.get(version.history_user_id)),
            reason=version.history_change_reason,
        )
        for version, last, review in found
    ]


def _words(version):
    if version.cannot_judge:
        return _("Cannot judge")
    return "–" if version.value is None else str(version.value)


def revisions(call):
    """Return the decisions of ``call`` that a later one replaced, the oldest first."""
    rows = Decision.objects.filter(proposal__call=call).select_related(
        "proposal", "decided_by"
    )
    rows = list(rows.order_by("proposal__reference", "number"))
    return [(a, b) for a, b in pairwise(rows) if a.proposal_id == b.proposal_id]


def lifted(call):
    """Return the conflicts of ``call`` that were lifted, with who did and why."""
    return [entry for entry in conflicts_of(call) if not entry.conflict.is_active]
