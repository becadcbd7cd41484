"""The hosts' workspace: written in without fear, and closed to all others."""

import json

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import translation

from tests.calls import site
from tests.calls.screens import words
from tests.kept import kept
from tests.reviews import house
from workshops_plugin.models import (
    AgendaItem,
    Material,
    Preparation,
    Recording,
    SeriesBranding,
    Speaker,
    Webinar,
)
from workshops_plugin.webinars import actions
from workshops_plugin.webinars.enums import Section

from . import stage

AUTOSAVE = {"HTTP_X_WORKSHOPS_AUTOSAVE": "1"}


@kept
def host(host_organization):
    return site.make_user("host@host.example", host_organization)


@pytest.fixture
def client(client, host):
    client.force_login(host)
    return client


def address(webinar, section="", language="en"):
    with translation.override(language):
        if section:
            return reverse("workshops:prepare_section", args=[webinar.pk, section])
        return reverse("workshops:prepare", args=[webinar.pk])


def main(response):
    return BeautifulSoup(response.content, "html.parser").select_one("main")


def text(response):
    return words(main(response))


def complaints(response):
    return [words(e) for e in main(response).select(".workshops-errors li")]


def preparation(webinar):
    return Preparation.objects.get(webinar=webinar)


# Getting in.


def addresses(webinar):
    speaker, material = webinar.speakers.first(), webinar.materials.first()
    return [
        address(webinar),
        *(address(webinar, section) for section in Section),
        reverse("workshops:prepare_look", args=[webinar.pk]),
        reverse("workshops:add_speaker", args=[webinar.pk]),
        reverse("workshops:change_speaker", args=[webinar.pk, speaker.pk]),
        reverse("workshops:comment", args=[webinar.pk, "agenda"]),
        reverse("workshops:material", args=[webinar.pk, material.pk]),
    ]


@pytest.fixture
def full(webinar):
    stage.prepared(webinar)
    actions.add_material(
        webinar, by=None, title=stage.MARKER, audience="hosts", file=stage.pdf()
    )
    return webinar


@pytest.mark.parametrize("who", ["nobody", "outsider", "member", "reviewer"])
def test_others_get_nowhere_and_learn_nothing(client, full, member, outsider, who):
    client.logout()
    user = {"outsider": outsider, "member": member}.get(who)
    if who == "reviewer":
        user = house.reviewer()
    if user:
        client.force_login(user)
    before = list(Preparation.objects.values())
    for url in addresses(full):
        data = {"lead": "x", "action": "submit", "name": "x", "position": "y"}
        for response in (client.get(url), client.post(url, data)):
            assert response.status_code in (302, 403, 404, 405), url
            assert stage.MARKER not in response.content.decode()
            kept_out = response.status_code in (404, 405)
            assert kept_out or "no-store" in response["Cache-Control"]
    assert list(Preparation.objects.values()) == before
    mine = client.get(reverse("workshops:my_webinars"))
    assert stage.MARKER not in mine.content.decode()


def test_hosts_and_secretariat_come_in(client, full, editor, host):
    for user in (host, editor):
        client.force_login(user)
        for url in addresses(full):
            if not url.endswith("/comments/"):
                assert client.get(url).status_code == 200, url
    client.force_login(host)
    assert stage.MARKER in text(client.get(reverse("workshops:my_webinars")))


def test_an_unknown_section_is_none(client, webinar):
    assert client.get(address(webinar) + "nonsense/").status_code == 404


# Writing.


def test_description_and_checklist(client, webinar):
    overview = text(client.get(address(webinar)))
    assert "You can submit it for approval once these are there" in overview
    url = address(webinar, "description")
    response = client.post(
        url, {"lead": "In short", "description": "In full", "version": "0"}, follow=True
    )
    assert "Saved." in text(response)
    assert preparation(webinar).description == "In full"
    assert "✓ done Lead and description" in text(client.get(address(webinar)))


def test_it_saves_by_itself(client, webinar):
    url = address(webinar, "description")
    data = {"lead": "a", "description": "b", "version": "0"}
    response = client.post(url, data, **AUTOSAVE)
    assert response.json() == {"version": 1, "complete": ["description"]}
    response = client.post(url, data | {"lead": "c"}, **AUTOSAVE)
    assert (response.status_code, response.json()["code"]) == (409, "stale")
    data |= {"lead": "x" * 1001, "version": "1"}
    response = client.post(url, data, **AUTOSAVE)
    assert (response.status_code, response.json()["code"]) == (409, "invalid")
    assert preparation(webinar).lead == "a"


