"""Who reviews what: reviewers, assignments, and the plan that fills the gaps."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from ...errors import Refused
from ...screens import AdminView, PostedMixin, VerbFormView
from ..actions import (
    add_reviewer,
    apply_plan,
    assign_all,
    plan_assignments,
    reassign,
    remove_reviewer,
    withdraw_assignment,
)
from ..actions.plan import Plan
from ..assigning import overview
from ..forms import (
    AssignForm,
    DueForm,
    ReasonForm,
    ReviewerForm,
    WithdrawForm,
)
from ..models import Assignment, Reviewer
from ..queries import judgeable, picked
from ..rules import is_editable, name_of
from .base import AssignMixin


class AssignmentsView(AssignMixin, AdminView):
    """Proposals with their reviewers, reviewers with their load."""

    template_name = "workshops_plugin/admin/reviews/assignments.html"
    page_title = gettext_lazy("Reviewers and assignments")
    any_permission_required = ["change", "view"]

    def get_context_data(self, **kwargs):
        seen = overview(self.call)
        return super().get_context_data(
            **{
                "reviewers": seen.reviewers,
                "rows": seen.rows,
                "short": sum(bool(row.missing) for row in seen.rows),
                "aside": seen.aside,
                "may_change": self.user_has_permission("change")
                and is_editable(self.call),
                "reviewer_form": ReviewerForm(call=self.call),
                "assign_form": AssignForm(call=self.call),
                **kwargs,
            }
        )


class AddReviewerView(PostedMixin, AssignmentsView):
    page = "workshops_reviews:assignments"
    any_permission_required = ["change"]

    def post(self, request, *args, **kwargs):
        form = ReviewerForm(request.POST, call=self.call)
        if form.is_valid():
            try:
                for user in form.cleaned_data["users"]:
                    add_reviewer(self.call, user, by=request.user)
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(request, _("The reviewers are picked."))
                return redirect("workshops_reviews:assignments", self.call.pk)
        return self.render_to_response(self.get_context_data(reviewer_form=form))


class AssignView(PostedMixin, AssignmentsView):
    """Assigns the ticked proposals to one reviewer."""

    page = "workshops_reviews:assignments"
    any_permission_required = ["change"]

    def post(self, request, *args, **kwargs):
        form = AssignForm(request.POST, call=self.call)
        chosen = set(request.POST.getlist("proposals"))
        proposals = [p for pk, p in judgeable(self.call).items() if str(pk) in chosen]
        if not proposals:
            form.full_clean()
            form.add_error(None, _("Tick the proposals that you want to assign."))
        elif form.is_valid():
            user = form.cleaned_data["reviewer"].user
            try:
                made = assign_all(
                    [(proposal, user) for proposal in proposals],
                    due=form.cleaned_data["due"],
                    by=request.user,
                )
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(
                    request,
                    ngettext(
                        "%(count)d proposal is assigned to %(person)s.",
                        "%(count)d proposals are assigned to %(person)s.",
                        len(made),
                    )
                    % {"count": len(made), "person": name_of(user)},
                )
                return redirect("workshops_reviews:assignments", self.call.pk)
        return self.render_to_response(
            self.get_context_data(assign_form=form, chosen=chosen)
        )


class PlanView(AssignMixin, AdminView):
    """Shows what assigning automatically would do; does exactly that when told."""

    template_name = "workshops_plugin/admin/reviews/plan.html"
    page_title = gettext_lazy("Assign automatically")

    def crumbs(self):
        url = reverse("workshops_reviews:assignments", args=[self.call.pk])
        return [*super().crumbs(), (_("Reviewers and assignments"), url)]

    def get_context_data(self, **kwargs):
        plan = plan_assignments(self.call)
        grouped = {}
        for proposal, user in plan.pairs:
            grouped.setdefault(proposal, []).append(user)
        return super().get_context_data(
            plan=plan,
            grouped=[
                (proposal, [(user, f"{proposal.pk}:{user.pk}") for user in users])
                for proposal, users in grouped.items()
            ],
            editable=is_editable(self.call),
            **{"form": DueForm(), **kwargs},
        )

    def post(self, request, *args, **kwargs):
        form = DueForm(request.POST)
        if form.is_valid():
            plan = Plan(
                call=self.call,
                due=form.cleaned_data["due"],
                pairs=self.posted_pairs(),
            )
            try:
                made = apply_plan(plan, by=request.user)
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(
                    request,
                    ngettext(
                        "%(count)d assignment is made.",
                        "%(count)d assignments are made.",
                        len(made),
                    )
                    % {"count": len(made)},
                )
                return redirect("workshops_reviews:assignments", self.call.pk)
        return self.render_to_response(self.get_context_data(form=form))

    def posted_pairs(self):
        """Return the pairs that were shown, as far as they are still there."""
        proposals = {str(pk): p for pk, p in judgeable(self.call).items()}
        users = {str(row.user_id): row.user for row in picked(self.call)}
        pairs = [pair.split(":", 1) for pair in self.request.POST.getlist("pair")]
        return [
            (proposals[pair[0]], users[pair[1]])
            for pair in pairs
            if len(pair) == 2 and pair[0] in proposals and pair[1] in users
        ]


class WithdrawAssignmentView(AssignMixin, VerbFormView):
    """Withdraws an assignment, or gives it to somebody else."""

    page_title = gettext_lazy("Withdraw assignment")
    success = gettext_lazy("The assignment is withdrawn.")

    @cached_property
    def assignment(self):
        rows = Assignment.objects.select_related("reviewer", "proposal__call")
        return get_object_or_404(
            rows, pk=self.kwargs["assignment"], proposal__call=self.call
        )

    def get_explanation(self):
        return _(
            "%(person)s will not review %(proposal)s any more. What is written already "
            "is kept and will not count."
        ) % {
            "person": name_of(self.assignment.reviewer),
            "proposal": self.assignment.proposal,
        }

    def get_form(self, data=None):
        return WithdrawForm(data, assignment=self.assignment)

    def carry_out(self, form):
        values = form.cleaned_data
        proposal = self.assignment.proposal
        proposal.call = self.call
        if values["instead"]:
            reassign(
                self.assignment,
                values["instead"].user,
                reason=values["reason"],
                by=self.request.user,
            )
            self.success = _("%(person)s reviews %(proposal)s instead.") % {
                "person": name_of(values["instead"].user),
                "proposal": proposal,
            }
        else:
            withdraw_assignment(
                self.assignment, reason=values["reason"], by=self.request.user
            )

    def back(self):
        return reverse("workshops_reviews:assignments", args=[self.call.pk])


class RemoveReviewerView(AssignMixin, VerbFormView):
    page_title = gettext_lazy("Take reviewer out")
    success = gettext_lazy("The reviewer takes no part any more.")
    form_class = ReasonForm

    @cached_property
    def reviewer(self):
        return get_object_or_404(
            Reviewer.objects.select_related("user"),
            call=self.call,
            number=self.kwargs["number"],
        )

    def get_explanation(self):
        return _(
            "All assignments of %(person)s in this call are withdrawn. What is written "
            "already is kept and does not count."
        ) % {"person": name_of(self.reviewer.user)}

    def carry_out(self, form):
        values = form.cleaned_data
        self.reviewer.call = self.call
        remove_reviewer(self.reviewer, reason=values["reason"], by=self.request.user)

    def back(self):
        return reverse("workshops_reviews:assignments", args=[self.call.pk])
