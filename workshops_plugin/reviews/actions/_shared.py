"""What several verbs do in passing."""

from ...calls.actions.locks import lock_proposal
from ..enums import ReviewState
from ..models import Review


def lock_reviews(**which):
    """Lock and return reviews, in the order in which everybody locks them."""
    rows = Review.objects.select_for_update().filter(**which)
    return list(rows.order_by("pk"))


def lock_review(review):
    """Lock one review, its call and its proposal before it; bring all up to date."""
    proposal = lock_proposal(review.proposal)
    review.refresh_from_db(from_queryset=Review.objects.select_for_update())
    review.proposal = proposal
    return review


def set_aside(review):
    """Change the state of a locked review that is not to count; tell if it did."""
    if review.state == ReviewState.SET_ASIDE:
        return False
    review.state = ReviewState.SET_ASIDE
    return True


def take_up(review):
    """Change back the state of a locked review that was set aside; tell if it was."""
    if review.state != ReviewState.SET_ASIDE:
        return False
    review.state = ReviewState.REOPENED if review.submitted_at else ReviewState.OPEN
    return True
