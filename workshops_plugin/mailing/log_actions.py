"""The words in which Wagtail's history tells what the verbs of campaigns did."""

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

ACTIONS = {
    "start": (_("Start a campaign"), _("Messages are sent to many")),
    "stop": (_("Stop a campaign"), _("Sending to many was stopped")),
}


def register(actions):
    """Register the actions with Wagtail's log."""
    for verb, (label, message) in ACTIONS.items():
        words = {"label": label, "message": message}
        formatter = type("Formatter", (LogFormatter,), words)
        actions.register_action(f"workshops_plugin.campaign.{verb}")(formatter)
