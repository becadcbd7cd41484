"""Who is reminded of a webinar, and when: for each site."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from ..enums import Reminded

#: {name: how long before the start}
OFFSETS = {
    "week": timedelta(days=7),
    "day": timedelta(days=1),
    "hour": timedelta(hours=1),
}


def whom(label, default):
    return models.CharField(
        label, max_length=9, choices=Reminded.choices, default=default
    )


@register_setting(icon="mail", order=710)
class WebinarReminders(BaseSiteSetting):
    """To whom reminders of the webinars on a site go."""

    week = whom(_("a week before"), Reminded.INVITED)
    day = whom(_("a day before"), Reminded.ATTENDING)
    hour = whom(_("an hour before"), Reminded.ATTENDING)

    panels = [FieldPanel(name) for name in OFFSETS]

    class Meta:
        verbose_name = _("reminders of webinars")
