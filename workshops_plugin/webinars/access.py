"""The one answer to “may this person see this webinar?”.

Pages, files, the join gate, calendars, feeds, lists and search all ask here. What
Wagtail stores as restrictions of pages is derived from the same answer, for its
sitemap, API and search; see :mod:`.placing`.
"""

from django.db.models import Exists, OuterRef, Q

from ..members.backends import get_backend
from .enums import Visibility
from .models import PublicApproval, Webinar

VIEWER = "workshops_plugin.view_webinar"


def public_webinars():
    """Return a queryset of the webinars that were opened to all, with an approval."""
    approvals = PublicApproval.objects.filter(
        webinar=OuterRef("pk"), withdrawn_at__isnull=True
    )
    return Webinar.objects.filter(Exists(approvals), visibility=Visibility.PUBLIC)


def with_opened(webinars):
    """Annotate whether everybody may see them onto a queryset of webinars."""
    return webinars.annotate(opened=Exists(public_webinars().filter(pk=OuterRef("pk"))))


def is_public(webinar):
    """Tell whether everybody may see ``webinar`` (or None, which nobody may)."""
    if webinar is None:
        return False
    if "opened" in webinar.__dict__:
        return webinar.opened
    return public_webinars().filter(pk=webinar.pk).exists()


def sees_all(user):
    """Tell whether ``user`` sees what is for members: a member, or of the staff."""
    return bool(user and user.is_authenticated and user.is_active) and (
        user.has_perm(VIEWER) or get_backend().is_member(user)
    )


def is_host(user, webinar):
    """Tell whether ``user`` acts for an organization that holds ``webinar``."""
    if not (user and user.is_authenticated and user.is_active):
        return False
    mine = get_backend().organizations_for(user)
    return webinar.hosts.filter(organization__in=mine).exists()


def may_see(user, webinar):
    """Tell whether ``user`` may see ``webinar`` and all that goes with it.

    A page without a webinar (None) is closed to all.
    """
    if webinar is None:
        return False
    return is_public(webinar) or sees_all(user) or is_host(user, webinar)


def visible_to(user):
    """Return a queryset of the webinars that ``user`` may see."""
    if sees_all(user):
        return Webinar.objects.all()
    found = Q(pk__in=public_webinars().values("pk"))
    if user and user.is_authenticated and user.is_active:
        mine = get_backend().organizations_for(user)
        found |= Q(hosts__organization__in=mine.values("pk"))
    return Webinar.objects.filter(found).distinct()
