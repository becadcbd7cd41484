"""The list of webinars: what a visitor may see of it, filtered."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from ..calls.models import CallOutcome
from ..members.models import Organization
from . import access
from .enums import WebinarStatus
from .queries import live_keys, with_pages

PER_PAGE = 20


@dataclass(frozen=True)
class Filters:
    """What a visitor asks of the list; nonsense asks for nothing."""

    when: str
    outcome: str
    language: str
    host: str

    @classmethod
    def of(cls, request):
        get = request.GET.get
        when = get("when", "")
        return cls(
            when if when in ("upcoming", "past", "all") else "upcoming",
            get("outcome", ""),
            get("language", ""),
            get("host", ""),
        )

    def apply(self, webinars, now):
        if self.when == "upcoming":
            webinars = webinars.filter(Q(ends_at__gt=now) | Q(ends_at=None))
            webinars = webinars.order_by("starts_at", "pk")
        elif self.when == "past":
            webinars = webinars.filter(ends_at__lte=now).order_by("-starts_at", "pk")
        else:
            webinars = webinars.order_by("-starts_at", "pk")
        if self.language:
            webinars = webinars.filter(language=self.language)
        if self.host.isdigit():
            webinars = webinars.filter(hosts__organization=int(self.host))
        return webinars


def index_context(index, request):
    """Return the webinars that this visitor may see, filtered, a page of them."""
    now, filters = timezone.now(), Filters.of(request)
    seen = access.visible_to(request.user).exclude(status=WebinarStatus.DRAFT)
    seen = seen.filter(pk__in=live_keys(index))
    rows = filters.apply(seen, now)
    rows = rows.prefetch_related("hosts__organization")
    if filters.outcome:
        rows = [row for row in rows if filters.outcome in row.outcomes]
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    webinars = list(page.object_list)
    public = set(access.public_webinars().values_list("pk", flat=True))
    return {
        "filters": filters,
        "choices": choices(seen),
        "listing": page,
        "items": [
            {
                "webinar": webinar,
                "page": page_,
                "phase": webinar.phase(now),
                "public": webinar.pk in public,
            }
            for webinar, page_ in with_pages(webinars, index)
        ],
        "is_member": access.sees_all(request.user),
        "query": _query(request),
        "feed_url": reverse("workshops:webinar_feed", args=[index.pk]),
    }


def _query(request):
    """Return the filters as the beginning of another page's address."""
    query = request.GET.copy()
    query.pop("p", None)
    return f"{query.urlencode()}&" if query else ""


def choices(webinars):
    """Return what the filters offer: only what ``webinars`` (a queryset) have."""
    rows = list(webinars.values_list("language", "outcomes"))
    wanted = {key for _language, keys in rows for key in keys}
    outcomes = CallOutcome.objects.filter(block_id__in=wanted).order_by("call", "order")
    titles = {}
    for outcome in outcomes:
        titles.setdefault(outcome.title, outcome.block_id)
    hosts = Organization.objects.filter(hosted_webinars__webinar__in=webinars)
    return {
        "languages": sorted({language for language, _keys in rows if language}),
        "outcomes": [(key, title) for title, key in titles.items()],
        "hosts": list(hosts.distinct().order_by("name")),
    }
