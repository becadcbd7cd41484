"""The list of webinars: what a visitor may see of it, filtered."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from ..calls.words import outcome_words
from ..languages.links import alternates, canonical
from ..members.models import Organization
from . import access
from .enums import WebinarPhase, WebinarStatus
from .queries import live_keys, webinar_page_models, with_pages

PER_PAGE = 20
#: More words would only cost time.
SEARCHED_WORDS = 8
WHEN = ("upcoming", "past", "all")


@dataclass(frozen=True)
class Filters:
    """What a visitor asks of the list; nonsense asks for nothing."""

    when: str
    outcome: str
    language: str
    host: str
    text: str

    @classmethod
    def of(cls, request):
        get = request.GET.get
        when = get("when", "")
        return cls(
            when if when in WHEN else "upcoming",
            get("outcome", ""),
            get("language", ""),
            get("host", ""),
            get("q", "").replace("\0", "").strip(),
        )

    @property
    def narrow(self):
        """Whether more than the time is asked for."""
        return bool(self.outcome or self.language or self.host or self.text)

    def apply(self, webinars, index, now):
        if self.when == "upcoming":
            webinars = webinars.filter(Q(ends_at__gt=now) | Q(ends_at=None))
            webinars = webinars.order_by("starts_at", "pk")
        elif self.when == "past":
            webinars = webinars.filter(ends_at__lte=now).order_by("-starts_at", "pk")
        else:
            webinars = webinars.order_by("-starts_at", "pk")
        if self.language:
            webinars = webinars.filter(language=self.language)
        if self.host.isdecimal() and len(self.host) < 19:
            webinars = webinars.filter(hosts__organization=int(self.host))
        for word in self.text.split()[:SEARCHED_WORDS]:
            webinars = webinars.filter(_naming(word, index))
        return webinars


def _naming(word, index):
    """Return a Q for webinars whose title, lead or host has ``word``."""
    hosts = Organization.objects.filter(
        Q(name__icontains=word) | Q(acronym__icontains=word)
    )
    found = Q(title__icontains=word) | Q(hosts__organization__in=hosts)
    for model in webinar_page_models():
        pages = model.objects.descendant_of(index).live()
        pages = pages.filter(Q(title__icontains=word) | Q(lead__icontains=word))
        found |= Q(pk__in=pages.values("translation_key"))
    return found


def index_context(index, request):
    """Return the webinars that this visitor may see, filtered, a page of them."""
    now, filters = timezone.now(), Filters.of(request)
    seen = access.visible_to(request.user).exclude(status=WebinarStatus.DRAFT)
    seen = seen.filter(pk__in=live_keys(index))
    rows = access.with_opened(filters.apply(seen, index, now).distinct())
    rows = rows.prefetch_related("hosts__organization", "recordings")
    if filters.outcome:
        rows = [row for row in rows if filters.outcome in row.outcomes]
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    items = [
        _item(webinar, page_, now)
        for webinar, page_ in with_pages(list(page.object_list), index)
    ]
    live_now = [item for item in items if item["phase"] == WebinarPhase.LIVE]
    return {
        "filters": filters,
        "choices": choices(seen),
        "listing": page,
        "live_now": live_now,
        "items": [item for item in items if item not in live_now],
        "is_member": access.sees_all(request.user),
        "query": _query(request),
        "feed_url": reverse("workshops:webinar_feed", args=[index.pk]),
        "alternates": alternates(index),
        "canonical": canonical(index),
        "elsewhere": elsewhere(index, request.user),
    }


def elsewhere(index, user):
    """Return [(language code, address, count)]: what is listed in other languages only.

    Two queries for each other language.
    """
    found = []
    others = index.get_translations().live().filter(alias_of__isnull=True)
    for other in others.select_related("locale").order_by("locale__language_code"):
        rows = access.visible_to(user).exclude(status=WebinarStatus.DRAFT)
        rows = rows.filter(pk__in=live_keys(other, own=True)).exclude(
            pk__in=live_keys(index)
        )
        if count := rows.count():
            found.append((other.locale.language_code, other.get_url(), count))
    return found


def _item(webinar, page, now):
    starts = webinar.starts_at
    return {
        "webinar": webinar,
        "page": page,
        "phase": webinar.phase(now),
        "public": webinar.opened,
        "day": starts and starts.astimezone(webinar.zone),
        "recording": bool(webinar.recordings.all()),
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
    titles = {title: key for key, title in outcome_words(wanted).items()}
    hosts = Organization.objects.filter(hosted_webinars__webinar__in=webinars)
    return {
        "languages": sorted({language for language, _keys in rows if language}),
        "outcomes": [(key, title) for title, key in titles.items()],
        "hosts": list(hosts.distinct().order_by("name")),
    }
