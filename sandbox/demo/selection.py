"""What reviewers and the Secretariat did, by call, whichever module tells it."""

from . import (
    reviews_africa,
    reviews_americas,
    reviews_arab_states,
    reviews_asia,
    reviews_decisions,
    reviews_dialogues,
    reviews_europe,
)
from .load_calls import CLOSED, REVIEW

REVIEWS = {
    CLOSED: [
        review
        for module in (
            reviews_africa,
            reviews_americas,
            reviews_arab_states,
            reviews_asia,
            reviews_europe,
        )
        for review in module.REVIEWS
    ],
    REVIEW: reviews_dialogues.REVIEWS,
}
DECLARED = {
    CLOSED: reviews_decisions.DECLARED,
    REVIEW: reviews_decisions.DECLARED_IN_REVIEW,
}
LIFTED = {CLOSED: reviews_decisions.LIFTED}
DECISIONS = {CLOSED: reviews_decisions.DECISIONS}