def test_two_hosts_see_both_texts_and_choose(client, webinar, host):
    url = address(webinar, "description")
    actions.save_description(webinar, by=host, lead="Theirs", description="Same")
    mine = {"lead": "Mine", "description": "Same", "version": "0"}
    response = client.post(url, mine)
    assert response.status_code == 409
    conflict = main(response).select_one(".workshops-conflict")
    assert "Theirs" in words(conflict)
    assert "Mine" in words(conflict)
    assert "Same" not in words(conflict)
    shown = main(response).select_one("form.workshops-form")
    assert shown.select_one("[name=lead]").text.strip() == "Mine"
    version = shown.select_one("[name=version]")["value"]
    client.post(url, mine | {"version": version})
    assert preparation(webinar).lead == "Mine"


def test_the_same_text_twice_is_no_conflict(client, webinar):
    data = {"lead": "a", "description": "b", "version": "0"}
    for _tab in range(2):
        response = client.post(address(webinar, "description"), data, follow=True)
        assert response.status_code == 200
        assert "Saved." in text(response)


def test_a_session_that_ended_loses_no_text(client, webinar, host):
    url = address(webinar, "description")
    client.logout()
    data = {"lead": "Long thought", "description": "b", "version": "0"}
    response = client.post(url, data)
    assert response.status_code == 403
    assert "Long thought" in text(response)
    kept_form = main(response).select_one("form")
    posted = {
        each["name"]: each["value"]
        for each in kept_form.select("input")
        if each["name"] != "csrfmiddlewaretoken"
    }
    client.force_login(host)
    client.post(url, posted)
    assert preparation(webinar).lead == "Long thought"
    client.logout()
    response = client.post(url, data, **AUTOSAVE)
    assert (response.status_code, response.json()["code"]) == (401, "signed_out")


def test_a_token_of_an_older_session_loses_no_text(webinar, host, db):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(host)
    url = address(webinar, "description")
    response = client.post(url, {"lead": "Long thought", "version": "0"})
    assert response.status_code == 403
    assert "Long thought" in response.content.decode()
    response = client.post(url, {"lead": "x", "version": "0"}, **AUTOSAVE)
    assert response.json()["code"] == "csrf"
    agenda = agenda_data([(5, "Welcome")])
    response = client.post(address(webinar, "agenda"), agenda)
    assert response.status_code == 403
    assert "Welcome" in response.content.decode()


def agenda_data(lines, **more):
    data = {
        "agenda-TOTAL_FORMS": len(lines),
        "agenda-INITIAL_FORMS": 0,
        "version": "0",
        "action": "save",
    }
    for number, (minutes, title) in enumerate(lines):
        data[f"agenda-{number}-minutes"] = minutes
        data[f"agenda-{number}-title"] = title
    return data | more


def titles():
    return list(AgendaItem.objects.values_list("title", flat=True))


def test_the_agenda_is_written_moved_and_shortened(client, webinar):
    url = address(webinar, "agenda")
    data = agenda_data([(30, "First"), (60, "Second"), ("", "")])
    shown = text(client.post(url, data, follow=True))
    assert titles() == ["First", "Second"]
    assert "90 of 90 minutes are planned." in shown
    assert "14:30 – 15:30" in text(client.get(url))
    data = posted_agenda(client, url) | {"action": "down:0"}
    client.post(url, data)
    assert titles() == ["Second", "First"]
    data = posted_agenda(client, url) | {"action": "down:1"}
    client.post(url, data)
    assert titles() == ["Second", "First"]
    data = posted_agenda(client, url) | {"agenda-0-remove": "on"}
    client.post(url, data)
    assert titles() == ["First"]


def posted_agenda(client, url):
    form = main(client.get(url)).select_one("form.workshops-form")
    found = {}
    for field in form.select("input, textarea"):
        if field.get("type") != "checkbox" and field["name"] != "csrfmiddlewaretoken":
            found[field["name"]] = (
                field.text.strip()
                if field.name == "textarea"
                else field.get("value", "")
            )
    return found


def test_an_agenda_that_is_too_long_says_so(client, webinar):
    url = address(webinar, "agenda")
    shown = text(client.post(url, agenda_data([(120, "Long")]), follow=True))
    assert "120 of 90 minutes are planned. That is more than there is" in shown


def test_half_a_line_is_explained_and_kept(client, webinar):
    url = address(webinar, "agenda")
    response = client.post(url, agenda_data([("", "No minutes"), (5, "")]))
    assert complaints(response) == [
        "Line 1, Minutes – Say how many minutes this takes.",
        "Line 2, Title – Give this item a title.",
    ]
    assert "No minutes" in response.content.decode()
    response = client.post(url, agenda_data([("", "x")]), **AUTOSAVE)
    assert response.json()["message"] == (
        "Not saved yet, line 1: Say how many minutes this takes."
    )
    assert titles() == []


