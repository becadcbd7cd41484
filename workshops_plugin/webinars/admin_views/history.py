"""A webinar's history, and whether the record of it is intact."""

from django.utils.translation import gettext_lazy as _

from ...record.summary import summary
from ...record.verification import verify
from ...screens import AdminView
from ..history import events_of
from .base import WebinarMixin


class HistoryView(WebinarMixin, AdminView):
    page_title = _("History")
    header_icon = "history"
    template_name = "workshops_plugin/admin/webinars/history.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            events=events_of(self.webinar), summary=summary(self.webinar.pk), **kwargs
        )

    def post(self, request, *args, **kwargs):
        """Verify the record of this webinar and show what was found."""
        report = verify(self.webinar.pk)
        return self.render_to_response(self.get_context_data(report=report))
