"""Listens to pages: a live source page writes its structure, a stopped one is told."""

from django.db.models.signals import post_save
from wagtail.models import Page
from wagtail.signals import page_unpublished

from ..languages import family
from ..languages.carrying import carry_translations
from .actions import born_with, inherit_rules, publish_structure
from .messages import tell_call_stopped
from .models import Call
from .pages import CallIndexPage, CallPageMixin
from .rules import is_source
from .words import wording_beside

#: A save of none of these leaves the structure alone; drafts save fields like
#: ``latest_revision`` on an instance that holds words not yet published. An alias
#: that becomes a page of its own saves ``alias_of``.
STRUCTURE_FIELDS = {
    "live",
    "title",
    "alias_of",
    "alias_of_id",
    "outcomes",
    "criteria",
    "questions",
}


def connect():
    family.register(CallPageMixin, row=Call, wording=wording_beside)
    family.register(CallIndexPage)
    post_save.connect(page_saved, dispatch_uid="workshops_page_saved")
    page_unpublished.connect(page_stopped, dispatch_uid="workshops_page_unpublished")


def page_saved(instance, created=False, raw=False, update_fields=None, **kwargs):
    """Write structure in the transaction that makes a page live, or with its birth.

    Pages go live in many ways, and not all send ``page_published``; but all save.
    """
    if raw or not isinstance(instance, Page):
        return
    model = instance.specific_class
    if model is None or not issubclass(model, CallPageMixin):
        return
    if update_fields is not None and not STRUCTURE_FIELDS & set(update_fields):
        return
    if update_fields is not None or not isinstance(instance, CallPageMixin):
        # What the database holds; the instance may hold less, or what is not saved.
        instance = model.objects.filter(pk=instance.pk).first()
    if instance and not instance.alias_of_id:
        _write(instance)
        original = getattr(instance, "copied_from_page", None)
        if created and original:
            inherit_rules(instance, original)
            if instance.translation_key != original.translation_key:
                carry_translations(original, instance)


def _write(page):
    if page.live:
        publish_structure(page)
    else:
        born_with(page)


def page_stopped(instance, **kwargs):
    """Tell the editors. Wagtail unpublishes a live page before it deletes it, too."""
    if isinstance(instance, CallPageMixin):
        _tell_editors(instance)


def _tell_editors(page):
    call = Call.objects.filter(pk=page.call_key).first()
    if call and is_source(page, call) and call.closes_at and not call.announced_at:
        tell_call_stopped(call)
