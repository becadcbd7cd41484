from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrganizationKind(TextChoices):
    """The kinds of member that the partnership distinguishes."""

    GOVERNMENT = "government", _("Government")
    EMPLOYERS = "employers", _("Employers’ organization")
    WORKERS = "workers", _("Workers’ organization")
    INTERNATIONAL = "international", _("UN or other international organization")
    CIVIL_SOCIETY = "civil_society", _("Civil society")
    BUSINESS = "business", _("Business")
    ACADEMIA = "academia", _("Academia")
    OTHER = "other", _("Other")


class MembershipRole(TextChoices):
    FOCAL_POINT = "focal_point", pgettext_lazy("person", "Focal point")
    CONTRIBUTOR = "contributor", _("Contributor")


class Region(TextChoices):
    """The five regions by which the ILO groups its member States."""

    AFRICA = "africa", _("Africa")
    AMERICAS = "americas", _("Americas")
    ARAB_STATES = "arab_states", _("Arab States")
    ASIA_PACIFIC = "asia_pacific", _("Asia and the Pacific")
    EUROPE_CENTRAL_ASIA = "europe_central_asia", _("Europe and Central Asia")


class Standing(TextChoices):
    """Where today lies between a first and a last day."""

    CURRENT = "current", _("Current")
    PAST = "past", _("Past")
    FUTURE = "future", _("Not yet begun")
