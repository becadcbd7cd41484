"""How far the languages of calls and webinars are: published, behind, or missing."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy
from wagtail.models import Locale, Page


class State(TextChoices):
    SOURCE = "source", pgettext_lazy("language", "source")
    CURRENT = "current", pgettext_lazy("language", "up to date")
    BEHIND = "behind", pgettext_lazy("language", "behind its source")
    DRAFT = "draft", pgettext_lazy("language", "not published")
    ALIAS = "alias", pgettext_lazy("language", "in the words of its source")
    MISSING = "missing", pgettext_lazy("language", "missing")


#: What visitors of a language get to read in it.
READ = {State.SOURCE, State.CURRENT, State.BEHIND}


@dataclass(frozen=True)
class InLanguage:
    """One call or webinar in one language of the site."""

    locale: Locale
    state: State
    page: Page | None = None
    #: When its source was published last, and it itself.
    source_at: datetime | None = None
    own_at: datetime | None = None

    @property
    def language(self):
        return self.locale.language_name

    @property
    def is_read(self):
        """Whether visitors read it in this language."""
        return self.state in READ and self.page.live


def languages_of(rows):
    """Return {key: [:class:`InLanguage`, …]} of calls or webinars. Two queries.

    The source comes first, the other languages of the site by their codes.
    """
    rows = {row.pk: row.source_locale_id for row in rows}
    locales = list(Locale.objects.order_by("language_code"))
    pages = defaultdict(dict)
    found = Page.objects.filter(translation_key__in=rows)
    for page in found.select_related("content_type"):
        pages[page.translation_key][page.locale_id] = page
    return {
        key: [
            _in_language(locale, source, pages[key])
            for locale in sorted(locales, key=lambda each: each.pk != source)
        ]
        for key, source in rows.items()
    }


def _in_language(locale, source_locale, pages):
    page, source = pages.get(locale.pk), pages.get(source_locale)
    source_at = source.last_published_at if source and source.live else None
    own_at = page.last_published_at if page else None
    return InLanguage(
        locale, _state(page, source_locale, source_at), page, source_at, own_at
    )


def _state(page, source_locale, source_at):
    if page is None:
        return State.MISSING
    if page.locale_id == source_locale and not page.alias_of_id:
        return State.SOURCE
    if not page.live:
        return State.DRAFT
    if page.alias_of_id:
        return State.ALIAS
    own_at = page.last_published_at
    return (
        State.BEHIND if source_at and own_at and source_at > own_at else State.CURRENT
    )


def progress_of(key):
    """Return {locale id: (texts translated, texts there are)} in wagtail-localize.

    Empty without it; of what is translated there.
    """
    if not apps.is_installed("wagtail_localize"):
        return {}
    from wagtail_localize.models import Translation

    found = {}
    for job in Translation.objects.filter(source__object_id=key, enabled=True):
        total, translated = job.get_progress()
        found[job.target_locale_id] = (translated, total)
    return found


def stands_for(page):
    """Return the language code of the words that ``page`` shows for want of its own.

    That is an alias in another language than its original; "" for any other page.
    """
    original = page
    while original.alias_of_id:
        original = original.alias_of
    if original.locale_id == page.locale_id:
        return ""
    return original.locale.language_code
