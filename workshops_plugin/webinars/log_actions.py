"""The words in which Wagtail's history tells what the verbs of webinars did."""

from django.utils.translation import gettext_lazy as _

from ..calls.log_actions import ReasonFormatter

ACTIONS = {
    "create": (_("Make webinar"), _("Webinar made")),
    "reschedule": (_("Set the time"), _("Time set")),
    "cancel": (_("Cancel"), _("Webinar cancelled")),
    "set_facts": (_("Change facts"), _("Facts changed")),
    "set_join_details": (_("Set the way in"), _("Join details changed")),
    "open_to_public": (_("Open to the public"), _("Opened to the public")),
    "close_to_members": (_("Close to members"), _("Closed to all but members")),
}


def register(actions):
    """Register the actions with Wagtail's log."""
    for verb, (label, message) in ACTIONS.items():
        words = {"label": label, "message": message}
        formatter = type("Formatter", (ReasonFormatter,), words)
        actions.register_action(f"workshops_plugin.webinar.{verb}")(formatter)
