"""Shows a call's facts beside its page's words, read-only."""

from wagtail.admin.panels import Panel

from .rules import EDITOR, VIEWER


class FactsPanel(Panel):
    class BoundPanel(Panel.BoundPanel):
        template_name = "workshops_plugin/admin/calls/facts_panel.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            call = self.instance.call if self.instance.pk else None
            context["call"] = call
            if call:
                user = self.request.user
                context["may_change"] = user.has_perm(EDITOR)
                context["may_see"] = user.has_perm(VIEWER)
            return context
