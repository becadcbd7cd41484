"""Messages to and about the partners of a proposal."""

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from ...mailing.enums import Cause
from ...mailing.kinds import BRACES, register
from ...mailing.texts import Link
from ...members.backends import get_backend
from ..enums import PartnerState, ProposalStatus
from ..messages import site_url, title_of
from ..models import ProposalPartner
from ..moments import zoned_words
from ..rules import PROPOSAL_VIEWER
from .base import CALL, LEAD, LINK, PARTNER, TITLE, UNTIL, CallKind, call_title


class PartnerKind(CallKind):
    """A message to the people of a partner. It is right in some states alone."""

    model = ProposalPartner
    placeholders = {
        "title": TITLE,
        "call": CALL,
        "lead": LEAD,
        "organization": PARTNER,
        "until": UNTIL,
        "link": LINK,
    }
    states = ()
    label_of_link = gettext_lazy("Read and answer")

    def call_of(self, partner):
        return partner.proposal.call

    def samples(self, user):
        rows = ProposalPartner.objects.exclude(proposal__status=ProposalStatus.DRAFT)
        rows = rows if user.has_perm(PROPOSAL_VIEWER) else rows.none()
        return rows.order_by("-invited_at", "pk")

    def obstacle(self, delivery, partner):
        if partner.state not in self.states:
            return Cause.SETTLED
        people = get_backend().recipients_of(partner.organization)
        known = {person.email.lower() for person in people}
        return None if delivery.address.lower() in known else Cause.LEFT

    def values(self, delivery, partner):
        proposal = partner.proposal
        call, until = proposal.call, proposal.partners_deadline
        url = site_url(call, "workshops:partner", partner.pk, language=get_language())
        return {
            "title": title_of(proposal) or _("Untitled draft"),
            "call": call_title(call),
            "lead": str(proposal.lead_organization),
            "organization": str(partner.organization),
            "until": zoned_words(until, call.zone),
            "link": Link(url, str(self.label_of_link)),
        }


@register
class PartnerInvitation(PartnerKind):
    name = "partner_invitation"
    label = pgettext_lazy("message", "Question to a partner")
    when = gettext_lazy(
        "To the people of an organization that is asked to be a partner."
    )
    states = (PartnerState.INVITED,)

    def subject_line(self):
        return _("%(lead)s asks you to be a partner in a proposal") % BRACES

    def paragraphs(self):
        return [
            _("Dear %(name)s,") % BRACES,
            _(
                "%(lead)s asks %(organization)s to stand behind its proposal for "
                "“%(call)s”."
            )
            % BRACES,
            _("Its title is “%(title)s”.") % BRACES,
            _(
                "Read it and confirm or refuse here. Only people who act for your "
                "organization can:"
            ),
            "{link}",
            _("You can answer until:") + " {until}",
        ]

    def values(self, delivery, partner):
        title = title_of(partner.proposal)
        return {**super().values(delivery, partner), "title": title}


@register
class PartnerRemoved(PartnerKind):
    name = "partner_removed"
    label = pgettext_lazy("message", "No longer a partner")
    when = gettext_lazy("To the people of a partner that was taken off a proposal.")
    placeholders = {"title": TITLE, "lead": LEAD, "organization": PARTNER, "call": CALL}
    states = (PartnerState.REMOVED,)

    def subject_line(self):
        return _("No longer a partner: %(title)s") % BRACES

    def paragraphs(self):
        return [
            _(
                "%(lead)s has taken %(organization)s off the partners of its proposal "
                "“%(title)s”. Nothing is expected of you any more."
            )
            % BRACES
        ]


@register
class PartnerChanged(PartnerKind):
    name = "partner_changed"
    label = pgettext_lazy("message", "Change of what a partner confirmed")
    when = gettext_lazy(
        "To the people of a confirmed partner, when the proposal has changed."
    )
    states = (PartnerState.CONFIRMED,)
    replaces = True
    label_of_link = gettext_lazy("Read it again")

    def subject_line(self):
        return _("Changed: %(title)s") % BRACES

    def paragraphs(self):
        return [
            _(
                "“%(title)s”, the proposal of %(lead)s behind which %(organization)s "
                "stands, was changed after you confirmed it."
            )
            % BRACES,
            _(
                "Please read it again. Your confirmation stays unless you change your "
                "answer, which is possible until:"
            )
            + " {until}",
            "{link}",
        ]


class AnswerKind(PartnerKind):
    """Tells whoever invited a partner what it answered."""

    placeholders = {"title": TITLE, "organization": PARTNER, "call": CALL, "link": LINK}

    def obstacle(self, delivery, partner):
        return None if partner.state in self.states else Cause.SETTLED

    def values(self, delivery, partner):
        key = partner.proposal_id
        url = site_url(
            partner.proposal.call, "workshops:proposal", key, language=get_language()
        )
        link = Link(url, _("See the proposal"))
        return {**super().values(delivery, partner), "link": link}


@register
class PartnerConfirmed(AnswerKind):
    name = "partner_confirmed"
    label = pgettext_lazy("message", "A partner has confirmed")
    when = gettext_lazy("To whoever has invited the partner.")
    states = (PartnerState.CONFIRMED,)

    def subject_line(self):
        return _("%(organization)s has confirmed") % BRACES

    def paragraphs(self):
        return [
            _("%(organization)s stands behind your proposal “%(title)s”.") % BRACES,
            "{link}",
        ]


@register
class PartnerRefused(AnswerKind):
    name = "partner_refused"
    label = pgettext_lazy("message", "A partner has refused")
    when = gettext_lazy("To whoever has invited the partner.")
    states = (PartnerState.REFUSED,)

    def subject_line(self):
        return _("%(organization)s has refused") % BRACES

    def paragraphs(self):
        return [
            _("%(organization)s does not take part in your proposal “%(title)s”.")
            % BRACES,
            "{link}",
        ]
