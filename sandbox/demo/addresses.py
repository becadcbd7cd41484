"""The table of addresses and log-ins that the loading ends with."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from wagtail.models import Site

from workshops_plugin.models import CallIndexPage, CallPage, WebinarIndexPage

from .load_calls import CLOSED, OPEN, REVIEW
from .load_pages import page_of
from .people import LOG_INS, PASSWORD


def summary():
    """Return the table as text."""
    site = Site.objects.get(is_default_site=True)
    lines = ["", "Addresses", *_columns(_addresses(site.root_url))]
    lines += ["", f"Log-ins (password of each: {PASSWORD})", *_columns(LOG_INS)]
    return "\n".join(lines)


def _addresses(root):
    rows = [(f"{root}/{code}/", f"Home, {name}") for code, name in settings.LANGUAGES]
    rows += [
        (page_of(model, name).get_full_url(), label)
        for model, name, label in (
            (CallIndexPage, "calls", "Calls for proposals"),
            (CallPage, OPEN, "The open call"),
            (CallPage, REVIEW, "The call in review"),
            (CallPage, CLOSED, "The closed call of 2024"),
            (WebinarIndexPage, "webinars", "Webinars"),
        )
    ]
    with translation.override(settings.LANGUAGE_CODE):
        rows.append((root + reverse("workshops:proposals"), "My proposals"))
        rows.append((root + reverse("workshops:my_webinars"), "My webinars"))
    rows.append((root + reverse("wagtailadmin_home"), "Wagtail’s admin"))
    if settings.DEBUG:
        rows.append((root + reverse("mails"), "What was sent by e-mail"))
    return rows


def _columns(rows):
    width = max(len(first) for first, _second in rows)
    return [f"  {first:<{width}}  {second}" for first, second in rows]
