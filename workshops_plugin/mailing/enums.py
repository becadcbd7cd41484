"""The states of deliveries and campaigns, and what recipients can choose."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Category(models.TextChoices):
    """What a recipient may refuse; service messages are not among it."""

    SERVICE = "service", _("Service messages")
    INVITATIONS = "invitations", _("Invitations and reminders")
    DIGEST = "digest", _("Newsletter")


class DeliveryState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("delivery", "Waiting")
    SENDING = "sending", pgettext_lazy("delivery", "Being sent")
    SENT = "sent", pgettext_lazy("delivery", "Sent")
    DROPPED = "dropped", pgettext_lazy("delivery", "Not sent any more")
    FAILED = "failed", pgettext_lazy("delivery", "Failed")


class Cause(models.TextChoices):
    """Why a delivery was dropped, or failed."""

    NEWER = "newer", _("A newer message replaces it.")
    CANCELLED = "cancelled", _("What it is about was cancelled.")
    OVER = "over", _("It would come too late.")
    SETTLED = "settled", _("What it asks for is done.")
    GONE = "gone", _("What it is about does not exist any more.")
    LEFT = "left", _("The recipient is not among its readers any more.")
    UNSUBSCRIBED = "unsubscribed", _("The recipient does not want such messages.")
    SUPPRESSED = "suppressed", _("Messages to this address came back.")
    STOPPED = "stopped", _("Sending was stopped.")
    REFUSED = "refused", _("The mail server refused it.")
    GAVE_UP = "gave_up", _("It could not be sent after several attempts.")
    UNWRITABLE = "unwritable", _("The message could not be written.")


class CampaignState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("campaign", "Draft")
    RUNNING = "running", pgettext_lazy("campaign", "Being sent")
    PAUSED = "paused", pgettext_lazy("campaign", "Paused")
    STOPPED = "stopped", pgettext_lazy("campaign", "Stopped")


class Complaint(models.TextChoices):
    """Why nothing more is sent to an address."""

    BOUNCE = "bounce", _("Messages came back")
    COMPLAINT = "complaint", _("The recipient has complained")
    BY_HAND = "by_hand", _("Entered by hand")
