"""What reviewers and editors see of reviews on the admin's home page."""

from django.utils.functional import cached_property
from wagtail.admin.ui.components import Component

from ..calls.models import Call
from .queries import coverage, duties_of


class MyReviewsPanel(Component):
    """Your reviews: three of eight, due on Friday."""

    name = "workshops_my_reviews"
    order = 120
    template_name = "workshops_plugin/admin/reviews/home_mine.html"

    def __init__(self, user):
        self.user = user

    @cached_property
    def duties(self):
        return [d for d in duties_of(self.user) if d.is_open and d.done < d.total]

    def get_context_data(self, parent_context):
        return {"duties": self.duties}


class CoveragePanel(Component):
    """How far the reviews of each call are."""

    name = "workshops_coverage"
    order = 160
    template_name = "workshops_plugin/admin/reviews/home_coverage.html"

    def get_context_data(self, parent_context):
        calls = Call.objects.filter(
            reviewers__active=True, announced_at__isnull=True
        ).distinct()
        soonest = calls.order_by("closes_at", "pk")[:5]
        found = [(call, coverage(call)) for call in soonest]
        return {"calls": found}
