"""The words in which Wagtail's history tells what the verbs of reviews did.

Neither scores nor reasons are among them: more people see that history than may
read reviews.
"""

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from ..calls.log_actions import ReasonFormatter

CALL_ACTIONS = {
    "add_reviewer": (_("Pick reviewer"), _("A reviewer was picked")),
    "remove_reviewer": (_("Remove reviewer"), _("A reviewer was taken out")),
    "reopen_rubric": (_("Reopen the criteria"), _("Criteria reopened")),
    "arrange_series": (_("Arrange the series"), _("The series was changed")),
    "set_wishes": (_("Wish for a series"), _("The wishes for the series were set")),
    "settle_series": (_("Decide by the board"), _("Decided by the board")),
    "announce": (_("Announce results"), _("Results announced")),
    "reopen_decisions": (_("Reopen decisions"), _("Decisions reopened")),
}
PROPOSAL_ACTIONS = {
    "assign": (_("Assign to a reviewer"), _("Assigned to a reviewer")),
    "withdraw_assignment": (_("Withdraw assignment"), _("Assignment withdrawn")),
    "declare_conflict": (
        _("Declare a conflict of interest"),
        _("A reviewer declared a conflict of interest"),
    ),
    "set_conflict": (
        _("Set a conflict of interest"),
        _("A conflict of interest was set"),
    ),
    "lift_conflict": (
        _("Lift a conflict of interest"),
        _("A conflict of interest was lifted"),
    ),
    "submit_review": (_("Submit review"), _("A review was submitted")),
    "change_review": (_("Change review"), _("A submitted review was changed")),
    "reopen_review": (_("Reopen review"), _("A review was reopened")),
    "decide": (_("Decide"), _("A decision was made")),
}


def register(actions):
    """Register the actions with Wagtail's log."""
    for word, entries, base in (
        ("call", CALL_ACTIONS, ReasonFormatter),
        ("proposal", PROPOSAL_ACTIONS, LogFormatter),
    ):
        for verb, (label, message) in entries.items():
            words = {"label": label, "message": message}
            formatter = type("Formatter", (base,), words)
            actions.register_action(f"workshops_plugin.{word}.{verb}")(formatter)
