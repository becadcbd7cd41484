"""What hosts write about their webinar, section by section."""

import uuid

from django.utils import timezone
from django.utils.translation import gettext as _

from ...errors import Refused
from ...record.trace import trace
from ...record.writing import save_version
from ..enums import Section, SpeakerRole
from ..images import portrait
from ..models import AgendaItem, Recording, Speaker
from ._shared import clean_row, delete_file
from .locks import changing, require_version

#: More would be no agenda that anybody reads.
AGENDA_MAX = 60
SPEAKERS_MAX = 60


def save_description(webinar, *, by, lead, description, version=None):
    """Save the texts with which the page begins. Refused: as in ``changing``."""
    with changing(webinar, Section.DESCRIPTION, by=by, version=version) as preparation:
        preparation.lead = lead.strip()
        preparation.description = description.strip()
    return webinar


def save_agenda(webinar, items, *, by, version=None):
    """Replace the agenda by ``items``: dicts of "minutes", "title", "who", "details".

    One that has an "id" stays the same item, so that its translation stays too.
    Refused: "too_many", and as in ``changing``.
    """
    items = list(items)
    if len(items) > AGENDA_MAX:
        raise Refused(
            _("An agenda holds at most %(count)d items.") % {"count": AGENDA_MAX},
            code="too_many",
        )
    with changing(webinar, Section.AGENDA, by=by, version=version):
        known = {item.pk: item for item in AgendaItem.objects.filter(webinar=webinar)}
        rows = []
        for order, values in enumerate(items):
            row = known.pop(_key(values.get("id")), None) or AgendaItem(webinar=webinar)
            row.order, row.minutes = order, values["minutes"]
            row.title = values["title"].strip()
            row.who = values.get("who", "").strip()
            row.details = values.get("details", "").strip()
            rows.append(row)
        AgendaItem.objects.filter(pk__in=known).delete()
        for row in rows:
            row.save()
    return webinar


def _key(text):
    try:
        return uuid.UUID(str(text))
    except ValueError:
        return None


def save_speaker(webinar, values, *, by, speaker=None, photo=None, version=None):
    """Add a speaker, or change ``speaker``; return the row.

    ``values``: "role", "name", "position", "bio", "consent". ``photo`` is an uploaded
    image, or False to remove the one there is. Refused: "stale" (``speaker`` is not at
    ``version``), "photo", "too_many", and as in ``changing``.
    """
    picture = portrait(photo) if photo else None
    with changing(webinar, Section.SPEAKERS, by=by):
        if speaker is None:
            if webinar.speakers.count() >= SPEAKERS_MAX:
                raise Refused(
                    _("A webinar has at most %(count)d speakers.")
                    % {"count": SPEAKERS_MAX},
                    code="too_many",
                )
            speaker = Speaker(webinar=webinar, order=webinar.speakers.count())
        else:
            speaker.refresh_from_db()
            require_version(speaker.version, version)
            speaker.version += 1
        for name in ("role", "name", "position", "bio"):
            setattr(speaker, name, values.get(name, "").strip())
        speaker.role = speaker.role or SpeakerRole.SPEAKER
        if bool(values.get("consent")) != speaker.consent:
            speaker.consent = not speaker.consent
            speaker.consent_at = timezone.now() if speaker.consent else None
            verb = "record_consent" if speaker.consent else "withdraw_consent"
            trace(webinar, "webinar", verb, by=by)
        _keep_photo(speaker, photo, picture)
        speaker.save()
    return speaker


def _keep_photo(speaker, photo, picture):
    old = speaker.photo.name
    if picture:
        speaker.photo.save("photo", picture, save=False)
    elif photo is False:
        speaker.photo = ""
    if old and old != speaker.photo.name:
        delete_file(speaker.photo.storage, old)


def remove_speaker(speaker, *, by):
    """Take somebody out; what a page says of them is shown no more, at once."""
    with changing(speaker.webinar, Section.SPEAKERS, by=by):
        if speaker.photo:
            delete_file(speaker.photo.storage, speaker.photo.name)
        speaker.delete()


def save_interpretation(
    webinar, *, by, languages, interpretation_by="", settled=False, version=None
):
    """Save into which languages (codes) it is interpreted, by whom, and if agreed."""
    with changing(
        webinar, Section.INTERPRETATION, by=by, version=version
    ) as preparation:
        preparation.interpretation_by = interpretation_by.strip()
        preparation.interpretation_settled = settled
        if list(languages) != webinar.interpretation:
            webinar.interpretation = list(languages)
            save_version(webinar, by=by)
    return webinar


def save_set_up(webinar, *, by, set_up, version=None):
    """Save how the meeting is run."""
    with changing(webinar, Section.TECHNICAL, by=by, version=version) as preparation:
        preparation.set_up = set_up.strip()
    return webinar


def save_registration(webinar, *, by, url, recipient):
    """Save where else people register, and who receives their data; "" is nowhere.

    The page shows both at once. Refused: "recipient", "invalid".
    """
    url, recipient = url.strip(), " ".join(recipient.split())
    if url and not recipient:
        message = _("Say who receives what people enter there; the page tells them.")
        raise Refused(message, code="recipient", fields={"registration_by": [message]})
    with changing(webinar, Section.TECHNICAL, by=by) as preparation:
        preparation.registration_url, preparation.registration_by = url, recipient
        clean_row(preparation, "registration_url", "registration_by")
    return webinar


def confirm_link(webinar, *, by):
    """Say that the way into the meeting was tried and works. Refused: "no_link"."""
    with changing(webinar, Section.TECHNICAL, by=by) as preparation:
        if not hasattr(webinar, "join_details"):
            raise Refused(_("Set the meeting link first."), code="no_link")
        preparation.link_tested_at = timezone.now()
        preparation.link_tested_by = by
    trace(webinar, "webinar", "confirm_link", by=by)
    return webinar


def save_afterwards(webinar, *, by, attendance, lessons, version=None):
    """Save how many attended (or None) and what was learned."""
    with changing(webinar, Section.AFTERWARDS, by=by, version=version) as preparation:
        preparation.lessons = lessons.strip()
        if attendance != webinar.attendance:
            webinar.attendance = attendance
            save_version(webinar, by=by)
    return webinar


def add_recording(webinar, *, by, url, title="", language=""):
    """Add where a recording can be watched; return it. Refused: "invalid"."""
    with changing(webinar, Section.AFTERWARDS, by=by):
        row = Recording(webinar=webinar, url=url, title=title, language=language)
        clean_row(row, "url", "title", "language")
        row.save()
    trace(webinar, "webinar", "add_recording", by=by)
    return row


def remove_recording(recording, *, by):
    with changing(recording.webinar, Section.AFTERWARDS, by=by):
        recording.delete()
    trace(recording.webinar, "webinar", "remove_recording", by=by)
