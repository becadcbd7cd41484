"""What wagtail-localize knows of the translations of many pages at once."""

from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db.models import Count, Exists, OuterRef


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
