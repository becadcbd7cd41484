"""Webinars in people's calendars: one by one, as a feed, and as one's own feed."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response, quote_etag
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.generic import View

from ...calls.public_views.base import MemberView
from ...mailing.languages import spoken
from .. import access
from ..actions import drop_feed_address, make_feed_address
from ..actions.feeds import digest
from ..attending import attended_by
from ..calendars import Entry, calendar
from ..models import FeedToken, Webinar
from ..pages import WebinarIndexPage
from ..queries import page_for, pages_for, titles_of, with_pages
from .refusals import keep_from_caches, refused

#: Where a session holds a new address until it is shown, which is at once.
TOKEN = "workshops_feed_token"


def _entries(pairs, request, attended=None):
    """Return a calendar entry for each (webinar, page); one query for all outcomes.

    ``attended`` are the keys of those that their reader attends, where that is known.
    """
    titles = titles_of([webinar for webinar, _page in pairs])
    found = []
    for webinar, page in pairs:
        join = reverse("workshops:join", args=[webinar.pk])
        categories = [titles[key] for key in webinar.outcomes if key in titles]
        found.append(
            Entry(
                webinar,
                title=page.title,
                description=getattr(page, "lead", ""),
                url=page.get_full_url(request),
                join_url=request.build_absolute_uri(join),
                categories=tuple(dict.fromkeys(categories)),
                attends=None if attended is None else webinar.pk in attended,
            )
        )
    return found


def _as_file(request, content, name, *, public):
    """Return ``content`` as a calendar file; nothing, if the program has it already."""
    etag = quote_etag(digest(content.decode()))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["ETag"] = etag
    response = get_conditional_response(request, etag=etag, response=response)
    keep_from_caches(response, request, public=public)
    return response


class EventFileView(View):
    """One webinar as a calendar file, for whoever may see it."""

    def get(self, request, pk):
        rows = access.with_opened(Webinar.objects.select_related("source_locale"))
        webinar = get_object_or_404(rows, pk=pk)
        return refused(request, webinar) or self.answer(request, webinar)

    def answer(self, request, webinar):
        page = page_for(webinar, get_language())
        if page is None or not webinar.starts_at:
            raise Http404
        content = calendar(_entries([(webinar, page)], request))
        name, public = f"{page.slug}.ics", access.is_public(webinar)
        return _as_file(request, content, name, public=public)


class FeedView(View):
    """The public webinars below an index as a calendar to subscribe to."""

    def get(self, request, pk):
        index = get_object_or_404(WebinarIndexPage.objects.live().public(), pk=pk)
        webinars = access.public_webinars().exclude(starts_at=None)
        pairs = with_pages(webinars.order_by("starts_at", "pk"), index)
        content = calendar(
            _entries(pairs, request),
            name=index.title,
            uid=f"{index.translation_key}@workshops",
            url=index.get_full_url(request),
        )
        return _as_file(request, content, "webinars.ics", public=True)


class OwnFeedView(View):
    """What one user may see as a calendar, by its secret address alone.

    Membership is asked each time. An unknown or replaced address is none.
    """

    @method_decorator(sensitive_variables("token"))
    def get(self, request, token):
        row = FeedToken.objects.select_related("user").filter(digest=digest(token))
        row = row.filter(user__is_active=True).first()
        if row is None:
            raise Http404
        with translation.override(spoken(row.language)):
            content = self.content(request, row)
        response = _as_file(request, content, "webinars.ics", public=False)
        response["Referrer-Policy"] = "no-referrer"
        return response

    def content(self, request, row):
        webinars = access.visible_to(row.user).exclude(starts_at=None)
        webinars = list(webinars.select_related("source_locale").order_by("starts_at"))
        pages = pages_for(webinars, row.language)
        pairs = [(w, pages[w.pk]) for w in webinars if w.pk in pages]
        return calendar(
            _entries(pairs, request, attended_by(row.user)),
            name=_("My webinars"),
            uid=f"{row.digest[:32]}@workshops",
            url=request.build_absolute_uri(reverse("workshops:calendar")),
        )


class CalendarView(MemberView):
    """Where a member makes, replaces or drops the secret address of the own feed."""

    template_name = "workshops_plugin/webinars/calendar.html"

    def get_context_data(self, **kwargs):
        row = FeedToken.objects.filter(user=self.request.user).first()
        address = ""
        if token := self.request.session.pop(TOKEN, None):
            path = reverse("workshops:own_feed", args=[token])
            address = self.request.build_absolute_uri(path)
        return super().get_context_data(row=row, address=address, **kwargs)

    def post(self, request, *args, **kwargs):
        if request.POST.get("action") == "drop":
            if drop_feed_address(request.user):
                messages.success(request, _("The address works no more."))
            return redirect("workshops:calendar")
        token = make_feed_address(request.user, language=get_language())
        # Told once, on the page that comes next: only its digest is kept.
        request.session[TOKEN] = token
        return redirect("workshops:calendar")