def test_two_hosts_on_one_agenda(client, webinar, host):
    actions.save_agenda(webinar, [{"minutes": 5, "title": "Theirs"}], by=host)
    response = client.post(address(webinar, "agenda"), agenda_data([(9, "Mine")]))
    assert response.status_code == 409
    shown = words(main(response).select_one(".workshops-conflict"))
    assert "5 · Theirs" in shown
    assert "9 · Mine" in shown
    assert titles() == ["Theirs"]


def test_speakers_are_named_changed_and_taken_out(client, webinar):
    add = reverse("workshops:add_speaker", args=[webinar.pk])
    response = client.post(add, {"role": "speaker"})
    assert len(complaints(response)) == 2
    data = {"role": "moderator", "name": "Ann Bo", "position": "Union", "version": "0"}
    client.post(add, data | {"photo": stage.photo(), "consent": "on"})
    speaker = Speaker.objects.get()
    assert (speaker.role, speaker.initials, speaker.consent) == (
        "moderator",
        "AB",
        True,
    )
    assert speaker.consent_at
    url = reverse("workshops:change_speaker", args=[webinar.pk, speaker.pk])
    photo = reverse("workshops:photo", args=[webinar.pk, speaker.pk])
    assert photo in client.get(url).content.decode()
    response = client.get(photo)
    assert response["Content-Type"] == "image/jpeg"
    assert "no-store" in response["Cache-Control"]
    bad = client.post(url, data | {"version": "1", "photo": stage.pdf("a.jpg")})
    assert complaints(bad) == [
        "Photo – This is no photo that can be read. Choose a JPEG or PNG file."
    ]
    stale = client.post(url, data | {"version": "9", "name": "Bo Ann"})
    assert stale.status_code == 409
    assert "Bo Ann" in words(main(stale).select_one(".workshops-conflict"))
    client.post(url, data | {"version": "1", "name": "Bo", "remove_photo": "on"})
    speaker.refresh_from_db()
    assert (speaker.name, bool(speaker.photo), speaker.consent) == ("Bo", False, False)
    speakers = address(webinar, "speakers")
    assert "no consent yet, so not shown" in text(client.get(speakers))
    client.post(speakers, {"remove": str(speaker.pk)})
    assert not Speaker.objects.exists()
    assert client.post(speakers, {"remove": "nonsense"}).status_code == 404


def test_interpretation(client, webinar):
    data = {"languages": ["fr", "es"], "settled": "on", "version": "0"}
    client.post(address(webinar, "interpretation"), data)
    assert Webinar.objects.get().interpretation == ["fr", "es"]
    assert preparation(webinar).interpretation_settled


def test_presentations(client, webinar):
    url = address(webinar, "presentations")
    client.post(url, {"action": "none"})
    assert "there will be no presentations" in text(client.get(url))
    assert "✓ done Presentations" in text(client.get(address(webinar)))
    response = client.post(url, {"action": "add", "audience": "viewers"})
    assert complaints(response) == [
        "File – Choose a file or give a link: one of the two."
    ]
    data = {"action": "add", "audience": "viewers", "file": stage.pdf("slides.pdf")}
    client.post(url, data)
    material = Material.objects.get()
    assert "waits for approval" in text(client.get(url))
    assert not preparation(webinar).no_presentations
    client.post(url, {"action": f"remove:{material.pk}"})
    assert not Material.objects.exists()


def test_the_link_is_set_and_tested(client, webinar):
    url = address(webinar, "technical")
    data = {"minutes_before": "20", "minutes_after": "10", "version": "1"}
    response = client.post(url, data | {"url": "http://meet.example"})
    assert complaints(response) == [
        "Meeting link – Give a link that begins with https://."
    ]
    client.post(url, data | {"url": "https://meet.example/5", "set_up": "Ann runs it"})
    webinar = Webinar.objects.get()
    assert webinar.join_details.url == "https://meet.example/5"
    assert preparation(webinar).set_up == "Ann runs it"
    client.post(url, {"action": "tested"})
    assert preparation(webinar).link_tested_at
    assert "tested it on" in text(client.get(url))


def test_after_the_webinar(client, webinar, at_noon):
    assert "After the webinar" not in text(client.get(address(webinar)))
    at_noon.move_to(webinar.ends_at)
    assert "After the webinar" in text(client.get(address(webinar)))
    url = address(webinar, "afterwards")
    client.post(url, {"attendance": "143", "lessons": "Begin early.", "version": "0"})
    assert Webinar.objects.get().attendance == 143
    response = client.post(url, {"action": "recording", "url": "http://x.example"})
    assert "begins with https" in text(response)
    client.post(url, {"action": "recording", "url": "https://video.example/7"})
    recording = Recording.objects.get()
    client.post(url, {"action": f"remove:{recording.pk}"})
    assert not Recording.objects.exists()


