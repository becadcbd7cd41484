"""Listens to pages of any type; the guards look at those that concern us."""

from django.db.models.signals import m2m_changed, post_save, pre_delete
from wagtail.models import Page, PageViewRestriction, Revision
from wagtail.signals import (
    copy_for_translation_done,
    page_published,
    page_unpublished,
    post_page_move,
)

from . import privacy
from .family import kind_of
from .following import (
    count_children,
    follow_schedule,
    leave_with,
    stop_waiting,
    unpublish_translations,
)


def connect():
    page_published.connect(published, dispatch_uid="workshops_languages_published")
    page_unpublished.connect(unpublished, dispatch_uid="workshops_languages_down")
    copy_for_translation_done.connect(copied, dispatch_uid="workshops_languages_copied")
    post_page_move.connect(moved, dispatch_uid="workshops_languages_moved")
    post_save.connect(
        revision_saved, sender=Revision, dispatch_uid="workshops_languages_scheduled"
    )
    # Of a page of any type its row as a Page is deleted, too.
    pre_delete.connect(
        page_deleted, sender=Page, dispatch_uid="workshops_languages_deleted"
    )
    post_save.connect(
        restriction_saved,
        sender=PageViewRestriction,
        dispatch_uid="workshops_languages_restricted",
    )
    pre_delete.connect(
        restriction_deleted,
        sender=PageViewRestriction,
        dispatch_uid="workshops_languages_opened",
    )
    m2m_changed.connect(
        groups_changed,
        sender=PageViewRestriction.groups.through,
        dispatch_uid="workshops_languages_groups",
    )


def published(instance, revision=None, **kwargs):
    count_children(instance)
    follow_schedule(instance, revision)
    if kind_of(instance):
        privacy.later(instance.pk)


def unpublished(instance, **kwargs):
    unpublish_translations(instance)


def revision_saved(instance, raw=False, update_fields=None, **kwargs):
    """Look at a schedule that somebody cancels: Wagtail saves just this field then."""
    if raw or update_fields is None or "approved_go_live_at" not in update_fields:
        return
    if instance.approved_go_live_at is None:
        page = instance.content_object
        if isinstance(page, Page):
            stop_waiting(page)


def page_deleted(instance, **kwargs):
    leave_with(instance)


def moved(instance, **kwargs):
    privacy.later(instance.pk, below=True)


def copied(target_obj, **kwargs):
    if isinstance(target_obj, Page):
        privacy.later(target_obj.pk)


def restriction_saved(instance, raw=False, **kwargs):
    if not raw:
        privacy.later(instance.page_id, below=True)


def restriction_deleted(instance, origin=None, **kwargs):
    # Where the page goes, its translations stay as closed as they were.
    if _is_restriction(origin):
        privacy.delete_copies(instance)
    # Somebody may have taken away what follows from the source.
    privacy.later(instance.page_id)


def _is_restriction(origin):
    model = getattr(origin, "model", type(origin))
    return issubclass(model, PageViewRestriction)


def groups_changed(instance, action, **kwargs):
    if action.startswith("post_") and isinstance(instance, PageViewRestriction):
        privacy.later(instance.page_id, below=True)
