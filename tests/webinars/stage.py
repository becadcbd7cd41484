"""Builds webinars for tests: an index, and webinars whose texts are markers."""

from datetime import datetime, timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.calls import samples, site
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


def photo(size=(60, 40), kind="JPEG"):
    """An uploaded picture."""
    content = BytesIO()
    Image.new("RGB", size, "#335577").save(content, kind)
    return SimpleUploadedFile(f"{MARKER}.jpg", content.getvalue())


def pdf(name=f"{MARKER}.pdf"):
    return SimpleUploadedFile(name, samples.PDF)


def prepared(webinar, *, by=None, consent=True):
    """Fill in every section, so that the preparation can be submitted."""
    actions.save_description(
        webinar,
        by=by,
        lead=f"{MARKER} lead",
        description=f"{MARKER} described.\n\nIn two paragraphs.",
    )
    lines = [
        {"minutes": 30, "title": f"{MARKER} welcome", "who": f"{MARKER} Ann"},
        {"minutes": 60, "title": "Questions", "details": f"{MARKER} details"},
    ]
    actions.save_agenda(webinar, lines, by=by)
    for role in ("moderator", "speaker"):
        values = {
            "role": role,
            "name": f"{MARKER} {role}",
            "position": f"{MARKER} position",
            "bio": f"{MARKER} bio",
            "consent": consent,
        }
        actions.save_speaker(webinar, values, by=by, photo=photo())
    actions.save_interpretation(webinar, by=by, languages=["fr"], settled=True)
    return webinar
