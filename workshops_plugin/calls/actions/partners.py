"""Inviting partners, and what they answer."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ...errors import Refused
from ...record.trace import trace
from ...record.writing import save_version
from ...signals import partner_changed
from ..enums import PartnerState
from ..messages import tell_invitation, tell_partner_answer, tell_removal
from ..models import ProposalPartner
from ..rules import partners_open, require_acting_for, require_open
from .locks import lock_proposal

#: The same organization is not written to more often than this.
SEND_AGAIN_AFTER = timedelta(minutes=10)
MAX_PARTNERS = 20


def invite_partner(proposal, organization, *, by):
    """Invite ``organization`` to stand behind ``proposal``; return the partner.

    Inviting again sends the message again, but not at once, nor at once after
    taking the invitation back. Refused: "lead", "not_member",
    "too_many", "too_soon", "confirmed", "closed" and its like, "not_acting".
    """
    require_acting_for(by, proposal.lead_organization)
    with transaction.atomic():
        lock_proposal(proposal)
        require_open(proposal)
        _require_invitable(proposal, organization)
        partner = proposal.partners.filter(organization=organization).first()
        if partner is None:
            partner = ProposalPartner(proposal=proposal, organization=organization)
        elif partner.state == PartnerState.CONFIRMED:
            raise Refused(
                _("%(organization)s has confirmed already.")
                % {"organization": organization},
                code="confirmed",
            )
        elif (
            partner.state in (PartnerState.INVITED, PartnerState.REMOVED)
            and timezone.now() - partner.invited_at < SEND_AGAIN_AFTER
        ):
            raise Refused(
                _(
                    "%(organization)s was invited a moment ago. Wait ten minutes "
                    "before you send the invitation again."
                )
                % {"organization": organization},
                code="too_soon",
            )
        partner.state = PartnerState.INVITED
        partner.invited_by, partner.invited_at = by, timezone.now()
        partner.answered_by = partner.answered_at = None
        _save(partner, by=by)
        trace(proposal, "proposal", "invite", by=by, organization=str(organization))
        tell_invitation(partner)
    return partner


def _lock_partner(partner):
    """Lock ``partner`` after its proposal, bring it up to date; return the latter."""
    proposal = lock_proposal(partner.proposal)
    partner.refresh_from_db(from_queryset=ProposalPartner.objects.select_for_update())
    partner.proposal = proposal
    return proposal


def _require_invitable(proposal, organization):
    if organization.pk == proposal.lead_organization_id:
        raise Refused(
            _("%(organization)s leads this proposal already.")
            % {"organization": organization},
            code="lead",
        )
    if not organization.is_member():
        raise Refused(
            _("%(organization)s is not a member of the Alliance at present.")
            % {"organization": organization},
            code="not_member",
        )
    standing = proposal.partners.exclude(
        state__in=[PartnerState.REFUSED, PartnerState.REMOVED]
    ).exclude(organization=organization)
    if standing.count() >= MAX_PARTNERS:
        raise Refused(
            _("A proposal can have at most %(count)d partners.")
            % {"count": MAX_PARTNERS},
            code="too_many",
        )


def answer_invitation(partner, *, accept, by):
    """Confirm (``accept``) or refuse an invitation, on behalf of the partner.

    Somebody of the partner organization answers, and may change the answer until
    partners can no longer confirm. Answering the same twice changes nothing.
    Refused: "not_acting", "removed", "closed", "not_member".
    """
    require_acting_for(by, partner.organization)
    state = PartnerState.CONFIRMED if accept else PartnerState.REFUSED
    with transaction.atomic():
        proposal = _lock_partner(partner)
        if partner.state == PartnerState.REMOVED:
            raise Refused(_("This invitation was taken back."), code="removed")
        if partner.state == state:
            return partner
        if not partners_open(proposal):
            raise Refused(
                _("The time in which partners can answer is over."), code="closed"
            )
        if accept and not partner.organization.is_member():
            raise Refused(
                _("%(organization)s is not a member of the Alliance at present.")
                % {"organization": partner.organization},
                code="not_member",
            )
        partner.state = state
        partner.answered_by, partner.answered_at = by, timezone.now()
        _save(partner, by=by)
        trace(
            proposal,
            "proposal",
            "confirm" if accept else "refuse",
            by=by,
            organization=str(partner.organization),
        )
        tell_partner_answer(partner, accepted=accept)
    return partner


def _save(partner, *, by):
    save_version(partner, by=by)
    partner_changed.send(sender=ProposalPartner, partner=partner)


def remove_partner(partner, *, by):
    """Take back an invitation or part from a partner, which is told.

    Refused like inviting.
    """
    require_acting_for(by, partner.proposal.lead_organization)
    with transaction.atomic():
        proposal = _lock_partner(partner)
        require_open(proposal)
        if partner.state == PartnerState.REMOVED:
            return partner
        took_part = partner.state != PartnerState.REFUSED
        partner.state = PartnerState.REMOVED
        _save(partner, by=by)
        if took_part:
            tell_removal(partner)
        trace(
            proposal,
            "proposal",
            "remove_partner",
            by=by,
            organization=str(partner.organization),
        )
    return partner
