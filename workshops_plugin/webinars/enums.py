from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class WebinarStatus(TextChoices):
    """What was arranged; whether it is over, the clock says."""

    DRAFT = "draft", _("Not scheduled yet")
    SCHEDULED = "scheduled", _("Scheduled")
    CANCELLED = "cancelled", pgettext_lazy("webinar", "Cancelled")


class Visibility(TextChoices):
    MEMBERS = "members", _("Members only")
    PUBLIC = "public", pgettext_lazy("visibility", "Public")


class WebinarPhase(TextChoices):
    """Where a webinar stands for a visitor; follows from status and clock."""

    DRAFT = "draft", _("Not scheduled yet")
    UPCOMING = "upcoming", pgettext_lazy("webinar", "Upcoming")
    LIVE = "live", _("Live now")
    ENDED = "ended", pgettext_lazy("webinar", "Ended")
    CANCELLED = "cancelled", pgettext_lazy("webinar", "Cancelled")


class JoinState(TextChoices):
    """Whether the gate to a webinar is open."""

    NOT_SET = "not_set", _("The link is not set yet")
    EARLY = "early", _("The room is not open yet")
    OPEN = "open", _("The room is open")
    OVER = "over", _("The room is closed")
