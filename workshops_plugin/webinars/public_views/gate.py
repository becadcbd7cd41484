"""The one way into a meeting, and to what is stored in private."""

from django.http import FileResponse, Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.views.generic import View

from ...calls.public_views.files import as_download
from .. import access
from ..enums import JoinState
from ..models import Material, Speaker, Webinar
from ..preparation import approved_photos
from ..queries import page_for
from ..rules import join_state, may_prepare
from .pages import has_approved, opens_at
from .refusals import refused


class JoinView(View):
    """Leads into the meeting those who may, while it is open; keeps the link secret."""

    def get(self, request, pk):
        rows = Webinar.objects.select_related("join_details", "source_locale")
        webinar = get_object_or_404(rows, pk=pk)
        response = refused(request, webinar) or self.answer(request, webinar)
        add_never_cache_headers(response)
        response["Referrer-Policy"] = "no-referrer"
        return response

    def answer(self, request, webinar):
        page = page_for(webinar, get_language())
        if page is None:
            raise Http404
        state = join_state(webinar)
        asks = state == JoinState.OPEN and webinar.join_details.passcode
        if state == JoinState.OPEN and (not asks or "go" in request.GET):
            return HttpResponseRedirect(webinar.join_details.url)
        context = {
            "webinar": webinar,
            "page": page,
            "state": state,
            "opens_at": opens_at(webinar),
            "details": webinar.join_details if state == JoinState.OPEN else None,
        }
        return TemplateResponse(request, "workshops_plugin/webinars/join.html", context)


def works_on(user, webinar):
    """Tell whether ``user`` sees what is not approved yet, and what is for hosts."""
    return may_prepare(user, webinar) or user.has_perm(access.VIEWER)


class MaterialView(View):
    """Serves a file, or leads to a link, for whoever may see its webinar."""

    def get(self, request, pk, material):
        rows = Material.objects.select_related("webinar__source_locale")
        found = get_object_or_404(rows, pk=material, webinar=pk)
        response = refused(request, found.webinar) or self.answer(request, found)
        add_never_cache_headers(response)
        return response

    def answer(self, request, material):
        webinar = material.webinar
        is_shown = material.is_shown and page_for(webinar, get_language())
        if not is_shown and not works_on(request.user, webinar):
            raise Http404
        if material.file:
            return as_download(material)
        response = HttpResponseRedirect(material.url)
        response["Referrer-Policy"] = "no-referrer"
        return response


class PhotoView(View):
    """Shows the photo of a speaker to whoever may see the webinar."""

    def get(self, request, pk, speaker):
        rows = Speaker.objects.select_related("webinar__source_locale")
        found = get_object_or_404(rows.exclude(photo=""), pk=speaker, webinar=pk)
        response = refused(request, found.webinar) or self.answer(request, found)
        add_never_cache_headers(response)
        return response

    def answer(self, request, speaker):
        webinar = speaker.webinar
        photos = approved_photos(webinar)
        is_shown = speaker.consent and has_approved(speaker, photos)
        if not is_shown and not works_on(request.user, webinar):
            raise Http404
        try:
            content = speaker.photo.open("rb")
        except FileNotFoundError as error:
            raise Http404 from error
        response = FileResponse(content, content_type="image/jpeg")
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return response
