"""What webinars add to the annual report: those that were held."""

from django.db.models.functions import ExtractYear
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..calls.counting import Source, register
from .enums import WebinarStatus
from .models import Webinar


def held():
    """Return the proposals of which webinars are over, by the year of the webinar."""
    rows = Webinar.objects.filter(
        status=WebinarStatus.SCHEDULED, ends_at__lte=timezone.now()
    ).exclude(proposals=None)
    return list(rows.order_by().values_list("proposals", ExtractYear("starts_at")))


register(Source("webinars", _("Webinars held"), 30, held))
