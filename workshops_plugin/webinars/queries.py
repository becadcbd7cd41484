"""Read models of webinars: what screens, feeds and verbs ask the database."""

from wagtail.models import Page, get_page_models


def webinar_page_models():
    """Return the concrete page types that are webinars, the site's own included."""
    from .pages import WebinarPageMixin

    return [model for model in get_page_models() if issubclass(model, WebinarPageMixin)]


def webinar_pages():
    """Return a queryset of all pages that are webinars."""
    return Page.objects.type(*webinar_page_models())


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


def page_for(webinar, language=None):
    """Return the live page of ``webinar`` in ``language``, else in its source's."""
    pages = {
        page.locale.language_code: page
        for page in webinar_pages()
        .filter(translation_key=webinar.pk)
        .live()
        .select_related("locale")
        .specific()
    }
    source = webinar.source_locale.language_code
    for code in (language, (language or "").split("-")[0], source):
        if code in pages:
            return pages[code]
    return next(iter(pages.values()), None)


def with_pages(webinars, index):
    """Return [(webinar, live page below ``index``), …] in the order of ``webinars``."""
    keys = [webinar.pk for webinar in webinars]
    pages = webinar_pages().descendant_of(index).live().specific()
    pages = list(pages.filter(translation_key__in=keys))
    by_key = {page.translation_key: page for page in pages}
    found = []
    for webinar in webinars:
        if page := by_key.get(webinar.pk):
            page.webinar = webinar
            found.append((webinar, page))
    return found


def live_keys(index):
    """Return the keys of the webinars with a live page below ``index``: a query."""
    return webinar_pages().descendant_of(index).live().values("translation_key")
