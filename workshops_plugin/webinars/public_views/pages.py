"""What a webinar's page shows besides its words."""

from datetime import timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from ...calls.moments import UTC
from ...languages.links import alternates, canonical
from .. import access
from ..branding import branding_of
from ..enums import WebinarPhase, WebinarStatus
from ..models.preparing import initials_of
from ..preparation import approved_photos
from ..queries import outcome_titles
from ..rules import join_state, join_window, may_prepare
from ..words import blocks_of, wording_of


def webinar_context(page, request):
    """Return what a webinar's page shows besides its words."""
    webinar = page.webinar
    if webinar is None:
        return {"webinar": None}
    now, public, user = timezone.now(), access.is_public(webinar), request.user
    hosts = [host.organization for host in hosts_of(webinar)]
    scheduled = bool(webinar.starts_at)
    return {
        "webinar": webinar,
        "phase": webinar.phase(now),
        "public": public,
        "hosts": hosts,
        "outcomes": outcome_titles(webinar),
        "agenda": agenda_of(page, webinar),
        "speakers": speakers_of(page, webinar),
        "join": join_state(webinar, now),
        "opens_at": opens_at(webinar),
        "join_url": reverse("workshops:join", args=[webinar.pk]),
        "materials": [m for m in webinar.materials.all() if m.is_shown],
        "recordings": list(webinar.recordings.all()),
        "calendar_links": calendar_links(page) if scheduled else [],
        "json_ld": json_ld(page, webinar, hosts) if public and scheduled else None,
        "open_graph": open_graph(page, request) if public else [],
        "alternates": alternates(page),
        "canonical": canonical(page) if public else "",
        "wording": wording_of(page, webinar),
        "attending": attending_of(webinar, user, now),
        "registration": registration_of(webinar),
        "prepare_url": reverse("workshops:prepare", args=[webinar.pk])
        if may_prepare(user, webinar)
        else "",
        "who_sees": who_sees(webinar, public) if user.has_perm(access.VIEWER) else None,
    }


def attending_of(webinar, user, now):
    """Return what somebody can say of attending ``webinar``, or None: nothing now."""
    if webinar.phase(now) not in (WebinarPhase.UPCOMING, WebinarPhase.LIVE):
        return None
    known = user.is_authenticated
    rows = webinar.attendances.filter(user=user.pk) if known else None
    return {"known": known, "attends": known and rows.exists()}


def registration_of(webinar):
    """Return (address, who receives the data) of a registration elsewhere, or None."""
    preparation = getattr(webinar, "preparation", None)
    if not (preparation and preparation.registration_url):
        return None
    return preparation.registration_url, preparation.registration_by


def hosts_of(webinar):
    return webinar.hosts.select_related("organization")


def opens_at(webinar):
    """Return when the gate opens, or None where that is not known."""
    details = getattr(webinar, "join_details", None)
    return join_window(webinar, details)[0] if details and webinar.starts_at else None


def who_sees(webinar, public):
    """Return the approval behind a public ``webinar``, for editors to read."""
    approval = None
    if public:
        rows = webinar.approvals.filter(withdrawn_at=None).select_related("approved_by")
        approval = rows.last()
    return {"public": public, "approval": approval}


def agenda_of(page, webinar):
    """Return the agenda of ``page`` with the times that follow from the start."""
    moment, found = webinar.starts_at, []
    for key, value in blocks_of(page, webinar, "agenda"):
        minutes = value.get("minutes") or 0
        ends = moment and moment + timedelta(minutes=minutes)
        found.append(
            {"name": f"agenda:{key}", "start": moment, "end": ends, "item": value}
        )
        moment = ends
    return found


def speakers_of(page, webinar):
    """Return the speakers of ``page`` who agree to be shown, today.

    Those who came from the hosts' workspace and withdrew, or were taken out there,
    are left out at once, whatever the page still says.
    """
    blocks = blocks_of(page, webinar, "speakers")
    if not blocks:
        return []
    rows = {str(row.pk): row for row in webinar.speakers.all()}
    photos, found = approved_photos(webinar), []
    for key, value in blocks:
        row = rows.get(key)
        if (row is None and key in photos) or (row and not row.consent):
            continue
        name = value.get("name") or ""
        found.append(
            {
                "key": f"speakers:{key}",
                "value": value,
                "photo_of": row if row and has_approved(row, photos) else None,
                "initials": initials_of(name),
            }
        )
    return found


def has_approved(speaker, photos):
    """Tell whether the photo of ``speaker`` is there and is the approved one."""
    name = speaker.photo.name
    return bool(name) and photos.get(str(speaker.pk)) == name


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


def json_ld(page, webinar, hosts):
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
        "description": summary_of(page),
        "startDate": webinar.starts_at.astimezone(webinar.zone).isoformat(),
        "endDate": webinar.ends_at.astimezone(webinar.zone).isoformat(),
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "eventStatus": f"https://schema.org/{status}",
        "location": {"@type": "VirtualLocation", "url": page.full_url},
        "inLanguage": webinar.language or None,
        "organizer": [{"@type": "Organization", "name": host.name} for host in hosts],
    }
    if webinar.moved_from:
        found["previousStartDate"] = webinar.moved_from.isoformat()
    return {name: value for name, value in found.items() if value}


def summary_of(page):
    """Return what ``page`` is about in plain text."""
    return page.lead or " ".join(strip_tags(page.description).split()) or page.title


def open_graph(page, request):
    """Return [(name, text), …] for where a link to a public webinar is shared."""
    branding = branding_of(request)
    found = [
        ("og:type", "website"),
        ("og:title", page.title),
        ("og:description", summary_of(page)),
        ("og:url", page.full_url),
        ("og:locale", page.locale.language_code.replace("-", "_")),
    ]
    if branding and branding.logo:
        logo = request.build_absolute_uri(branding.logo.file.url)
        found.append(("og:image", logo))
    return found
