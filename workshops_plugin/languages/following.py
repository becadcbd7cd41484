"""Lets translations come and go with their source."""

from django.utils import timezone
from wagtail.models import Page, Revision

from .family import concerns, is_source, kind_of, source_of, translations_of
from .guards import SCHEDULE, TREE, UNPUBLISH, is_on

WAIT = "workshops_plugin.translation.wait"


def count_children(page):
    """Store how many children a page has that was published.

    In a subtree that is translated at once, each page is published from what was
    remembered of it before its children were made.
    """
    if not (is_on(TREE) and concerns(page)):
        return
    children = Page.objects.filter(
        path__startswith=page.path, depth=page.depth + 1
    ).count()
    if children != page.numchild:
        Page.objects.filter(pk=page.pk).update(numchild=children)
        page.numchild = children


def unpublish_translations(page):
    """Take the translations of a source off the site with it, as Wagtail does aliases.

    They come back when somebody publishes them. Those that wait for a date do not.
    """
    if not (is_on(UNPUBLISH) and is_source(page)):
        return
    for translation in translations_of(page).filter(live=True, alias_of=None):
        translation.specific.unpublish()
    _cancel(page)


def stop_waiting(source):
    """Let what waits for ``source`` be a draft where that will not go live by itself.

    A translation with a date of its own keeps it.
    """
    if not is_on(SCHEDULE) or source.live or not is_source(source):
        return
    if _time_of(source) is None:
        _cancel(source, own=False)


def leave_with(source):
    """Let nothing that waits for ``source``, which is deleted, go live."""
    if is_on(SCHEDULE) and is_source(source):
        _cancel(source)


def _cancel(source, *, own=True):
    """Cancel what translations wait for; with ``own``, their own dates, too."""
    for translation in translations_of(source).filter(alias_of=None, live=False):
        revision = _approved(translation)
        if revision and (own or not revision.content.get("go_live_at")):
            Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)


def follow_schedule(page, revision):
    """Let a translation that is published go live, and expire, with its source.

    wagtail-localize copies a schedule when it makes a translation, and not when it
    changes. A ``page`` that is a source takes those along that wait for it.
    """
    kind = kind_of(page)
    if not (is_on(SCHEDULE) and kind and kind.row):
        return
    if is_source(page):
        _take_along(page)
    elif revision and not page.alias_of_id and (source := source_of(page)):
        _wait(page, revision, source)
        _share_end(page, revision, source)


def _wait(page, revision, source):
    """Let ``page`` wait for ``source``; a later schedule of its own is kept."""
    until = _time_of(source)
    if source.live or not until or until <= timezone.now():
        return
    own = revision.approved_go_live_at
    if page.live:
        page.unpublish(log_action=WAIT)
    elif own and own > until:
        return
    _change(page, revision, go_live_at=None)
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=until)


def _share_end(page, revision, source):
    """Forget an end that is the source's: that one takes its translations along.

    A source that is off the site, and stays there, has no end to come.
    """
    comes = source.live or _time_of(source)
    if not (is_on(UNPUBLISH) and comes and page.expire_at):
        return
    if page.expire_at == source.expire_at:
        _change(page, revision, expire_at=None)


def _change(page, revision, **fields):
    """Set ``fields`` of ``page`` in the revision that it was published from, too."""
    Page.objects.filter(pk=page.pk).update(**fields)
    revision.content = {**revision.content, **fields}
    revision.save(update_fields=["content"])
    for name, value in fields.items():
        setattr(page, name, value)


def _take_along(source):
    """Let what waits for ``source`` go live when it does, or now."""
    until = _time_of(source)
    for translation in translations_of(source).filter(alias_of=None, live=False):
        revision = _approved(translation)
        # One with a schedule of its own keeps it.
        if revision is None or revision.content.get("go_live_at"):
            continue
        if until:
            Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=until)
        elif source.live:
            revision.publish()


def _time_of(page):
    """Return when ``page`` goes live by its schedule, or None."""
    revision = _approved(page)
    return revision.approved_go_live_at if revision else None


def _approved(page):
    rows = Revision.page_revisions.filter(object_id=str(page.pk))
    return rows.filter(approved_go_live_at__isnull=False).first()
