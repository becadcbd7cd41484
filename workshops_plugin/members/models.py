"""The organizations of the partnership and the people who act for them."""

from django.conf import settings
from django.contrib.admin import display
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from .enums import MembershipRole, OrganizationKind, Region
from .regions import region_of


def _today():
    return timezone.localdate()


class DatedQuerySet(models.QuerySet):
    """Rows that hold from one day until another, either of which may be open."""

    start_field = "valid_from"
    end_field = "valid_until"

    def current(self, day=None):
        """Return the rows that hold on ``day`` (a date; today by default)."""
        day = day or _today()
        start, end = self.start_field, self.end_field
        return self.filter(
            Q(**{f"{start}__isnull": True}) | Q(**{f"{start}__lte": day}),
            Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": day}),
        )


class OrganizationQuerySet(DatedQuerySet):
    start_field = "member_since"
    end_field = "member_until"


class ActionGroup(models.Model):
    """Members who work together on one field."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    labels = models.JSONField(
        _("name in other languages"),
        default=dict,
        blank=True,
        help_text=_("One name for each language code; others see the name above."),
    )

    class Meta:
        verbose_name = _("action group")
        verbose_name_plural = _("action groups")
        ordering = ["name"]

    def __str__(self):
        return self.label

    @property
    def label(self):
        """The name in the active language, or else the name."""
        language = get_language() or ""
        return (
            self.labels.get(language)
            or self.labels.get(language.split("-")[0])
            or self.name
        )


class Organization(models.Model):
    """A member organization, past, present or (with a later date) future."""

    name = models.CharField(_("name"), max_length=250)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganizationKind.choices)
    country = CountryField(_("country"), blank=True)
    region = models.CharField(
        _("region"), max_length=24, choices=Region.choices, blank=True, editable=False
    )
    website = models.URLField(_("website"), blank=True)
    member_since = models.DateField(_("member since"), null=True, blank=True)
    member_until = models.DateField(
        _("member until"),
        null=True,
        blank=True,
        help_text=_("The last day of membership. Leave empty while it lasts."),
    )
    action_groups = models.ManyToManyField(
        ActionGroup,
        verbose_name=_("action groups"),
        related_name="organizations",
        blank=True,
    )
    external_id = models.CharField(
        _("external id"),
        max_length=100,
        null=True,
        blank=True,
        unique=True,
        help_text=_("How another system of yours names this organization."),
    )

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="workshops_organization_name",
                violation_error_message=_("An organization of this name exists."),
            ),
            models.CheckConstraint(
                condition=Q(member_until__isnull=True)
                | Q(member_since__isnull=True)
                | Q(member_until__gte=F("member_since")),
                name="workshops_organization_dates",
                violation_error_message=_(
                    "Membership cannot end before it begins. Check the two dates."
                ),
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.region = region_of(self.country)
        self.external_id = self.external_id or None
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "region", "external_id"}
        super().save(*args, **kwargs)

    def is_member(self, day=None):
        """Tell whether membership holds on ``day`` (a date; today by default)."""
        day = day or _today()
        return (self.member_since is None or self.member_since <= day) and (
            self.member_until is None or self.member_until >= day
        )


class Membership(models.Model):
    """A person who acts for an organization.

    Known by user or, until that person first signs in with the address
    verified, by e-mail alone.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.CASCADE,
        related_name="workshops_memberships",
        null=True,
        blank=True,
    )
    email = models.EmailField(
        _("e-mail"),
        blank=True,
        help_text=_(
            "For somebody without an account: whoever signs in with this verified "
            "address receives the membership."
        ),
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    organization = models.ForeignKey(
        Organization,
        verbose_name=_("organization"),
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    role = models.CharField(
        _("role"),
        max_length=20,
        choices=MembershipRole.choices,
        default=MembershipRole.CONTRIBUTOR,
    )
    language = models.CharField(
        _("language"),
        max_length=12,
        blank=True,
        help_text=_("In which language this person wants to be written to."),
    )
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_until = models.DateField(_("until"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["organization__name", "name", "email"]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False) | ~Q(email=""),
                name="workshops_membership_person",
                violation_error_message=_("Choose a user or enter an e-mail address."),
            ),
            models.UniqueConstraint(
                fields=["user", "organization"],
                name="workshops_membership_user",
                violation_error_message=_("This person already acts for it."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="workshops_membership_dates",
                violation_error_message=_(
                    "A membership cannot end before it begins. Check the two dates."
                ),
            ),
        ]
        indexes = [models.Index(Lower("email"), name="workshops_membership_email")]

    def __str__(self):
        return _("%(person)s for %(organization)s") % {
            "person": self.person,
            "organization": self.organization,
        }

    def save(self, *args, **kwargs):
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)

    @property
    @display(description=_("person"))
    def person(self):
        """The best name that is known for the person."""
        full_name = self.user.get_full_name() if self.user else ""
        return self.name or full_name or self.address or str(self.user)

    @property
    @display(description=_("address"))
    def address(self):
        """Where the person reads mail: the account's address before ours."""
        account = (
            getattr(self.user, self.user.get_email_field_name(), "")
            if (self.user)
            else ""
        )
        return account or self.email


class PathfinderQuerySet(DatedQuerySet):
    start_field = "since"
    end_field = "until"


class PathfinderCountry(models.Model):
    """A country that committed to go further and faster, and since when."""

    country = CountryField(_("country"), unique=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = PathfinderQuerySet.as_manager()

    class Meta:
        verbose_name = _("Pathfinder Country")
        verbose_name_plural = _("Pathfinder Countries")
        ordering = ["country"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True)
                | Q(since__isnull=True)
                | Q(until__gte=F("since")),
                name="workshops_pathfinder_dates",
                violation_error_message=_(
                    "The commitment cannot end before it begins. Check the two dates."
                ),
            ),
        ]

    def __str__(self):
        return str(self.country.name)
