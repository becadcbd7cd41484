"""Leads from a page to the same in other languages: switchers, search engines."""

from collections import defaultdict
from dataclasses import dataclass

from django.urls import translate_url
from django.utils.translation import get_language
from wagtail.coreutils import get_content_languages
from wagtail.models import Page

from .family import our_models, root_of, source_locales, source_of, wording_beside
from .jobs import translated
from .names import own_name


@dataclass(frozen=True)
class LanguageLink:
    """One entry of a language switcher."""

    code: str
    #: As its speakers call it.
    name: str
    url: str
    current: bool
    #: The language that one finds there, where it is another one; else "".
    instead: str = ""


def language_links(request, page=None):
    """Return a :class:`LanguageLink` for each language of the site.

    Of a view, to the same address in it. Of ``page``, to that page in it; where there
    is none, to its source. Where nothing was found, or must not be seen, to the front.
    """
    match = request.resolver_match
    if match and match.view_name != "wagtail_serve":
        path = request.get_full_path()
        found = {code: (translate_url(path, code), "") for code in _codes()}
    elif isinstance(page, Page) and page.pk:
        found = _pages(page, request)
    else:
        found = {}
    return [_link(code, *found.get(code, (f"/{code}/", ""))) for code in _codes()]


def _codes():
    """Return the codes of the languages in which the site has pages."""
    return list(get_content_languages())


def _link(code, url, instead):
    return LanguageLink(code, own_name(code), url, code == get_language(), instead)


def _pages(page, request):
    """Return {code: (address, language that is found there instead, or "")}."""
    twins, (_pages, _open, source) = _twins(page, request), _family(page)
    found = {}
    for code in _codes():
        there, instead = twins.get(code), ""
        if there is None and source:
            instead = source.locale.language_code
            there = twins.get(instead)
        if there and (url := there.get_url(request)):
            found[code] = (url, instead)
    return found


def _twins(page, request):
    pages, open_to_all, _source = _family(page)
    return {
        each.locale.language_code: each
        for each in pages
        if each.pk in open_to_all | {page.pk} or _may_see(each, request)
    }


def _family(page):
    """Return what says the same as ``page``: live pages, keys of those open to all,
    and their source or None.

    The page remembers them, as a page that is shown asks more than once.
    """
    if not hasattr(page, "_workshops_family"):
        rows = page.get_translations(inclusive=True).live()
        # Some types have addresses of their own making.
        pages = list(rows.specific().prefetch_related("locale"))
        open_to_all = set(rows.public().values_list("pk", flat=True))
        page._workshops_family = pages, open_to_all, source_of(page)
    return page._workshops_family


def _may_see(page, request):
    rows = page.get_view_restrictions()
    return all(row.accept_request(request) for row in rows)


def alternates(page):
    """Return [(language code, address), …] of ``page`` where it was translated.

    Aliases say the same as their source and are left out, as are pages of which no word
    is translated, and what not everybody may see; of one language alone, there is
    nothing to say.
    """
    pages, open_to_all, source = _family(page)
    pages = [each for each in pages if each.pk in open_to_all and not each.alias_of_id]
    source = next((each for each in pages if source and each.pk == source.pk), None)
    return _addresses(_speaking({page.translation_key: (source, pages)}))


def _speaking(families):
    """Yield those of the pages of {key: (source, pages)} that say something themselves.

    Where wagtail-localize has translated every text, what reads the same is meant to.
    """
    silent = [
        each
        for source, pages in families.values()
        for each in pages
        if (wording := wording_beside(each, source)) and wording.whole
    ]
    meant = translated({page.translation_key for page in silent}) if silent else set()
    left_out = {
        page.pk
        for page in silent
        if (page.translation_key, page.locale_id) not in meant
    }
    for _source, pages in families.values():
        yield from (page for page in pages if page.pk not in left_out)


def _addresses(pages):
    known = _codes()
    found = [(page.locale.language_code, page.full_url) for page in pages]
    found = [(code, url) for code, url in found if code in known]
    found = sorted((code, url) for code, url in found if url)
    return found if len(found) > 1 else []


def canonical(page):
    """Return the address of what ``page``, an alias, repeats; "" for any other."""
    if not page.alias_of_id:
        return ""
    original = root_of(page).specific
    return original.full_url if original.live else ""


def sitemap_urls(page, urls, request):
    """Return the entries ``urls`` of ``page`` for a sitemap, with other languages.

    None for an alias. For all pages of one ``request``, a handful of queries.
    """
    if page.alias_of_id:
        return []
    known = _all_alternates(request).get(page.translation_key, [])
    links = [{"lang_code": code, "location": url} for code, url in known]
    return [{**url, "alternates": links} for url in urls]


def _all_alternates(request):
    if request is not None and hasattr(request, "_workshops_alternates"):
        return request._workshops_alternates
    pages = Page.objects.type(*our_models()).live().public().filter(alias_of=None)
    families = {}
    for page in pages.specific().prefetch_related("locale"):
        families.setdefault(page.translation_key, []).append(page)
    locales = source_locales([page for family in families.values() for page in family])
    with_sources = {}
    for key, family in families.items():
        by_locale = {page.locale_id: page for page in family}
        with_sources[key] = by_locale.get(locales.get(key)), family
    speaking = defaultdict(list)
    for page in _speaking(with_sources):
        speaking[page.translation_key].append(page)
    found = {key: _addresses(pages) for key, pages in speaking.items()}
    if request is not None:
        request._workshops_alternates = found
    return found
