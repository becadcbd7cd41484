"""The words in which Wagtail's history tells what the verbs of members did."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "organization.import_new": (
        _("Import organization"),
        _("Added by an import"),
    ),
    "organization.import_change": (
        _("Change organization by import"),
        _("Changed by an import"),
    ),
    "membership.import_new": (
        _("Import membership"),
        _("Added by an import"),
    ),
    "membership.import_change": (
        _("Change membership by import"),
        _("Changed by an import"),
    ),
    "membership.claim": (
        _("Claim membership"),
        _("Claimed by the person at sign-in"),
    ),
}


def register(actions):
    """Register the actions with Wagtail's log."""
    for action, (label, message) in ACTIONS.items():
        actions.register_action(f"workshops_plugin.{action}", label, message)
