"""Listens to pages and restrictions: what is derived from a webinar stays derived."""

from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move

from ..languages import family
from .models import Webinar
from .pages import WebinarIndexPage, WebinarPageMixin, WebinarSectionPage
from .placing import close, sync_page
from .words import wording_beside


def connect():
    family.register(
        WebinarPageMixin, row=Webinar, wording=wording_beside, closes_itself=True
    )
    family.register(WebinarSectionPage, closes_itself=True)
    family.register(WebinarIndexPage)
    post_save.connect(page_saved, dispatch_uid="workshops_webinar_page_saved")
    post_page_move.connect(page_moved, dispatch_uid="workshops_webinar_page_moved")
    for signal in (post_save, post_delete):
        signal.connect(
            restriction_changed,
            sender=PageViewRestriction,
            dispatch_uid="workshops_webinar_restriction",
        )
    m2m_changed.connect(
        groups_changed,
        sender=PageViewRestriction.groups.through,
        dispatch_uid="workshops_webinar_restriction_groups",
    )


def page_saved(instance, created=False, raw=False, **kwargs):
    """Close a page in the transaction that makes it, whichever way it is made.

    The source page gives its webinar the name that the admin shows.
    """
    if raw or not isinstance(instance, Page):
        return
    model = instance.specific_class
    if not model or not issubclass(model, WebinarPageMixin | WebinarSectionPage):
        return
    if created:
        _sync(instance.pk)
    if not instance.alias_of_id:
        _name(instance)


def _name(page):
    """Give the webinar of a source page the title that visitors read, or will."""
    draft = not page.live and page.first_published_at is None
    title = page.draft_title or page.title if draft else page.title
    Webinar.objects.filter(
        pk=page.translation_key, source_locale=page.locale_id
    ).exclude(title=title).update(title=title)


def page_moved(instance, **kwargs):
    """Look again at all that has moved: what closed it may not be above it now."""
    moved = Page.objects.descendant_of(instance, inclusive=True)
    for key in moved.values_list("pk", flat=True):
        _sync(key)


def restriction_changed(instance, raw=False, **kwargs):
    """Put back what the privacy dialog, or anybody else, has taken away."""
    if not raw:
        transaction.on_commit(lambda: _sync(instance.page_id), robust=True)


def groups_changed(instance, action, **kwargs):
    if action.startswith("post_") and isinstance(instance, PageViewRestriction):
        transaction.on_commit(lambda: _sync(instance.page_id), robust=True)


def _sync(key):
    page = Page.objects.filter(pk=key).specific().first()
    if isinstance(page, WebinarPageMixin):
        sync_page(page)
    elif isinstance(page, WebinarSectionPage):
        close(page)
