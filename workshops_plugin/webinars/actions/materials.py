"""Files and links that go with a webinar."""

from django.utils import timezone
from django.utils.translation import gettext as _

from ...calls.actions.files import check_file
from ...conf import app_settings
from ...errors import Refused
from ...record.trace import trace
from ..enums import Audience, Section
from ..models import Material
from ..rules import is_secretariat
from ._shared import clean_row, delete_file
from .locks import changing

MATERIALS_MAX = 50


def add_material(
    webinar, *, by, title, file=None, url="", language="", audience=Audience.VIEWERS
):
    """Add an uploaded ``file`` or a link; return the :class:`Material`.

    What a host adds is shown once it is approved; what the Secretariat adds, at once.
    Refused: "nothing", "invalid", "too_many", as in ``check_file`` and ``changing``.
    """
    row = Material(
        webinar=webinar,
        title=title.strip(),
        url=url.strip(),
        language=language,
        audience=audience,
        added_by=by,
    )
    if bool(file) == bool(row.url):
        message = _("Choose a file or give a link: one of the two.")
        raise Refused(message, code="nothing", fields={"file": [message]})
    if file:
        row.name, row.content_type = _checked(file, webinar, by)
        row.size = file.size
        row.title = row.title or row.name
    clean_row(row, "title", "url", "language", "audience")
    if by is None or is_secretariat(by):
        row.approved_at = timezone.now()
    with changing(webinar, Section.PRESENTATIONS, by=by) as preparation:
        if webinar.materials.count() >= MATERIALS_MAX:
            raise Refused(
                _("A webinar has at most %(count)d materials. Remove one first.")
                % {"count": MATERIALS_MAX},
                code="too_many",
            )
        if file:
            row.file.save(row.name, file, save=False)
        row.save()
        preparation.no_presentations = False
    trace(webinar, "webinar", "add_material", by=by)
    return row


def _checked(file, webinar, by):
    try:
        return check_file(
            file, webinar=webinar, by=by, limit=app_settings.MATERIAL_MAX_SIZE
        )
    except Refused as refused:
        refused.fields = {"file": [refused.message]}
        raise


def remove_material(material, *, by):
    """Take a file or link away, for good."""
    with changing(material.webinar, Section.PRESENTATIONS, by=by):
        if material.file:
            delete_file(material.file.storage, material.file.name)
        material.delete()
    trace(material.webinar, "webinar", "remove_material", by=by)


def set_no_presentations(webinar, wanted, *, by):
    """Say that there will be none, or take that back."""
    with changing(webinar, Section.PRESENTATIONS, by=by) as preparation:
        preparation.no_presentations = wanted
    return webinar
