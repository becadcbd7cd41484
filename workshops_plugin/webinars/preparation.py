"""What the hosts of a webinar have written so far: read, compared, put onto pages."""

from django.utils.html import escape, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from .enums import Section, SpeakerRole
from .models import Preparation

#: What visitors see only once it is approved.
APPROVED_SECTIONS = (
    Section.DESCRIPTION,
    Section.AGENDA,
    Section.SPEAKERS,
    Section.PRESENTATIONS,
    Section.AFTERWARDS,
)


def preparation_of(webinar):
    """Return the preparation of ``webinar``; a new one is saved by the first verb."""
    found = getattr(webinar, "preparation", None)
    if found is None:
        found = webinar.preparation = Preparation(webinar=webinar)
    return found


def planned_minutes(items):
    """Return how long the ``items`` of an agenda take together, in minutes."""
    return sum(item.minutes for item in items)


def length_of(webinar):
    """Return how long ``webinar`` is, in minutes, or None without a time."""
    if not webinar.starts_at:
        return None
    return int((webinar.ends_at - webinar.starts_at).total_seconds() // 60)


def agenda_rows(webinar):
    """Return the agenda of ``webinar`` as dicts, as forms and JSON take it."""
    return [
        {
            "id": str(item.pk),
            "minutes": item.minutes,
            "title": item.title,
            "who": item.who,
            "details": item.details,
        }
        for item in webinar.agenda.all()
    ]


def snapshot(webinar):
    """Return the texts that approval puts onto the page, as JSON."""
    preparation = preparation_of(webinar)
    return {
        "lead": preparation.lead,
        "description": preparation.description,
        "lessons": preparation.lessons,
        "agenda": agenda_rows(webinar),
        "speakers": [
            {
                "id": str(speaker.pk),
                "moderates": speaker.role == SpeakerRole.MODERATOR,
                "name": speaker.name,
                "position": speaker.position,
                "bio": speaker.bio,
                "photo": speaker.photo.name,
            }
            for speaker in webinar.speakers.all()
            if speaker.consent
        ],
    }


def differences(webinar):
    """Return {name: (approved, written)} of the texts that wait for approval."""
    before, now = preparation_of(webinar).approved, snapshot(webinar)
    return {
        name: (before.get(name), value)
        for name, value in now.items()
        if value != before.get(name, type(value)())
    }


def put_onto(page, changed):
    """Set on ``page`` the texts in ``changed`` ({name: (before, after)})."""
    for name, (_before, value) in changed.items():
        if name in ("description", "lessons"):
            value = paragraphs(value)
        elif name == "agenda":
            value = [_block("item", entry) for entry in value]
        elif name == "speakers":
            value = [_block("speaker", entry) for entry in value]
        if name in ("agenda", "speakers"):
            block = page._meta.get_field(name).stream_block
            value = block.to_python(value)
        setattr(page, name, value)


def _block(kind, entry):
    value = {k: v for k, v in entry.items() if k not in ("id", "photo")}
    return {"type": kind, "id": entry["id"], "value": value}


def paragraphs(text):
    """Return plain ``text`` as rich text: a paragraph for each blank line."""
    parts = [part.strip() for part in text.replace("\r\n", "\n").split("\n\n")]
    return str(
        format_html_join(
            "", "<p>{}</p>", ((_with_breaks(part),) for part in parts if part)
        )
    )


def _with_breaks(text):
    return mark_safe(escape(text).replace("\n", "<br/>"))


def agenda_words(entries):
    """Return an agenda of a snapshot as lines of text, to be compared."""
    return "\n".join(
        _("%(minutes)d min: %(title)s")
        % {"minutes": entry["minutes"], "title": entry["title"]}
        + (f" ({entry['who']})" if entry["who"] else "")
        + (f"\n{entry['details']}" if entry["details"] else "")
        for entry in entries or ()
    )


def speaker_words(entries):
    """Return the speakers of a snapshot as lines of text, to be compared."""
    return "\n".join(
        f"{entry['name']}, {entry['position']}"
        + (f" ({_('Moderator')})" if entry["moderates"] else "")
        + (f"\n{entry['bio']}" if entry["bio"] else "")
        # Its name ends with the number of the version that brought it.
        + (f"\n{_('Photo')} {entry['photo'].rsplit('-')[-1]}" if entry["photo"] else "")
        for entry in entries or ()
    )


def approved_photos(webinar):
    """Return {id of a speaker: the stored name of the photo that was approved}."""
    entries = preparation_of(webinar).approved.get("speakers", ())
    return {entry["id"]: entry["photo"] for entry in entries}
