"""How far the languages of calls and webinars are: published, behind, or missing."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy
from wagtail.models import Locale, Page

from .family import root_of
from .jobs import Job, jobs_of
from .names import language_name


class State(TextChoices):
    SOURCE = "source", pgettext_lazy("language", "source")
    CURRENT = "current", pgettext_lazy("language", "up to date")
    BEHIND = "behind", pgettext_lazy("language", "behind its source")
    PARTLY = "partly", pgettext_lazy("language", "partly translated")
    UNTRANSLATED = "untranslated", pgettext_lazy("language", "not translated yet")
    DRAFT = "draft", pgettext_lazy("language", "not published")
    ALIAS = "alias", pgettext_lazy("language", "in the words of its source")
    MISSING = "missing", pgettext_lazy("language", "missing")


#: What visitors of a language get to read in it.
READ = {State.SOURCE, State.CURRENT, State.BEHIND, State.PARTLY}


@dataclass(frozen=True)
class InLanguage:
    """One call or webinar in one language of the site."""

    locale: Locale
    state: State
    page: Page | None = None
    #: When its source was published last, and it itself.
    source_at: datetime | None = None
    own_at: datetime | None = None
    source: Page | None = None
    #: What wagtail-localize knows of it, a :class:`~.jobs.Job`, or None.
    job: Job | None = None

    @property
    def language(self):
        return language_name(self.locale.language_code)

    @property
    def source_is_live(self):
        return bool(self.source and self.source.live)

    @property
    def unsynced(self):
        """Whether the source was published after its texts were taken over last."""
        return _unsynced(self.job, self.source_at)

    @property
    def is_read(self):
        """Whether visitors read it in this language."""
        return self.state in READ and self.page.live


def languages_of(rows):
    """Return {key: [:class:`InLanguage`, …]} of calls or webinars.

    The source comes first, the other languages of the site by their codes. Two queries,
    and a few for wagtail-localize, however many rows there are.
    """
    rows = {row.pk: row.source_locale_id for row in rows}
    locales = list(Locale.objects.order_by("language_code"))
    pages = defaultdict(dict)
    found = Page.objects.filter(translation_key__in=rows)
    for page in found.select_related("content_type"):
        pages[page.translation_key][page.locale_id] = page
    jobs = jobs_of(rows)
    return {
        key: [
            _in_language(locale, source, pages[key], jobs.get((key, locale.pk)))
            for locale in sorted(locales, key=lambda each: each.pk != source)
        ]
        for key, source in rows.items()
    }


def _in_language(locale, source_locale, pages, job):
    page, source = pages.get(locale.pk), pages.get(source_locale)
    source_at = source.last_published_at if source and source.live else None
    state = _state(page, source_locale, source_at, job)
    own_at = page.last_published_at if page else None
    return InLanguage(locale, state, page, source_at, own_at, source, job)


def _state(page, source_locale, source_at, job):
    if page is None:
        return State.MISSING
    if page.locale_id == source_locale and not page.alias_of_id:
        return State.SOURCE
    if not page.live:
        return State.DRAFT
    if page.alias_of_id:
        return State.ALIAS
    own_at = page.last_published_at
    if job and job.enabled and not job.translated and job.total:
        return State.UNTRANSLATED
    if _unsynced(job, source_at) or (source_at and own_at and source_at > own_at):
        return State.BEHIND
    if job and job.enabled and job.translated < job.total:
        return State.PARTLY
    return State.CURRENT


def _unsynced(job, source_at):
    return bool(job and job.enabled and source_at and job.synced_at < source_at)


def stands_for(page):
    """Return the language code of the words that ``page`` shows for want of its own.

    That is an alias in another language than its original; "" for any other page.
    """
    original = root_of(page)
    if original.locale_id == page.locale_id:
        return ""
    return original.locale.language_code
