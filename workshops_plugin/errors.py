"""The one way in which a verb says no."""


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
