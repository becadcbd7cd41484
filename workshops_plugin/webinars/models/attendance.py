"""Who has said that they will attend."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .webinar import Webinar


class Attendance(models.Model):
    """That somebody has said so. It is an intention and opens nothing to anybody."""

    webinar = models.ForeignKey(Webinar, models.CASCADE, related_name="attendances")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["webinar", "user"], name="workshops_attendance_once"
            )
        ]

    def __str__(self):
        return str(self.user)
