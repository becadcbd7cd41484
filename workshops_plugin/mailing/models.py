"""The outbox, and what recipients have chosen.

Change none of these rows directly: the verbs in ``mailing/actions.py`` check the
rules, and the worker in ``mailing/worker.py`` alone sends.
"""

import hashlib
import json
import secrets

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.models import PreviewableMixin

from .enums import CampaignState, Category, Cause, Complaint, DeliveryState

USER = settings.AUTH_USER_MODEL
#: What a text may be made of: what every mail program shows.
FEATURES = ["bold", "italic", "h3", "ol", "ul", "link"]


def new_salt():
    return secrets.token_hex(32)


def fingerprint(content):
    """Return what stands for ``content``: another one is another content."""
    text = json.dumps(content, sort_keys=True, cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()


class MailState(models.Model):
    """What all workers share: one row."""

    salt = models.CharField(max_length=64, default=new_salt, editable=False)
    paused_at = models.DateTimeField(null=True)
    paused_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    next_slot = models.DateTimeField(
        default=timezone.now, help_text="When the next message may leave."
    )
    troubles = models.PositiveIntegerField(
        default=0, help_text="How often in a row the mail server did not answer."
    )
    trouble = models.TextField(blank=True)
    resume_at = models.DateTimeField(
        null=True, help_text="Until when a silent mail server is left alone."
    )
    worked_at = models.DateTimeField(null=True, help_text="When a worker last ran.")

    class Meta:
        verbose_name = _("state of the outbox")
        verbose_name_plural = _("states of the outbox")

    def __str__(self):
        return str(self._meta.verbose_name)

    @property
    def is_resting(self):
        """Whether the mail server, which did not answer, is left alone for now."""
        return bool(self.resume_at and self.resume_at > timezone.now())

    @classmethod
    def load(cls, rows=None):
        """Return the one row, made if there is none."""
        rows = cls.objects if rows is None else rows
        found = rows.filter(pk=1).first()
        if found is None:
            cls.objects.get_or_create(pk=1)
            found = rows.get(pk=1)
        return found


class Campaign(models.Model):
    """One message to an audience, which the worker turns into deliveries.

    ``subject`` is the key of what it is about and ``sequence`` the state of that;
    ``key`` names those that the worker starts by itself, so that it starts each once.
    """

    kind = models.CharField(_("kind"), max_length=60)
    subject = models.CharField(max_length=40)
    sequence = models.PositiveBigIntegerField(default=0)
    title = models.CharField(_("title"), max_length=255)
    audience = models.CharField(_("audience"), max_length=40)
    parameters = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    texts = models.JSONField(
        default=dict, help_text="What the editor wrote for it, by language code."
    )
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=CampaignState.choices,
        default=CampaignState.DRAFT,
    )
    key = models.CharField(max_length=120, unique=True, null=True)
    created_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    started_at = models.DateTimeField(_("started"), null=True)
    started_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    fanned_out_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["subject", "kind"], name="workshops_campaign_subject")
        ]

    def __str__(self):
        return self.title

    @property
    def fingerprint(self):
        """What stands for the content of a draft: changed, it is another one."""
        return fingerprint([self.audience, self.parameters, self.texts])


class Delivery(models.Model):
    """One message to one recipient, from the wish to the end.

    It is kept once about each ``subject`` (the key of what it is about) for each
    ``kind``, ``recipient`` (see :func:`.recipients.digest`) and ``sequence`` (the
    state of the subject that it tells). Address, name and data go after a while.
    """

    campaign = models.ForeignKey(
        Campaign, models.CASCADE, null=True, related_name="deliveries"
    )
    kind = models.CharField(_("kind"), max_length=60)
    subject = models.CharField(max_length=40)
    recipient = models.CharField(max_length=64)
    sequence = models.PositiveBigIntegerField(default=0)
    address = models.EmailField(_("to"), blank=True)
    name = models.CharField(_("name"), max_length=250, blank=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    key = models.CharField(max_length=100, blank=True)
    data = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=DeliveryState.choices,
        default=DeliveryState.WAITING,
    )
    cause = models.CharField(
        _("cause"), max_length=12, choices=Cause.choices, blank=True
    )
    detail = models.TextField(_("what the mail server said"), blank=True)
    priority = models.PositiveSmallIntegerField(
        default=0, help_text="The lowest leaves first."
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_at = models.DateTimeField(default=timezone.now)
    claim = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True)
    message_id = models.CharField(max_length=255, blank=True)
    created_at = models.DateTimeField(_("queued"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "recipient", "kind", "sequence"],
                name="workshops_delivery_once",
            ),
            models.UniqueConstraint(
                fields=["campaign", "subject", "recipient", "kind"],
                name="workshops_delivery_once_a_campaign",
            ),
        ]
        indexes = [
            models.Index(
                fields=["state", "priority", "next_at", "id"],
                name="workshops_delivery_due",
            ),
            models.Index(
                fields=["campaign", "state"], name="workshops_delivery_campaign"
            ),
            models.Index(fields=["created_at"], name="workshops_delivery_queued"),
            models.Index(fields=["claim"], name="workshops_delivery_claim"),
        ]

    def __str__(self):
        return self.address or self.recipient[:12]


class MessageText(PreviewableMixin, models.Model):
    """The words that a site uses for a kind of message in one language."""

    kind = models.CharField(_("kind"), max_length=60)
    language = models.CharField(_("language"), max_length=12)
    subject_line = models.CharField(_("subject"), max_length=250)
    body = RichTextField(_("text"), features=FEATURES)
    changed_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("text of a message")
        verbose_name_plural = _("texts of messages")
        ordering = ["kind", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language"], name="workshops_message_text_once"
            )
        ]

    #: The key of what a preview is about; never stored.
    sample = ""

    def __str__(self):
        return f"{self.kind} · {self.language}"

    @property
    def version(self):
        """What stands for the words that are stored; "" for those of the app."""
        return fingerprint([self.subject_line, self.body]) if self.pk else ""

    @property
    def preview_modes(self):
        return [("html", _("As most people see it")), ("text", _("As plain text"))]

    def serve_preview(self, request, mode_name):
        from .previews import preview

        return preview(self, request, mode_name)


class Preference(models.Model):
    """That somebody does not want one category of messages."""

    recipient = models.CharField(max_length=64)
    key = models.CharField(max_length=100, blank=True, db_index=True)
    category = models.CharField(_("category"), max_length=12, choices=Category.choices)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "key", "category"],
                name="workshops_preference_once",
            )
        ]

    def __str__(self):
        return f"{self.recipient[:12]} · {self.get_category_display()}"


class Suppression(models.Model):
    """An address to which nothing is sent. The address itself goes after a while."""

    recipient = models.CharField(max_length=64, unique=True)
    address = models.EmailField(_("address"), blank=True)
    why = models.CharField(_("why"), max_length=10, choices=Complaint.choices)
    detail = models.TextField(_("details"), blank=True)
    since = models.DateTimeField(_("since"), default=timezone.now)
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("suppressed address")
        verbose_name_plural = _("suppressed addresses")
        ordering = ["-since", "-pk"]

    def __str__(self):
        return self.address or self.recipient[:12]
