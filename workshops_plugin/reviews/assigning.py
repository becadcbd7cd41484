"""What the editors see of reviewers and assignments: a fixed number of queries."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from .conflicts import active
from .enums import AssignmentState, ReviewState
from .models import Assignment, Review, Reviewer
from .queries import judgeable
from .rules import name_of


@dataclass
class Seat:
    """One assignment of a proposal, and how far its review is."""

    assignment: Any
    name: str
    number: Any
    review: Any = None

    @property
    def label(self):
        return self.review.get_state_display() if self.review else ""

    @property
    def is_done(self):
        return bool(self.review) and self.review.is_submitted


@dataclass
class ProposalRow:
    proposal: Any
    wanted: int
    eligible: int
    seats: list = field(default_factory=list)

    @property
    def missing(self):
        return max(self.wanted - len(self.seats), 0)

    @property
    def done(self):
        return sum(seat.is_done for seat in self.seats)


@dataclass
class ReviewerRow:
    reviewer: Any
    name: str
    assigned: int = 0
    submitted: int = 0
    conflicts: int = 0


@dataclass
class Overview:
    reviewers: list
    rows: list
    aside: int


def overview(call):
    """Return the :class:`Overview` of ``call``. Seven queries."""
    picked = Reviewer.objects.filter(call=call).select_related("user")
    picked = list(picked.order_by("number"))
    numbers = {row.user_id: row.number for row in picked if row.user_id}
    taking_part = [row for row in picked if row.active]
    proposals = judgeable(call)
    seats = _seats(call, numbers)
    conflicts = active(call.proposals.all())
    users = {row.user_id for row in taking_part}
    rows = [
        ProposalRow(
            proposal=proposal,
            wanted=call.reviews_wanted,
            eligible=len(users - conflicts[pk]),
            seats=seats.get(pk, []),
        )
        for pk, proposal in proposals.items()
    ]
    return Overview(
        reviewers=_loads(taking_part, rows, conflicts),
        rows=rows,
        aside=call.proposals.exclude(reference=None).count() - len(rows),
    )


def _seats(call, numbers):
    rows = Assignment.objects.filter(
        proposal__call=call, state=AssignmentState.ASSIGNED
    ).select_related("reviewer")
    reviews = {
        (review.proposal_id, review.reviewer_id): review
        for review in Review.objects.filter(proposal__call=call).exclude(
            state=ReviewState.SET_ASIDE
        )
    }
    found = defaultdict(list)
    for row in rows:
        found[row.proposal_id].append(
            Seat(
                assignment=row,
                name=name_of(row.reviewer),
                number=numbers.get(row.reviewer_id),
                review=reviews.get((row.proposal_id, row.reviewer_id)),
            )
        )
    return found


def _loads(reviewers, rows, conflicts):
    assigned, submitted = Counter(), Counter()
    for row in rows:
        for seat in row.seats:
            assigned[seat.assignment.reviewer_id] += 1
            submitted[seat.assignment.reviewer_id] += seat.is_done
    barred = Counter(user for users in conflicts.values() for user in users)
    return [
        ReviewerRow(
            reviewer=row,
            name=name_of(row.user),
            assigned=assigned[row.user_id],
            submitted=submitted[row.user_id],
            conflicts=barred[row.user_id],
        )
        for row in reviewers
    ]
