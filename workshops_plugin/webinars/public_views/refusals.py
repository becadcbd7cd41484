"""What somebody gets who may not see a webinar: nothing of it."""

from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers, patch_cache_control

from ...calls.public_views.base import sign_in
from .. import access


def refusal(page, request):
    """Return the response for somebody who may not see ``page``, or None.

    It tells nothing of the webinar. Who is not signed in is asked to.
    """
    return refused(request, page.webinar)


def refused(request, webinar):
    """Return the response for somebody who may not see ``webinar``, or None."""
    if access.may_see(request.user, webinar):
        return None
    if not request.user.is_authenticated:
        response = sign_in(request)
    elif webinar is None:
        raise Http404
    else:
        response = TemplateResponse(
            request, "workshops_plugin/webinars/members_only.html", status=403
        )
    add_never_cache_headers(response)
    return response


def keep_from_caches(response, request, *, public):
    """Let no cache keep what is not for everybody, and none show it for longer.

    What is public today may be closed tomorrow; a page that a cache still shows then
    would leak. So caches have to ask each time.
    """
    if public and not request.user.is_authenticated:
        patch_cache_control(response, max_age=0, must_revalidate=True)
    else:
        add_never_cache_headers(response)
