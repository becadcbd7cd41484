"""The colours of a site's webinars, as a stylesheet."""

from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from django.views.generic import View

from ..branding import branding_of, stylesheet


class StylesheetView(View):
    """A stylesheet of its own, because pages carry no style inline."""

    def get(self, request):
        content = stylesheet(branding_of(request))
        response = HttpResponse(content, content_type="text/css; charset=utf-8")
        patch_cache_control(response, public=True, max_age=300)
        return response
