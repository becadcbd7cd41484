"""Read models of webinars: what screens, feeds and verbs ask the database."""

from wagtail.models import Page, get_page_models

from ..calls.enums import ProposalDecision
from ..calls.words import outcome_words


def webinar_page_models():
    """Return the concrete page types that are webinars, the site's own included."""
    from .pages import WebinarPageMixin

    return [model for model in get_page_models() if issubclass(model, WebinarPageMixin)]


def webinar_pages():
    """Return a queryset of all pages that are webinars."""
    return Page.objects.type(*webinar_page_models())


def has_live_page(webinar):
    """Tell whether a page of ``webinar`` is live in any language. A query."""
    return webinar_pages().filter(translation_key=webinar.pk, live=True).exists()


def pages_of(webinar):
    """Return the specific pages of ``webinar`` in all languages, aliases of any kind
    included."""
    found = list(webinar_pages().filter(translation_key=webinar.pk).specific())
    known, wanted = {page.pk for page in found}, [page.pk for page in found]
    while wanted:
        aliases = webinar_pages().filter(alias_of__in=wanted).exclude(pk__in=known)
        aliases = list(aliases.specific())
        found += aliases
        wanted = [page.pk for page in aliases]
        known |= set(wanted)
    return found


def source_page_of(webinar):
    """Return the specific page in the source language of ``webinar``, or None."""
    return (
        webinar_pages()
        .filter(
            translation_key=webinar.pk,
            locale=webinar.source_locale_id,
            alias_of__isnull=True,
        )
        .specific()
        .first()
    )


def page_for(webinar, language=None):
    """Return the live page of ``webinar`` in ``language``, else in its source's."""
    return pages_for([webinar], language).get(webinar.pk)


def pages_for(webinars, language=None):
    """Return {key: live page in ``language``, else in the source's} of ``webinars``.

    A page in any other language where there is neither. Three queries.
    """
    found = {}
    keys = [webinar.pk for webinar in webinars]
    pages = webinar_pages().filter(translation_key__in=keys).live()
    for page in pages.order_by("path").specific().prefetch_related("locale"):
        found.setdefault(page.translation_key, {})[page.locale.language_code] = page
    chosen = {}
    for webinar in webinars:
        if pages := found.get(webinar.pk):
            source = webinar.source_locale.language_code
            wanted = (language, (language or "").split("-")[0], source)
            code = next((code for code in wanted if code in pages), next(iter(pages)))
            chosen[webinar.pk] = pages[code]
    return chosen


def titles_of(webinars):
    """Return {block id: title} of the outcomes that ``webinars`` serve.

    In the active language where it is there. At most three queries.
    """
    return outcome_words({key for webinar in webinars for key in webinar.outcomes})


def outcome_titles(webinar):
    """Return the titles of the outcomes that ``webinar`` serves, each once."""
    titles = titles_of([webinar])
    found = [titles[key] for key in webinar.outcomes if key in titles]
    return list(dict.fromkeys(found))


def with_pages(webinars, index):
    """Return [(webinar, live page below ``index``), …] in the order of ``webinars``."""
    keys = [webinar.pk for webinar in webinars]
    pages = webinar_pages().descendant_of(index).live().filter(translation_key__in=keys)
    pages = list(
        pages.specific().prefetch_related(
            "locale", "alias_of__locale", "alias_of__alias_of__locale"
        )
    )
    by_key = {page.translation_key: page for page in pages}
    found = []
    for webinar in webinars:
        if page := by_key.get(webinar.pk):
            page.webinar = webinar
            found.append((webinar, page))
    return found


def live_keys(index, *, own=False):
    """Return the keys of the webinars with a live page below ``index``: a query.

    With ``own``, of those that are more than an alias there.
    """
    pages = webinar_pages().descendant_of(index).live()
    pages = pages.filter(alias_of=None) if own else pages
    return pages.values("translation_key")


def index_for(call):
    """Return the list of webinars for those of ``call`` (or None: any), or None.

    In the language of the call and on the site of its page, where there is one.
    """
    from .pages import WebinarIndexPage

    indexes = WebinarIndexPage.objects.filter(alias_of__isnull=True).order_by("path")
    if call is None:
        return indexes.first()
    page = call.source_page
    site = page.get_site() if page else None
    here = indexes.descendant_of(site.root_page) if site else indexes.none()
    spoken = indexes.filter(locale=call.source_locale_id)
    wanted = (here & spoken, spoken, here, indexes)
    return next(filter(None, (rows.first() for rows in wanted)), None)


def usable_proposals(call):
    """Return the proposals of ``call`` that are selected and became no webinar yet."""
    return (
        call.proposals.filter(decision=ProposalDecision.SELECTED, webinars=None)
        .select_related("lead_organization")
        .order_by("reference")
    )
