"""The admin addresses of reviews."""

from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from .admin_views import (
    assignments,
    board,
    conflicts,
    counts,
    history,
    letters,
    mine,
    own,
    papers,
    proposal,
    ranking,
    scoring,
)
from .enums import AssignmentState
from .models import Assignment


class ReviewersMenuItem(MenuItem):
    """Shown to whoever has something to review, or had."""

    def is_shown(self, request):
        # Wagtail asks twice for each page.
        if not hasattr(request, "_workshops_reviews"):
            rows = Assignment.objects.filter(
                reviewer=request.user.pk, state=AssignmentState.ASSIGNED
            )
            request._workshops_reviews = rows.exists()
        return request._workshops_reviews


class ReviewViewSet(ViewSet):
    name = "workshops_reviews"
    url_prefix = "workshops/reviews"
    icon = "tasks"
    menu_label = _("My reviews")
    menu_name = "workshops-reviews"
    menu_order = 50

    @cached_property
    def menu_item_class(self):
        return ReviewersMenuItem

    def get_urlpatterns(self):
        return [
            path("", mine.MyReviewsView.as_view(), name="index"),
            path("counts/", counts.CountsView.as_view(), name="counts"),
            path("<uuid:pk>/", scoring.ScoreView.as_view(), name="score"),
            path("<uuid:pk>/save/", scoring.SaveView.as_view(), name="save"),
            path("<uuid:pk>/conflict/", own.DeclareView.as_view(), name="declare"),
            path("<uuid:pk>/<uuid:file>/", own.FileView.as_view(), name="file"),
            *(
                path(f"calls/<uuid:pk>/{route}", view.as_view(), name=name)
                for name, (route, view) in OF_A_CALL.items()
            ),
            *(
                path(f"proposals/<uuid:pk>/{route}", view.as_view(), name=name)
                for name, (route, view) in OF_A_PROPOSAL.items()
            ),
        ]


#: {name: (address below the call's, view)}
OF_A_CALL = {
    "assignments": ("assignments/", assignments.AssignmentsView),
    "assign": ("assignments/assign/", assignments.AssignView),
    "plan": ("assignments/plan/", assignments.PlanView),
    "withdraw_assignment": (
        "assignments/<uuid:assignment>/withdraw/",
        assignments.WithdrawAssignmentView,
    ),
    "add_reviewer": ("reviewers/add/", assignments.AddReviewerView),
    "remove_reviewer": (
        "reviewers/<int:number>/remove/",
        assignments.RemoveReviewerView,
    ),
    "conflicts": ("conflicts/", conflicts.ConflictsView),
    "lift": ("conflicts/lift/", conflicts.LiftView),
    "set_conflict": ("conflicts/set/", conflicts.SetView),
    "recheck": ("conflicts/recheck/", conflicts.RecheckView),
    "ranking": ("ranking/", ranking.RankingView),
    "decide": ("ranking/decide/", ranking.DecideView),
    "board": ("board/", board.BoardView),
    "series_history": ("board/history/", board.SeriesHistoryView),
    "place": ("board/place/", board.PlaceView),
    "swap": ("board/swap/<uuid:proposal>/", board.SwapView),
    "wishes": ("board/wishes/", board.WishesView),
    "suggest": ("board/suggest/", board.SuggestView),
    "settle": ("board/decide/", board.SettleView),
    "export": ("export/", ranking.ReviewsExportView),
    "letters": ("letters/", letters.LettersView),
    "prepare": ("letters/prepare/", letters.PrepareView),
    "letter": ("letters/<uuid:letter>/", letters.LetterView),
    "send_again": ("letters/send/", letters.SendAgainView),
    "announce": ("announce/", letters.AnnounceView),
    "reopen_decisions": ("reopen/", letters.ReopenDecisionsView),
    "reopen_rubric": ("rubric/", letters.ReopenRubricView),
    "report": ("report/", papers.ReportView),
    "pack": ("pack/", papers.PackView),
    "audit": ("audit/", papers.AuditView),
}
#: {name: (address below the proposal's, view)}
OF_A_PROPOSAL = {
    "proposal": ("", proposal.ProposalReviewsView),
    "decide_proposal": ("decide/", proposal.DecideProposalView),
    "reopen_review": ("reviews/<uuid:review>/reopen/", proposal.ReopenReviewView),
    "history": ("history/", history.ProposalHistoryView),
}
