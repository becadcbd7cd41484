"""Listens to pages of any type; the guards look at those that concern us."""

from django.db.models.signals import m2m_changed, post_save, pre_delete
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import (
    copy_for_translation_done,
    page_published,
    page_unpublished,
)

from . import privacy
from .following import count_children, follow_schedule, unpublish_translations


def connect():
    page_published.connect(published, dispatch_uid="workshops_languages_published")
    page_unpublished.connect(unpublished, dispatch_uid="workshops_languages_down")
    copy_for_translation_done.connect(copied, dispatch_uid="workshops_languages_copied")
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


def unpublished(instance, **kwargs):
    unpublish_translations(instance)


def copied(target_obj, **kwargs):
    if isinstance(target_obj, Page):
        privacy.later(target_obj.pk)


def restriction_saved(instance, raw=False, **kwargs):
    if not raw:
        privacy.later(instance.page_id)


def restriction_deleted(instance, **kwargs):
    privacy.delete_copies(instance)
    # Somebody may have taken away what follows from the source.
    privacy.later(instance.page_id)


def groups_changed(instance, action, **kwargs):
    if action.startswith("post_") and isinstance(instance, PageViewRestriction):
        privacy.later(instance.page_id)
