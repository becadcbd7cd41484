"""The structure that a call's page has published, one row a block.

Change none of these rows directly: publishing the page writes them, and
``set_rules`` sets the weights.
"""

import uuid
from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ...record.history import Recorded, Records, event
from .call import Call


class StructureRow(models.Model):
    """One block of the page's structure, kept for good once published."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    block_id = models.CharField(max_length=64)
    order = models.PositiveIntegerField(default=0)
    retired = models.BooleanField(default=False)

    class Meta:
        abstract = True


class CallOutcome(StructureRow):
    call = models.ForeignKey(Call, models.PROTECT, related_name="outcomes")
    title = models.CharField(max_length=255)
    description = models.TextField(blank=True)

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "block_id"], name="workshops_outcome_block"
            )
        ]

    def __str__(self):
        return self.title


class CallCriterion(Recorded, StructureRow):
    call = models.ForeignKey(Call, models.PROTECT, related_name="criteria")
    title = models.CharField(max_length=255)
    description = models.TextField(blank=True)
    weight = models.DecimalField(
        max_digits=6,
        decimal_places=2,
        default=Decimal(1),
        validators=[MinValueValidator(0), MaxValueValidator(1000)],
    )

    event = event("HistoricalCallCriterion")
    history = Records(chain=("call", "call_id"))

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "block_id"], name="workshops_criterion_block"
            ),
            models.CheckConstraint(
                condition=Q(weight__gte=0), name="workshops_criterion_weight"
            ),
        ]

    def __str__(self):
        return self.title

    def record_root(self):
        return self.call_id


class CallQuestion(StructureRow):
    call = models.ForeignKey(Call, models.PROTECT, related_name="questions")
    kind = models.CharField(max_length=40)
    label = models.CharField(max_length=300)
    help_text = models.TextField(blank=True)
    required = models.BooleanField(default=False)
    config = models.JSONField(default=dict)
    criterion = models.ForeignKey(
        CallCriterion, models.PROTECT, null=True, related_name="questions"
    )
    shown_if_question = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+"
    )
    shown_if_value = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "block_id"], name="workshops_question_block"
            )
        ]

    def __str__(self):
        return self.label


class CallOption(StructureRow):
    question = models.ForeignKey(CallQuestion, models.PROTECT, related_name="options")
    label = models.CharField(max_length=300)

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "block_id"], name="workshops_option_block"
            )
        ]

    def __str__(self):
        return self.label
