"""Attaching files to answers, checked by name, size and what they really are."""

import logging
import unicodedata
import zipfile
from pathlib import PurePosixPath

import puremagic
from django.core.exceptions import SuspiciousFileOperation, ValidationError
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...conf import app_settings
from ...errors import Refused
from ...record.trace import trace
from ...signals import attachment_received
from ..kinds import registry
from ..models import Attachment, ProposalDraft
from ..rules import (
    PROPOSAL_EDITOR,
    require_acting_for,
    require_open,
    require_permission,
    was_submitted,
)
from ..structure import from_rows
from .locks import lock_proposal
from .proposals import raise_version, submitted_data

logger = logging.getLogger(__name__)

#: Office files are archives, alike at their start: the folder that tells them apart,
#: or what their member "mimetype" says.
FOLDERS = {"docx": "word/", "pptx": "ppt/", "xlsx": "xl/"}
MIMETYPES = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "odp": b"application/vnd.oasis.opendocument.presentation",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
}

#: Extensions whose files puremagic reports under another name of the same format.
SAME_FORMAT = {"jpeg": {"jpg", "jpeg", "jfif"}, "jpg": {"jpg", "jpeg", "jfif"}}


def attach(proposal, question, file, *, by):
    """Attach an uploaded ``file`` to the answer to ``question`` (its block id).

    Returns the attachment. Refused: "empty", "too_large", "type", "count",
    "scan", "no_question", "closed" and its like, "not_acting".
    """
    require_acting_for(by, proposal.lead_organization)
    asked = from_rows(proposal.call).question(question)
    if asked is None or not registry.get(asked.kind).is_file:
        raise Refused(_("The form does not ask for this file."), code="no_question")
    name, content_type = check_file(file, proposal=proposal, by=by)
    with transaction.atomic():
        lock_proposal(proposal, call=False)
        require_open(proposal)
        draft, _created = ProposalDraft.objects.get_or_create(
            proposal=proposal,
            defaults={"data": submitted_data(proposal), "saved_by": by},
        )
        ids = draft.data.setdefault(asked.name, [])
        if len(ids) >= app_settings.FILE_MAX_COUNT:
            message = ngettext(
                "This answer holds %(count)d file already. Remove it first.",
                "This answer holds %(count)d files already. Remove one first.",
                len(ids),
            )
            raise Refused(message % {"count": len(ids)}, code="count")
        attachment = _store(proposal, file, name, content_type, by, question=question)
        ids.append(str(attachment.pk))
        draft.saved_by = by
        draft.save()
        raise_version(proposal)
    return attachment


def attach_source(proposal, file, *, by):
    """Keep the ``file`` in which a proposal came in, for editors only.

    Refused: as in :func:`check_file`, "forbidden".
    """
    require_permission(by, PROPOSAL_EDITOR)
    try:
        name, content_type = check_file(file, proposal=proposal, by=by)
    except Refused as refused:
        refused.fields = {"file": [refused.message]}
        raise
    attachment = _store(proposal, file, name, content_type, by)
    trace(proposal, "proposal", "attach_source", by=by)
    return attachment


def _store(proposal, file, name, content_type, by, **fields):
    attachment = Attachment(
        proposal=proposal,
        name=name,
        size=file.size,
        content_type=content_type,
        uploaded_by=by,
        **fields,
    )
    attachment.file.save(name, file, save=False)
    attachment.save()
    return attachment


def remove_attachment(attachment, *, by):
    """Take a file out of the working answer; versions that name it keep it.

    Refused: "closed" and its like, "not_acting".
    """
    proposal = attachment.proposal
    require_acting_for(by, proposal.lead_organization)
    with transaction.atomic():
        lock_proposal(proposal, call=False)
        require_open(proposal)
        draft, _created = ProposalDraft.objects.get_or_create(
            proposal=proposal,
            defaults={"data": submitted_data(proposal), "saved_by": by},
        )
        name, key = f"q_{attachment.question}", str(attachment.pk)
        draft.data[name] = [pk for pk in draft.data.get(name, []) if pk != key]
        draft.save()
        raise_version(proposal)
        if not was_submitted(attachment):
            stored = attachment.file
            attachment.delete()
            transaction.on_commit(
                lambda: stored.storage.delete(stored.name), robust=True
            )


def check_file(file, *, by, limit=None, **about):
    """Return the safe name and the content type of ``file``, or refuse it.

    ``limit`` is the most bytes it may have; ``about`` tells scanners what it is for:
    ``proposal`` or ``webinar``.

    The name loses any path. The extension must be allowed, and the content must
    be what the extension says.
    """
    name = _safe_name(file.name)
    extension = PurePosixPath(name).suffix.lower().lstrip(".")
    if not file.size:
        raise Refused(_("“%(name)s” is empty.") % {"name": name}, code="empty")
    limit = limit or app_settings.FILE_MAX_SIZE
    if file.size > limit:
        raise Refused(
            _("“%(name)s” has %(size)s; the most a file can have is %(limit)s.")
            % {
                "name": name,
                "size": filesizeformat(file.size),
                "limit": filesizeformat(limit),
            },
            code="too_large",
        )
    content_type = _content_type(file, extension)
    is_whole = _holds_what_it_should(file, extension)
    if extension not in app_settings.FILE_TYPES or not (content_type and is_whole):
        raise Refused(
            _("“%(name)s” is not a file of an allowed kind: %(kinds)s.")
            % {"name": name, "kinds": ", ".join(app_settings.FILE_TYPES)},
            code="type",
        )
    _scan(file, name, by=by, about=about)
    return name, content_type


def _safe_name(name):
    """Return ``name`` without its path and without odd characters."""
    path = PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/"))
    try:
        stem = get_valid_filename(path.stem)
    except SuspiciousFileOperation:
        stem = "file"
    return (stem + path.suffix)[-200:]


def _holds_what_it_should(file, extension):
    """Tell whether an office file is one inside; others need no such look."""
    if extension not in FOLDERS and extension not in MIMETYPES:
        return True
    try:
        with zipfile.ZipFile(file) as archive:
            if folder := FOLDERS.get(extension):
                return any(name.startswith(folder) for name in archive.namelist())
            with archive.open("mimetype") as member:
                return member.read(100).strip() == MIMETYPES[extension]
    except Exception:  # A damaged archive fails in many ways.
        return False
    finally:
        file.seek(0)


def _content_type(file, extension):
    """Return the content type if the content is what ``extension`` says, else ""."""
    file.seek(0)
    head = file.read(1024 * 1024)
    file.seek(0)
    try:
        matches = puremagic.magic_string(head, f"file.{extension}")
    except puremagic.PureError:
        return ""
    wanted = SAME_FORMAT.get(extension, {extension})
    for match in matches:
        # Without matching bytes, puremagic has only believed the name.
        if match.byte_match and match.extension.lstrip(".") in wanted:
            return match.mime_type or "application/octet-stream"
    return ""


def _scan(file, name, *, by, about):
    """Let the site look at the file; what any receiver raises refuses it."""
    responses = attachment_received.send_robust(
        sender=Attachment, file=file, by=by, **{"proposal": None, **about}
    )
    file.seek(0)
    for _receiver, error in responses:
        if isinstance(error, ValidationError):
            raise Refused(" ".join(error.messages), code="scan")
        if isinstance(error, Exception):
            logger.error("A scanner failed on a file", exc_info=error)
            message = _("“%(name)s” could not be checked, so it was not taken.")
            raise Refused(message % {"name": name}, code="scan")
