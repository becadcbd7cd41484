"""Who reviews what, and who must not.

Change none of these rows directly: the verbs in ``reviews/actions`` check the
rules, keep the history and hold the locks.
"""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ...calls.models import Call, Proposal
from ...members.models import Organization
from ...record.history import Recorded, Records, event
from ..enums import AssignmentState, ConflictKind, ConflictState

USER = settings.AUTH_USER_MODEL


class Reviewer(models.Model):
    """Somebody who was picked to review for a call.

    The number stands for the person where names are not to be shown; it and the key
    stay when the user is deleted.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="reviewers")
    user = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    user_key = models.CharField(max_length=64, editable=False)
    number = models.PositiveIntegerField(editable=False)
    active = models.BooleanField(_("takes part"), default=True)
    picked_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("reviewer")
        verbose_name_plural = _("reviewers")
        ordering = ["call", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "user_key"], name="workshops_reviewer_once"
            ),
            models.UniqueConstraint(
                fields=["call", "number"], name="workshops_reviewer_number"
            ),
        ]

    def __str__(self):
        return _("Reviewer %(number)d") % {"number": self.number}


class OfProposal(Recorded):
    """A row that belongs to a proposal's chain."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True

    def record_root(self):
        return self.proposal.call_id


class Assignment(OfProposal):
    """That somebody is to review a proposal; it is withdrawn, never deleted."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="assignments")
    reviewer = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    due = models.DateField(_("due"), null=True, blank=True)
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=AssignmentState.choices,
        default=AssignmentState.ASSIGNED,
    )
    assigned_at = models.DateTimeField(_("assigned"), default=timezone.now)

    event = event("HistoricalAssignment")
    history = Records(chain=("proposal", "proposal_id"))

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["assigned_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "reviewer"], name="workshops_assignment_once"
            )
        ]

    def __str__(self):
        return f"{self.proposal} · {self.reviewer}"

    @property
    def is_active(self):
        return self.state == AssignmentState.ASSIGNED


class Conflict(OfProposal):
    """Why somebody must not judge a proposal; it is lifted, never deleted."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="conflicts")
    reviewer = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=ConflictKind.choices)
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=ConflictState.choices,
        default=ConflictState.ACTIVE,
    )
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text=_("For conflicts found from a membership: the organization."),
    )
    explanation = models.TextField(_("explanation"), blank=True)
    noted_at = models.DateTimeField(default=timezone.now)

    event = event("HistoricalConflict")
    history = Records(chain=("proposal", "proposal_id"), personal=["explanation"])

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        ordering = ["noted_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "reviewer", "kind", "organization"],
                name="workshops_conflict_once",
            )
        ]

    def __str__(self):
        return f"{self.proposal} · {self.reviewer}"

    @property
    def is_active(self):
        return self.state == ConflictState.ACTIVE
