"""The way from a call to a new proposal, or to why that is not possible."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ...members.backends import get_backend
from ...members.rules import ended_membership
from ..actions import start_proposal
from ..enums import ProposalStatus
from ..models import Call, Proposal
from ..queries import page_for
from .base import MemberView, posted_number
from .call import standing_of


class StartView(MemberView):
    """Asks for which organization somebody proposes, or says why they cannot."""

    template_name = "workshops_plugin/calls/start.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.call = get_object_or_404(Call, pk=kwargs["pk"])

    def organizations(self):
        return get_backend().eligible_organizations(
            self.request.user, self.call.action_group
        )

    def get_context_data(self, **kwargs):
        user, call = self.request.user, self.call
        organizations = list(self.organizations())
        is_member = bool(organizations) or get_backend().is_member(user)
        return super().get_context_data(
            call=call,
            page=page_for(call),
            standing=standing_of(call),
            organizations=organizations,
            is_member=is_member,
            former=None if is_member else ended_membership(user),
            drafts=Proposal.objects.filter(
                call=call,
                lead_organization__in=organizations,
                status=ProposalStatus.DRAFT,
            ).select_related("draft", "lead_organization"),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        pk = posted_number(request, "organization")
        chosen = self.organizations().filter(pk=pk).first()
        if chosen is None:
            messages.error(request, _("Choose the organization that proposes."))
            return self.get(request)
        proposal = self.try_to(start_proposal, self.call, organization=chosen)
        if proposal is None:
            return self.get(request)
        return redirect("workshops:edit", proposal.pk)
