"""The member-facing addresses. Include them before Wagtail's own patterns."""

from django.urls import path

from .calls.public_views import edit, files, partners, proposals, review, start
from .mailing import public_views as mailing
from .webinars.public_views import (
    attending,
    branding,
    calendars,
    gate,
    sections,
    workspace,
)

app_name = "workshops"

urlpatterns = [
    path("calls/<uuid:pk>/propose/", start.StartView.as_view(), name="propose"),
    path("proposals/", proposals.ProposalsView.as_view(), name="proposals"),
    path("proposals/<uuid:pk>/", proposals.ProposalView.as_view(), name="proposal"),
    path("proposals/<uuid:pk>/edit/", edit.EditView.as_view(), name="edit"),
    path("proposals/<uuid:pk>/review/", review.ReviewView.as_view(), name="review"),
    path(
        "proposals/<uuid:pk>/submitted/",
        proposals.SubmittedView.as_view(),
        name="submitted",
    ),
    path(
        "proposals/<uuid:pk>/withdraw/",
        proposals.WithdrawView.as_view(),
        name="withdraw",
    ),
    path("proposals/<uuid:pk>/delete/", proposals.DeleteView.as_view(), name="delete"),
    path(
        "proposals/<uuid:pk>/discard/",
        proposals.DiscardView.as_view(),
        name="discard",
    ),
    path(
        "partners/<uuid:pk>/remove/",
        partners.RemovePartnerView.as_view(),
        name="remove_partner",
    ),
    path("partners/<uuid:pk>/", partners.PartnerView.as_view(), name="partner"),
    path("files/<uuid:pk>/", files.FileView.as_view(), name="file"),
    path("messages/", mailing.PreferencesView.as_view(), name="preferences"),
    path("messages/<str:token>/", mailing.RefuseView.as_view(), name="refuse"),
    path("webinars/mine/", workspace.MyWebinarsView.as_view(), name="my_webinars"),
    path("webinars/look.css", branding.StylesheetView.as_view(), name="look"),
    path("webinars/calendar/", calendars.CalendarView.as_view(), name="calendar"),
    path(
        "webinars/calendar/<str:token>.ics",
        calendars.OwnFeedView.as_view(),
        name="own_feed",
    ),
    path(
        "webinars/feed/<int:pk>.ics", calendars.FeedView.as_view(), name="webinar_feed"
    ),
    path(
        "webinars/<uuid:pk>/event.ics",
        calendars.EventFileView.as_view(),
        name="event_file",
    ),
    path("webinars/<uuid:pk>/attend/", attending.AttendView.as_view(), name="attend"),
    path(
        "webinars/<uuid:pk>/prepare/attendees/",
        attending.AttendeesView.as_view(),
        name="attendees",
    ),
    path("webinars/<uuid:pk>/join/", gate.JoinView.as_view(), name="join"),
    path(
        "webinars/<uuid:pk>/materials/<uuid:material>/",
        gate.MaterialView.as_view(),
        name="material",
    ),
    path(
        "webinars/<uuid:pk>/speakers/<uuid:speaker>/photo/",
        gate.PhotoView.as_view(),
        name="photo",
    ),
    path(
        "webinars/<uuid:pk>/prepare/", workspace.PrepareView.as_view(), name="prepare"
    ),
    path(
        "webinars/<uuid:pk>/prepare/look/",
        workspace.BrandingView.as_view(),
        name="prepare_look",
    ),
    path(
        "webinars/<uuid:pk>/prepare/speakers/add/",
        sections.SpeakerView.as_view(),
        name="add_speaker",
    ),
    path(
        "webinars/<uuid:pk>/prepare/speakers/<uuid:speaker>/",
        sections.SpeakerView.as_view(),
        name="change_speaker",
    ),
    path(
        "webinars/<uuid:pk>/prepare/<slug:section>/",
        sections.section_view,
        name="prepare_section",
    ),
    path(
        "webinars/<uuid:pk>/prepare/<slug:section>/comments/",
        workspace.CommentView.as_view(),
        name="comment",
    ),
]
