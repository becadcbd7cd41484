"""Erases what is kept of a person for webinars alone: own feed and attendance."""

from ..members.erasure import register
from .models import Attendance, FeedToken


@register
def erase_feed_address(user, addresses, *, by):
    if user is None:
        return {}
    count, _models = FeedToken.objects.filter(user=user).delete()
    attended, _models = Attendance.objects.filter(user=user).delete()
    return {"calendar addresses": count, "attendances": attended}
