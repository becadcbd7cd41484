"""The site's own event page carries a webinar."""

import pytest
from django.db import connection
from django.urls import reverse
from wagtail.models import Page
from wagtail.search import index as search

from sandbox.home.models import EventPage
from tests.calls import site
from tests.reviews import house
from workshops_plugin.models import Webinar
from workshops_plugin.webinars import actions
from workshops_plugin.webinars.placing import misplaced, repair

from . import stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(index):
    page = EventPage(title=f"{stage.MARKER} event", slug="event", venue="Hall 3")
    return site.home().add_child(instance=page)


def test_it_is_closed_to_all_until_it_has_a_webinar(client, event, member, editor):
    for user in (None, member, editor):
        client.logout()
        if user:
            client.force_login(user)
        response = client.get(event.get_url())
        assert response.status_code in (302, 404)
        assert stage.MARKER not in response.content.decode()
    assert not Page.objects.public().filter(pk=event.pk).exists()


def test_an_editor_makes_its_webinar(client, event, member, editor):
    client.force_login(editor)
    client.post(reverse("workshops_webinars:adopt", args=[event.pk]))
    webinar = Webinar.objects.get(pk=event.translation_key)
    actions.reschedule(webinar, stage.START, stage.END, by=editor)
    client.force_login(member)
    text = client.get(event.get_url()).content.decode()
    assert "Hall 3" in text
    assert "10 December 2024" in text
    client.logout()
    assert client.get(event.get_url()).status_code == 302
    actions.open_to_public(webinar, by=editor, reason="x")
    assert "Hall 3" in client.get(event.get_url()).content.decode()
    assert Page.objects.public().filter(pk=event.pk).exists()
    assert list(misplaced()) == []


def test_webinars_are_made_with_it(settings, index, call, editor):
    settings.WORKSHOPS_WEBINAR_PAGE = "home.EventPage"
    proposal = house.proposal(call)
    site.put([proposal], decision="selected")
    webinar = actions.create_from_proposals([proposal], by=editor, index=index)
    page = stage.page(webinar)
    assert isinstance(page, EventPage)
    assert page.get_parent().specific == stage.fresh(index).section
    stage.prepared(webinar)
    actions.approve_preparation(webinar, by=editor)
    assert stage.fresh(page).description


def test_a_title_that_search_knew_before_is_forgotten(event):
    webinar = actions.adopt_page(event, by=None)
    approval = actions.open_to_public(webinar, by=None, reason="x")
    search.insert_or_update_object(stage.fresh(event))
    # MariaDB finds a text only once it is committed.
    assert connection.vendor == "mysql" or EventPage.objects.search(stage.MARKER)
    # As a restored backup might have it: nothing has told the search.
    site.put([approval], withdrawn_at=site.NOW)
    repair()
    assert not list(EventPage.objects.search(stage.MARKER))
