"""Restricts translations as their source is, whenever that was done.

wagtail-localize copies a restriction when it translates, and not when it comes later;
an alias is closed to visitors, but listed by queries and APIs.
"""

from django.db import transaction
from wagtail.models import Page, PageViewRestriction

from .family import concerns, kind_of, source_of, translations_of
from .guards import PRIVACY, is_on
from .models import RestrictionCopy

FIELDS = ("restriction_type", "password")


def later(key):
    """Look at the languages of the page ``key`` once all that was done is committed."""
    if is_on(PRIVACY):
        transaction.on_commit(lambda: restrict_translations(key), robust=True)


def restrict_translations(key):
    """Give the translations of the page ``key``, if it concerns us, what it has.

    What was set on a translation alone stays. Who may see a webinar's page does not
    follow from restrictions at all.
    """
    page = Page.objects.filter(pk=key).first()
    source = page and concerns(page) and source_of(page)
    kind = kind_of(source) if source else None
    if not source or (kind and kind.closes_itself):
        return
    originals = list(source.view_restrictions.prefetch_related("groups"))
    for translation in translations_of(source) if originals else []:
        for original in originals:
            with transaction.atomic():
                _copy(original, translation)


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
