"""What visitors see: a webinar's page, calendars, files, and the join gate."""

from datetime import timezone as zones
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.views.generic import View

from ..calls.models import CallOutcome
from ..calls.public_views.base import sign_in
from ..calls.public_views.files import as_download
from . import access
from .calendars import Entry, calendar
from .enums import JoinState, WebinarStatus
from .models import Material, Webinar
from .pages import WebinarIndexPage
from .queries import page_for, with_pages
from .rules import join_state, join_window

UTC = zones.utc

# Who may see.


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


# A page.


def webinar_context(page, request):
    """Return what a webinar's page shows besides its words."""
    webinar = page.webinar
    if webinar is None:
        return {"webinar": None}
    now, public = timezone.now(), access.is_public(webinar)
    state = join_state(webinar, now)
    return {
        "webinar": webinar,
        "phase": webinar.phase(now),
        "public": public,
        "hosts": [host.organization for host in _hosts(webinar)],
        "outcomes": outcome_titles(webinar),
        "join": state,
        "opens_at": _opens_at(webinar),
        "join_url": reverse("workshops:join", args=[webinar.pk]),
        "materials": list(webinar.materials.all()),
        "recordings": list(webinar.recordings.all()),
        "calendar_links": calendar_links(page) if webinar.starts_at else [],
        "json_ld": json_ld(page, webinar) if public and webinar.starts_at else None,
        "stands_for": page.alias_of_id and webinar.source_locale.language_code,
    }


def _hosts(webinar):
    return webinar.hosts.select_related("organization")


def _opens_at(webinar):
    details = getattr(webinar, "join_details", None)
    return join_window(webinar, details)[0] if details and webinar.starts_at else None


def outcome_titles(webinar):
    """Return the titles of the outcomes that ``webinar`` serves, in order."""
    rows = CallOutcome.objects.filter(block_id__in=webinar.outcomes).order_by("order")
    return list(dict.fromkeys(row.title for row in rows))


def calendar_links(page):
    """Return [(name of a calendar, address that adds the webinar to it), …].

    The description is the page's address alone: what is members-only stays here.
    """
    webinar, url = page.webinar, page.full_url
    start, end = (
        moment.astimezone(UTC) for moment in (webinar.starts_at, webinar.ends_at)
    )
    google = {
        "action": "TEMPLATE",
        "text": page.title,
        "dates": f"{start:%Y%m%dT%H%M%SZ}/{end:%Y%m%dT%H%M%SZ}",
        "details": url,
    }
    outlook = {
        "rru": "addevent",
        "subject": page.title,
        "startdt": f"{start:%Y-%m-%dT%H:%M:%SZ}",
        "enddt": f"{end:%Y-%m-%dT%H:%M:%SZ}",
        "body": url,
    }
    return [
        ("Google", f"https://calendar.google.com/calendar/render?{urlencode(google)}"),
        (
            "Outlook",
            f"https://outlook.live.com/calendar/0/deeplink/compose?{urlencode(outlook)}",
        ),
    ]


def json_ld(page, webinar):
    """Return what search engines read of a public webinar (schema.org/Event)."""
    status = "EventScheduled"
    if webinar.status == WebinarStatus.CANCELLED:
        status = "EventCancelled"
    elif webinar.moved_from:
        status = "EventRescheduled"
    found = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": page.title,
        "description": page.lead or page.title,
        "startDate": webinar.starts_at.astimezone(webinar.zone).isoformat(),
        "endDate": webinar.ends_at.astimezone(webinar.zone).isoformat(),
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "eventStatus": f"https://schema.org/{status}",
        "location": {"@type": "VirtualLocation", "url": page.full_url},
        "inLanguage": webinar.language or None,
        "organizer": [
            {"@type": "Organization", "name": host.organization.name}
            for host in _hosts(webinar)
        ],
    }
    if webinar.moved_from:
        found["previousStartDate"] = webinar.moved_from.isoformat()
    return {name: value for name, value in found.items() if value}


# Calendars.


def _entry(webinar, page, request):
    join = reverse("workshops:join", args=[webinar.pk])
    return Entry(
        webinar,
        title=page.title,
        description=page.lead,
        url=page.get_full_url(request),
        join_url=request.build_absolute_uri(join),
        categories=tuple(outcome_titles(webinar)),
    )


def _as_file(content, name, *, public):
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    if not public:
        add_never_cache_headers(response)
    return response


class EventFileView(View):
    """One webinar as a calendar file, for whoever may see it."""

    def get(self, request, pk):
        rows = Webinar.objects.select_related("source_locale")
        webinar = get_object_or_404(rows, pk=pk)
        return refused(request, webinar) or self.answer(request, webinar)

    def answer(self, request, webinar):
        page = page_for(webinar, get_language())
        if page is None or not webinar.starts_at:
            raise Http404
        content = calendar([_entry(webinar, page, request)])
        return _as_file(content, f"{page.slug}.ics", public=access.is_public(webinar))


class FeedView(View):
    """The public webinars below an index as a calendar to subscribe to."""

    def get(self, request, pk):
        index = get_object_or_404(WebinarIndexPage.objects.live().public(), pk=pk)
        webinars = access.public_webinars().exclude(starts_at=None)
        pairs = with_pages(webinars.order_by("starts_at"), index)
        content = calendar(
            [_entry(*pair, request) for pair in pairs],
            name=index.title,
            uid=f"{index.translation_key}@workshops",
            url=index.get_full_url(request),
        )
        return _as_file(content, "webinars.ics", public=True)


# The join gate.


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
        if state == JoinState.OPEN and not webinar.join_details.passcode:
            return HttpResponseRedirect(webinar.join_details.url)
        if state == JoinState.OPEN and "go" in request.GET:
            return HttpResponseRedirect(webinar.join_details.url)
        context = {
            "webinar": webinar,
            "page": page,
            "state": state,
            "opens_at": _opens_at(webinar),
            "details": webinar.join_details if state == JoinState.OPEN else None,
        }
        return TemplateResponse(request, "workshops_plugin/webinars/join.html", context)


class MaterialView(View):
    """Serves a file, or leads to a link, for whoever may see its webinar."""

    def get(self, request, pk, material):
        rows = Material.objects.select_related("webinar__source_locale")
        found = get_object_or_404(rows, pk=material, webinar=pk)
        response = refused(request, found.webinar) or self.answer(found)
        add_never_cache_headers(response)
        return response

    def answer(self, material):
        if page_for(material.webinar, get_language()) is None:
            raise Http404
        if material.file:
            return as_download(material)
        response = HttpResponseRedirect(material.url)
        response["Referrer-Policy"] = "no-referrer"
        return response
