"""What hosts write while they prepare a webinar; its pages show what was approved."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ...calls.storage import private_storage
from ..enums import Owner, PreparationState, Section, SpeakerRole
from .webinar import Webinar

USER = settings.AUTH_USER_MODEL


def photo_path(speaker, filename):
    return f"webinars/{speaker.webinar_id}/speakers/{speaker.id}-{speaker.version}"


def initials_of(name):
    """Return the first letters of the first and the last word of ``name``."""
    words = name.split()
    return "".join(word[0] for word in words[:1] + words[1:][-1:]).upper()


class Preparation(models.Model):
    """The hosts' texts, how far they have come, and what was approved of them.

    ``versions`` counts the changes of each section, so that two people who write at
    the same time lose nothing; ``approved`` is what the page was given last.
    """

    webinar = models.OneToOneField(
        Webinar, models.CASCADE, primary_key=True, related_name="preparation"
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=PreparationState.choices,
        default=PreparationState.OPEN,
    )
    lead = models.TextField(_("lead"), blank=True)
    description = models.TextField(_("description"), blank=True)
    interpretation_by = models.TextField(_("who interprets"), blank=True)
    interpretation_settled = models.BooleanField(default=False)
    no_presentations = models.BooleanField(default=False)
    set_up = models.TextField(_("technical set-up"), blank=True)
    registration_url = models.URLField(
        _("registration elsewhere"), max_length=500, blank=True
    )
    registration_by = models.CharField(
        _("who receives the registrations"), max_length=200, blank=True
    )
    link_tested_at = models.DateTimeField(null=True)
    link_tested_by = models.ForeignKey(
        USER, models.SET_NULL, null=True, related_name="+"
    )
    lessons = models.TextField(_("lessons learned"), blank=True)
    versions = models.JSONField(default=dict)
    approved = models.JSONField(default=dict)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("preparation")
        verbose_name_plural = _("preparations")

    def __str__(self):
        return str(self.webinar)

    def version(self, section):
        """Return the number of the last change of ``section``."""
        return self.versions.get(section, 0)


class AgendaItem(models.Model):
    """One point of a webinar's agenda. Its time follows from those before it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    webinar = models.ForeignKey(Webinar, models.CASCADE, related_name="agenda")
    order = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    title = models.CharField(_("title"), max_length=200)
    who = models.CharField(_("who"), max_length=200, blank=True)
    details = models.TextField(_("details"), blank=True)

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["order", "id"]

    def __str__(self):
        return self.title


class Speaker(models.Model):
    """Somebody who speaks or moderates; shown only with that person's consent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    webinar = models.ForeignKey(Webinar, models.CASCADE, related_name="speakers")
    order = models.PositiveSmallIntegerField(default=0)
    role = models.CharField(
        _("role"),
        max_length=10,
        choices=SpeakerRole.choices,
        default=SpeakerRole.SPEAKER,
    )
    name = models.CharField(_("name"), max_length=200)
    position = models.CharField(_("position and organization"), max_length=200)
    bio = models.TextField(_("short biography"), blank=True)
    photo = models.FileField(
        _("photo"), storage=private_storage, upload_to=photo_path, blank=True
    )
    consent = models.BooleanField(default=False)
    consent_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["-role", "order", "id"]

    def __str__(self):
        return self.name

    @property
    def initials(self):
        return initials_of(self.name)


class SectionComment(models.Model):
    """What the Secretariat or a host says about a section of the preparation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    webinar = models.ForeignKey(Webinar, models.CASCADE, related_name="comments")
    section = models.CharField(max_length=16, choices=Section.choices)
    text = models.TextField(_("comment"))
    author = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    from_secretariat = models.BooleanField()
    created_at = models.DateTimeField(default=timezone.now)
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["created_at", "id"]

    def __str__(self):
        return self.text[:60]


class Duty(models.Model):
    """One entry of a webinar's checklist that differs from the usual ones.

    With the ``key`` of a usual duty it changes that one; otherwise it adds one, with
    a label. Due ``days_before`` the start, so that it moves with it; negative days
    are days after.
    """

    webinar = models.ForeignKey(Webinar, models.CASCADE, related_name="duties")
    key = models.CharField(max_length=40)
    label = models.CharField(_("what is to be done"), max_length=200, blank=True)
    owner = models.CharField(
        _("whose turn"), max_length=12, choices=Owner.choices, default=Owner.HOST
    )
    days_before = models.SmallIntegerField(_("days before the start"))
    not_needed = models.BooleanField(_("not needed"), default=False)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        ordering = ["-days_before", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["webinar", "key"], name="workshops_duty_once"
            )
        ]

    def __str__(self):
        return self.label or self.key
