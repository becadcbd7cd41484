"""Shows a webinar's facts beside its page's words, read-only."""

from wagtail.admin.panels import Panel


class FactsPanel(Panel):
    class BoundPanel(Panel.BoundPanel):
        template_name = "workshops_plugin/admin/webinars/facts_panel.html"

        def get_context_data(self, parent_context=None):
            from .access import VIEWER, is_public

            context = super().get_context_data(parent_context)
            webinar = self.instance.webinar if self.instance.pk else None
            context["webinar"] = webinar
            context["public"] = is_public(webinar)
            context["may_see"] = self.request.user.has_perm(VIEWER)
            return context
