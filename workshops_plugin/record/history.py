"""django-simple-history, bound to this app's rules instead of the site's.

The library reads several global settings of the site, some of which would
change our migrations or silence our history; :class:`Records` does not.
"""

from django.contrib.auth import get_user_model
from django.db import models, transaction
from simple_history.models import HistoricalRecords


def _get_user(history_row):
    if not history_row.history_user_id:
        return None
    return get_user_model().objects.filter(pk=history_row.history_user_id).first()


def _set_user(history_row, user):
    history_row.history_user_id = str(user.pk) if user else None


class Records(HistoricalRecords):
    """Keep every saved version of a model, each with who and why.

    Users are stored as strings without a foreign key: a history outlives its
    users, and any AUTH_USER_MODEL works. A model may define
    ``has_history() -> bool``; versions are kept only while it is true.
    """

    def __init__(self, **kwargs):
        # Versions are told apart by their numbers: clocks may stand still or go back.
        kwargs.setdefault("history_id_field", models.BigAutoField())
        kwargs.setdefault(
            "history_user_id_field",
            models.CharField(max_length=64, null=True, blank=True),
        )
        kwargs.setdefault("history_user_getter", _get_user)
        kwargs.setdefault("history_user_setter", _set_user)
        kwargs.setdefault(
            "history_change_reason_field", models.TextField(default="", blank=True)
        )
        super().__init__(**kwargs)

    _date_indexing = True

    def get_history_user(self, instance):
        return getattr(instance, "_history_user", None)

    def get_change_reason_for_object(self, instance, history_type, using):
        return getattr(instance, "_change_reason", "")

    def _keeps(self, instance):
        return getattr(instance, "has_history", lambda: True)()

    def post_save(self, instance, created, using=None, **kwargs):
        if not kwargs.get("raw") and self._keeps(instance):
            self.create_historical_record(instance, "+" if created else "~", using)

    def post_delete(self, instance, using=None, **kwargs):
        if self._keeps(instance):
            self.create_historical_record(instance, "-", using=using)


def save_version(instance, *, by, reason=""):
    """Save ``instance`` and its version, by ``by`` (a user, or None) for ``reason``.

    Both are written or neither is. The attribution belongs to this save alone. What
    is new is only ever inserted: it overwrites no row that has its key already.
    """
    instance._history_user, instance._change_reason = by, reason
    try:
        with transaction.atomic():
            instance.save(force_insert=instance._state.adding)
    finally:
        del instance._history_user, instance._change_reason
    return instance
