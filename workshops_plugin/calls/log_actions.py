"""The words in which Wagtail's history tells what the verbs of calls did."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.log_actions import LogFormatter

CALL_ACTIONS = {
    "create": (_("Create call"), _("Call made with its page")),
    "set_dates": (_("Set dates"), _("Dates changed")),
    "set_rules": (_("Set rules"), _("Rules changed")),
    "seal": (_("Seal the record"), _("Record sealed")),
    "retain": (_("Apply retention"), _("Drafts, files, contacts and letters removed")),
    "criteria_kept": (
        _("Keep frozen criteria"),
        _("Published with other criteria; the frozen ones were kept"),
    ),
}
PROPOSAL_ACTIONS = {
    "start": (_("Start proposal"), _("Draft started")),
    "submit": (_("Submit proposal"), pgettext_lazy("proposal", "Submitted")),
    "change": (_("Change proposal"), _("Submitted with changes")),
    "correct": (_("Correct proposal"), _("Corrected by an editor")),
    "withdraw": (_("Withdraw proposal"), _("Withdrawn")),
    "invite": (_("Invite partner"), _("Partner invited")),
    "confirm": (_("Confirm as partner"), _("Partner confirmed")),
    "refuse": (_("Refuse as partner"), _("Partner refused")),
    "remove_partner": (_("Remove partner"), _("Partner removed")),
    "extend": (_("Extend proposal"), _("Given a later closing")),
    "attach_source": (_("Attach source file"), _("The file it came in was attached")),
    "send_confirmation": (_("Send confirmation"), _("Confirmation sent again")),
}


def register(actions):
    """Register the actions with Wagtail's log."""
    for word, entries in (("call", CALL_ACTIONS), ("proposal", PROPOSAL_ACTIONS)):
        for verb, (label, message) in entries.items():
            words = {"label": label, "message": message}
            formatter = type("Formatter", (ReasonFormatter,), words)
            actions.register_action(f"workshops_plugin.{word}.{verb}")(formatter)


class ReasonFormatter(LogFormatter):
    """Tells what happened, to which partner, and, where somebody said so, why."""

    def format_message(self, log_entry):
        data, what = log_entry.data, self.message
        if organization := data.get("organization"):
            words = {"what": what, "organization": organization}
            what = _("%(what)s: %(organization)s") % words
        if reason := data.get("reason"):
            what = _("%(what)s. Reason: %(reason)s") % {"what": what, "reason": reason}
        return what
