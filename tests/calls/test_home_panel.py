"""What editors see of calls when they sign in."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from workshops_plugin.calls import actions
from workshops_plugin.models import Call

from . import site
from .screens import main, make_auditor, soup, words

HOME = reverse("wagtailadmin_home")


@pytest.fixture
def editor(client, db):
    editor = site.make_editor()
    client.force_login(editor)
    return editor


def told(client):
    """What the panel says of each call."""
    panel = main(client.get(HOME)).select_one("#workshops-open-calls-content")
    return None if panel is None else [words(item) for item in panel.select("li")]


def test_open_calls_are_told_with_what_came_in(client, call, union, ana, editor):
    site.draft(call, union, ana)
    actions.withdraw(site.submitted(call, union, ana), by=ana)
    site.submitted(call, union, ana)
    assert told(client) == [
        "Supply Chain Workshops Open 1 proposal submitted · Closes: "
        "31 December 2024, 23:59 CET (Europe/Zurich)"
    ]
    site.submitted(call, union, ana)
    assert "2 proposals submitted" in told(client)[0]
    link = soup(client.get(HOME)).select_one("#workshops-open-calls-content a")
    assert link["href"] == reverse("workshops_calls:screen", args=[call.pk])


def test_the_call_that_closes_first_comes_first(client, call, editor, at_noon):
    sooner = site.CLOSES - timedelta(days=5)
    later = site.CLOSES + timedelta(days=90)
    site.make_call(title="Later", opens=site.CLOSES, closes=later)
    site.make_call(title="Sooner", closes=sooner)
    assert [line.partition(" ")[0] for line in told(client)] == [
        "Sooner",
        "Supply",
        "Later",
    ]
    assert "Later Upcoming 0 proposals submitted" in told(client)[2]


def test_calls_that_are_over_are_not_told(client, editor, at_noon):
    announced = site.make_call(title="Announced")
    site.put(Call.objects.filter(pk=announced.pk), announced_at=timezone.now())
    site.make_call(title="Never dated", opens=None)
    closed = site.make_call(title="Closed", closes=site.NOW - timedelta(seconds=1))
    assert closed.phase() == "in_review"
    assert told(client) is None


def test_a_call_that_nobody_can_see_is_not_marked_as_open(client, call, editor):
    def tag():
        panel = soup(client.get(HOME)).select_one("#workshops-open-calls-content")
        return panel.select_one(".w-status")["class"]

    assert "w-status--primary" in tag()
    call.source_page.unpublish()
    assert "w-status--primary" not in tag()


def test_the_panel_is_for_editors_of_calls_only(client, call):
    for user in (
        make_auditor(),
        site.make_editor("p@x.example", "access_admin", "change_proposal"),
    ):
        client.force_login(user)
        response = client.get(HOME)
        assert response.status_code == 200
        assert "Supply Chain Workshops" not in response.content.decode()
