"""What was decided, and how it is told.

Change none of these rows directly: the verbs in ``reviews/actions`` check the
rules, keep the history and hold the locks.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ...calls.enums import ProposalDecision
from ...calls.models import Call, Proposal
from ...record.history import Records, event
from ..enums import LetterState
from .assignment import OfProposal

USER = settings.AUTH_USER_MODEL


class Decision(OfProposal):
    """One decision on a proposal. The one with the highest number holds.

    A decision is never changed: a revision is another one. ``rank`` and ``departs``
    say how it stood to the ranking of its moment.
    """

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="decisions")
    number = models.PositiveIntegerField()
    decision = models.CharField(
        _("decision"), max_length=12, choices=ProposalDecision.choices
    )
    reserve_order = models.PositiveSmallIntegerField(
        _("place among the reserves"), null=True, blank=True
    )
    rationale = models.TextField(_("rationale"), blank=True)
    rank = models.PositiveIntegerField(_("rank"), null=True)
    departs = models.BooleanField(_("departs from the ranking"), default=False)
    decided_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided"), default=timezone.now)

    event = event("HistoricalDecision")
    history = Records(chain=("proposal", "proposal_id"))

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["proposal", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "number"], name="workshops_decision_number"
            ),
            models.CheckConstraint(
                condition=Q(decision=ProposalDecision.RESERVE, reserve_order__gte=1)
                | Q(~Q(decision=ProposalDecision.RESERVE), reserve_order__isnull=True),
                name="workshops_decision_reserve",
            ),
        ]

    def __str__(self):
        return self.get_decision_display()


class Letter(models.Model):
    """What one proposal's contact is told when the results are announced.

    ``round`` counts the announcements of a call; a second one tells only those
    whose result has changed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(Call, models.PROTECT, related_name="letters")
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="letters")
    round = models.PositiveSmallIntegerField()
    decision = models.CharField(max_length=12, choices=ProposalDecision.choices)
    reserve_order = models.PositiveSmallIntegerField(null=True, editable=False)
    language = models.CharField(_("language"), max_length=12)
    to = models.EmailField(_("to"), blank=True)
    subject = models.CharField(_("subject"), max_length=250)
    body = models.TextField(_("text"))
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=LetterState.choices,
        default=LetterState.DRAFT,
    )
    version = models.PositiveIntegerField(default=1)
    edited_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    edited_at = models.DateTimeField(null=True)
    replaced = models.TextField(
        blank=True,
        editable=False,
        help_text="What somebody had written before the decision changed.",
    )
    sent_at = models.DateTimeField(_("sent"), null=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["round", "proposal__reference"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "round"], name="workshops_letter_once"
            )
        ]

    def __str__(self):
        return self.subject

    def tells(self, decision):
        """Tell whether its decision is ``decision`` (or None: there is none)."""
        return decision is not None and (self.decision, self.reserve_order) == (
            decision.decision,
            decision.reserve_order,
        )
