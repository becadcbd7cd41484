"""What a reviewer has to do."""

from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..queries import duties_of, next_task


class MyReviewsView(WagtailAdminTemplateMixin, TemplateView):
    """The proposals that were given to whoever looks, by call."""

    template_name = "workshops_plugin/admin/reviews/mine.html"
    page_title = gettext_lazy("My reviews")
    header_icon = "tasks"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"label": self.get_page_title(), "url": ""}]

    def get_context_data(self, **kwargs):
        duties = duties_of(self.request.user)
        for each in duties:
            each.next = next_task(self.request.user, each) if each.is_open else None
        return super().get_context_data(duties=duties, **kwargs)
