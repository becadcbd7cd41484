"""My proposals, and one proposal to read, withdraw or delete."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ...members.backends import get_backend
from .. import rules
from ..actions import delete_draft, discard_changes, withdraw
from ..models import Call
from ..present import draft_lines, present
from ..queries import (
    local_titles,
    member_proposals,
    open_calls,
    with_source_live,
)
from .base import MemberView, ProposalMixin, posted_number


class ProposalsView(MemberView):
    """Everything of somebody's organizations; open calls where there is nothing."""

    template_name = "workshops_plugin/calls/proposals.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        led, invitations = member_proposals(user)
        calls = open_calls(user)
        of_led = [proposal.call for proposal in led]
        self.show_in_this_language([*calls, *of_led])
        self.tell_which_are_live(of_led)
        return super().get_context_data(
            led=led,
            invitations=invitations,
            open_calls=calls,
            acts_for_somebody=get_backend().organizations_for(user).exists(),
            **kwargs,
        )

    @staticmethod
    def show_in_this_language(calls):
        titles = local_titles({call.pk for call in calls})
        for call in calls:
            call.title = titles.get(call.pk, call.title)

    @staticmethod
    def tell_which_are_live(calls):
        keys = {call.pk for call in calls}
        rows = with_source_live(Call.objects.filter(pk__in=keys))
        live = dict(rows.values_list("pk", "source_live"))
        for call in calls:
            call.source_live = live[call.pk]


class ProposalView(ProposalMixin, MemberView):
    template_name = "workshops_plugin/calls/proposal.html"

    def get_context_data(self, **kwargs):
        proposal = self.proposal
        return super().get_context_data(
            lines=present(proposal) if proposal.reference else [],
            draft_lines=[] if proposal.reference else draft_lines(proposal),
            partners=proposal.current_partners(),
            is_open=rules.is_open(proposal),
            **kwargs,
        )


class SubmittedView(ProposalMixin, MemberView):
    """After submitting: the reference, what happens next, and the call's own text."""

    template_name = "workshops_plugin/calls/confirmation.html"
    lead_only = True

    def get(self, request, *args, **kwargs):
        if not self.proposal.is_submitted:
            return redirect(self.proposal)
        return super().get(request, *args, **kwargs)


class WithdrawView(ProposalMixin, MemberView):
    template_name = "workshops_plugin/calls/withdraw.html"
    lead_only = True

    def post(self, request, *args, **kwargs):
        self.try_to(
            withdraw,
            self.proposal,
            reason=request.POST.get("reason", ""),
            success=_("The proposal is withdrawn."),
        )
        return redirect(self.proposal)


class DiscardView(ProposalMixin, MemberView):
    """Asks whether changes that were not submitted shall be forgotten."""

    template_name = "workshops_plugin/calls/discard.html"
    lead_only = True

    def post(self, request, *args, **kwargs):
        self.try_to(
            discard_changes,
            self.proposal,
            version=posted_number(request, "version"),
            success=_("The changes are discarded."),
        )
        return redirect(self.proposal)


class DeleteView(ProposalMixin, MemberView):
    template_name = "workshops_plugin/calls/delete.html"
    lead_only = True

    def post(self, request, *args, **kwargs):
        if self.try_to(delete_draft, self.proposal, success=_("The draft is deleted.")):
            return redirect(reverse("workshops:proposals"))
        return redirect(self.proposal)
