"""The map: where each part meets Wagtail, and the one menu they share."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup

from .calls import wagtail_hooks as calls  # noqa: F401
from .calls.viewsets import CallViewSet, ProposalViewSet
from .languages import wagtail_hooks as languages  # noqa: F401
from .mailing import wagtail_hooks as mailing  # noqa: F401
from .mailing.viewsets import MailingViewSet
from .members import wagtail_hooks as members  # noqa: F401
from .members.viewsets import members_viewset_group
from .reviews import wagtail_hooks as reviews  # noqa: F401
from .reviews.viewsets import ReviewViewSet
from .webinars import wagtail_hooks as webinars  # noqa: F401
from .webinars.viewsets import WebinarViewSet


class WorkshopsGroup(ViewSetGroup):
    menu_label = _("Workshops")
    menu_name = "workshops"
    menu_icon = "calendar-alt"
    menu_order = 250
    items = (
        ReviewViewSet,
        CallViewSet,
        ProposalViewSet,
        WebinarViewSet,
        members_viewset_group,
        MailingViewSet,
    )


@hooks.register("register_admin_viewset")
def register_viewsets():
    return WorkshopsGroup()
