"""The series that a committee puts together.

Change none of these rows directly: the verbs in ``reviews/actions`` check the
rules, keep the history and hold the locks.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from ...calls.models import Call
from ...record.history import Recorded, Records, event


class Series(Recorded):
    """What a call's series should be, and what is in it so far.

    ``chosen`` and ``reserve`` are keys of proposals as text, in their order.
    ``wishes`` is what :mod:`~workshops_plugin.reviews.wishing` reads. ``settled`` is
    the snapshot of when it was decided on: ranking, wishes, suggestion, set, balance.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.OneToOneField(Call, models.PROTECT, related_name="series")
    chosen = models.JSONField(default=list)
    reserve = models.JSONField(default=list)
    wishes = models.JSONField(default=dict)
    publish_wishes = models.BooleanField(_("publish the wishes"), default=False)
    settled = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)

    event = event("HistoricalSeries")
    history = Records(chain=("call", "call_id"))

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")

    def __str__(self):
        return _("Series of “%(call)s”") % {"call": self.call.title}

    @classmethod
    def of(cls, call):
        """Return the series of ``call``, or one that is not saved yet."""
        series = cls.objects.filter(call=call).first() or cls(call=call)
        series.call = call
        return series

    def record_root(self):
        return self.call_id
