"""Opens a webinar to everybody, and closes it again."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ...calls.rules import require_permission, require_reason
from ...errors import Refused
from ...record.trace import trace
from ...record.writing import save_versions
from ...signals import webinar_changed
from ..access import is_public
from ..enums import Visibility
from ..models import PublicApproval
from ..placing import place
from ..rules import OPENER
from ..searching import index_pages
from .locks import lock_webinar


def open_to_public(webinar, *, by, reason):
    """Let everybody see ``webinar``, with an approval on record; return the approval.

    Refused: "reason", "public" (it is already), "forbidden".
    """
    require_permission(by, OPENER)
    reason = require_reason(reason, _("Say why everybody may see it."))
    with transaction.atomic():
        lock_webinar(webinar)
        if is_public(webinar):
            raise Refused(_("It is public already."), code="public")
        webinar.visibility = Visibility.PUBLIC
        approval = PublicApproval(webinar=webinar, approved_by=by, why=reason)
        save_versions([webinar, approval], by=by, reason=reason)
        _apply(webinar, by, reason, "open_to_public")
    return approval


def close_to_members(webinar, *, by, reason):
    """Let only members see ``webinar`` again; return it.

    What somebody has copied meanwhile cannot be recalled: change the meeting link too.
    Refused: "reason", "members" (it is for members already), "forbidden".
    """
    require_permission(by, OPENER)
    reason = require_reason(reason, _("Say why only members may see it."))
    with transaction.atomic():
        lock_webinar(webinar)
        open_ones = list(webinar.approvals.filter(withdrawn_at__isnull=True))
        if webinar.visibility == Visibility.MEMBERS and not open_ones:
            raise Refused(_("It is for members only already."), code="members")
        webinar.visibility = Visibility.MEMBERS
        for approval in open_ones:
            approval.withdrawn_at, approval.withdrawn_by = timezone.now(), by
            approval.withdrawn_because = reason
        save_versions([webinar, *open_ones], by=by, reason=reason)
        _apply(webinar, by, reason, "close_to_members")
    return webinar


def _apply(webinar, by, reason, verb):
    """Let Wagtail's restrictions, search and caches follow."""
    pages = place(webinar)
    trace(webinar, "webinar", verb, by=by, reason=reason)
    transaction.on_commit(lambda: index_pages(pages), robust=True)
    transaction.on_commit(
        lambda: webinar_changed.send_robust(
            sender=type(webinar), webinar=webinar, verb=verb, by=by
        ),
        robust=True,
    )
