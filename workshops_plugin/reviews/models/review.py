"""What reviewers think of proposals.

Change none of these rows directly: the verbs in ``reviews/actions`` check the
rules, keep the history and hold the locks.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ...calls.models import CallCriterion, Proposal
from ...record.history import Recorded, Records, event
from ..enums import Recommendation, ReviewState

USER = settings.AUTH_USER_MODEL


class Review(Recorded):
    """One reviewer's judgement of one proposal; only submitted ones count.

    ``version`` rises with every change: whoever writes names the version that they
    saw. ``proposal_version`` is the key of the version of the proposal that was
    judged, in the proposal's history.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=ReviewState.choices,
        default=ReviewState.OPEN,
    )
    proposal_version = models.PositiveBigIntegerField(null=True)
    recommendation = models.CharField(
        _("recommendation"), max_length=12, choices=Recommendation.choices, blank=True
    )
    note = models.TextField(_("note to the committee"), blank=True)
    feedback = models.TextField(_("feedback for the proposer"), blank=True)
    version = models.PositiveIntegerField(default=1)
    submitted_at = models.DateTimeField(_("submitted"), null=True)

    event = event("HistoricalReview")
    history = Records(
        chain=("review", "id"),
        personal=["note", "feedback"],
        # Changes of scores raise it, which have versions of their own.
        loose=["version"],
    )

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["submitted_at", "id"]
        permissions = [("export_review", _("Can export reviews and histories"))]
        indexes = [
            models.Index(fields=["proposal", "state"], name="workshops_review_state")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "reviewer"], name="workshops_review_once"
            ),
            models.CheckConstraint(
                condition=~Q(state=ReviewState.SUBMITTED)
                | Q(submitted_at__isnull=False),
                name="workshops_review_submitted_when",
            ),
        ]

    def __str__(self):
        return f"{self.proposal} · {self.reviewer}"

    def record_root(self):
        return self.proposal.call_id

    @property
    def is_submitted(self):
        return self.state == ReviewState.SUBMITTED


class Score(Recorded):
    """What a review gives for one criterion: a value, or that it cannot judge."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(CallCriterion, models.PROTECT, related_name="scores")
    value = models.PositiveSmallIntegerField(_("score"), null=True, blank=True)
    cannot_judge = models.BooleanField(_("cannot judge"), default=False)
    remark = models.TextField(_("remark"), blank=True)

    event = event("HistoricalScore")
    history = Records(chain=("review", "review_id"), personal=["remark"])

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["criterion__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "criterion"], name="workshops_score_once"
            ),
            models.CheckConstraint(
                condition=Q(cannot_judge=False) | Q(value__isnull=True),
                name="workshops_score_or_none",
            ),
        ]

    def __str__(self):
        return str(self.value) if self.value is not None else "–"

    def record_root(self):
        return self.review.proposal.call_id

    @property
    def is_given(self):
        """Whether the reviewer has said something: a value, or why there is none."""
        return self.value is not None or self.cannot_judge
