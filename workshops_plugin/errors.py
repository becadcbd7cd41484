"""The one way in which a verb says no."""

from django.utils.translation import gettext as _


class Refused(Exception):
    """A rule of the process does not allow what was asked.

    ``message`` is a whole, translated sentence for the person who asked;
    ``code`` is a stable machine word for callers and tests; ``fields`` maps
    form field names to lists of sentences where single inputs are at fault.
    Nothing has been changed when this is raised.
    """

    def __init__(self, message, *, code, fields=None):
        super().__init__(message)
        self.message = message
        self.code = code
        self.fields = fields or {}

    def __str__(self):
        return str(self.message)


def require_permission(user, permission):
    """Refuse ("forbidden") unless ``user`` holds ``permission``; None is a command."""
    if user is not None and not user.has_perm(permission):
        raise Refused(_("You do not have permission to do this."), code="forbidden")
