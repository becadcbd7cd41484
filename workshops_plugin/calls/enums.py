from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CallPhase(TextChoices):
    """Where a call stands; derived from its dates, never stored."""

    NO_DATES = "no_dates", _("No dates")
    UPCOMING = "upcoming", _("Upcoming")
    OPEN = "open", _("Open")
    IN_REVIEW = "in_review", _("In review")
    ANNOUNCED = "announced", _("Announced")


class ProposalStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", pgettext_lazy("proposal", "Submitted")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ProposalDecision(TextChoices):
    """What was announced to the people behind a proposal."""

    SHORTLISTED = "shortlisted", _("Shortlisted")
    SELECTED = "selected", _("Selected")
    RESERVE = "reserve", _("Reserve")
    DECLINED = "declined", _("Declined")
    INELIGIBLE = "ineligible", _("Ineligible")


class PartnerState(TextChoices):
    INVITED = "invited", _("Invited")
    CONFIRMED = "confirmed", _("Confirmed")
    REFUSED = "refused", _("Refused")
    REMOVED = "removed", _("Removed")


class Focus(TextChoices):
    """The three wrongs that the partnership exists to end."""

    CHILD_LABOUR = "child_labour", _("Child labour")
    FORCED_LABOUR = "forced_labour", _("Forced labour")
    HUMAN_TRAFFICKING = "human_trafficking", _("Human trafficking")


class MeritMethod(TextChoices):
    MEAN = "mean", _("Mean of the reviews")
    MEDIAN = "median", _("Median of the reviews")


class ReviewVisibility(TextChoices):
    """When reviewers see each other’s reviews."""

    NEVER = "never", _("Never")
    AFTER_OWN = "after_own", _("After submitting their own")
    ALWAYS = "always", _("Always")


class ConsiderationRule(TextChoices):
    """How joint and Pathfinder proposals are given special consideration."""

    NONE = "none", _("Not at all")
    TIE_BREAK = "tie_break", _("First among proposals of equal merit")
    POINTS = "points", _("Points added to the merit")
