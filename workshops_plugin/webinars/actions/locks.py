"""The lock of a webinar."""

from ..models import Webinar


def lock_webinar(webinar):
    """Lock the row of ``webinar`` and bring the instance up to date."""
    webinar.refresh_from_db(from_queryset=Webinar.objects.select_for_update())
    return webinar
