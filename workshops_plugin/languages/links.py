"""Leads from a page to the same in other languages: switchers, search engines."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info
from wagtail.models import Page

from .family import our_models, source_of


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
    return [code for code, _name in settings.LANGUAGES]


def _link(code, url, instead):
    name = get_language_info(code)["name_local"].capitalize()
    return LanguageLink(code, name, url, code == get_language(), instead)


def _pages(page, request):
    """Return {code: (address, language that is found there instead, or "")}."""
    twins, source = _twins(page), source_of(page)
    found = {}
    for code in _codes():
        there, instead = twins.get(code), ""
        if there is None and source and source.live:
            there, instead = source, source.locale.language_code
        if there and (url := there.specific.get_url(request)):
            found[code] = (url, instead)
    return found


def _twins(page):
    rows = page.get_translations(inclusive=True).live().select_related("locale")
    return {row.locale.language_code: row for row in rows}


def alternates(page):
    """Return [(language code, address), …] of ``page`` where it was translated.

    Aliases say the same as their source and are left out; of one language alone,
    there is nothing to say.
    """
    pages = page.get_translations(inclusive=True).live().filter(alias_of=None)
    # Some types have addresses of their own making.
    return _addresses(pages.specific().prefetch_related("locale"))


def _addresses(pages):
    found = [(page.locale.language_code, page.full_url) for page in pages]
    found = sorted((code, url) for code, url in found if url)
    return found if len(found) > 1 else []


def canonical(page):
    """Return the address of what ``page``, an alias, repeats; "" for any other."""
    if not page.alias_of_id:
        return ""
    original = page.alias_of.specific
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
    found = {key: _addresses(family) for key, family in families.items()}
    if request is not None:
        request._workshops_alternates = found
    return found
