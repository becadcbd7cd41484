"""What the guards leave in Wagtail's log."""

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from .following import WAIT


class WaitFormatter(LogFormatter):
    label = _("Let a translation wait")
    message = _("Waits for its source, which is scheduled")


def register(actions):
    """Register the actions with Wagtail's log."""
    actions.register_action(WAIT)(WaitFormatter)
