"""Chains of versions and the seals that fix their heads."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Chain(models.Model):
    """The versions of one thing and of what belongs to it, each linked to the last.

    Its key is that of the thing (a call, a proposal, a review, a webinar); its root
    is the key of the thing to which all of it belongs. Writing a version locks the
    chain's row.
    """

    key = models.UUIDField(primary_key=True, editable=False)
    kind = models.CharField(max_length=16)
    root = models.UUIDField(db_index=True)
    length = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)
    adopted = models.PositiveIntegerField(
        default=0,
        help_text="How many of its versions were written before there were chains.",
    )

    class Meta:
        verbose_name = _("chain")
        verbose_name_plural = _("chains")
        # Also the order in which locks are taken.
        ordering = ["kind", "key"]

    def __str__(self):
        return f"{self.kind} {self.key}"


class ChainedVersion(models.Model):
    """What every version carries besides the row as it was."""

    chain = models.ForeignKey(Chain, models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    format = models.PositiveSmallIntegerField()
    digests = models.JSONField(default=dict)
    salts = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        abstract = True


class Seal(models.Model):
    """The heads of all chains of a root at one moment, signed.

    Whoever keeps its digest outside the database can tell later whether anything
    before that moment was rewritten.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    root = models.UUIDField()
    number = models.PositiveIntegerField()
    sealed_at = models.DateTimeField(default=timezone.now)
    sealed_by = models.CharField(max_length=64, blank=True)
    reason = models.TextField(blank=True)
    heads = models.JSONField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    signature = models.CharField(max_length=200)
    purged = models.BooleanField(
        default=False, help_text="Whether all that it sealed was deleted on purpose."
    )

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        ordering = ["root", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["root", "number"], name="workshops_seal_number"
            )
        ]

    def __str__(self):
        return f"{self.number}: {self.digest[:16]}"
