"""How a preparation goes to the Secretariat, comes back, and onto the page."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ...calls.rules import require_permission, require_reason
from ...errors import Refused
from ...record.trace import trace
from ..checklist import checklist
from ..enums import PreparationState, Section, WebinarStatus
from ..messages import tell_hosts_approved, tell_hosts_changes, tell_submitted
from ..models import SectionComment
from ..preparation import differences, put_onto, snapshot
from ..queries import source_page_of
from ..rules import EDITOR, is_secretariat, require_preparing
from .locks import lock_webinar, locked_preparation

#: What has to be there before a webinar is submitted.
NEEDED = ("description", "agenda", "speakers", "moderator", "interpretation")


def submit_preparation(webinar, *, by):
    """Hand the hosts' work to the Secretariat; return the webinar.

    Refused: "missing" (with what is missing), "submitted", "approved", "cancelled",
    "forbidden".
    """
    require_preparing(by, webinar)
    with transaction.atomic():
        lock_webinar(webinar)
        preparation = locked_preparation(webinar)
        if preparation.state == PreparationState.SUBMITTED:
            raise Refused(_("It is submitted already."), code="submitted")
        if preparation.state == PreparationState.APPROVED:
            raise Refused(_("It is approved already."), code="approved")
        if webinar.status == WebinarStatus.CANCELLED:
            raise Refused(_("This webinar is cancelled."), code="cancelled")
        missing = [i for i in checklist(webinar) if i.key in NEEDED and i.open]
        if missing:
            raise Refused(
                _("Before you submit it, this is still missing: %(duties)s.")
                % {"duties": ", ".join(item.label for item in missing)},
                code="missing",
            )
        preparation.state = PreparationState.SUBMITTED
        preparation.submitted_at, preparation.submitted_by = timezone.now(), by
        preparation.save()
        trace(webinar, "webinar", "submit_preparation", by=by)
        tell_submitted(webinar, by)
    return webinar


def take_back(webinar, *, by):
    """Let the hosts go on writing what they had submitted. Refused: "not_submitted"."""
    require_preparing(by, webinar)
    with transaction.atomic():
        lock_webinar(webinar)
        preparation = _submitted(webinar)
        preparation.state = PreparationState.OPEN
        preparation.save()
        trace(webinar, "webinar", "take_back", by=by)
    return webinar


def _submitted(webinar):
    preparation = locked_preparation(webinar)
    if preparation.state != PreparationState.SUBMITTED:
        raise Refused(_("It is not waiting for approval."), code="not_submitted")
    return preparation


def add_comment(webinar, section, text, *, by):
    """Say something about a section, for hosts and Secretariat to read; return it.

    Refused: "reason" (no text), "section", "forbidden".
    """
    require_preparing(by, webinar)
    text = require_reason(text, _("Write your comment first."))
    if section not in Section.values:
        raise Refused(_("There is no such section."), code="section")
    comment = SectionComment.objects.create(
        webinar=webinar,
        section=section,
        text=text,
        author=by,
        from_secretariat=by is None or is_secretariat(by),
    )
    trace(webinar, "webinar", "comment", by=by, section=section)
    return comment


def resolve_comment(comment, *, by):
    """Mark a comment as dealt with."""
    require_preparing(by, comment.webinar)
    if comment.resolved_at is None:
        comment.resolved_at = timezone.now()
        comment.save(update_fields=["resolved_at"])
    return comment


def ask_for_changes(webinar, *, by, comments):
    """Send it back to the hosts with ``comments`` ({section: text}); return it.

    Refused: "comments" (none), "not_submitted", "forbidden".
    """
    require_permission(by, EDITOR)
    comments = {name: text for name, text in comments.items() if text.strip()}
    with transaction.atomic():
        lock_webinar(webinar)
        preparation = _submitted(webinar)
        if not comments and not _open_comments(webinar):
            raise Refused(
                _("Say at the section in question what is to be changed."),
                code="comments",
            )
        for section, text in comments.items():
            add_comment(webinar, section, text, by=by)
        preparation.state = PreparationState.CHANGES
        preparation.save()
        trace(webinar, "webinar", "ask_for_changes", by=by)
        tell_hosts_changes(webinar)
    return webinar


def _open_comments(webinar):
    return webinar.comments.filter(resolved_at=None, from_secretariat=True).exists()


def approve_preparation(webinar, *, by, publish=True):
    """Put what the hosts wrote onto the source page; return the page.

    Only texts that changed since the last approval are written, so that what an
    editor polished on the page stays. With ``publish`` the page goes live, unless it
    holds other changes that were not published, or is in moderation. Refused:
    "no_page", "nothing" (approved as it stands), "publish" (not allowed), "forbidden".
    """
    require_permission(by, EDITOR)
    with transaction.atomic():
        lock_webinar(webinar)
        preparation = locked_preparation(webinar)
        page = source_page_of(webinar)
        if page is None:
            raise Refused(
                _("This webinar has no page any more. Make one first."), code="no_page"
            )
        waiting = webinar.materials.filter(approved_at=None)
        changed = differences(webinar)
        approved = preparation.state == PreparationState.APPROVED
        if approved and not changed and not waiting.exists():
            raise Refused(_("All of it is approved already."), code="nothing")
        waiting.update(approved_at=timezone.now())
        # The hosts' own questions stay open until somebody answers them.
        said = webinar.comments.filter(resolved_at=None, from_secretariat=True)
        said.update(resolved_at=timezone.now())
        preparation.approved = snapshot(webinar)
        preparation.state = PreparationState.APPROVED
        preparation.approved_at, preparation.approved_by = timezone.now(), by
        preparation.save()
        _write(page, changed, by=by, publish=publish)
        trace(webinar, "webinar", "approve_preparation", by=by)
        tell_hosts_approved(webinar)
    return page


def _write(page, changed, *, by, publish):
    holds_more = page.live and page.has_unpublished_changes
    draft = page.get_latest_revision_as_object() if page.latest_revision else page
    put_onto(draft, changed)
    revision = draft.save_revision(user=by)
    if not publish or holds_more or page.current_workflow_state:
        return
    if by is not None and not page.permissions_for_user(by).can_publish():
        raise Refused(
            _(
                "You may not publish this page. Approve it without publishing, and ask "
                "somebody who may."
            ),
            code="publish",
        )
    revision.publish(user=by, skip_permission_checks=True)
