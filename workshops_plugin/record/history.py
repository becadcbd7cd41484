"""django-simple-history, bound to this app's rules instead of the site's.

The library makes the models that hold the versions. It also reads several global
settings of the site, some of which would change our migrations or silence our
history, and it writes versions after the fact; :class:`Records` does neither.
Versions are written by :func:`~workshops_plugin.record.writing.save_versions`,
before the row itself, which points at its latest one.
"""

from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from simple_history.models import HistoricalRecords

from .models import ChainedVersion

#: {model: its Records}, in the order in which models are defined.
_recorded = {}


def recorded():
    """Return {model: its :class:`Records`} of all models that have a history."""
    return dict(_recorded)


def _get_user(history_row):
    if not history_row.history_user_id:
        return None
    return get_user_model().objects.filter(pk=history_row.history_user_id).first()


def _set_user(history_row, user):
    history_row.history_user_id = str(user.pk) if user else None


class Records(HistoricalRecords):
    """Keep every version of a :class:`Recorded` model, each with who and why.

    Users are stored as strings without a foreign key: a history outlives its
    users, and any AUTH_USER_MODEL works.

    ``chain`` is (kind, name of the attribute that holds the chain's key);
    ``personal`` names fields whose text may have to be erased one day;
    ``loose`` names fields that a row may change between versions;
    ``added`` maps a format number, from 2 on, to the fields that came with it;
    ``unrecorded_while`` is an SQL condition on ``{new}``, the row that is written:
    while it holds, a row needs no version yet. It may use ``{quoted table names}``.
    """

    def __init__(
        self, *, chain, personal=(), loose=(), added=None, unrecorded_while="", **kwargs
    ):
        self.chain_kind, self.chain_attribute = chain
        self.personal, self.loose = frozenset(personal), frozenset(loose)
        self.added, self.unrecorded_while = added or {}, unrecorded_while
        self.format = max(self.added, default=1)
        kwargs["excluded_fields"] = ["event", *kwargs.get("excluded_fields", ())]
        kwargs.setdefault("bases", [ChainedVersion])
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

    def finalize(self, sender, **kwargs):
        super().finalize(sender, **kwargs)
        if sender is self.cls:
            _recorded[sender] = self
            self.versions = getattr(sender, self.manager_name).model
            if "reason" in {field.name for field in self.versions.tracked_fields}:
                # Digests and salts go by name, and a version has a reason itself.
                raise ImproperlyConfigured(f"{sender.__name__}: rename “reason”.")

    def get_meta_options(self, model):
        return {
            **super().get_meta_options(model),
            "ordering": ("-history_id",),
            "get_latest_by": "history_id",
            "constraints": [
                models.UniqueConstraint(
                    fields=["chain", "position"],
                    name=f"workshops_{model._meta.model_name}_chain",
                )
            ],
        }

    def fields(self, format):
        """Return the fields that enter the hash of a version in ``format``."""
        later = {
            name
            for number, names in self.added.items()
            if number > format
            for name in names
        }
        return [
            field for field in self.versions.tracked_fields if field.name not in later
        ]

    # Versions are written elsewhere, and first.

    def post_save(self, instance, created, using=None, **kwargs):
        pass

    def post_delete(self, instance, using=None, **kwargs):
        pass

    def pre_delete(self, instance, **kwargs):
        pass


def event(history_model, *, null=False):
    """Return the field by which a row points at its latest version.

    ``null`` is for rows that have no version at first.
    """
    return models.OneToOneField(
        f"workshops_plugin.{history_model}",
        models.PROTECT,
        null=null,
        editable=False,
        related_name="+",
    )


class Recorded(models.Model):
    """A row of which every version is kept.

    Its key is made by the client, because its first version is written before it.
    """

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Save it with a version that names nobody, once it has a history."""
        if not self.has_history():
            return super().save(*args, **kwargs)
        if kwargs.get("update_fields") is not None:
            raise TypeError("A recorded row is saved whole, so that its version is.")
        from .writing import save_version

        return save_version(self, by=None)

    def has_history(self):
        """Tell whether versions are kept of it already."""
        return True

    def record_root(self):
        """Return the key of the thing to which the chain of this row belongs."""
        raise NotImplementedError

    def save_row(self):
        """Write the row alone; only for what has just written its version."""
        super().save(force_update=True)

    def delete(self, *args, **kwargs):
        """Delete it while nothing of it is on record; raise ProtectedError after."""
        if self.event_id:
            raise models.ProtectedError("What is on record is not deleted.", {self})
        return super().delete(*args, **kwargs)
