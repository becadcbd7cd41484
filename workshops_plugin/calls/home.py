"""What editors see of calls on the admin's home page."""

from django.db.models import Count, Q
from django.utils import timezone
from wagtail.admin.ui.components import Component

from .enums import ProposalStatus
from .models import Call
from .queries import with_source_live


class OpenCallsPanel(Component):
    """The calls that are open or about to open, with what came in."""

    name = "workshops_open_calls"
    order = 150
    template_name = "workshops_plugin/admin/calls/home_panel.html"

    def get_context_data(self, parent_context):
        submitted = Q(proposals__status=ProposalStatus.SUBMITTED)
        calls = Call.objects.filter(
            closes_at__gt=timezone.now(), announced_at__isnull=True
        ).annotate(submitted=Count("proposals", submitted))
        return {"calls": with_source_live(calls).order_by("closes_at", "pk")}
