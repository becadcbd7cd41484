"""Pages that say the same in several languages: which is the source, which are ours."""

from dataclasses import dataclass
from typing import Any

from wagtail.models import Page, get_page_models

_kinds = []


@dataclass(frozen=True)
class Kind:
    """Pages of a type of ours, or of a site's subclass of it."""

    base: type
    #: The row behind such a page, by its translation key; it knows its source locale.
    row: Any = None
    #: A function: (page, its source), both specific, in; the Wording between them out.
    wording: Any = None
    #: Whether who may see such a page follows from its row, not from Wagtail.
    closes_itself: bool = False


def register(base, **facts):
    """Name a page type, or a mixin, whose pages the guards look after.

    ``facts`` are those of a :class:`Kind`.
    """
    _kinds.append(Kind(base, **facts))


def kind_of(page):
    """Return the :class:`Kind` of ``page``, or None where it is not ours."""
    model = page.specific_class
    return next(
        (kind for kind in _kinds if model and issubclass(model, kind.base)), None
    )


def our_models():
    """Return the concrete page types that are ours, the site's own included."""
    bases = tuple(kind.base for kind in _kinds)
    return [model for model in get_page_models() if issubclass(model, bases)]


def restrictable_models():
    """Return those of our page types of which restrictions say who may see them."""
    closed = tuple(kind.base for kind in _kinds if kind.closes_itself)
    return [model for model in our_models() if not issubclass(model, closed)]


def is_above_ours(page):
    """Tell whether a page of ours stands below ``page``. A query."""
    return Page.objects.descendant_of(page).type(*our_models()).exists()


def restrictable_below(pages):
    """Return a queryset of pages of :func:`restrictable_models` below ``pages``."""
    below = Page.objects.none()
    for page in pages:
        below |= Page.objects.descendant_of(page)
    return below.type(*restrictable_models())


def concerns(page):
    """Tell whether the guards look after ``page``: it is ours, or above one of ours."""
    return kind_of(page) is not None or is_above_ours(page)


def root_of(page):
    """Return the page whose words ``page`` shows; of an alias, its last original.

    A query for each generation.
    """
    while page.alias_of_id:
        page = page.alias_of
    return page


def is_source(page):
    """Tell whether ``page`` has a row behind it, and speaks for all its languages."""
    kind = kind_of(page)
    if not (kind and kind.row) or page.alias_of_id:
        return False
    rows = kind.row.objects.filter(
        pk=page.translation_key, source_locale=page.locale_id
    )
    return rows.exists()


def wording_beside(page, source):
    """Return the Wording of ``page`` beside its ``source``, or None: it has none."""
    kind = kind_of(page)
    if not (kind and kind.wording) or source is None or page.pk == source.pk:
        return None
    return kind.wording(page, source)


def source_locales(pages):
    """Return {translation key: key of its source's locale} of ``pages`` with rows.

    A query for each kind.
    """
    keys = {page.translation_key for page in pages}
    found = {}
    for kind in _kinds:
        if kind.row:
            rows = kind.row.objects.filter(pk__in=keys)
            found |= dict(rows.values_list("pk", "source_locale"))
    return found


def is_translation(page, row):
    """Tell whether ``page`` says in own words what the source of ``row`` fixes."""
    return not page.alias_of_id and page.locale_id != row.source_locale_id


def source_of(page):
    """Return the page that ``page`` (a translation, an alias, or itself) follows.

    Where a row knows its source locale, that is its page there, else the oldest. None
    where it was deleted.
    """
    rows = Page.objects.filter(
        translation_key=page.translation_key, alias_of__isnull=True
    )
    kind = kind_of(page)
    if kind and kind.row:
        known = kind.row.objects.filter(pk=page.translation_key)
        rows = rows.filter(locale__in=known.values("source_locale"))
    return rows.select_related("locale").order_by("pk").first()


def translations_of(source):
    """Return a queryset of the pages that follow ``source``, aliases included."""
    rows = Page.objects.filter(translation_key=source.translation_key)
    return rows.exclude(pk=source.pk)
