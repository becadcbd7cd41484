"""Restricts translations as their source is, whenever that was done.

wagtail-localize copies a restriction of the page itself when it translates, and not
when it comes later, nor what a section above restricts; an alias is closed to visitors,
but listed by queries and APIs.
"""

from django.db import transaction
from wagtail.models import Page, PageViewRestriction

from .family import (
    concerns,
    kind_of,
    restrictable_below,
    restrictable_models,
    source_of,
    translations_of,
)
from .guards import PRIVACY, is_on
from .models import RestrictionCopy

FIELDS = ("restriction_type", "password")


def later(key, *, below=False):
    """Look at the languages of the page ``key`` once all that was done is committed.

    With ``below``, at those of our pages below it and its translations, too.
    """
    if is_on(PRIVACY):
        transaction.on_commit(
            lambda: restrict_translations(key, below=below), robust=True
        )


def restrict_translations(key, *, below=False):
    """Give the translations of the page ``key``, if it concerns us, what it has.

    What was set on a translation alone stays. Who may see a webinar's page does not
    follow from restrictions at all.
    """
    page = Page.objects.filter(pk=key).first()
    source = page and concerns(page) and source_of(page)
    if not source:
        return
    _restrict(source)
    if below:
        pages = restrictable_below([source, *translations_of(source)])
        found = [source_of(page) for page in pages.filter(alias_of=None)]
        for its in dict.fromkeys(filter(None, found)):
            _restrict(its)


def _restrict(source):
    kind = kind_of(source)
    if kind and kind.closes_itself:
        return
    above = source.get_ancestors(inclusive=True)
    originals = PageViewRestriction.objects.filter(page__in=above)
    originals = list(originals.select_related("page").prefetch_related("groups"))
    for translation in translations_of(source):
        _forget(translation, above)
        for original in originals:
            if original.page_id == source.pk or not _has_it(translation, original):
                with transaction.atomic():
                    _copy(original, translation)


def open_families():
    """Return the pages of ours of which a translation is not closed as they are."""
    if not is_on(PRIVACY):
        return []
    pages = Page.objects.type(*restrictable_models()).filter(alias_of=None)
    pages = pages.order_by("pk")
    sources = dict.fromkeys(filter(None, map(source_of, pages)))
    return [source for source in sources if _lacks(source)]


def _lacks(source):
    above = source.get_ancestors(inclusive=True)
    return any(
        not _has_it(translation, original) and not _is_copied(original, translation)
        for original in PageViewRestriction.objects.filter(page__in=above)
        for translation in translations_of(source)
    )


def _is_copied(original, page):
    known = RestrictionCopy.objects.filter(original=original, page=page)
    row = known.select_related("copy").first()
    return bool(row) and _is_like(row.copy, original)


def _is_like(one, other):
    alike = all(getattr(one, name) == getattr(other, name) for name in FIELDS)
    return alike and set(one.groups.all()) == set(other.groups.all())


def _forget(page, above):
    """Delete copies of what stands above the source of ``page`` no more."""
    stale = RestrictionCopy.objects.filter(page=page).exclude(original__page__in=above)
    keys = list(stale.values_list("copy", flat=True))
    PageViewRestriction.objects.filter(pk__in=keys).delete()


def _has_it(page, original):
    """Tell whether a section above ``page`` is restricted as ``original`` is, or by it.

    A copy on the page itself does not count: it is brought up to date.
    """
    known = RestrictionCopy.objects.filter(copy=original)
    if known := known.select_related("original__page").first():
        original = known.original
    if page.is_descendant_of(original.page):
        return True
    above = RestrictionCopy.objects.filter(
        original=original, page__in=page.get_ancestors()
    )
    return above.exists()


def _copy(original, page):
    known = RestrictionCopy.objects.filter(original=original, page=page)
    known = known.select_related("copy").first()
    copy = known.copy if known else _adopted(original, page)
    if copy is None:
        copy = PageViewRestriction(page=page)
    changed = [
        name for name in FIELDS if getattr(copy, name) != getattr(original, name)
    ]
    for name in changed:
        setattr(copy, name, getattr(original, name))
    if changed or not copy.pk:
        copy.save()
    groups = set(original.groups.all())
    if set(copy.groups.all()) != groups:
        copy.groups.set(groups)
    if not known:
        RestrictionCopy.objects.create(original=original, page=page, copy=copy)


def _adopted(original, page):
    """Return what wagtail-localize has copied; its groups may be missing.

    What was there before the original is nobody's copy.
    """
    ours = RestrictionCopy.objects.filter(page=page).values("copy")
    rows = page.view_restrictions.exclude(pk__in=ours).filter(pk__gt=original.pk)
    wanted = set(original.groups.all())
    for row in rows.filter(restriction_type=original.restriction_type):
        alike = row.password == original.password
        if alike and set(row.groups.all()) in (wanted, set()):
            return row
    return None


def delete_copies(original):
    """Delete what translations had because of ``original``, which is being deleted."""
    copies = RestrictionCopy.objects.filter(original=original)
    keys = list(copies.values_list("copy", flat=True))
    PageViewRestriction.objects.filter(pk__in=keys).delete()
