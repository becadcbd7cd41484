"""What wagtail-localize knows of the translations of many pages at once."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db.models import Count, Exists, OuterRef
from modelcluster.models import get_serializable_data_for_fields
from wagtail.models import Page


@dataclass(frozen=True)
class Job:
    """The translation of a page into a language.

    ``synced_at`` says when the texts of its source were taken over last; ``enabled`` is
    False once somebody has stopped it, and edits the page by hand.
    """

    source: int
    enabled: bool
    synced_at: datetime
    translated: int
    total: int


def translated(keys):
    """Return the (key of a page, locale) that are translated text by text."""
    return {
        which
        for which, job in jobs_of(keys).items()
        if job.enabled and job.total and job.translated >= job.total
    }


def changed_sources(rows):
    """Return those of ``rows``, {source: page}, whose texts are others by now.

    A source knows the texts that were taken over last; its page, a key, may have been
    published again without a change. Three queries, and one for each type of page.
    """
    if not rows:
        return set()
    from wagtail_localize.models import TranslationSource

    pages = Page.objects.filter(pk__in=rows.values()).specific()
    pages = {page.pk: page for page in pages}
    known = TranslationSource.objects.filter(pk__in=rows)
    return {
        source
        for source, content in known.values_list("pk", "content_json")
        if rows[source] in pages and _differs(json.loads(content), pages[rows[source]])
    }


def _differs(content, page):
    from wagtail_localize.fields import get_translatable_fields

    now = get_serializable_data_for_fields(page)
    names = [
        field.field_name
        for field in get_translatable_fields(type(page))
        if field.is_translated(page)
    ]
    # What a site adds in rows of its own is not looked at: the dates tell.
    return any(name not in now or content.get(name) != now[name] for name in names)


def jobs_of(keys):
    """Return {(key of the page, locale): :class:`Job`}.

    Empty without wagtail-localize. Two queries, and one for each language.
    """
    if not apps.is_installed("wagtail_localize"):
        return {}
    from wagtail_localize.models import StringSegment, StringTranslation, Translation

    rows = list(
        Translation.objects.filter(source__object_id__in=keys).select_related("source")
    )
    segments = StringSegment.objects.filter(source__in={row.source_id for row in rows})
    segments = segments.order_by().values_list("source")
    totals = dict(segments.annotate(Count("pk")))
    translated = {}
    for locale in {row.target_locale_id for row in rows}:
        done = StringTranslation.objects.filter(
            translation_of=OuterRef("string"),
            context=OuterRef("context"),
            locale=locale,
            has_error=False,
        )
        counted = segments.filter(Exists(done)).annotate(Count("pk"))
        translated |= {(source, locale): count for source, count in counted}
    return {
        (row.source.object_id, row.target_locale_id): Job(
            source=row.source_id,
            enabled=row.enabled,
            synced_at=row.source.last_updated_at,
            translated=translated.get((row.source_id, row.target_locale_id), 0),
            total=totals.get(row.source_id, 0),
        )
        for row in rows
    }
