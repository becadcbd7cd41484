"""Builds webinars for tests: an index, and webinars whose texts are markers."""

from datetime import datetime, timedelta

from tests.calls import site
from workshops_plugin.models import WebinarIndexPage
from workshops_plugin.webinars import actions
from workshops_plugin.webinars.queries import pages_of

#: In words that nothing else on a page has.
MARKER = "Zanzibarite"
LINK = "https://meet.example/zanzibarite-room"
START = datetime(2024, 12, 10, 14)
END = START + timedelta(hours=1, minutes=30)
ZONE = "Europe/Zurich"


def index(**fields):
    fields = {"title": "Webinars", "slug": "webinars", **fields}
    return site.home().add_child(instance=WebinarIndexPage(**fields))


def fresh(page):
    return type(page).objects.get(pk=page.pk)


def webinar(
    index, title=f"{MARKER} mines", *, start=START, end=END, live=True, **facts
):
    """A webinar with a link, scheduled unless ``start`` is None; its page is live."""
    made = actions.create_webinar(
        index, title, by=None, lead=f"{MARKER} lead", language="en", **facts
    )
    if start:
        actions.reschedule(made, start, end, by=None, timezone=ZONE)
        actions.set_join_details(made, by=None, url=LINK, passcode="")
    if live:
        for page in pages_of(made):
            page.save_revision().publish()
    return made


def page(webinar):
    return pages_of(webinar)[0]
