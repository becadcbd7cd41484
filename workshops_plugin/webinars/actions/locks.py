"""The lock of a webinar, and what changing a part of its preparation asks for."""

from contextlib import contextmanager
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from ...errors import Refused
from ...record.trace import trace
from ..enums import PreparationState
from ..models import Preparation, Webinar
from ..preparation import APPROVED_SECTIONS
from ..rules import require_preparing, require_unlocked

#: Within so long, one person's changes are logged once.
SITTING = timedelta(minutes=30)


def lock_webinar(webinar):
    """Lock the row of ``webinar`` and bring the instance up to date."""
    webinar.refresh_from_db(from_queryset=Webinar.objects.select_for_update())
    # What hangs on it may have changed as well.
    webinar._prefetched_objects_cache = {}
    for name in ("has_live_page", "opened"):
        webinar.__dict__.pop(name, None)
    for name in ("preparation", "join_details"):
        webinar._state.fields_cache.pop(name, None)
    return webinar


def locked_preparation(webinar):
    """Return the preparation of a locked ``webinar``, made if there is none."""
    found = Preparation.objects.filter(webinar=webinar).first()
    webinar.preparation = found or Preparation(webinar=webinar)
    return webinar.preparation


@contextmanager
def changing(webinar, section, *, by, version=None):
    """Lock ``webinar``, hand out its preparation, and save that with a new version.

    Refused: "forbidden", "submitted" (it waits for approval), "stale" (``section`` is
    not at ``version`` any more; None does not ask).
    """
    require_preparing(by, webinar)
    with transaction.atomic():
        lock_webinar(webinar)
        preparation = locked_preparation(webinar)
        if section in APPROVED_SECTIONS:
            require_unlocked(preparation, by)
        require_version(preparation.version(section), version)
        yield preparation
        number = preparation.version(section) + 1
        preparation.versions = {**preparation.versions, str(section): number}
        approved = preparation.state == PreparationState.APPROVED
        if approved and section in APPROVED_SECTIONS:
            preparation.state = PreparationState.OPEN
        preparation.changed_at, preparation.changed_by = timezone.now(), by
        preparation.save()
        if not _goes_on(webinar, section, by):
            trace(webinar, "webinar", "prepare", by=by, section=str(section))


def _goes_on(webinar, section, by):
    """Tell whether ``by`` is writing there already; forms save by themselves."""
    last = (
        ModelLogEntry.objects.for_instance(webinar)
        .filter(action="workshops_plugin.webinar.prepare")
        .order_by("-timestamp", "-pk")
        .first()
    )
    return (
        last is not None
        and last.user_id == (by.pk if by else None)
        and last.data.get("section") == str(section)
        and timezone.now() - last.timestamp < SITTING
    )


def require_version(current, version):
    """Refuse a change of what somebody else has changed meanwhile."""
    if version is not None and version != current:
        raise Refused(
            _(
                "This part was saved by somebody else, or in another window, since you "
                "opened it. Nothing of yours is lost: compare, and save what is right."
            ),
            code="stale",
        )
