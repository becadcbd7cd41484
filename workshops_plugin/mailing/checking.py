"""What is wrong with a text that somebody has written, in sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .texts import BRACES, PLACEHOLDER, pieces_of


def problems(kind, subject_line, body):
    """Return {field: [sentence, …]} of what is wrong with the text of ``kind``."""
    known = kind.all_placeholders()
    blocks = {name for name, each in known.items() if each.block}
    pieces = pieces_of(body)
    found = {
        "subject_line": _unknown(known, subject_line),
        "body": _unknown(known, " ".join(piece.text for piece in pieces)),
    }
    for name in sorted(blocks & set(PLACEHOLDER.findall(subject_line))):
        found["subject_line"].append(
            _("“{%(name)s}” is several lines long, so it cannot stand in a subject.")
            % {"name": name}
        )
    for piece in pieces:
        for name in sorted(blocks & set(piece.names)):
            if piece.alone != name:
                found["body"].append(
                    _("“{%(name)s}” needs a paragraph of its own.") % {"name": name}
                )
    used = {name for piece in pieces for name in piece.names}
    needed = {name for name, each in known.items() if each.required}
    for name in sorted(needed - used):
        found["body"].append(
            _("The text needs “{%(name)s}”: %(meaning)s.")
            % {"name": name, "meaning": known[name].meaning}
        )
    return {field: sentences for field, sentences in found.items() if sentences}


def _unknown(known, text):
    names = [found for found in BRACES.findall(text) if found[1:-1] not in known]
    if not names:
        return []
    return [
        ngettext(
            "“%(names)s” is no placeholder of this message. Those there are stand "
            "below.",
            "“%(names)s” are no placeholders of this message. Those there are stand "
            "below.",
            len(names),
        )
        % {"names": "”, “".join(dict.fromkeys(names))}
    ]


def problems_of_words(kind, subject, text):
    """Return {"subject" or "text": [sentence, …]} of what an editor wrote by hand."""
    known = {
        name: each for name, each in kind.all_placeholders().items() if not each.block
    }
    found = {"subject": _unknown(known, subject), "text": _unknown(known, text)}
    return {name: sentences for name, sentences in found.items() if sentences}
