"""Who may do what with a call and its proposals: predicates to read aloud."""

from django.utils import timezone
from django.utils.translation import gettext as _

from ..errors import Refused, require_permission  # noqa: F401 (its users ask here)
from ..members.backends import get_backend
from .enums import CallPhase, PartnerState, ProposalStatus
from .models import CallCriterion
from .structure import from_rows, texts

EDITOR = "workshops_plugin.change_call"
VIEWER = "workshops_plugin.view_call"
ANNOUNCER = "workshops_plugin.announce_call"
PROPOSAL_EDITOR = "workshops_plugin.change_proposal"
PROPOSAL_VIEWER = "workshops_plugin.view_proposal"


# Calls.


def accepts_proposals(call, now=None):
    """Whether a new proposal may be submitted: within the dates, page live."""
    return call.phase(now) == CallPhase.OPEN and call.is_live


def may_propose(user, call):
    """Whether ``user`` acts for an organization that may lead a proposal."""
    return get_backend().in_action_group(user, call.action_group)


def has_submitted(call):
    """Whether anybody has ever submitted a proposal to ``call``."""
    return call.last_number > 0


def is_source(page, call):
    """Whether ``page`` is the one that fixes the structure of ``call``."""
    return not page.alias_of_id and page.locale_id == call.source_locale_id


def criteria_change(page, stream):
    """What stands between ``stream`` of criteria on ``page`` and publishing it.

    Returns "frozen" where another set of criteria would be reviewed by,
    "needs_reason" where their words change after the first submission (their order
    is no promise), or "" (nothing).
    """
    call = page.call if page.pk else None
    if not call or not is_source(page, call):
        return ""
    published, proposed = from_rows(call).criteria, texts(stream)
    if call.rubric_frozen_at and other_set(published, proposed):
        return "frozen"
    changed = set(published) != set(proposed)
    return "needs_reason" if changed and has_submitted(call) else ""


def other_set(published, proposed):
    """Whether two sequences of criteria are not the same ones, whatever their words."""
    return {text.key for text in published} != {text.key for text in proposed}


def is_new_reason(call, reason):
    """Whether no earlier change of the criteria of ``call`` was given ``reason``."""
    versions = CallCriterion.history.filter(call_id=call.pk)
    return not versions.filter(history_change_reason=reason).exists()


# Proposals.


def acts_for(user, organization):
    """Whether ``user`` acts for ``organization`` today."""
    return get_backend().organizations_for(user).filter(pk=organization.pk).exists()


def may_read(user, proposal):
    """Whether ``user`` belongs to the lead or to a partner who has not refused."""
    mine = get_backend().organizations_for(user)
    if mine.filter(pk=proposal.lead_organization_id).exists():
        return True
    standing = [PartnerState.INVITED, PartnerState.CONFIRMED]
    return proposal.partners.filter(organization__in=mine, state__in=standing).exists()


def may_view_in_admin(user, proposal=None):
    """Whether ``user`` sees proposals as an editor or auditor does."""
    return user.has_perm(PROPOSAL_VIEWER) or user.has_perm(PROPOSAL_EDITOR)


def is_open(proposal, now=None):
    """Whether ``proposal`` may be submitted or changed: to the second."""
    now = now or timezone.now()
    call, deadline = proposal.call, proposal.deadline
    return bool(
        call.opens_at
        and deadline
        and call.opens_at <= now < deadline
        and not call.announced_at
        and call.is_live
    )


def partners_open(proposal, now=None):
    """Whether partners of ``proposal`` may still answer."""
    now = now or timezone.now()
    deadline = proposal.partners_deadline
    return bool(
        deadline
        and now < deadline
        and not proposal.call.announced_at
        and proposal.status != ProposalStatus.WITHDRAWN
    )


# What a verb asks before it acts.


def require_acting_for(user, organization):
    """Refuse unless ``user`` acts for ``organization``; None is a command."""
    if user is not None and not acts_for(user, organization):
        raise Refused(
            _(
                "Only people who act for %(organization)s can do this. Ask your focal "
                "point or the Secretariat to add you."
            )
            % {"organization": organization},
            code="not_acting",
        )


def require_open(proposal, now=None):
    """Refuse unless ``proposal`` may be changed now, saying why not."""
    now = now or timezone.now()
    if is_open(proposal, now):
        return
    call, deadline = proposal.call, proposal.deadline
    if call.opens_at and now < call.opens_at:
        raise Refused(_("This call has not opened yet."), code="not_open")
    if not deadline or not call.opens_at or not call.is_live:
        raise Refused(
            _("This call does not take proposals at the moment."), code="unavailable"
        )
    raise Refused(
        _(
            "This call has closed. Your text is kept as it was last saved, but it can "
            "no longer be changed."
        ),
        code="closed",
    )


def require_reason(reason, message=None):
    """Refuse an empty ``reason``; return it without surrounding space."""
    if reason := (reason or "").strip():
        return reason
    raise Refused(message or _("Give a reason."), code="reason")


def was_submitted(attachment):
    """Whether any submitted version of its proposal names ``attachment``."""
    proposal, key = attachment.proposal, str(attachment.pk)
    versions = proposal.history.values_list("answers", flat=True)
    return any(
        isinstance(answer["value"], list) and key in answer["value"]
        for answers in [proposal.answers, *versions]
        for answer in answers.values()
    )
