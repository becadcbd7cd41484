"""The words in which Wagtail's history tells what the verbs of webinars did."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..calls.log_actions import ReasonFormatter
from .enums import Section

ACTIONS = {
    "create": (_("Make webinar"), _("Webinar made")),
    "reschedule": (_("Set the time"), _("Time set")),
    "cancel": (_("Cancel"), _("Webinar cancelled")),
    "set_facts": (_("Change facts"), _("Facts changed")),
    "set_join_details": (_("Set the way in"), _("Join details changed")),
    "open_to_public": (_("Open to the public"), _("Opened to the public")),
    "close_to_members": (_("Close to members"), _("Closed to all but members")),
    "set_hosts": (_("Set hosts"), _("Hosts set")),
    "prepare": (_("Prepare webinar"), _("Prepared")),
    "record_consent": (_("Record consent"), _("A speaker’s consent was recorded")),
    "withdraw_consent": (_("Withdraw consent"), _("A speaker’s consent was withdrawn")),
    "confirm_link": (_("Confirm meeting link"), _("Meeting link tested")),
    "add_material": (_("Add material"), _("Material added")),
    "remove_material": (_("Remove material"), _("Material removed")),
    "add_recording": (_("Add recording"), _("Recording added")),
    "remove_recording": (_("Remove recording"), _("Recording removed")),
    "submit_preparation": (_("Submit for approval"), _("Submitted for approval")),
    "take_back": (_("Take back"), _("Taken back by the hosts")),
    "comment": (_("Comment"), _("Commented")),
    "ask_for_changes": (_("Ask for changes"), _("Changes asked for")),
    "approve_preparation": (
        _("Approve"),
        pgettext_lazy("webinar", "Approved"),
    ),
    "set_duty": (_("Change a duty"), _("Duty changed")),
    "add_duty": (_("Add a duty"), _("Duty added")),
    "finish_duty": (_("Tick a duty"), _("Duty ticked")),
    "remove_duty": (_("Remove a duty"), _("Duty removed")),
}


def register(actions):
    """Register the actions with Wagtail's log."""
    for verb, (label, message) in ACTIONS.items():
        words = {"label": label, "message": message}
        formatter = type("Formatter", (SectionFormatter,), words)
        actions.register_action(f"workshops_plugin.webinar.{verb}")(formatter)


class SectionFormatter(ReasonFormatter):
    """Says besides which section, or which duty, was meant."""

    def format_message(self, log_entry):
        what = super().format_message(log_entry)
        about = log_entry.data.get("duty")
        if section := log_entry.data.get("section"):
            about = Section(section).label
        return (
            _("%(what)s: %(about)s") % {"what": what, "about": about} if about else what
        )
