"""What reviews say on a call's public page: the wishes, where editors publish them."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
    wishes = wishing.read(series.wishes)
    dimensions = {each.key: each for each in dimensions_of(call)}
    places = ngettext(
        "The series has %(count)d place.",
        "The series has %(count)d places.",
        wishes.size,
    )
    return Note(
        _("What the series should be like"),
        [
            places % {"count": wishes.size},
            *(wishing.wish_words(wish, dimensions) for wish in wishes.wishes),
        ],
    )