# Handing it in.


def test_submitting_and_taking_back(client, webinar, host):
    stage.prepared(webinar, by=host)
    shown = text(client.post(address(webinar), {"action": "submit"}, follow=True))
    assert "The Secretariat reads it now." in shown
    section = client.get(address(webinar, "description"))
    assert "it cannot be changed now" in text(section)
    assert not main(section).select_one("form.workshops-form .workshops-button")
    response = client.post(
        address(webinar, "description"), {"lead": "x", "version": "1"}
    )
    assert "Take it back first." in text(response)
    client.post(address(webinar), {"action": "take_back"})
    assert preparation(webinar).state == "open"


def test_comments_stand_at_their_section(client, webinar, editor, host):
    stage.prepared(webinar, by=host)
    actions.submit_preparation(webinar, by=host)
    actions.ask_for_changes(webinar, by=editor, comments={"agenda": "Too long."})
    assert "1 comment" in text(client.get(address(webinar)))
    agenda = client.get(address(webinar, "agenda"))
    assert "Too long." in text(agenda)
    url = reverse("workshops:comment", args=[webinar.pk, "agenda"])
    client.post(url, {"text": "Shortened."})
    client.post(url, {"text": "  "})
    assert webinar.comments.count() == 2
    client.post(url, {"resolve": str(webinar.comments.first().pk)})
    assert webinar.comments.filter(resolved_at=None).count() == 1
    nowhere = reverse("workshops:comment", args=[webinar.pk, "nonsense"])
    assert client.post(nowhere, {"text": "x"}).status_code == 404


def test_a_duty_of_ones_own_is_ticked(client, webinar, editor):
    duty = actions.add_duty(webinar, "Book it", by=editor, days_before=3)
    client.post(address(webinar), {"action": f"done:{duty.key}"})
    duty.refresh_from_db()
    assert duty.done_at


def test_the_look_of_the_series(client, webinar):
    url = reverse("workshops:prepare_look", args=[webinar.pk])
    assert "has not provided" in text(client.get(url))
    from wagtail.models import Site

    SeriesBranding.objects.create(
        site=Site.objects.get(is_default_site=True),
        name="Deep dives",
        accent="#0b6b7a",
        advice="Space around the logo.",
    )
    shown = text(client.get(url))
    assert "Deep dives" in shown
    assert "Space around the logo." in shown
    css = client.get(reverse("workshops:look"))
    assert css["Content-Type"].startswith("text/css")
    assert "--workshops-accent: #0b6b7a;" in css.content.decode()


def test_colours_that_nobody_could_read_are_refused():
    from django.core.exceptions import ValidationError

    branding = SeriesBranding(accent="#ffee00")
    with pytest.raises(ValidationError, match="too pale"):
        branding.clean()
    for value in ("red", "#12", "#zzzzzz", "#123456;}"):
        with pytest.raises(ValidationError, match="#0b5394"):
            SeriesBranding(accent=value).clean_fields(exclude=["site"])


def test_it_costs_the_same_for_a_long_agenda_and_for_many_webinars(
    client, webinar, index, host_organization, django_assert_max_num_queries
):
    def cost(url):
        client.get(url)
        with django_assert_max_num_queries(60) as counted:
            assert client.get(url).status_code == 200
        return len(counted)

    urls = [
        address(webinar),
        address(webinar, "agenda"),
        address(webinar, "speakers"),
        reverse("workshops:my_webinars"),
    ]
    stage.prepared(webinar)
    before = [cost(url) for url in urls]
    lines = [{"minutes": 5, "title": str(n)} for n in range(15)]
    actions.save_agenda(webinar, lines, by=None)
    for number in range(4):
        values = {"name": str(number), "position": "x", "consent": True}
        actions.save_speaker(webinar, values, by=None)
        stage.webinar(index, f"Mine {number}", hosts=[host_organization])
    assert [cost(url) for url in urls] == before


def test_answers_to_saving_are_json_for_scripts_alone(client, webinar):
    response = client.post(
        address(webinar, "interpretation"), {"version": "0"}, **AUTOSAVE
    )
    assert json.loads(response.content)["version"] == 1


@pytest.mark.parametrize("key", ["nonsense", "0", "é"])
def test_a_key_that_no_button_sends_is_not_found(client, webinar, key):
    for section, posted in (
        ("speakers", {"remove": key}),
        ("presentations", {"action": f"remove:{key}"}),
        ("afterwards", {"action": f"remove:{key}"}),
    ):
        assert client.post(address(webinar, section), posted).status_code == 404
    comment = reverse("workshops:comment", args=[webinar.pk, "agenda"])
    assert client.post(comment, {"resolve": key}).status_code == 404
