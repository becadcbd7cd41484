"""No screen says anything that a translator does not get.

Every message is put between marks; what stands on a screen without them must have come
from the database.
"""

from contextlib import contextmanager
from unittest.mock import patch
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, NavigableString
from django.contrib.auth import get_user_model
from django.test import Client, TestCase
from django.urls import Resolver404, resolve
from django.utils import translation
from wagtail.models import Page

from ..untranslated import CLOSE, OPEN, hard_coded, stored_texts
from .loading import load_demo

ATTRIBUTES = ("aria-label", "placeholder", "title", "alt")
SKIPPED = {"script", "style", "template", "code", "pre", "svg", "textarea", "option"}


@contextmanager
def marked():
    """Put marks around every message of every catalog."""

    def one(message):
        return f"{OPEN}{message}{CLOSE}" if message else ""

    def several(singular, plural, number):
        return one(singular if number == 1 else plural)

    with (
        patch.object(translation._trans, "gettext", one, create=True),
        patch.object(translation._trans, "ngettext", several, create=True),
        patch.object(
            translation._trans,
            "pgettext",
            lambda _c, message: one(message),
            create=True,
        ),
        patch.object(
            translation._trans,
            "npgettext",
            lambda _c, *forms: several(*forms),
            create=True,
        ),
    ):
        yield


def kind_of(path):
    """Return which screen ``path`` is; None where it is none of ours."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    name = match.view_name or ""
    if name.startswith("workshops"):
        return name
    if name == "wagtail_serve":
        page = Page.objects.filter(
            url_path__endswith=f"/{path.strip('/').split('/', 1)[-1]}/"
        )
        found = page.first()
        return f"page {found.specific_class.__name__}" if found else None
    if name == "wagtailadmin_pages:edit":
        page = Page.objects.filter(
            pk=match.args[0] if match.args else match.kwargs["page_id"]
        )
        found = page.first()
        ours = found and found.specific_class._meta.app_label == "workshops_plugin"
        return f"edit {found.specific_class.__name__}" if ours else None
    return None


def crawl(client, starts, most):
    """Yield (kind, path, soup) of screens that links from ``starts`` lead to.

    At most so many of each kind, unless more are waiting already.
    """
    waiting, seen, counts = list(starts), set(starts), {}
    while waiting:
        path = waiting.pop(0)
        response = client.get(path, follow=True)
        if response.status_code != 200 or "html" not in response["Content-Type"]:
            continue
        soup = BeautifulSoup(
            response.getvalue() if response.streaming else response.content,
            "html.parser",
        )
        kind = kind_of(path)
        if kind:
            counts[kind] = counts.get(kind, 0) + 1
            yield kind, path, soup
        for link in soup.find_all("a", href=True):
            target = urldefrag(urljoin(path, link["href"]))[0]
            parts = urlsplit(target)
            if parts.netloc or parts.path in seen or "export=" in parts.query:
                continue
            found = kind_of(parts.path)
            if found and counts.get(found, 0) < most:
                seen.add(parts.path)
                waiting.append(parts.path)


def said(soup):
    """Yield each text that somebody reads, or hears, on a screen."""
    for text in soup.find_all(string=lambda text: type(text) is NavigableString):
        skipped = {parent.name for parent in text.parents} & SKIPPED
        if text.strip() and not skipped:
            yield " ".join(text.split())
    for name in ATTRIBUTES:
        for tag in soup.find_all(attrs={name: True}):
            if tag.name not in SKIPPED and tag[name].strip():
                yield " ".join(tag[name].split())


def test_an_address_holds_no_words():
    link = "https://a.example/proposals/1f2e-4096-99fabc5907/edit/"
    assert hard_coded(f"Go on at {link} today", "go on at") == ["today"]


class PseudoTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        with cls.captureOnCommitCallbacks(execute=True):
            load_demo()

    def sign_in(self, address):
        client = Client()
        client.force_login(get_user_model().objects.get(email=address))
        return client

    def look(self, visits, most):
        """Return ({what no translator gets: where}, kinds of screens)."""
        stored, found, screens = stored_texts(), {}, set()
        with marked():
            for address, starts in visits.items():
                for kind, path, soup in crawl(self.sign_in(address), starts, most):
                    screens.add(kind)
                    for text in said(soup):
                        for part in hard_coded(text, stored):
                            found.setdefault(part, path)
        return found, screens

    def test_members_and_reviewers_read_messages_or_what_somebody_wrote(self):
        visits = {who: VISITS[who] for who in VISITS if who != ADMIN}
        found, screens = self.look(visits, 1)
        assert len(screens) > 20, sorted(screens)
        assert found == {}

    @pytest.mark.slow
    def test_everybody_reads_messages_or_what_somebody_wrote(self):
        found, screens = self.look(VISITS, 2)
        assert len(screens) > 75, sorted(screens)
        assert found == {}


ADMIN = "admin@alliance.example"
VISITS = {
    ADMIN: ["/admin/", "/admin/workshops/calls/"],
    "reviewer@alliance.example": ["/admin/workshops/reviews/"],
    "michele@tavoliere.example": ["/en/workshops/webinars/mine/", "/en/webinars/"],
    "sunita@bhatta.example": ["/en/workshops/proposals/", "/en/calls/"],
}
