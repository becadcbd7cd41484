"""The facts of a call.

Change none of these rows directly: the verbs in ``calls/actions`` check the
rules, keep the history and hold the locks.
"""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.timezone import now as current_time
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from ...members.models import ActionGroup
from ...record.history import Recorded, Records, event
from ..enums import CallPhase, ConsiderationRule, MeritMethod, ReviewVisibility
from ..moments import abbreviation, moment_words, time_zones


def default_timezone():
    return settings.TIME_ZONE


def validate_timezone(value):
    if value not in time_zones():
        raise ValidationError(
            _("“%(zone)s” is not a time zone. Choose one such as Europe/Zurich."),
            code="timezone",
            params={"zone": value},
        )


class Call(Recorded):
    """Every fact of a call that holds in all of its languages at once."""

    translation_key = models.UUIDField(primary_key=True, editable=False)
    source_locale = models.ForeignKey(
        Locale,
        verbose_name=_("source language"),
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    copied_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    title = models.CharField(_("title"), max_length=255, editable=False)
    prefix = models.CharField(
        _("prefix of references"),
        max_length=16,
        unique=True,
        help_text=_("Proposals are numbered PREFIX-001, PREFIX-002 and so on."),
    )
    last_number = models.PositiveIntegerField(default=0, editable=False)

    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    partners_until = models.DateTimeField(
        _("partners may confirm until"),
        null=True,
        blank=True,
        help_text=_("Leave empty to end this when the call closes."),
    )
    timezone = models.CharField(
        _("time zone"),
        max_length=64,
        default=default_timezone,
        validators=[validate_timezone],
    )
    action_group = models.ForeignKey(
        ActionGroup,
        verbose_name=_("action group"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="calls",
        help_text=_("Whose members may lead a proposal. Leave empty for all members."),
    )

    scale_min = models.PositiveSmallIntegerField(_("lowest score"), default=0)
    scale_max = models.PositiveSmallIntegerField(
        _("highest score"), default=5, validators=[MaxValueValidator(100)]
    )
    scale_labels = models.JSONField(
        _("words of the scale"), default=dict, blank=True, editable=False
    )
    publish_weights = models.BooleanField(
        _("publish the weights on the call page"), default=True
    )
    reviews_wanted = models.PositiveSmallIntegerField(
        _("reviews wanted for each proposal"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
    )
    blind = models.BooleanField(
        _("blind review"),
        default=False,
        help_text=_("Hide organizations and people from reviewers."),
    )
    name_reviewers = models.BooleanField(
        _("name the reviewers in the selection report"),
        default=True,
        help_text=_("Otherwise the report gives their numbers."),
    )
    reviews_visible = models.CharField(
        _("reviewers see each other’s reviews"),
        max_length=12,
        choices=ReviewVisibility.choices,
        default=ReviewVisibility.AFTER_OWN,
    )
    merit_method = models.CharField(
        _("merit is the"),
        max_length=8,
        choices=MeritMethod.choices,
        default=MeritMethod.MEAN,
    )
    consideration_rule = models.CharField(
        _("joint and Pathfinder proposals are considered"),
        max_length=12,
        choices=ConsiderationRule.choices,
        default=ConsiderationRule.TIE_BREAK,
    )
    joint_points = models.DecimalField(
        _("points for a joint proposal"),
        max_digits=5,
        decimal_places=2,
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    pathfinder_points = models.DecimalField(
        _("points for action in a Pathfinder Country"),
        max_digits=5,
        decimal_places=2,
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )

    rubric_frozen_at = models.DateTimeField(null=True, editable=False)
    announced_at = models.DateTimeField(null=True, editable=False)
    reopened_at = models.DateTimeField(
        null=True,
        editable=False,
        help_text="Since when announced decisions may be revised; until announced.",
    )
    structure_revision = models.PositiveBigIntegerField(
        null=True,
        editable=False,
        help_text="Id of the page revision whose structure was written last.",
    )
    structure_written_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(default=current_time, editable=False)

    event = event("HistoricalCall")
    history = Records(
        chain=("call", "translation_key"),
        excluded_fields=[
            "title",
            "last_number",
            "structure_revision",
            "structure_written_at",
        ],
        added={2: ["name_reviewers", "reopened_at"]},
    )

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["-created_at"]
        permissions = [("announce_call", _("Can announce the results of a call"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True)
                | Q(closes_at__isnull=True)
                | Q(closes_at__gt=F("opens_at")),
                name="workshops_call_closes_after_opening",
                violation_error_message=_("Choose a closing after the opening."),
            ),
            models.CheckConstraint(
                condition=Q(scale_max__gt=F("scale_min")),
                name="workshops_call_scale",
                violation_error_message=_("Choose a highest score above the lowest."),
            ),
        ]

    def __str__(self):
        return self.title

    def record_root(self):
        return self.pk

    def get_admin_url(self):
        return reverse("workshops_calls:screen", args=[self.pk])

    @property
    def scale_words(self):
        """What the ends of the scale mean, {"lowest": …, "highest": …}.

        In the active language where it is there, else as first written.
        """
        known = self.scale_labels.get("in", {})
        code = get_language() or ""
        other = known.get(code) or known.get(code.split("-")[0]) or {}
        ends = ("lowest", "highest")
        return {end: other.get(end) or self.scale_labels.get(end, "") for end in ends}

    @property
    def zone(self):
        return ZoneInfo(self.timezone)

    @property
    def local_closing(self):
        """The closing in the call's own zone, in words, or ``""``."""
        if not self.closes_at:
            return ""
        local = self.closes_at.astimezone(self.zone)
        return f"{moment_words(local, self.zone)} {abbreviation(local)}"

    @property
    def partners_deadline(self):
        """Until when partners of a proposal without a later closing may confirm."""
        return self.partners_until or self.closes_at

    @cached_property
    def source_page(self):
        """The specific page that fixes the structure, live or not, or None."""
        from ..queries import source_page_of

        return source_page_of(self)

    @property
    def is_live(self):
        """Whether visitors can see the source page now."""
        if hasattr(self, "source_live"):
            return self.source_live
        return bool(self.source_page and self.source_page.live)

    def refresh_from_db(self, *args, **kwargs):
        self.__dict__.pop("source_page", None)
        self.__dict__.pop("source_live", None)
        super().refresh_from_db(*args, **kwargs)

    def phase(self, now=None):
        """Return the :class:`CallPhase` at ``now`` (aware; the present by default)."""
        now = now or current_time()
        if self.announced_at and self.announced_at <= now:
            return CallPhase.ANNOUNCED
        if not (self.opens_at and self.closes_at):
            return CallPhase.NO_DATES
        if now < self.opens_at:
            return CallPhase.UPCOMING
        if now < self.closes_at:
            return CallPhase.OPEN
        return CallPhase.IN_REVIEW
