"""The admin addresses of calls and proposals."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from ..screens import GuardedViewSet
from .admin_views import calls, entry, proposal, proposals, record
from .admin_views.base import CALL_POLICY, PROPOSAL_POLICY


class CallViewSet(GuardedViewSet):
    policy = CALL_POLICY
    name = "workshops_calls"
    url_prefix = "workshops/calls"
    icon = "clipboard-list"
    menu_label = _("Calls")
    menu_name = "workshops-calls"
    menu_order = 100

    def get_urlpatterns(self):
        index = calls.CallIndexView
        return [
            path("", index.as_view(), name="index"),
            path("results/", index.as_view(results_only=True), name="index_results"),
            path("add/", calls.AddCallView.as_view(), name="add"),
            path("<uuid:pk>/", calls.CallScreenView.as_view(), name="screen"),
            path("<uuid:pk>/dates/", calls.DatesView.as_view(), name="dates"),
            path("<uuid:pk>/rules/", calls.RulesView.as_view(), name="rules"),
            path("<uuid:pk>/record/", record.RecordView.as_view(), name="record"),
            path("<uuid:pk>/record/seal/", record.SealView.as_view(), name="seal"),
            path(
                "<uuid:pk>/record/seal/<int:number>/",
                record.SealFileView.as_view(),
                name="seal_file",
            ),
        ]


class ProposalViewSet(GuardedViewSet):
    policy = PROPOSAL_POLICY
    name = "workshops_proposals"
    url_prefix = "workshops/proposals"
    icon = "form"
    menu_label = _("Proposals")
    menu_name = "workshops-proposals"
    menu_order = 200

    def get_urlpatterns(self):
        index = proposals.ProposalIndexView
        one = {
            "": (proposal.ProposalInspectView, "inspect"),
            "note/": (proposal.NoteView, "note"),
            "confirmation/": (proposal.ConfirmationView, "confirmation"),
            "extend/": (proposal.ExtendView, "extend"),
            "withdraw/": (proposal.WithdrawView, "withdraw"),
            "correct/": (entry.CorrectView, "correct"),
        }
        return [
            path("", index.as_view(), name="index"),
            path("results/", index.as_view(results_only=True), name="index_results"),
            path("enter/", entry.ChooseCallView.as_view(), name="choose_call"),
            path("enter/<uuid:pk>/", entry.EnterView.as_view(), name="enter"),
            *(
                path(f"<uuid:pk>/{suffix}", view.as_view(), name=name)
                for suffix, (view, name) in one.items()
            ),
        ]
