"""What upper parts say on a call's public page: a heading and some lines each.

Register a function, when your app is ready, that takes a call and returns a
:class:`Note`, or None where it has nothing to say::

    from workshops_plugin.calls.notes import Note, register

    @register
    def languages(call):
        return Note(_("Languages"), [_("Webinars are held in English or French.")])
"""

from dataclasses import dataclass, field

_sources = []


@dataclass(frozen=True)
class Note:
    heading: str
    lines: list = field(default_factory=list)


def register(source):
    """Let ``source`` speak on every call's page; return it, as a decorator does."""
    _sources.append(source)
    return source


def notes_of(call):
    """Return the :class:`Note` s on ``call``, in the order of registration."""
    return [note for source in _sources if (note := source(call))]
