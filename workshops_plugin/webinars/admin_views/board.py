"""How ready all webinars are, at a glance."""

from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...screens import AdminView
from ..checklist import checklist, current, stage_of
from ..enums import Stage, WebinarPhase
from .base import WEBINARS, all_webinars

#: Of what is over, the latest are enough.
OVER = 12


class BoardView(AdminView):
    """A column for each stage, a card for each webinar; what is next comes first."""

    permission_policy = WEBINARS
    any_permission_required = ["change", "view"]
    page_title = gettext_lazy("Board of webinars")
    header_icon = "table"
    template_name = "workshops_plugin/admin/webinars/board.html"

    def crumbs(self):
        return [(_("Webinars"), reverse("workshops_webinars:index"))]

    def get_context_data(self, **kwargs):
        return super().get_context_data(columns=columns(), **kwargs)


def columns():
    """Return [(stage, [card, …]), …]. A constant number of queries."""
    found = {stage: [] for stage in Stage}
    rows, over = all_webinars().exclude(status="cancelled"), {"ends_at__lte": now()}
    latest = rows.filter(**over).order_by("-starts_at", "pk")[:OVER]
    upcoming = sorted(
        rows.exclude(**over),
        key=lambda w: (w.starts_at is None, w.starts_at or w.created_at),
    )
    for webinar in [*upcoming, *latest]:
        phase, items = webinar.phase(), checklist(webinar)
        stage = stage_of(webinar, items)
        shown = current(items, phase)
        waiting = [item for item in shown if item.open]
        found[stage].append(
            {
                "webinar": webinar,
                "live": phase == WebinarPhase.LIVE,
                "done": len(shown) - len(waiting),
                "total": len(shown),
                "late": sum(item.overdue for item in shown),
                "next": waiting[0] if waiting else None,
            }
        )
    return list(found.items())
