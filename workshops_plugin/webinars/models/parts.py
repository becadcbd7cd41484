"""What belongs to a webinar and is shown with it, to those who may see it."""

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ...calls.storage import private_storage
from ..enums import Audience
from .webinar import Webinar

USER = settings.AUTH_USER_MODEL


def validate_https(value):
    if value and not value.startswith("https://"):
        raise ValidationError(_("Give a link that begins with https://."), code="https")


def material_path(material, filename):
    """Name the stored file by id alone: names of people's files say too much."""
    return f"webinars/{material.webinar_id}/{material.id}"


class JoinDetails(models.Model):
    """The way into the meeting. It leaves this site through the join gate only."""

    webinar = models.OneToOneField(
        Webinar, models.CASCADE, primary_key=True, related_name="join_details"
    )
    url = models.URLField(
        _("meeting link"), max_length=500, validators=[validate_https]
    )
    passcode = models.CharField(_("passcode"), max_length=100, blank=True)
    minutes_before = models.PositiveSmallIntegerField(
        _("opens, minutes before the start"), default=30
    )
    minutes_after = models.PositiveSmallIntegerField(
        _("closes, minutes after the end"), default=30
    )
    changed_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("join details")
        verbose_name_plural = _("join details")

    def __str__(self):
        return str(self.webinar)


class Material(models.Model):
    """A file or a link that goes with a webinar.

    What hosts add is seen by others once it is approved, and what is for hosts never.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    webinar = models.ForeignKey(Webinar, models.CASCADE, related_name="materials")
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language"), max_length=12, blank=True)
    file = models.FileField(
        _("file"), storage=private_storage, upload_to=material_path, blank=True
    )
    name = models.CharField(max_length=200, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)
    url = models.URLField(
        _("link"), max_length=500, blank=True, validators=[validate_https]
    )
    audience = models.CharField(
        _("who can see it"),
        max_length=8,
        choices=Audience.choices,
        default=Audience.VIEWERS,
    )
    approved_at = models.DateTimeField(null=True)
    added_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        ordering = ["added_at", "id"]

    def __str__(self):
        return self.title

    @property
    def is_shown(self):
        """Whether those see it who see the webinar and do not hold it."""
        return self.audience == Audience.VIEWERS and self.approved_at is not None


class Recording(models.Model):
    """Where a recording can be watched."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    webinar = models.ForeignKey(Webinar, models.CASCADE, related_name="recordings")
    title = models.CharField(_("title"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    url = models.URLField(_("link"), max_length=500, validators=[validate_https])
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        ordering = ["added_at", "id"]

    def __str__(self):
        return self.title or str(self.webinar)
