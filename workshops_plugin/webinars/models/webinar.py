"""The facts of a webinar.

Change none of these rows directly: the verbs in ``webinars/actions`` check the rules,
keep the history and hold the locks.
"""

import uuid
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.timezone import now as current_time
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from ...calls.models import Proposal
from ...calls.models.call import default_timezone, validate_timezone
from ...members.models import Organization
from ...record.history import Recorded, Records, event
from ..enums import Visibility, WebinarPhase, WebinarStatus

USER = settings.AUTH_USER_MODEL


class Webinar(Recorded):
    """Every fact of a webinar that holds in all of its languages at once.

    Times are kept as wall time and zone, which is what was agreed; the moments in UTC
    follow from them. ``sequence`` rises when time, status or place change, which is
    what calendars ask for (RFC 5545, 3.8.7.4).
    """

    translation_key = models.UUIDField(
        primary_key=True, default=uuid.uuid4, editable=False
    )
    source_locale = models.ForeignKey(
        Locale, models.PROTECT, verbose_name=_("source language"), related_name="+"
    )
    title = models.CharField(_("title"), max_length=255)
    proposals = models.ManyToManyField(
        Proposal, verbose_name=_("proposals"), related_name="webinars", blank=True
    )
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=WebinarStatus.choices,
        default=WebinarStatus.DRAFT,
    )
    visibility = models.CharField(
        _("who can see it"),
        max_length=8,
        choices=Visibility.choices,
        default=Visibility.MEMBERS,
    )
    start_wall = models.CharField(max_length=16, blank=True)
    end_wall = models.CharField(max_length=16, blank=True)
    timezone = models.CharField(
        _("time zone"),
        max_length=64,
        default=default_timezone,
        validators=[validate_timezone],
    )
    starts_at = models.DateTimeField(_("starts"), null=True, db_index=True)
    ends_at = models.DateTimeField(_("ends"), null=True)
    moved_from = models.DateTimeField(
        null=True, help_text="When it would have started before it was rescheduled."
    )
    cancel_reason = models.TextField(_("reason of the cancellation"), blank=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    interpretation = models.JSONField(_("interpretation"), default=list, blank=True)
    outcomes = models.JSONField(
        default=list, help_text="Block ids of the outcomes that it serves."
    )
    attendance = models.PositiveIntegerField(_("people who attended"), null=True)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=current_time)
    created_at = models.DateTimeField(default=current_time)

    event = event("HistoricalWebinar")
    history = Records(
        chain=("webinar", "translation_key"),
        excluded_fields=["title", "created_at", "changed_at"],
    )

    class Meta:
        verbose_name = _("webinar")
        verbose_name_plural = _("webinars")
        ordering = ["-starts_at", "-created_at", "translation_key"]
        permissions = [
            ("open_webinar", _("Can open a webinar to the public")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True, ends_at__isnull=True)
                | Q(ends_at__gt=F("starts_at")),
                name="workshops_webinar_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(status=WebinarStatus.SCHEDULED)
                | Q(starts_at__isnull=False),
                name="workshops_webinar_scheduled_when",
            ),
        ]

    def __str__(self):
        return self.title

    def record_root(self):
        return self.pk

    def get_admin_url(self):
        return reverse("workshops_webinars:screen", args=[self.pk])

    @cached_property
    def source_page(self):
        """The specific page in its source language, live or not, or None."""
        from ..queries import source_page_of

        return source_page_of(self)

    @property
    def zone(self):
        return ZoneInfo(self.timezone)

    @property
    def uid(self):
        """Its name in calendars: the same in every language and for ever (RFC 7986)."""
        return f"{self.pk}@workshops"

    def phase(self, now=None):
        """Return the :class:`WebinarPhase` at ``now`` (aware), or else now."""
        now = now or current_time()
        if self.status == WebinarStatus.CANCELLED:
            return WebinarPhase.CANCELLED
        if self.status == WebinarStatus.DRAFT:
            return WebinarPhase.DRAFT
        if now < self.starts_at:
            return WebinarPhase.UPCOMING
        return WebinarPhase.LIVE if now < self.ends_at else WebinarPhase.ENDED


class WebinarHost(models.Model):
    """An organization that holds a webinar; the people who act for it prepare it."""

    webinar = models.ForeignKey(Webinar, models.CASCADE, related_name="hosts")
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="hosted_webinars"
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("host")
        verbose_name_plural = _("hosts")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["webinar", "organization"], name="workshops_webinar_host_once"
            )
        ]

    def __str__(self):
        return str(self.organization)


class PublicApproval(Recorded):
    """Who opened a webinar to everybody, when and why; and who closed it again.

    Without one that was not withdrawn, nothing of a webinar is public.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    webinar = models.ForeignKey(Webinar, models.PROTECT, related_name="approvals")
    approved_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    approved_at = models.DateTimeField(default=current_time)
    why = models.TextField(_("reason"))
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    withdrawn_because = models.TextField(blank=True)

    event = event("HistoricalPublicApproval")
    history = Records(chain=("webinar", "webinar_id"))

    class Meta:
        verbose_name = _("approval to be public")
        verbose_name_plural = _("approvals to be public")
        ordering = ["approved_at", "id"]

    def __str__(self):
        return f"{self.webinar} · {self.approved_at:%Y-%m-%d}"

    def record_root(self):
        return self.webinar_id
