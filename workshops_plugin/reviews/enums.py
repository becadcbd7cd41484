from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..calls.enums import ProposalDecision


class AssignmentState(TextChoices):
    ASSIGNED = "assigned", _("Assigned")
    WITHDRAWN = "withdrawn", pgettext_lazy("assignment", "Withdrawn")


class ConflictKind(TextChoices):
    """Where a conflict of interest comes from."""

    DERIVED = "derived", _("Found from a membership")
    DECLARED = "declared", _("Declared by the reviewer")
    SET = "set", _("Set by an editor")


class ConflictState(TextChoices):
    ACTIVE = "active", _("Active")
    LIFTED = "lifted", _("Lifted")


class ReviewState(TextChoices):
    """Only submitted reviews count."""

    OPEN = "open", _("Begun")
    SUBMITTED = "submitted", pgettext_lazy("review", "Submitted")
    REOPENED = "reopened", _("Reopened")
    SET_ASIDE = "set_aside", _("Set aside")


class Recommendation(TextChoices):
    YES = "yes", _("Select it")
    MAYBE = "maybe", _("Select it if there is room")
    NO = "no", _("Do not select it")


class LetterState(TextChoices):
    DRAFT = "draft", pgettext_lazy("letter", "Draft")
    WAITING = "waiting", _("To be sent")
    SENT = "sent", _("Sent")


#: The decisions that can be announced, the best first.
FINAL = (
    ProposalDecision.SELECTED,
    ProposalDecision.RESERVE,
    ProposalDecision.DECLINED,
    ProposalDecision.INELIGIBLE,
)


class Place(TextChoices):
    """Where a proposal stands on the board."""

    SERIES = "series", pgettext_lazy("board", "Series")
    RESERVE = "reserve", pgettext_lazy("board", "Reserve")
    POOL = "pool", pgettext_lazy("board", "Pool")
