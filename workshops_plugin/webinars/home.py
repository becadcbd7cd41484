"""What editors see of webinars on the admin's home page."""

from django.utils import timezone
from wagtail.admin.ui.components import Component

from .admin_views.base import all_webinars
from .checklist import checklist, current
from .enums import PreparationState, WebinarPhase
from .preparation import preparation_of

SHOWN = 5


class WebinarsPanel(Component):
    """What comes next, and what waits for the Secretariat."""

    name = "workshops_webinars"
    order = 170
    template_name = "workshops_plugin/admin/webinars/home_panel.html"

    def get_context_data(self, parent_context):
        rows = (
            all_webinars()
            .filter(ends_at__gt=timezone.now())
            .exclude(status="cancelled")
        )
        return {
            "webinars": [
                _line(webinar) for webinar in rows.order_by("starts_at")[:SHOWN]
            ]
        }


def _line(webinar):
    phase = webinar.phase()
    items = current(checklist(webinar), phase)
    return {
        "webinar": webinar,
        "live": phase == WebinarPhase.LIVE,
        "done": sum(not item.open for item in items),
        "total": len(items),
        "late": sum(item.overdue for item in items),
        "waits": preparation_of(webinar).state == PreparationState.SUBMITTED,
    }
