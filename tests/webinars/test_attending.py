"""Saying that one will attend: who may, who sees it, what a calendar makes of it."""

import csv
import io

import icalendar
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.calls import site
from workshops_plugin.members.erasure import erase_person
from workshops_plugin.models import Attendance
from workshops_plugin.webinars import actions

from . import stage

LINK = "https://forms.example/register"


def url(name, webinar):
    return reverse(f"workshops:{name}", args=[webinar.pk])


@pytest.fixture
def host(host_organization):
    return site.make_user("host@hosts.example", host_organization)


def test_a_member_says_so_and_takes_it_back(client, webinar, member):
    client.force_login(member)
    page = stage.page(webinar)
    assert "I will attend" in client.get(page.url).content.decode()
    for _ in range(2):
        response = client.post(url("attend", webinar), {"action": "attend"})
        assert response.url == f"{page.url}#workshops-way-in"
    assert Attendance.objects.get().user == member
    shown = client.get(page.url).content.decode()
    assert "You said that you will attend." in shown
    client.post(url("attend", webinar), {"action": "withdraw"})
    client.post(url("attend", webinar), {"action": "withdraw"})
    assert not Attendance.objects.exists()


def test_following_a_link_changes_nothing(client, webinar, member):
    assert client.get(url("attend", webinar)).status_code == 302
    client.force_login(member)
    assert client.get(url("attend", webinar)).url == stage.page(webinar).url
    assert not Attendance.objects.exists()


def test_who_may_not_see_it_does_not_learn_of_it(client, webinar, outsider):
    response = client.post(url("attend", webinar))
    assert "sign-in" in response.url
    client.force_login(outsider)
    response = client.post(url("attend", webinar), follow=True)
    assert response.status_code == 404
    assert stage.MARKER not in response.content.decode()
    with site.refusal("hidden"):
        actions.attend(webinar, by=outsider)
    assert not Attendance.objects.exists()


def test_a_visitor_of_a_public_webinar_is_asked_to_sign_in(client, webinar):
    actions.open_to_public(webinar, by=None, reason="For all")
    page = client.get(stage.page(webinar).url).content.decode()
    assert "Sign in to say that you will attend" in page
    assert url("attend", webinar) in page


@pytest.mark.parametrize("change", ["cancelled", "over", "unset"])
def test_what_does_not_take_place_is_not_attended(
    client, webinar, member, index, at_noon, change
):
    if change == "cancelled":
        actions.cancel(webinar, by=None, reason="x")
    elif change == "over":
        at_noon.move_to(webinar.ends_at)
    else:
        webinar = stage.webinar(index, "Another", start=None)
    with site.refusal("over"):
        actions.attend(webinar, by=member)
    client.force_login(member)
    page = client.get(stage.page(webinar).url).content.decode()
    assert "I will attend" not in page


def test_hosts_see_who_attends_and_others_do_not(client, webinar, member, host):
    actions.attend(webinar, by=member)
    client.force_login(host)
    overview = client.get(url("prepare", webinar)).content.decode()
    assert "1 person will attend" in overview
    listed = client.get(url("attendees", webinar)).content.decode()
    assert (member.get_full_name() or member.email) in listed
    assert "Members" in listed
    client.force_login(member)
    assert client.get(url("attendees", webinar), follow=True).status_code == 404
    client.logout()
    assert client.get(url("attendees", webinar)).status_code == 302


def test_editors_see_and_download_who_attends(client, webinar, member, editor):
    member.first_name = "=HYPERLINK(1)"
    member.save()
    actions.attend(webinar, by=member)
    client.force_login(editor)
    screen = client.get(webinar.get_admin_url()).content.decode()
    assert "1 person will attend" in screen
    admin = reverse("workshops_webinars:attendees", args=[webinar.pk])
    assert member.email in client.get(admin).content.decode()
    content = client.get(f"{admin}?export=csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content)))
    assert rows[0][:2] == ["Name", "E-mail"]
    assert rows[1][0].startswith("'=")
    assert rows[1][1:3] == [member.email, "Members"]


def test_the_own_calendar_knows(client, webinar, member, index):
    other = stage.webinar(index, "Another")
    actions.attend(webinar, by=member)
    token = actions.make_feed_address(member, language="en")
    content = client.get(reverse("workshops:own_feed", args=[token])).content
    events = icalendar.Calendar.from_ical(content).walk("VEVENT")
    found = {str(event["uid"]): str(event["transp"]) for event in events}
    assert found == {webinar.uid: "OPAQUE", other.uid: "TRANSPARENT"}


def test_lists_of_attendees_cost_the_same_for_many(client, webinar, editor):
    organization = site.make_organization("Big")
    admin = reverse("workshops_webinars:attendees", args=[webinar.pk])
    client.force_login(editor)

    def cost():
        with CaptureQueriesContext(connection) as found:
            client.get(admin)
        return len(found)

    def more(count, name):
        for n in range(count):
            user = site.make_user(f"{name}{n}@big.example", organization)
            Attendance.objects.create(webinar=webinar, user=user)

    more(1, "a")
    cost()
    one = cost()
    more(5, "b")
    assert cost() == one


def test_who_is_erased_attends_nothing(webinar, member):
    actions.attend(webinar, by=member)
    assert erase_person(member, by=None)["attendances"] == 1
    assert not Attendance.objects.exists()


# Registration elsewhere.


def test_a_registration_elsewhere_says_who_receives_the_data(
    client, webinar, member, host
):
    with site.refusal("recipient"):
        actions.save_registration(webinar, by=host, url=LINK, recipient=" ")
    with site.refusal("invalid"):
        actions.save_registration(webinar, by=host, url="javascript:x", recipient="Us")
    actions.save_registration(webinar, by=host, url=LINK, recipient="Hosts of Mines")
    client.force_login(member)
    page = client.get(stage.page(webinar).url).content.decode()
    assert LINK in page
    assert "what you enter there goes to Hosts of Mines." in page


def test_hosts_enter_it_in_their_workspace(client, webinar, host):
    client.force_login(host)
    section = reverse("workshops:prepare_section", args=[webinar.pk, "technical"])
    data = {
        "url": stage.LINK,
        "minutes_before": 30,
        "minutes_after": 30,
        "registration_url": LINK,
    }
    refused = client.post(section, data).content.decode()
    assert "Say who receives what people enter there." in refused
    assert LINK in refused
    client.post(section, {**data, "registration_by": "Hosts of Mines"})
    webinar.preparation.refresh_from_db()
    assert webinar.preparation.registration_by == "Hosts of Mines"
