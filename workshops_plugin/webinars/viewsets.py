"""The admin addresses of webinars."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from ..screens import GuardedViewSet
from .admin_views import (
    attending,
    board,
    digest,
    history,
    index,
    making,
    preparing,
    screen,
    verbs,
)
from .admin_views.base import WEBINARS

#: {name: (address below the webinar's, view)}
OF_A_WEBINAR = {
    "screen": ("", screen.WebinarScreenView),
    "time": ("time/", verbs.TimeView),
    "cancel": ("cancel/", verbs.CancelView),
    "facts": ("facts/", verbs.FactsView),
    "hosts": ("hosts/", verbs.HostsView),
    "join": ("join/", verbs.JoinView),
    "open": ("open/", verbs.OpenView),
    "close": ("close/", verbs.CloseView),
    "approve": ("preparation/", preparing.ApproveView),
    "materials": ("materials/", preparing.MaterialsView),
    "duties": ("checklist/", preparing.DutiesView),
    "change_duties": ("checklist/change/", preparing.ChangeDutiesView),
    "attendees": ("attendees/", attending.AttendeesView),
    "history": ("history/", history.HistoryView),
}


class WebinarViewSet(GuardedViewSet):
    policy = WEBINARS
    name = "workshops_webinars"
    url_prefix = "workshops/webinars"
    icon = "calendar-alt"
    menu_label = _("Webinars")
    menu_name = "workshops-webinars"
    menu_order = 300

    def get_urlpatterns(self):
        listing = index.WebinarIndexView
        return [
            path("", listing.as_view(), name="index"),
            path("results/", listing.as_view(results_only=True), name="index_results"),
            path("add/", making.AddView.as_view(), name="add"),
            path("board/", board.BoardView.as_view(), name="board"),
            path("newsletter/", digest.DigestView.as_view(), name="digest"),
            path("calls/<uuid:pk>/", making.FromCallView.as_view(), name="from_call"),
            path(
                "proposals/<uuid:pk>/",
                making.FromProposalView.as_view(),
                name="from_proposal",
            ),
            path("pages/<int:page>/", making.AdoptView.as_view(), name="adopt"),
            *(
                path(f"<uuid:pk>/{route}", view.as_view(), name=name)
                for name, (route, view) in OF_A_WEBINAR.items()
            ),
        ]
