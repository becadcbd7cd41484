"""What the members' pages share: who may come in, and how a refusal looks."""

import re

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.cache import add_never_cache_headers
from django.views.generic import TemplateView

from ...errors import Refused
from .. import rules
from ..models import Proposal


def sign_in(request, path=None):
    """Send somebody to sign in and then back to ``path`` (here by default)."""
    url = getattr(settings, "WAGTAIL_FRONTEND_LOGIN_URL", None) or settings.LOGIN_URL
    return redirect_to_login(path or request.get_full_path(), url)


def posted_number(request, name):
    """Return the whole number that was posted as ``name``, or None."""
    text = request.POST.get(name, "")
    return int(text) if re.fullmatch("[0-9]{1,18}", text) else None


class MemberView(TemplateView):
    """A page for people who are signed in; never cached."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            response = super().dispatch(request, *args, **kwargs)
        else:
            response = self.signed_out()
        add_never_cache_headers(response)
        return response

    def signed_out(self):
        return sign_in(self.request)

    def say(self, refused):
        messages.error(self.request, refused.message)

    def try_to(self, verb, *args, success="", **kwargs):
        """Carry out ``verb`` by the user; show its refusal. Return the outcome."""
        try:
            outcome = verb(*args, by=self.request.user, **kwargs)
        except Refused as refused:
            self.say(refused)
            return None
        if success:
            messages.success(self.request, success)
        return outcome or True


class ProposalMixin:
    """Finds the proposal in the address for somebody who may read it."""

    #: Whether only people of the lead organization come in.
    lead_only = False

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            self.proposal = self.get_proposal()

    def get_proposal(self):
        proposal = get_object_or_404(
            Proposal.objects.select_related(
                "call", "lead_organization", "draft", "submitted_by"
            ),
            pk=self.kwargs["pk"],
        )
        user = self.request.user
        self.leads = rules.acts_for(user, proposal.lead_organization)
        if not self.leads and (self.lead_only or not rules.may_read(user, proposal)):
            raise Http404
        return proposal

    def get_context_data(self, **kwargs):
        from ..queries import page_for

        return super().get_context_data(
            proposal=self.proposal,
            call=self.proposal.call,
            page=page_for(self.proposal.call),
            leads=self.leads,
            **kwargs,
        )
