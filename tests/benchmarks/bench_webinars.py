"""How long the pages and feeds of webinars take, with 1,100 of them in one list.

Of these 1,000 are for members only; ``WORKSHOPS_BENCH_WEBINARS`` sets another number.
"""

import os
from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from tests.calls import site
from tests.webinars import stage
from workshops_plugin.members.backends import get_backend
from workshops_plugin.models import CallOutcome, Webinar, WebinarIndexPage
from workshops_plugin.webinars import actions

from .bench_calls import fetch

__all__ = ["fetch"]

COUNT = int(os.environ.get("WORKSHOPS_BENCH_WEBINARS", 1000))
#: One in so many is public.
PUBLIC = 11


@pytest.fixture(scope="session")
def series(django_db_setup, django_db_blocker):
    """Webinars in a row, an hour each, a day apart; all but some for members."""
    with django_db_blocker.unblock():
        index = stage.index()
        hosts = [site.make_organization(f"Host {number}") for number in range(20)]
        outcomes = [row.block_id for row in CallOutcome.objects.all()]
        for number in range(COUNT * PUBLIC // (PUBLIC - 1)):
            start = datetime(2030, 1, 1, 14) + timedelta(days=number)
            webinar = stage.webinar(
                index,
                f"Webinar {number}",
                start=start,
                end=start + timedelta(hours=1),
                hosts=[hosts[number % 20]],
                outcomes=outcomes,
            )
            if number % PUBLIC == 0:
                actions.open_to_public(webinar, by=None, reason="For all.")


@pytest.fixture
def index(db, small_heap, series):
    cache.clear()
    return WebinarIndexPage.objects.get()


def test_list_as_a_visitor(fetch, index):
    fetch(index.get_url())


def test_list_as_a_member(fetch, index, member):
    fetch(index.get_url())


def test_list_searched_as_a_member(fetch, index, member):
    fetch(f"{index.get_url()}?q=webinar+99&when=all")


def test_page_as_a_visitor(fetch, index):
    fetch(stage.page(Webinar.objects.get(title="Webinar 0")).get_url())


def test_page_as_a_member(fetch, index, member):
    fetch(stage.page(Webinar.objects.get(title="Webinar 1")).get_url())


def test_own_feed_of_all(fetch, index, member):
    assert get_backend().is_member(member)
    token = actions.make_feed_address(member, language="en")
    fetch(reverse("workshops:own_feed", args=[token]), rounds=5)


def test_public_feed(fetch, index):
    fetch(reverse("workshops:webinar_feed", args=[index.pk]), rounds=5)


def test_list_in_the_admin(fetch, client, index):
    viewer = site.make_editor("viewer@x.example", "access_admin", "view_webinar")
    client.force_login(viewer)
    fetch(reverse("workshops_webinars:index"), rounds=5)


def test_what_wagtail_takes_for_public(benchmark, index):
    """One restriction for all members-only webinars, not one for each."""
    benchmark.extra_info["restrictions"] = PageViewRestriction.objects.count()

    def public():
        cache.clear()
        return Page.objects.live().public().count()

    assert public() < COUNT
    benchmark.pedantic(public, rounds=20)
