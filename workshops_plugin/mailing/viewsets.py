"""The admin addresses of the outbox."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from ..screens import GuardedViewSet
from .admin_views import campaigns, outbox, texts
from .admin_views.outbox import DELIVERIES


class MailingViewSet(GuardedViewSet):
    policy = DELIVERIES
    name = "workshops_mailing"
    url_prefix = "workshops/outbox"
    icon = "mail"
    menu_label = _("Outbox")
    menu_name = "workshops-outbox"
    menu_order = 400

    def get_urlpatterns(self):
        text, one = "texts/<slug:kind>/<str:language>/", "campaigns/<int:pk>/"
        pages = {
            "": (outbox.OutboxView, "index"),
            "steer/": (outbox.SteerView, "steer"),
            "messages/": (outbox.DeliveriesView, "deliveries"),
            "suppressed/": (outbox.SuppressedView, "suppressed"),
            "suppressed/<int:pk>/lift/": (outbox.LiftView, "lift"),
            "texts/": (texts.TextsView, "texts"),
            text: (texts.TextView, "text"),
            f"{text}preview/": (texts.TextPreviewView, "text_preview"),
            f"{text}reset/": (texts.ResetTextView, "reset_text"),
            "campaigns/add/<slug:kind>/<str:subject>/": (
                campaigns.AddCampaignView,
                "add_campaign",
            ),
            one: (campaigns.CampaignView, "campaign"),
            f"{one}change/": (campaigns.EditCampaignView, "edit_campaign"),
            f"{one}act/": (campaigns.ActView, "act"),
            f"{one}preview/<str:language>/": (
                campaigns.CampaignPreviewView,
                "campaign_preview",
            ),
        }
        results = outbox.DeliveriesView.as_view(results_only=True)
        # The menu leads to the first.
        return [
            *(
                path(route, view.as_view(), name=name)
                for route, (view, name) in pages.items()
            ),
            path("messages/results/", results, name="delivery_results"),
        ]
