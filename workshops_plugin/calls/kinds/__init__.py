"""The kinds of question that a call can ask, and the registry that sites extend.

A kind knows four things: which blocks its editor fills in, which form field
asks it, how an answer is stored, and how it reads. A site adds one of its own
in its ``AppConfig.ready``::

    from workshops_plugin.calls.kinds import QuestionKind, registry

    @registry.register
    class Phone(QuestionKind):
        name = "phone"
        label = _("Telephone number")
        ...

No migration follows: definitions of blocks are not part of ours.
"""

from .base import QuestionKind, Registry, registry
from .choice import MultipleChoice, SingleChoice, YesNo
from .facts import Countries, Date, File, Number
from .text import Email, LongText, Section, ShortText, Url

__all__ = ["QuestionKind", "Registry", "registry"]

for kind in (
    Section,
    ShortText,
    LongText,
    Email,
    Url,
    Number,
    Date,
    SingleChoice,
    MultipleChoice,
    YesNo,
    Countries,
    File,
):
    registry.register(kind)
