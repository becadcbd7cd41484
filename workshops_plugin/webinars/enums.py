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


class PreparationState(TextChoices):
    """How far what the hosts write has come on its way to the page."""

    OPEN = "open", _("Being prepared")
    SUBMITTED = "submitted", _("Waiting for approval")
    CHANGES = "changes", _("Changes asked for")
    APPROVED = "approved", pgettext_lazy("webinar", "Approved")


class Section(TextChoices):
    """The parts of a host's work, in their order."""

    DESCRIPTION = "description", _("Description")
    AGENDA = "agenda", _("Agenda")
    SPEAKERS = "speakers", _("Speakers and moderation")
    INTERPRETATION = "interpretation", _("Interpretation")
    PRESENTATIONS = "presentations", _("Presentations and materials")
    TECHNICAL = "technical", _("Meeting link and technical set-up")
    AFTERWARDS = "afterwards", _("After the webinar")


class SpeakerRole(TextChoices):
    SPEAKER = "speaker", _("Speaker")
    MODERATOR = "moderator", _("Moderator")


class Audience(TextChoices):
    """Whom a file or link is for."""

    VIEWERS = "viewers", _("Everybody who sees the webinar")
    HOSTS = "hosts", _("Hosts and the Secretariat only")


class Owner(TextChoices):
    """Whose turn a duty is."""

    HOST = "host", _("Hosts")
    SECRETARIAT = "secretariat", _("Secretariat")


class Stage(TextChoices):
    """The columns of the board of all webinars."""

    PREPARING = "preparing", _("Being prepared")
    SUBMITTED = "submitted", _("Waiting for approval")
    APPROVED = "approved", _("Approved, not ready yet")
    READY = "ready", pgettext_lazy("webinar", "Ready")
    OVER = "over", _("Over")


class Reminded(TextChoices):
    """Who is reminded of a webinar."""

    NOBODY = "nobody", _("Nobody")
    ATTENDING = "attending", _("Those who said that they attend")
    INVITED = "invited", _("Everybody who was invited")
