"""How far the languages of calls and webinars are: published, behind, or missing."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy
from wagtail.models import Locale, Page

from .family import root_of, wording_beside
from .jobs import Job, changed_sources, jobs_of
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
    #: Whether the source says something else than what was taken over last.
    unsynced: bool = False

    @property
    def language(self):
        return language_name(self.locale.language_code)

    @property
    def source_is_live(self):
        return bool(self.source and self.source.live)

    @property
    def is_read(self):
        """Whether visitors read it in this language."""
        return self.state in READ and self.page.live


def languages_of(rows):
    """Return {key: [:class:`InLanguage`, …]} of calls or webinars.

    The source comes first, the other languages of the site by their codes. Two queries,
    and a few more where contents have to be compared, however many rows there are.
    """
    rows = {row.pk: row.source_locale_id for row in rows}
    locales = list(Locale.objects.order_by("language_code"))
    pages = defaultdict(dict)
    found = Page.objects.filter(translation_key__in=rows)
    for page in found.select_related("content_type"):
        pages[page.translation_key][page.locale_id] = page
    jobs = jobs_of(rows)
    changed = _changed(rows, pages, jobs)
    found = {}
    for key, source in rows.items():
        found[key] = [
            _in_language(each, source, pages[key], jobs.get((key, each.pk)), changed)
            for each in sorted(locales, key=lambda locale: locale.pk != source)
        ]
    return _by_words(found)


def _changed(rows, pages, jobs):
    """Return those sources of wagtail-localize whose pages say something else now.

    Only those that were published since are looked at.
    """
    published = {}
    for (key, _locale), job in jobs.items():
        source = pages[key].get(rows[key])
        at = source.last_published_at if source and source.live else None
        if job.enabled and at and job.synced_at < at:
            published[job.source] = source.pk
    return changed_sources(published)


def _by_words(found):
    """Return ``found`` with the states of pages of which only their words tell.

    That is where wagtail-localize has no say: it is not there, or was stopped.
    """
    asked = [
        each
        for languages in found.values()
        for each in languages
        if each.state in (State.CURRENT, State.BEHIND)
        and each.source
        and not (each.job and each.job.enabled)
    ]
    keys = {key for each in asked for key in (each.page.pk, each.source.pk)}
    pages = Page.objects.filter(pk__in=keys).specific().prefetch_related("locale")
    pages = {page.pk: page for page in pages} if keys else {}
    states = {}
    for each in asked:
        its = wording_beside(pages[each.page.pk], pages[each.source.pk])
        if its and its.whole:
            states[each.page.pk] = State.UNTRANSLATED
        elif its and its.partly and each.state == State.CURRENT:
            states[each.page.pk] = State.PARTLY
    return {
        key: [
            replace(each, state=states[each.page.pk])
            if each.page and each.page.pk in states
            else each
            for each in languages
        ]
        for key, languages in found.items()
    }


def _in_language(locale, source_locale, pages, job, changed):
    page, source = pages.get(locale.pk), pages.get(source_locale)
    source_at = source.last_published_at if source and source.live else None
    unsynced = bool(job and job.enabled and job.source in changed)
    state = _state(page, source_locale, source_at, job, unsynced)
    own_at = page.last_published_at if page else None
    return InLanguage(locale, state, page, source_at, own_at, source, job, unsynced)


def _state(page, source_locale, source_at, job, unsynced):
    if page is None:
        return State.MISSING
    if page.locale_id == source_locale and not page.alias_of_id:
        return State.SOURCE
    if not page.live:
        return State.DRAFT
    if page.alias_of_id:
        return State.ALIAS
    known = job and job.enabled
    if known and not job.translated and job.total:
        return State.UNTRANSLATED
    own_at = page.last_published_at
    older = bool(source_at and own_at and source_at > own_at)
    # A source that was published again without a change leaves nobody behind.
    if unsynced or (older and (not known or job.synced_at > own_at)):
        return State.BEHIND
    if known and job.translated < job.total:
        return State.PARTLY
    return State.CURRENT


def stands_for(page):
    """Return the language code of the words that ``page`` shows for want of its own.

    That is an alias in another language than its original; "" for any other page.
    """
    original = root_of(page)
    if original.locale_id == page.locale_id:
        return ""
    return original.locale.language_code
