"""Where a partner reads what it is asked to stand behind, and answers."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from .. import rules
from ..actions import answer_invitation, remove_partner
from ..enums import PartnerState
from ..messages import title_of
from ..models import ProposalPartner
from ..present import draft_lines, present
from ..queries import page_for
from .base import MemberView


class PartnerView(MemberView):
    """For people of the invited organization; others learn only whom to ask."""

    template_name = "workshops_plugin/calls/partner.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if not request.user.is_authenticated:
            return
        self.partner = get_object_or_404(
            ProposalPartner.objects.select_related(
                "organization",
                "proposal__call",
                "proposal__lead_organization",
                "proposal__draft",
            ),
            pk=kwargs["pk"],
        )
        self.acts = rules.acts_for(request.user, self.partner.organization)

    def get(self, request, *args, **kwargs):
        return self.render_to_response(
            self.get_context_data(), status=200 if self.acts else 403
        )

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["acts"] = self.acts
        context["removed"] = self.partner.state == PartnerState.REMOVED
        if self.acts and not context["removed"]:
            proposal = self.partner.proposal
            context |= {
                "partner": self.partner,
                "proposal": proposal,
                "call": proposal.call,
                "page": page_for(proposal.call),
                "title": title_of(proposal),
                "lines": present(proposal) if proposal.reference else [],
                "draft_lines": [] if proposal.reference else draft_lines(proposal),
                "is_open": rules.partners_open(proposal),
            }
        return context

    def post(self, request, *args, **kwargs):
        if not self.acts:
            return self.get(request)
        answer = request.POST.get("answer")
        if answer not in ("confirm", "refuse"):
            raise Http404
        accept = answer == "confirm"
        self.try_to(
            answer_invitation,
            self.partner,
            accept=accept,
            success=_("Thank you. Your organization stands behind this proposal.")
            if accept
            else _("You have refused. The organization that asked you is told."),
        )
        return redirect(self.partner)


class RemovePartnerView(MemberView):
    """Asks the lead's people whether they mean it: the partner has confirmed."""

    template_name = "workshops_plugin/calls/remove_partner.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if not request.user.is_authenticated:
            return
        partners = ProposalPartner.objects.select_related(
            "organization", "proposal__call", "proposal__lead_organization"
        )
        self.partner = get_object_or_404(
            partners.exclude(state=PartnerState.REMOVED), pk=kwargs["pk"]
        )
        if not rules.acts_for(request.user, self.partner.proposal.lead_organization):
            raise Http404

    def get_context_data(self, **kwargs):
        proposal = self.partner.proposal
        return super().get_context_data(
            partner=self.partner, proposal=proposal, **kwargs
        )

    def post(self, request, *args, **kwargs):
        organization = self.partner.organization
        self.try_to(
            remove_partner,
            self.partner,
            success=_("%(organization)s is not a partner any more, and is told.")
            % {"organization": organization},
        )
        return redirect(f"{self.edit_url()}#partners")

    def edit_url(self):
        return reverse("workshops:edit", args=[self.partner.proposal_id])
