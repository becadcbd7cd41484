"""Read models of reviews: what screens ask the database."""

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from django.contrib.auth import get_user_model
from django.db.models import Count, Q

from ..calls.enums import ProposalDecision, ProposalStatus
from .enums import AssignmentState, ReviewState
from .models import Assignment, Decision, Review, Reviewer
from .rules import is_editable


@dataclass(frozen=True)
class Task:
    """One proposal to review: the assignment, and the review once it is begun."""

    assignment: Assignment
    review: Review | None

    @property
    def proposal(self):
        return self.assignment.proposal

    @property
    def is_done(self):
        return bool(self.review) and self.review.is_submitted

    @property
    def state(self):
        return self.review.get_state_display() if self.review else ""


@dataclass
class Duties:
    """What somebody has to review for one call."""

    call: object
    tasks: list

    @property
    def done(self):
        return sum(task.is_done for task in self.tasks)

    @property
    def total(self):
        return len(self.tasks)

    @property
    def due(self) -> date | None:
        """The first date by which something is still to be submitted, or None."""
        dates = [t.assignment.due for t in self.tasks if not t.is_done]
        return min(filter(None, dates), default=None)

    @property
    def is_open(self):
        return is_editable(self.call)


def keys_taking_part(call):
    """Return the keys, as text, of what is ranked in ``call``. Two queries."""
    submitted = call.proposals.filter(status=ProposalStatus.SUBMITTED).order_by()
    decisions = Decision.objects.filter(proposal__call=call).order_by("number")
    latest = dict(decisions.values_list("proposal", "decision"))
    return {
        str(key)
        for key in submitted.values_list("pk", flat=True)
        if latest.get(key) != ProposalDecision.INELIGIBLE
    }


def duties_of(user):
    """Return the :class:`Duties` of ``user``, the newest call first. Three queries."""
    assignments = Assignment.objects.filter(
        reviewer=user,
        state=AssignmentState.ASSIGNED,
        proposal__status=ProposalStatus.SUBMITTED,
    )
    assignments = assignments.select_related("proposal__call").order_by(
        "-proposal__call__closes_at", "proposal__reference"
    )
    reviews = Review.objects.filter(reviewer=user)
    own = {review.proposal_id: review for review in reviews}
    decisions = Decision.objects.filter(
        proposal__in=[row.proposal_id for row in assignments]
    ).order_by("number")
    latest = dict(decisions.values_list("proposal", "decision"))
    grouped = defaultdict(list)
    for assignment in assignments:
        if latest.get(assignment.proposal_id) == ProposalDecision.INELIGIBLE:
            continue
        review = own.get(assignment.proposal_id)
        grouped[assignment.proposal.call].append(Task(assignment, review))
    return [Duties(call, tasks) for call, tasks in grouped.items()]


def next_task(user, duties, after=None):
    """Return the :class:`Task` of ``duties`` that ``user`` should do next, or None.

    Of what is not submitted yet: what is due first, then what has the fewest reviews,
    so that coverage stays even, then in an order of the reviewer's own, so that no
    proposal is always read last. ``after`` is the assignment just left.
    """
    waiting = [
        task
        for task in duties.tasks
        if not task.is_done and (after is None or task.assignment.pk != after.pk)
    ]
    counts = dict(
        Review.objects.filter(
            proposal__in=[task.proposal.pk for task in waiting],
            state=ReviewState.SUBMITTED,
        )
        .order_by()
        .values_list("proposal")
        .annotate(count=Count("pk"))
    )

    def place(task):
        mixed = hashlib.sha256(f"{user.pk} {task.proposal.pk}".encode()).digest()
        due = task.assignment.due or date.max
        return due, counts.get(task.proposal.pk, 0), mixed

    return min(waiting, key=place, default=None)


def reviewer_numbers(call):
    """Return {user key as text: :class:`Reviewer`} of ``call``. One query."""
    return {row.user_key: row for row in Reviewer.objects.filter(call=call)}


def coverage(call):
    """Return how far the reviews of ``call`` are, as a dict of numbers. Two queries.

    ``covered`` proposals have all reviews that are wanted, ``short`` ones too few
    reviewers.
    """
    proposals = call.proposals.filter(status=ProposalStatus.SUBMITTED).exclude(
        pk__in=ineligible(call)
    )
    submitted = Count("reviews", Q(reviews__state=ReviewState.SUBMITTED), distinct=True)
    assigned = Count(
        "assignments", Q(assignments__state=AssignmentState.ASSIGNED), distinct=True
    )
    rows = proposals.order_by().annotate(n=submitted, m=assigned).values_list("n", "m")
    rows = list(rows)
    return {
        "proposals": len(rows),
        "covered": sum(n >= call.reviews_wanted for n, _m in rows),
        "short": sum(m < call.reviews_wanted for _n, m in rows),
        "submitted": sum(n for n, _m in rows),
        "assigned": sum(m for _n, m in rows),
    }


def picked(call):
    """Return the active reviewers of ``call`` whose account is there, by number."""
    rows = Reviewer.objects.filter(call=call, active=True, user__is_active=True)
    return list(rows.select_related("user").order_by("number"))


def latest_decisions(call):
    """Return {proposal key: the :class:`Decision` that holds}. One query."""
    rows = Decision.objects.filter(proposal__call=call).order_by("number")
    return {row.proposal_id: row for row in rows}


def ineligible(call):
    """Return the keys of the proposals of ``call`` that were found not eligible."""
    return {
        key
        for key, decision in latest_decisions(call).items()
        if decision.decision == ProposalDecision.INELIGIBLE
    }


def judgeable(call):
    """Return {key: proposal} of what is to be reviewed, by reference. Two queries."""
    set_aside = ineligible(call)
    rows = call.proposals.filter(status=ProposalStatus.SUBMITTED)
    return {
        row.pk: row for row in rows.order_by("reference") if row.pk not in set_aside
    }


def those_who_can_enter():
    """Return the active users who can open the admin, as a queryset."""
    User = get_user_model()
    enters = {
        "permissions__codename": "access_admin",
        "permissions__content_type__app_label": "wagtailadmin",
    }
    by_group = Q(**{f"groups__{name}": value for name, value in enters.items()})
    own = Q(**{f"user_{name}": value for name, value in enters.items()})
    everybody = User.objects.filter(is_active=True)
    allowed = User.objects.filter(by_group | own | Q(is_superuser=True))
    return everybody.filter(pk__in=allowed.values("pk"))


def decided(call):
    """Return {decision's label: how many proposals of ``call``}. Two queries."""
    submitted = call.proposals.filter(status=ProposalStatus.SUBMITTED)
    latest = latest_decisions(call)
    counts = Counter(
        latest[key].decision
        for key in submitted.values_list("pk", flat=True)
        if key in latest
    )
    return {choice.label: counts[choice] for choice in ProposalDecision}
