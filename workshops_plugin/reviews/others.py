"""What others think of a proposal, for those who may know it."""

from dataclasses import dataclass
from typing import Any

from ..calls.words import criteria_of
from . import scoring
from .enums import ReviewState
from .models import Review
from .queries import reviewer_numbers
from .rules import may_see_others, name_of


@dataclass(frozen=True)
class Opinion:
    """One review as others read it. ``scores`` are in the order of the criteria."""

    review: Any
    name: str
    scores: list
    total: Any
    titles: tuple = ()

    @property
    def lines(self):
        """(title of the criterion, score or None), in the order of the criteria."""
        return zip(self.titles, self.scores, strict=True)


def others_reviews(review):
    """Return the :class:`Opinion` s of the other reviewers, or none before time."""
    if not may_see_others(review):
        return []
    rows = Review.objects.filter(
        proposal=review.proposal, state=ReviewState.SUBMITTED
    ).exclude(pk=review.pk)
    call = review.proposal.call
    return opinions(rows, call, criteria_of(call))


def opinions(reviews, call, criteria, *, named=False):
    """Return the :class:`Opinion` s of a queryset of reviews. Three queries.

    Reviewers go by their names if the call says so, or with ``named``.
    """
    numbers = reviewer_numbers(call)
    weights = {row.pk: row.weight for row in criteria}
    found = []
    for review in reviews.select_related("reviewer", "event").prefetch_related(
        "scores"
    ):
        scores = {row.criterion_id: row for row in review.scores.all()}
        values = {key: row.value for key, row in scores.items()}
        total = scoring.total(values, weights, call.scale_min, call.scale_max)
        found.append(
            Opinion(
                review=review,
                name=_name(review, call.name_reviewers or named, numbers),
                scores=[scores.get(row.pk) for row in criteria],
                total=scoring.rounded(total),
                titles=tuple(row.words.title for row in criteria),
            )
        )
    return found


def _name(review, named, numbers):
    """Return how its reviewer is called: by name, or by number."""
    user = review.reviewer
    if named and user:
        return name_of(user)
    key = str(user.pk) if user else review.event.reviewer_id
    return str(numbers[str(key)]) if str(key) in numbers else name_of(user)
