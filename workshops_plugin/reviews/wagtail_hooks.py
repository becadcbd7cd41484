from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import (
    cards,  # noqa: F401
    log_actions,
    public_notes,  # noqa: F401
)
from .bulk_actions import ACTIONS
from .home import CoveragePanel, MyReviewsPanel
from .rules import READER


@hooks.register("register_log_actions")
def register_log_actions(actions):
    log_actions.register(actions)


for action in ACTIONS:
    hooks.register("register_bulk_action", action)


class CountsMenuItem(MenuItem):
    """Shown to whoever may read reviews."""

    def is_shown(self, request):
        return request.user.has_perm(READER)


@hooks.register("register_reports_menu_item")
def counts_menu_item():
    return CountsMenuItem(
        _("Counts by dimension"),
        reverse("workshops_reviews:counts"),
        icon_name="table",
        order=1100,
    )


@hooks.register("insert_global_admin_css")
def admin_css():
    return format_html(
        '<link rel="stylesheet" href="{}">',
        static("workshops_plugin/admin/reviews.css"),
    )


@hooks.register("construct_homepage_panels")
def add_reviews(request, panels):
    mine = MyReviewsPanel(request.user)
    if mine.duties:
        panels.append(mine)
    if request.user.has_perm(READER):
        panels.append(CoveragePanel())
