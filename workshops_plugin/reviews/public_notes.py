"""What reviews say on a call's public page: the wishes, where editors publish them."""

from itertools import takewhile

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..calls.moments import day_words
from ..calls.notes import Note, register
from . import wishing
from .dimensions import dimensions_of
from .models import Series


@register
def wishes_note(call):
    """Return what the series should be like, if the editors publish it."""
    series = Series.objects.filter(call=call, publish_wishes=True).first()
    if series is None:
        return None
    dimensions = {each.key: each for each in dimensions_of(call)}
    wishes = wishing.effective(series.wishes, (), dimensions.values())
    places = ngettext(
        "The series has %(count)d place.",
        "The series has %(count)d places.",
        wishes.size,
    )
    lines = [places % {"count": wishes.size}]
    lines += [capfirst(wishing.wish_words(w, dimensions)) for w in wishes.wishes]
    if at := _wished_at(series):
        day = {"date": day_words(timezone.localtime(at))}
        lines.append(_("Last changed on %(date)s.") % day)
    return Note(_("What the series should be like"), lines)


def _wished_at(series):
    """Return when the wishes became what they are."""
    rows = series.history.order_by("-history_id").values_list("wishes", "history_date")
    public = _public(series.wishes)
    rows = rows.iterator(chunk_size=50)
    same = takewhile(lambda row: _public(row[0]) == public, rows)
    return min((at for _wishes, at in same), default=None)


def _public(wishes):
    """Return of stored ``wishes`` what visitors read, which is not what is settled."""
    return {
        name: its for name, its in wishes.items() if name not in ("must", "must_not")
    }
