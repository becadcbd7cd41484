"""What the kinds of messages about webinars share."""

from django.urls import reverse
from django.utils.translation import gettext_lazy

from ...mailing.kinds import Kind, Placeholder, site_of_page
from ..access import VIEWER
from ..models import Webinar
from ..queries import source_page_of

TITLE = Placeholder(gettext_lazy("the title of the webinar"))


def site_of(webinar):
    """Return the site on which the pages of ``webinar`` stand, else the main one."""
    return site_of_page(source_page_of(webinar))


def webinar_url(webinar, name, *args):
    """Return an absolute address of ours, in the active language."""
    site = site_of(webinar)
    path = reverse(f"workshops:{name}", args=[webinar.pk, *args])
    return (site.root_url if site else "") + path


class WebinarKind(Kind):
    """A message about a webinar."""

    model = Webinar

    def site(self, webinar):
        return site_of(webinar)

    def reply_to(self, delivery, webinar):
        proposal = webinar.proposals.select_related("call").first()
        page = proposal.call.source_page if proposal else None
        return page.contact_email if page else ""

    def samples(self, user):
        rows = Webinar.objects.order_by("-starts_at", "-created_at")
        return rows if user.has_perm(VIEWER) else rows.none()
