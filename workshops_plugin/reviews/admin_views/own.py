"""What a reviewer does with an assignment besides reviewing."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ...calls.models import Attachment
from ...calls.public_views.files import as_download
from ...calls.queries import structure_for
from ...calls.rules import was_submitted
from ...errors import Refused
from ..actions import declare_conflict
from ..actions.reviews import current_criteria
from ..forms import ReasonForm
from ..models import Assignment, Review
from ..reading import neutral_name
from ..rules import may_review


class OwnAssignmentMixin:
    """Finds an assignment of the user's own; anybody else's does not exist."""

    def dispatch(self, request, *args, **kwargs):
        if not may_review(request.user, self.assignment):
            return self.explain()
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def assignment(self):
        rows = Assignment.objects.select_related(
            "proposal__call__source_locale", "proposal__lead_organization", "reviewer"
        )
        return get_object_or_404(
            rows, pk=self.kwargs["pk"], reviewer=self.request.user.pk
        )

    def explain(self):
        """Say that it was the user's once; what was written there is kept."""
        messages.warning(
            self.request,
            _(
                "%(proposal)s is not yours to review any more. What you wrote about it "
                "is kept."
            )
            % {"proposal": self.assignment.proposal},
        )
        return redirect("workshops_reviews:index")

    @property
    def proposal(self):
        return self.assignment.proposal

    @cached_property
    def call(self):
        return self.proposal.call

    @cached_property
    def review(self):
        return (
            Review.objects.filter(proposal=self.proposal, reviewer=self.request.user)
            .select_related("proposal__call")
            .first()
        )

    @cached_property
    def criteria(self):
        return current_criteria(self.call)


class FileView(OwnAssignmentMixin, TemplateView):
    """Hands out a file that belongs to an answer which the reviewer may read."""

    http_method_names = ["get", "head"]

    def get(self, request, *args, **kwargs):
        files = Attachment.objects.filter(proposal=self.proposal).exclude(question="")
        file = get_object_or_404(files, pk=self.kwargs["file"])
        structure = structure_for(self.call)
        question = structure.question(file.question)
        hidden = question is None or question.is_identifying
        if not was_submitted(file) or (self.call.blind and hidden):
            raise Http404
        return as_download(file, neutral_name(file) if self.call.blind else "")

    def explain(self):
        raise Http404


class DeclareView(OwnAssignmentMixin, WagtailAdminTemplateMixin, TemplateView):
    """Lets a reviewer declare a conflict of interest."""

    template_name = "workshops_plugin/admin/reviews/declare.html"
    header_icon = "warning"

    def get_page_title(self):
        return _("Conflict of interest")

    def get_breadcrumbs_items(self):
        url = reverse("workshops_reviews:score", args=[self.assignment.pk])
        return [
            *self.breadcrumbs_items,
            {"label": _("My reviews"), "url": reverse("workshops_reviews:index")},
            {"label": str(self.proposal), "url": url},
            {"label": self.get_page_title(), "url": ""},
        ]

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", ReasonForm())
        return super().get_context_data(
            proposal=self.proposal, assignment=self.assignment, **kwargs
        )

    def post(self, request, *args, **kwargs):
        form = ReasonForm(request.POST)
        if form.is_valid():
            try:
                declare_conflict(
                    self.proposal,
                    request.user,
                    by=request.user,
                    reason=form.cleaned_data["reason"],
                )
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(
                    request,
                    _(
                        "Thank you. %(proposal)s goes to somebody else; what you wrote "
                        "is kept and does not count."
                    )
                    % {"proposal": self.proposal},
                )
                return redirect("workshops_reviews:index")
        return self.render_to_response(self.get_context_data(form=form))
