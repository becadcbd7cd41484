"""What the editors' pages of reviews share."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin import messages
from wagtail.permission_policies import ModelPermissionPolicy

from ...calls.admin_views.base import AdminView, CallMixin
from ...calls.listing import listed_proposals
from ...errors import Refused
from ..models import Assignment, Decision, Letter, Review

ASSIGNMENTS = ModelPermissionPolicy(Assignment)
REVIEWS = ModelPermissionPolicy(Review)
DECISIONS = ModelPermissionPolicy(Decision)
LETTERS = ModelPermissionPolicy(Letter)


class ReadMixin(CallMixin):
    """A page about the reviews of a call, for whoever may read them."""

    permission_policy = REVIEWS
    any_permission_required = ["view"]
    header_icon = "tasks"


class AssignMixin(CallMixin):
    """A page for whoever may assign."""

    permission_policy = ASSIGNMENTS
    any_permission_required = ["change"]
    header_icon = "user"


class ProposalOfCallMixin:
    """Finds a proposal with its call, and leads back to it."""

    permission_policy = REVIEWS
    any_permission_required = ["view"]
    header_icon = "tasks"

    @cached_property
    def proposal(self):
        return get_object_or_404(
            listed_proposals().exclude(reference=None), pk=self.kwargs["pk"]
        )

    @cached_property
    def call(self):
        return self.proposal.call

    def crumbs(self):
        return [
            (self.call.title, reverse("workshops_calls:screen", args=[self.call.pk])),
            (str(self.proposal), proposal_url(self.proposal.pk)),
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            proposal=self.proposal, call=self.call, **kwargs
        )


def proposal_url(key):
    """Return the address at which the reviews of a proposal are read."""
    return reverse("workshops_reviews:proposal", args=[key])


class VerbFormView(AdminView):
    """A small form over one verb: explained, filled in, carried out.

    ``carry_out`` gets the cleaned values; what a verb refuses is shown on the form.
    """

    template_name = "workshops_plugin/admin/reviews/verb_form.html"
    form_class = None
    success = ""
    explanation = ""
    submit_label = ""

    def get_form(self, data=None):
        return self.form_class(data)

    def get_context_data(self, **kwargs):
        form = kwargs.pop("form", None) or self.get_form()
        return super().get_context_data(
            form=form,
            media=form.media,
            explanation=self.get_explanation(),
            submit_label=self.submit_label or self.get_page_title(),
            back=self.back(),
            **kwargs,
        )

    def get_explanation(self):
        return self.explanation

    def post(self, request, *args, **kwargs):
        form = self.get_form(request.POST)
        if form.is_valid():
            try:
                self.carry_out(form.cleaned_data)
            except Refused as refused:
                form.refuse(refused)
            else:
                if self.success:
                    messages.success(request, self.success)
                return redirect(self.back())
        return self.render_to_response(self.get_context_data(form=form))
