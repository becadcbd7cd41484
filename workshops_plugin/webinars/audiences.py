"""Who is told of a webinar besides the members: those invited, those who attend."""

from django.utils.translation import gettext_lazy as _

from ..calls.messages import address_of, recipient_of
from ..mailing.audiences import Audience, register
from ..mailing.enums import Cause, DeliveryState
from ..mailing.models import Delivery
from ..mailing.recipients import Recipient
from .models import Attendance

#: The kinds of messages that tell somebody of a webinar.
FAMILY = ("webinar_invitation", "webinar_update", "webinar_cancelled")


def invited(webinar_key):
    """Return the deliveries of those who were, or may have been, told of a webinar."""
    rows = Delivery.objects.filter(kind__in=FAMILY, subject=str(webinar_key))
    lost = rows.filter(state=DeliveryState.DROPPED).exclude(cause=Cause.NEWER)
    return rows.exclude(state=DeliveryState.FAILED).exclude(pk__in=lost.values("pk"))


@register
class Invited(Audience):
    """Everybody who was told of it in an earlier state."""

    name = "invited"
    label = _("Everybody who was invited")

    def pairs(self, campaign):
        rows = invited(campaign.subject).exclude(address="")
        if campaign.kind in FAMILY:
            # Who has not been written to yet reads the new state anyway.
            rows = rows.filter(sequence__lt=campaign.sequence)
        else:
            rows = rows.filter(state=DeliveryState.SENT)
        for row in rows.order_by("pk").iterator():
            person = Recipient(row.address, row.name, row.language, row.key)
            yield campaign.subject, person


@register
class Attending(Audience):
    """Those who said that they will attend."""

    name = "attending"
    label = _("Those who said that they attend")
    asked_for = True

    def pairs(self, campaign):
        rows = Attendance.objects.filter(webinar=campaign.subject)
        for row in rows.select_related("user"):
            if row.user.is_active:
                yield campaign.subject, recipient_of(row.user)

    def still(self, addresses, campaign):
        rows = Attendance.objects.filter(webinar=campaign.subject)
        found = {address_of(row.user).lower() for row in rows.select_related("user")}
        return addresses & found


def attends(delivery):
    """Tell whether the recipient of ``delivery`` has said to attend its webinar."""
    rows = Attendance.objects.filter(webinar=delivery.subject).select_related("user")
    if delivery.key.startswith("user:"):
        return rows.filter(user=delivery.key.removeprefix("user:")).exists()
    wanted = delivery.address.lower()
    return any(address_of(row.user).lower() == wanted for row in rows)
