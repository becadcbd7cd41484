"""What is new in the series: for a period, a language and an audience.

A public digest holds public webinars alone, whoever asks for it.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone, translation

from ..mailing.texts import Block
from .access import public_webinars
from .enums import WebinarStatus
from .models import Webinar
from .queries import pages_for

#: What comes up within so long after the period is told too.
AHEAD = timedelta(days=28)


@dataclass
class Digest:
    """Each part is a list of (webinar, page in the language or its source's)."""

    new: list = field(default_factory=list)
    moved: list = field(default_factory=list)
    cancelled: list = field(default_factory=list)
    coming: list = field(default_factory=list)
    held: list = field(default_factory=list)

    def __bool__(self):
        return any((self.new, self.moved, self.cancelled, self.coming, self.held))


def build_digest(index, language, since: datetime, until: datetime, *, public: bool):
    """Return the :class:`Digest` of what happened below ``index`` in a period.

    ``since`` is part of the period, ``until`` is not; both are aware. With ``public``,
    of public webinars alone. A webinar is in the first part that it fits, and in one
    only. The number of queries does not depend on how many there are.
    """
    rows = public_webinars() if public else Webinar.objects.all()
    rows = rows.exclude(starts_at=None).filter(
        Q(ends_at__gte=since) | Q(changed_at__gte=since)
    )
    rows = rows.select_related("source_locale").prefetch_related("hosts__organization")
    rows = rows.prefetch_related("recordings").order_by("starts_at", "pk")
    pages, found = pages_for(list(rows), language), Digest()
    lists = type(index).objects.filter(translation_key=index.translation_key)
    below = tuple(lists.values_list("path", flat=True))
    for webinar in rows:
        page = pages.get(webinar.pk)
        here = page and page.path.startswith(below)
        if part := here and _part(webinar, page, since, until):
            getattr(found, part).append((webinar, page))
    return found


def _part(webinar, page, since, until):
    published = page.first_published_at
    if webinar.status == WebinarStatus.CANCELLED:
        return "cancelled" if since <= webinar.changed_at < until else None
    if webinar.ends_at <= timezone.now():
        if since <= webinar.ends_at < until:
            return "held"
        if webinar.starts_at < until:
            return None
    if published and since <= published < until:
        return "new"
    if webinar.moved_from and since <= webinar.changed_at < until:
        return "moved"
    return "coming" if webinar.starts_at < until + AHEAD else None


def digest_block(digest, language):
    """Return ``digest`` as a block of a message, in ``language``."""
    with translation.override(language):
        words = {"digest": digest}
        html = render_to_string("workshops_plugin/mail/digest.html", words)
        text = render_to_string("workshops_plugin/mail/digest.txt", words)
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    while "\n\n\n" in lines:
        lines = lines.replace("\n\n\n", "\n\n")
    return Block(html, lines.strip()) if digest else Block("", "")
