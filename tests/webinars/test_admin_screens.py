"""The Secretariat's screens: they show what is, and carry out what they say."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.calls import screens, site
from tests.calls.screens import csv_rows, errors, facts, main, rows, said, words
from tests.kept import kept
from tests.reviews import house
from workshops_plugin.models import (
    Material,
    Proposal,
    PublicApproval,
    Webinar,
    WebinarPage,
)
from workshops_plugin.webinars import actions

from . import stage

NAME = "workshops_webinars"


@pytest.fixture
def client(client, editor):
    client.force_login(editor)
    return client


@kept
def host(host_organization):
    return site.make_user("host@host.example", host_organization)


def address(name, thing=None):
    return reverse(f"{NAME}:{name}", args=[thing.pk] if thing else [])


def fresh(webinar):
    return Webinar.objects.get(pk=webinar.pk)


# The list.


def test_the_list_says_who_can_see_each(client, index, webinar):
    opened = stage.webinar(index, "Open mines")
    actions.open_to_public(opened, by=None, reason="x")
    site.put([stage.webinar(index, "Half open")], visibility="public")
    found = {row[0]: row[3] for row in rows(client.get(address("index")))}
    assert found == {
        "Zanzibarite mines": "Members only",
        "Open mines": "Everybody",
        "Half open": "Members only",
    }
    for value, wanted in (("public", ["Open mines"]), ("members", None)):
        response = client.get(address("index"), {"visible": value})
        names = [row[0] for row in rows(response)]
        assert names == wanted or (wanted is None and "Open mines" not in names)


def test_the_list_is_filtered_searched_and_exported(client, index, webinar, at_noon):
    later = stage.START + timedelta(days=300)
    stage.webinar(index, "Later mines", start=later, end=later + timedelta(hours=1))
    stage.webinar(index, "=Undated", start=None)
    at_noon.move_to(webinar.ends_at)

    def names(**query):
        return [row[0] for row in rows(client.get(address("index"), query))]

    assert names(when="past") == ["Zanzibarite mines"]
    assert set(names(when="upcoming")) == {"Later mines", "=Undated"}
    assert names(when="unset") == ["=Undated"]
    assert names(q="later") == ["Later mines"]
    assert names(status="draft") == ["=Undated"]
    assert names(preparation="submitted") == []
    exported = csv_rows(client.get(address("index"), {"export": "csv"}))
    assert {row["Webinar"] for row in exported} == {
        "Zanzibarite mines",
        "Later mines",
        "'=Undated",
    }
    assert exported[0]["Who can see it"] == "Members only"
    assert "meet.example" not in str(exported)


def test_the_lists_cost_no_more_with_more_rows(
    client, index, webinar, django_assert_max_num_queries
):
    def cost(url):
        client.get(url)
        with django_assert_max_num_queries(80) as counted:
            assert client.get(url).status_code == 200
        return len(counted)

    urls = [
        address("index"),
        address("index") + "?export=csv",
        address("board"),
        reverse("wagtailadmin_home"),
    ]
    before = [cost(url) for url in urls]
    for number in range(4):
        stage.prepared(stage.webinar(index, f"Mine {number}"))
    assert [cost(url) for url in urls] == before


# Making.


@pytest.fixture
def selected(call):
    proposals = [house.proposal(call, name) for name in ("One", "Two")]
    site.put(proposals, decision="selected")
    site.put([call], announced_at=site.NOW)
    return Proposal.objects.filter(call=call).order_by("reference")


def test_one_click_makes_a_webinar_from_a_proposal(client, index, selected):
    proposal = selected[0]
    page = client.get(reverse("workshops_proposals:inspect", args=[proposal.pk]))
    form = main(page).select_one(f'form[action="{address("from_proposal", proposal)}"]')
    assert "Make its webinar" in words(form)
    assert form.select_one("[name=csrfmiddlewaretoken]")["value"]
    response = client.post(form["action"], follow=True)
    webinar = Webinar.objects.get()
    assert response.redirect_chain[-1][0] == webinar.get_admin_url()
    assert facts(response)["Proposals"] == proposal.reference
    again = client.post(form["action"], follow=True)
    assert "There is a webinar" in said(again)[0]
    page = client.get(reverse("workshops_proposals:inspect", args=[proposal.pk]))
    assert not main(page).select_one(f'form[action="{form["action"]}"]')


def test_without_a_list_of_webinars_it_is_said_what_to_do(client, index, selected):
    index.delete()
    response = client.post(address("from_proposal", selected[0]), follow=True)
    assert "webinar index page" in said(response)[0]
    for url in (address("add"), address("from_call", selected[0].call)):
        text = words(main(client.get(url)))
        assert "Make a page of the type “webinar index page” first." in text


@pytest.mark.parametrize(("how", "count"), [("each", 2), ("together", 1)])
def test_all_selected_proposals_become_webinars(client, index, selected, how, count):
    call = selected[0].call
    screen = client.get(reverse("workshops_calls:screen", args=[call.pk]))
    assert "2 selected proposals" in words(main(screen))
    url = address("from_call", call)
    data = screens.posted(client.get(url))
    data |= {"how": how, "proposals": [p.pk for p in selected]}
    client.post(url, data)
    assert Webinar.objects.count() == count
    assert {p.webinars.count() for p in selected} == {1}
    assert "has its webinar already" in words(main(client.get(url)))


def test_a_webinar_by_hand(client, index, host_organization):
    url = address("add")
    assert errors(client.post(url, {"index": index.pk})).keys() == {"title"}
    data = {"title": "Our own", "index": index.pk, "hosts": [host_organization.pk]}
    response = client.post(url, data, follow=True)
    webinar = Webinar.objects.get()
    assert response.redirect_chain[-1][0] == webinar.get_admin_url()
    assert facts(response)["Hosts"] == "Hosts of Mines"


def test_a_copied_page_gets_its_own_webinar_by_a_button(client, webinar):
    copy = stage.page(webinar).copy(update_attrs={"slug": "copy"})
    editing = reverse("wagtailadmin_pages:edit", args=[copy.pk])
    text = client.get(editing).content.decode()
    assert "There is no webinar behind this page" in text
    assert address("adopt", copy) in text
    assert "for members only" in words(main(client.get(address("adopt", copy))))
    client.post(address("adopt", copy))
    made = Webinar.objects.get(pk=copy.translation_key)
    assert (made.status, made.visibility) == ("draft", "members")
    assert "Members, hosts and staff" in client.get(editing).content.decode()
    response = client.post(address("adopt", copy))
    assert "already" in words(main(response))


# Arranging.


def test_the_time_is_set_in_its_own_zone(client, webinar):
    url = address("time", webinar)
    shown = screens.typed(client.get(url))
    assert shown["start"] == "2024-12-10 14:00:00"
    data = shown | {"start": "2025-02-03 09:00", "end": "2025-02-03 10:30"}
    response = client.post(url, data | {"timezone": "Africa/Nairobi"}, follow=True)
    assert "3 February 2025, 09:00 EAT" in words(main(response))
    assert fresh(webinar).starts_at.isoformat() == "2025-02-03T06:00:00+00:00"
    for bad, field in (
        ({"start": "2025-03-30 02:30", "timezone": "Europe/Zurich"}, "start"),
        ({"end": "2025-02-03 08:00"}, "end"),
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"start": "soon"}, "start"),
    ):
        response = client.post(url, data | bad)
        assert errors(response).keys() == {field}
    assert fresh(webinar).sequence == 2


def test_wishes_of_the_proposals_stand_beside_the_time(client, index, selected):
    webinar = actions.create_from_proposals([selected[0]], by=None, index=index)
    text = words(main(client.get(address("time", webinar))))
    assert selected[0].preferred_dates in text


def test_opening_and_closing_leave_an_approval(client, webinar, editor):
    assert errors(client.post(address("open", webinar), {})).keys() == {"reason"}
    response = client.post(
        address("open", webinar), {"reason": "Of interest to all."}, follow=True
    )
    text = words(main(response))
    assert "Everybody can see this webinar." in text
    assert "Of interest to all." in text
    assert PublicApproval.objects.get().approved_by == editor
    response = client.post(address("close", webinar), {"reason": "No."}, follow=True)
    assert "Closed again by" in words(main(response))
    history = words(main(client.get(address("history", webinar))))
    for told in ("Opened to the public", "Of interest to all.", "Closed to all but"):
        assert told in history


def test_cancelling_asks_for_a_reason_that_the_page_shows(client, webinar):
    assert errors(client.post(address("cancel", webinar), {})).keys() == {"reason"}
    client.post(address("cancel", webinar), {"reason": "The speaker is ill."})
    assert fresh(webinar).status == "cancelled"
    text = client.get(stage.page(webinar).get_url()).content.decode()
    assert "The speaker is ill." in text


def test_facts_hosts_and_the_way_in(client, webinar, call):
    outcome = call.outcomes.first()
    data = {"language": "fr", "interpretation": ["en"], "outcomes": [outcome.block_id]}
    response = client.post(address("facts", webinar), data, follow=True)
    shown = facts(response)
    assert (shown["Language"], shown["Interpretation into"]) == ("French", "English")
    assert shown["Outcomes that it serves"] == outcome.title
    other = site.make_organization("Other Hosts")
    client.post(address("hosts", webinar), {"hosts": [other.pk]})
    assert [h.organization for h in webinar.hosts.all()] == [other]
    url = address("join", webinar)
    data = screens.posted(client.get(url), url="http://meet.example")
    assert errors(client.post(url, data)).keys() == {"url"}
    client.post(url, data | {"url": "https://meet.example/9"})
    assert fresh(webinar).join_details.url == "https://meet.example/9"
    # The screen does not show it to everybody who walks by.
    assert "meet.example" not in client.get(webinar.get_admin_url()).content.decode()


# Approving.


def test_the_preparation_is_read_and_sent_back_or_approved(client, webinar, host):
    stage.prepared(webinar, by=host)
    actions.submit_preparation(webinar, by=host)
    url = address("approve", webinar)
    text = words(main(client.get(url)))
    for part in ("lead", "described", "welcome", "moderator", "bio"):
        assert f"{stage.MARKER} {part}" in text
    assert "90 of 90 minutes are planned." in text
    response = client.post(url, {"action": "changes"})
    assert "what is to be changed" in words(main(response))
    client.post(url, {"action": "changes", "comment_agenda": "Too long."})
    assert "Too long." in words(main(client.get(url)))
    actions.submit_preparation(webinar, by=host)
    response = client.post(url, {"action": "approve", "publish": "on"}, follow=True)
    assert "the page is published" in said(response)[0]
    actions.save_agenda(webinar, [{"minutes": 90, "title": "All"}], by=host)
    text = words(main(client.get(url)))
    assert "Changed since the last approval" in text
    assert "30 min: Zanzibarite welcome" in text
    response = client.post(url, {"action": "approve"}, follow=True)
    assert "holds it as a draft" in said(response)[0]


def test_materials_and_recordings(client, webinar):
    url = address("materials", webinar)
    response = client.post(url, {"action": "material", "audience": "viewers"})
    assert errors(response).keys() == {"file"}
    client.post(
        url, {"action": "material", "audience": "hosts", "file": stage.pdf("a.pdf")}
    )
    material = Material.objects.get()
    assert (material.title, material.is_shown) == ("a.pdf", False)
    client.post(url, {"action": "recording", "url": "https://video.example/1"})
    assert webinar.recordings.count() == 1
    client.post(url, {"action": f"remove_material:{material.pk}"})
    client.post(url, {"action": f"remove_recording:{webinar.recordings.get().pk}"})
    assert Material.objects.count() == webinar.recordings.count() == 0
    assert client.post(url, {"action": "nonsense"}).status_code == 302


def test_the_checklist_is_changed(client, webinar):
    url = address("change_duties", webinar)
    # Whichever button is pressed, no date that was typed is lost.
    typed = {"days-agenda": "7", "days-link": "5"}
    client.post(url, typed | {"action": "skip:interpretation"})
    text = words(main(client.get(address("duties", webinar))))
    assert "3 December 2024" in text
    assert "Needed after all" in text
    assert webinar.duties.get(key="link").days_before == 5
    response = client.post(url, {"action": "save", "days-agenda": "x"})
    assert "Give a number of days" in said(client.get(response.url))[0]
    client.post(url, {"action": "save", "days-agenda": "8"})
    assert webinar.duties.get(key="agenda").days_before == 8
    data = {"action": "add", "label": "Book it", "owner": "host", "days_before": "3"}
    client.post(url, data)
    key = webinar.duties.get(label="Book it").key
    client.post(url, {"action": f"done:{key}"})
    assert webinar.duties.get(key=key).done_at
    client.post(url, {"action": f"remove:{key}"})
    assert not webinar.duties.filter(key=key).exists()
    assert errors(client.post(url, data | {"days_before": "999"})).keys() == {
        "days_before"
    }


def test_the_board_has_each_webinar_in_its_column(client, index, webinar, host):
    stage.prepared(webinar, by=host)
    actions.submit_preparation(webinar, by=host)
    stage.webinar(index, "Another")
    board = main(client.get(address("board")))
    columns = {
        words(column.h3): [words(card) for card in column.select("li a")]
        for column in board.select(".workshops-board__column")
    }
    assert columns["Being prepared 1"] == ["Another"]
    assert columns["Waiting for approval 1"] == ["Zanzibarite mines"]


def test_the_screen_says_what_is_next(client, index, host):
    webinar = stage.webinar(index, start=None, live=False)
    url = webinar.get_admin_url()

    def step():
        return words(main(client.get(url)).select_one(".workshops-step p"))

    assert step() == "This webinar has no time yet."
    actions.reschedule(webinar, stage.START, stage.END, by=None)
    assert step() == "It is the hosts’ turn: Lead and description."
    stage.prepared(webinar)
    actions.submit_preparation(webinar, by=None)
    assert "submitted their preparation" in step()
    actions.approve_preparation(webinar, by=None, publish=False)
    assert "not published" in step()
    stage.fresh(stage.page(webinar)).get_latest_revision().publish()
    assert step() == "It is the hosts’ turn: Meeting link."
    WebinarPage.objects.get().delete()
    assert "deleted" in step()
    assert "All its pages were deleted." in words(main(client.get(url)))


def test_the_history_tells_each_time_in_its_own_zone(client, webinar):
    later = stage.START + timedelta(days=1)
    actions.reschedule(
        webinar,
        later,
        later + timedelta(hours=1),
        timezone="Asia/Kuala_Lumpur",
        by=None,
    )
    actions.cancel(webinar, by=None, reason="The speaker is ill.")
    actions.reschedule(webinar, stage.START, stage.END, by=None)
    text = words(main(client.get(address("history", webinar))))
    assert (
        "Starts: 2024-12-10 14:00 (Europe/Zurich) → "
        "2024-12-11 14:00 (Asia/Kuala_Lumpur)"
    ) in text
    assert "Time zone: Europe/Zurich → Asia/Kuala_Lumpur" in text
    assert "Held after all" in text


@pytest.mark.parametrize("verb", ["remove_material", "remove_recording"])
def test_a_key_that_no_button_sends_is_not_found(client, webinar, verb):
    posted = {"action": f"{verb}:nonsense"}
    # What is not found is looked for below the language first.
    response = client.post(address("materials", webinar), posted, follow=True)
    assert response.status_code == 404
