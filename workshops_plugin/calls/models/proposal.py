"""Proposals and what belongs to them.

Change none of these rows directly: the verbs in ``calls/actions`` check the
rules, keep the history and hold the locks.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ...members.models import Organization
from ...record.history import Recorded, Records, event
from ..enums import PartnerState, ProposalDecision, ProposalStatus
from ..storage import private_storage, upload_path
from .call import Call

USER = settings.AUTH_USER_MODEL


class Proposal(Recorded):
    """What an organization proposes, as last submitted.

    Before the first submission only the call, the organization and the dates
    mean anything; the text being written lives in :class:`ProposalDraft`. The
    same holds for changes to a submitted proposal until they are submitted.
    ``version`` rises with every write, drafts included: whoever writes names
    the version that they saw.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(Call, models.PROTECT, related_name="proposals")
    reference = models.CharField(
        _("reference"), max_length=32, unique=True, null=True, editable=False
    )
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=ProposalStatus.choices,
        default=ProposalStatus.DRAFT,
    )
    decision = models.CharField(
        _("decision"), max_length=12, choices=ProposalDecision.choices, blank=True
    )
    version = models.PositiveIntegerField(default=1)
    closes_at = models.DateTimeField(
        _("own closing"),
        null=True,
        blank=True,
        help_text=_("Later than the call’s, where an editor has granted it."),
    )

    title = models.CharField(_("title"), max_length=200, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    lead_organization = models.ForeignKey(
        Organization,
        verbose_name=_("lead organization"),
        on_delete=models.PROTECT,
        related_name="led_proposals",
    )
    outcomes = models.JSONField(_("outcomes"), default=list, blank=True)
    focus = models.JSONField(_("focus"), default=list, blank=True)
    countries = models.JSONField(_("countries of action"), default=list, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    interpretation = models.JSONField(
        _("interpretation wanted"), default=list, blank=True
    )
    preferred_dates = models.TextField(_("preferred dates"), blank=True)
    wants_public = models.BooleanField(
        _("asks to be open to the public"), default=False
    )
    contact_name = models.CharField(_("contact person"), max_length=200, blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    contact_phone = models.CharField(_("contact telephone"), max_length=40, blank=True)
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    language = models.CharField(_("language of the form"), max_length=12, blank=True)

    started_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    submitted_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(_("first submitted"), null=True, editable=False)
    changed_at = models.DateTimeField(_("last submitted"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    confirmed_at = models.DateTimeField(
        null=True,
        editable=False,
        help_text="When the last confirmation left for the contact person.",
    )

    event = event("HistoricalProposal", null=True)
    history = Records(
        chain=("proposal", "id"),
        excluded_fields=["confirmed_at"],
        personal=["contact_name", "contact_email", "contact_phone"],
        # Drafts raise it.
        loose=["version"],
        unrecorded_while="{new}.status = 'draft'",
    )

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-changed_at", "-created_at"]
        permissions = [("export_proposal", _("Can export proposals"))]
        indexes = [
            models.Index(fields=["call", "status"], name="workshops_proposal_status"),
            models.Index(
                fields=["-changed_at", "-created_at"], name="workshops_proposal_recent"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=ProposalStatus.DRAFT, reference__isnull=True)
                | Q(
                    ~Q(status=ProposalStatus.DRAFT),
                    reference__isnull=False,
                    submitted_at__isnull=False,
                ),
                name="workshops_proposal_reference",
            ),
        ]

    def __str__(self):
        return self.reference or str(_("Draft"))

    def get_absolute_url(self):
        return reverse("workshops:proposal", args=[self.pk])

    def record_root(self):
        return self.call_id

    def has_history(self):
        """A draft is nobody's business; history starts at submission."""
        return self.status != ProposalStatus.DRAFT

    @property
    def is_draft(self):
        return self.status == ProposalStatus.DRAFT

    @property
    def is_submitted(self):
        return self.status == ProposalStatus.SUBMITTED

    @property
    def deadline(self):
        """Until when it may be submitted or changed (aware), or None."""
        if self.closes_at and self.call.closes_at:
            return max(self.closes_at, self.call.closes_at)
        return self.closes_at or self.call.closes_at

    @property
    def partners_deadline(self):
        """Until when its partners may confirm (aware), or None."""
        return max(
            filter(None, [self.deadline, self.call.partners_until]), default=None
        )

    def current_partners(self):
        """Return the partners but for those whose invitation was taken back."""
        partners = self.partners.exclude(state=PartnerState.REMOVED)
        return partners.select_related("organization")


class ProposalDraft(models.Model):
    """What is being written and not yet submitted, exactly as it was typed.

    ``data`` maps form field names to lists of raw values, so that half an
    address or an impossible date is still there tomorrow.
    """

    proposal = models.OneToOneField(
        Proposal, models.CASCADE, primary_key=True, related_name="draft"
    )
    data = models.JSONField(default=dict)
    language = models.CharField(max_length=12, blank=True)
    saved_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return str(self.proposal)


class ProposalPartner(Recorded):
    """Another organization that is asked to stand behind a proposal."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="partners")
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="partnerships"
    )
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=PartnerState.choices,
        default=PartnerState.INVITED,
    )
    invited_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    event = event("HistoricalProposalPartner", null=True)
    history = Records(
        chain=("proposal", "proposal_id"),
        unrecorded_while=(
            "EXISTS (SELECT 1 FROM {proposal} p WHERE p.id = {new}.proposal_id "
            "AND p.event_id IS NULL)"
        ),
    )

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["invited_at", "organization__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "organization"], name="workshops_partner_once"
            ),
            models.CheckConstraint(
                condition=~Q(state=PartnerState.CONFIRMED)
                | Q(answered_at__isnull=False),
                name="workshops_partner_confirmed_when",
            ),
        ]

    def __str__(self):
        return str(self.organization)

    def get_absolute_url(self):
        return reverse("workshops:partner", args=[self.pk])

    def record_root(self):
        return self.proposal.call_id

    def has_history(self):
        return self.proposal.has_history()


class Attachment(models.Model):
    """A file that belongs to an answer or, for editors only, to a proposal.

    Kept when it is removed from an answer, for as long as a version names it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="attachments")
    question = models.CharField(
        max_length=64,
        blank=True,
        help_text="Block id of the question; empty: for editors only.",
    )
    file = models.FileField(storage=private_storage, upload_to=upload_path)
    name = models.CharField(_("name"), max_length=200)
    size = models.PositiveBigIntegerField(_("size"))
    content_type = models.CharField(max_length=120)
    uploaded_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["uploaded_at"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("workshops:file", args=[self.pk])


class ProposalNote(models.Model):
    """A note among editors; members never see it."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="notes")
    author = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    text = models.TextField(_("note"))
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["-created_at"]

    def __str__(self):
        return self.text[:60]
