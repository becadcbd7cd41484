"""Shows a call's facts beside its page's words, read-only."""

from wagtail.admin.panels import Panel


class FactsPanel(Panel):
    class BoundPanel(Panel.BoundPanel):
        template_name = "workshops_plugin/admin/calls/facts_panel.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            call = self.instance.call if self.instance.pk else None
            context["call"] = call
            if call:
                context["may_change"] = self.request.user.has_perm(
                    "workshops_plugin.change_call"
                )
            return context
