"""Shows a webinar's facts beside its page's words, read-only."""

from django.urls import reverse
from wagtail.admin.panels import Panel


class FactsPanel(Panel):
    class BoundPanel(Panel.BoundPanel):
        template_name = "workshops_plugin/admin/webinars/facts_panel.html"

        def get_context_data(self, parent_context=None):
            from .access import VIEWER, is_public
            from .rules import EDITOR

            context = super().get_context_data(parent_context)
            page, user = self.instance, self.request.user
            webinar = page.webinar if page.pk else None
            context["webinar"] = webinar
            context["public"] = is_public(webinar)
            context["may_see"] = user.has_perm(VIEWER)
            if page.pk and not page.alias_of_id and user.has_perm(EDITOR):
                context["adopt_url"] = reverse(
                    "workshops_webinars:adopt", args=[page.pk]
                )
            return context
