"""The summary to read before submitting, and submitting."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ...errors import Refused
from ..actions import submit
from ..models import Proposal
from ..present import present
from .base import ProposalMixin
from .edit import EditView, error_list
from .keeping import CsrfCheck


class ReviewView(EditView):
    """A summary to read before submitting, with a list of what is missing."""

    template_name = "workshops_plugin/calls/review.html"

    def get_context_data(self, **kwargs):
        form = self.form(self.data())
        form.is_valid()
        shown = Proposal(
            pk=self.proposal.pk,
            call=self.proposal.call,
            lead_organization=self.proposal.lead_organization,
        )
        if form.is_valid():
            form.apply(shown)
        return ProposalMixin.get_context_data(
            self,
            form=form,
            version=self.proposal.version,
            errors=error_list(form),
            shown=shown,
            lines=present(shown, self.structure()) if form.is_valid() else [],
            partners=self.proposal.current_partners(),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        if CsrfCheck.fails(request):
            messages.error(request, _("Your sign-in has changed. Please submit again."))
            return redirect("workshops:review", self.proposal.pk)
        try:
            submit(self.proposal, by=request.user, version=self.posted_version())
        except Refused as refused:
            self.say(refused)
            if refused.code == "closed":
                return redirect(self.proposal)
            return redirect("workshops:review", self.proposal.pk)
        return redirect("workshops:submitted", self.proposal.pk)
