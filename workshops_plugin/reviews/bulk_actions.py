"""What can be done with the proposals that are ticked in their list."""

from django import forms
from django.shortcuts import get_list_or_404
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.views.bulk_action import BulkAction

from ..calls.filters import ProposalFilterSet
from ..calls.forms.refusals import RefusableForm
from ..calls.listing import listed_proposals, search
from ..calls.models import Proposal
from ..calls.rules import may_view_in_admin
from ..errors import Refused
from .actions import Choice, assign_all, decide_all
from .forms import DecisionForm, DueForm
from .queries import those_who_can_enter
from .ranking import ranking
from .rules import ASSIGNER, DECIDER, name_of


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return name_of(user)


class AssignForm(DueForm):
    reviewer = PersonField(label=gettext_lazy("Reviewer"), queryset=None)
    field_order = ["reviewer", "due"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reviewer"].queryset = those_who_can_enter()


class ProposalBulkAction(BulkAction):
    """One verb for all ticked proposals, carried out for all of them or for none.

    "All" means all that the list shows: its filters and its search are applied.
    """

    models = [Proposal]
    template_name = "workshops_plugin/admin/reviews/bulk.html"
    permission = ""
    form_class = RefusableForm

    def check_perm(self, obj):
        user = self.request.user
        allowed = user.has_perm(self.permission) and may_view_in_admin(user)
        return allowed and not obj.is_draft

    @classmethod
    def get_queryset(cls, model, object_ids):
        rows = Proposal.objects.select_related("call", "lead_organization")
        return get_list_or_404(rows.order_by("reference"), pk__in=object_ids)

    def get_all_objects_in_listing_query(self, parent_id):
        query = self.request.GET
        filters = ProposalFilterSet(query, queryset=listed_proposals())
        rows = filters.qs if filters.is_valid() else listed_proposals().none()
        if text := query.get("q"):
            rows = search(rows, text)
        return list(rows.order_by("pk").values_list("pk", flat=True))

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            heading=self.display_name, button=self.aria_label, **kwargs
        )

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except Refused as refused:
            form.refuse(refused)
            return self.form_invalid(form)

    def get_execution_context(self):
        return {"by": self.request.user, **self.cleaned_form.cleaned_data}

    @classmethod
    def execute_action(cls, objects, by=None, **values):
        by_call = {}
        for proposal in objects:
            by_call.setdefault(proposal.call, []).append(proposal)
        for call, proposals in by_call.items():
            cls.carry_out(call, proposals, values, by)
        return len(objects), 0


class AssignBulkAction(ProposalBulkAction):
    display_name = gettext_lazy("Assign to a reviewer")
    aria_label = gettext_lazy("Assign the selected proposals to a reviewer")
    action_type = "workshops_assign"
    action_priority = 10
    permission = ASSIGNER
    form_class = AssignForm

    @classmethod
    def carry_out(cls, call, proposals, values, by):
        pairs = [(proposal, values["reviewer"]) for proposal in proposals]
        assign_all(pairs, due=values["due"], by=by)

    def get_success_message(self, count, _children):
        return ngettext(
            "%(count)d proposal is assigned to %(person)s.",
            "%(count)d proposals are assigned to %(person)s.",
            count,
        ) % {
            "count": count,
            "person": name_of(self.cleaned_form.cleaned_data["reviewer"]),
        }


class DecideBulkAction(ProposalBulkAction):
    display_name = gettext_lazy("Decide")
    aria_label = gettext_lazy("Decide on the selected proposals")
    action_type = "workshops_decide"
    action_priority = 20
    permission = DECIDER
    form_class = DecisionForm

    @classmethod
    def carry_out(cls, call, proposals, values, by):
        order = values["reserve_order"] if len(proposals) == 1 else None
        places = {row.proposal.pk: n for n, row in enumerate(ranking(call).rows)}
        proposals.sort(key=lambda proposal: places.get(proposal.pk, len(places)))
        choices = [
            Choice(proposal, values["decision"], values["rationale"], order)
            for proposal in proposals
        ]
        decide_all(call, choices, by=by)

    def get_success_message(self, count, _children):
        return ngettext(
            "%(count)d proposal is decided. Nobody is told yet.",
            "%(count)d proposals are decided. Nobody is told yet.",
            count,
        ) % {"count": count}


ACTIONS = (AssignBulkAction, DecideBulkAction)
