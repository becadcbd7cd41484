"""Erases what is kept of a person for webinars alone: the address of the own feed."""

from ..members.erasure import register
from .models import FeedToken


@register
def erase_feed_address(user, addresses, *, by):
    if user is None:
        return {}
    count, _models = FeedToken.objects.filter(user=user).delete()
    return {"calendar addresses": count}
