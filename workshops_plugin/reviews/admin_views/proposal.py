"""What reviewers think of one proposal, and what was decided on it."""

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...calls.words import criteria_of
from ...screens import AdminView, VerbFormView
from ..actions import decide, reopen_review
from ..conflict_log import conflicts_of
from ..enums import ReviewState
from ..forms import DecisionForm, ReasonForm
from ..models import Review
from ..others import opinions
from ..plots import moved_words, spread_plot
from ..ranking import ranking, without
from ..rules import (
    ASSIGNER,
    DECIDER,
    barred_for,
    is_editable,
    may_read_reviews,
    name_of,
)
from ..scoring import rounded
from .base import ASSIGNMENTS, DECISIONS, ProposalOfCallMixin, proposal_url


class ProposalReviewsView(ProposalOfCallMixin, AdminView):
    """Criteria against reviewers, notes, decisions with their rationale."""

    template_name = "workshops_plugin/admin/reviews/proposal.html"

    def get_page_title(self):
        return _("Reviews")

    def get_context_data(self, **kwargs):
        user, call = self.request.user, self.call
        barred = not may_read_reviews(user, self.proposal)
        context = {
            "barred": barred,
            "may_decide": not barred
            and user.has_perm(DECIDER)
            and is_editable(call)
            and self.proposal.is_submitted,
            "may_reopen": user.has_perm(ASSIGNER) and is_editable(call),
            "decisions": self.decisions(),
            "conflicts": [
                entry
                for entry in conflicts_of(call)
                if entry.conflict.proposal_id == self.proposal.pk and not barred
            ],
        }
        if not barred:
            context |= self.judgement()
        if context["may_decide"]:
            context["decision_form"] = DecisionForm(initial=self.initial())
        return super().get_context_data(**context, **kwargs)

    def judgement(self):
        criteria = criteria_of(self.call)
        rows = Review.objects.filter(proposal=self.proposal)
        rows = rows.order_by("submitted_at", "pk")
        found = opinions(rows, self.call, criteria, named=True)
        counted = [o for o in found if o.review.is_submitted]
        hidden = barred_for(self.request.user, self.call)
        row = without(ranking(self.call), hidden).row(self.proposal.pk)
        return {
            "ranks_hidden": bool(hidden),
            "opinions": counted,
            "others": [o for o in found if o.review.state != ReviewState.SUBMITTED],
            "matrix": [
                (criterion, [opinion.scores[place] for opinion in counted])
                for place, criterion in enumerate(criteria)
            ],
            "row": row,
            "merit": rounded(row.merit) if row else None,
            "result": rounded(row.rank.result) if row else None,
            "spread": rounded(row.spread) if row else None,
            "plot": spread_plot(row) if row else None,
            "moved": moved_words(row.rank) if row and row.rank.final else "",
        }

    def decisions(self):
        rows = self.proposal.decisions.select_related("decided_by")
        return list(rows.order_by("-number"))

    def initial(self):
        last = next(iter(self.decisions()), None)
        if last is None:
            return {}
        return {"decision": last.decision, "reserve_order": last.reserve_order}


class DecideProposalView(ProposalOfCallMixin, VerbFormView):
    permission_policy = DECISIONS
    any_permission_required = ["add"]
    page_title = gettext_lazy("Decide")
    success = gettext_lazy("The decision is made. Nobody is told yet.")
    form_class = DecisionForm

    def get_explanation(self):
        return self.proposal.title

    def carry_out(self, form):
        values = form.cleaned_data
        decide(
            self.proposal,
            values["decision"],
            rationale=values["rationale"],
            reserve_order=values["reserve_order"],
            by=self.request.user,
        )

    def back(self):
        return proposal_url(self.proposal.pk)


class ReopenReviewView(ProposalOfCallMixin, VerbFormView):
    permission_policy = ASSIGNMENTS
    any_permission_required = ["change"]
    page_title = gettext_lazy("Reopen review")
    success = gettext_lazy("The review is reopened, and its reviewer told.")
    form_class = ReasonForm

    @cached_property
    def review(self):
        rows = Review.objects.select_related("reviewer")
        return get_object_or_404(rows, pk=self.kwargs["review"], proposal=self.proposal)

    def get_explanation(self):
        return _(
            "%(person)s can then change the review freely. It does not count until it "
            "is submitted again."
        ) % {"person": name_of(self.review.reviewer)}

    def carry_out(self, form):
        values = form.cleaned_data
        reopen_review(self.review, by=self.request.user, reason=values["reason"])

    def back(self):
        return proposal_url(self.proposal.pk)
