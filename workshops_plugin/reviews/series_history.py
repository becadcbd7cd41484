"""What happened on a board: every version of a series, told as an event."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models.fields.json import KeyTextTransform
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..calls.models import Proposal
from ..record.timeline import people
from . import wishing
from .dimensions import dimensions_of
from .enums import Place
from .models import Series
from .rules import name_of


@dataclass
class Event:
    """One change of a series, in sentences."""

    at: datetime
    person: str
    sentences: list = field(default_factory=list)
    reason: str = ""


def events_of(call, *, after=0, until=None):
    """Return the :class:`Event` s of the series of ``call``, the latest first.

    Only those after one version of it and ``until`` another, if they are given. The
    number of queries does not grow with them.
    """
    rows = Series.history.model.objects.filter(call_id=call.pk, version__gte=after)
    if until is not None:
        rows = rows.filter(version__lte=until)
    # Snapshots are long, and of each only its moment matters here.
    rows = rows.annotate(settled_at=KeyTextTransform("at", "settled"))
    versions = list(rows.defer("settled").order_by("history_id"))
    if not versions:
        return []
    users = people({version.history_user_id for version in versions} - {None})
    teller = _Teller(call, versions)
    before, found = versions.pop(0) if after else _nothing(call), []
    for version in versions:
        found.append(
            Event(
                at=version.history_date,
                person=name_of(users.get(version.history_user_id)),
                sentences=teller.changes(before, version),
                reason=version.history_change_reason,
            )
        )
        before = version
    return found[::-1]


def _nothing(call):
    series = Series(call=call)
    series.settled_at = None
    return series


class _Teller:
    def __init__(self, call, versions):
        self.dimensions = {each.key: each for each in dimensions_of(call)}
        keys = {
            key
            for each in versions
            for key in (
                *each.chosen,
                *each.reserve,
                *each.wishes.get("must", ()),
                *each.wishes.get("must_not", ()),
            )
        }
        rows = Proposal.objects.filter(pk__in=keys).values_list("pk", "reference")
        self.references = {str(key): reference for key, reference in rows}

    def changes(self, before, after):
        """Return in sentences what changed between two versions."""
        found = [*self._wishes(before, after), *self._places(before, after)]
        if before.publish_wishes != after.publish_wishes:
            found.append(
                _("The wishes are shown on the call’s page.")
                if after.publish_wishes
                else _("The wishes are not shown on the call’s page any more.")
            )
        if before.settled_at != after.settled_at:
            found.append(_("It was decided by the board."))
        return found or [_("The order was changed.")]

    def _wishes(self, before, after):
        if before.wishes == after.wishes:
            return
        old, new = wishing.read(before.wishes), wishing.read(after.wishes)
        if not before.wishes or old.size != new.size:
            words = ngettext(
                "Wished for: %(count)d place.",
                "Wished for: %(count)d places.",
                new.size,
            )
            yield words % {"count": new.size}
        added = [wish for wish in new.wishes if wish not in old.wishes]
        gone = [wish for wish in old.wishes if wish not in new.wishes]
        importances = wishing.importance_words()
        for wish in list(added):
            for other in gone:
                if replace(other, importance=wish.importance) == wish:
                    added.remove(wish)
                    gone.remove(other)
                    yield _("Now %(importance)s: %(wish)s.") % {
                        "importance": importances[wish.importance],
                        "wish": wishing.wish_words(wish, self.dimensions),
                    }
                    break
        for sentence, wishes in (
            (_("Wished for: %(wish)s."), added),
            (_("Not wished for any more: %(wish)s."), gone),
        ):
            for wish in wishes:
                yield sentence % {"wish": wishing.wish_words(wish, self.dimensions)}
        for sentence, keys in (
            (_("%(proposal)s must be in the series."), new.must - old.must),
            (_("%(proposal)s must not be in the series."), new.must_not - old.must_not),
            (
                _("%(proposal)s is free again."),
                (old.must | old.must_not) - new.must - new.must_not,
            ),
        ):
            for key in sorted(keys):
                yield sentence % {"proposal": self.references.get(key, key)}

    def _places(self, before, after):
        old, new = _places(before), _places(after)
        for key in dict.fromkeys([*new, *old]):
            was, now = old.get(key, Place.POOL), new.get(key, Place.POOL)
            if was != now:
                yield _("%(proposal)s: %(before)s → %(after)s") % {
                    "proposal": self.references.get(key, key),
                    "before": was.label,
                    "after": now.label,
                }


def _places(series):
    return {
        **dict.fromkeys(series.chosen, Place.SERIES),
        **dict.fromkeys(series.reserve, Place.RESERVE),
    }
