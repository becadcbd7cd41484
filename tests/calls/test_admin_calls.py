"""The list of calls, a call's own screen in each phase, and where calls begin."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page

from workshops_plugin.calls import actions
from workshops_plugin.models import Call, CallIndexPage

from . import site
from .screens import facts, main, make_auditor, panel, rows, soup, words

INDEX = reverse("workshops_calls:index")


@pytest.fixture
def editor(db):
    return site.make_editor()


def screen(call):
    return reverse("workshops_calls:screen", args=[call.pk])


def phases(response):
    """[(phase, state)] of the line of phases."""
    found = []
    for item in main(response).select(".workshops-phases li"):
        states = ["past"] * ("workshops-phases__past" in item["class"])
        states += ["today"] * (item.get("aria-current") == "step")
        name = words(item.select_one(".workshops-phases__name"))
        found.append((name, " ".join(states)))
    return found


def step(response):
    """(sentence, button, address) of the next step."""
    box = main(response).select_one(".workshops-step")
    if box is None:
        return None
    button = box.select_one("a")
    return words(box.p), words(button), button["href"] if button else ""


# The list.


def test_the_list_tells_of_each_call_what_an_editor_looks_for(
    client, call, union, ana, editor, at_noon
):
    group = site.make_group()
    actions.set_rules(call, action_group=group, by=None)
    union.action_groups.add(group)
    site.submitted(call, union, ana)
    site.draft(call, union, ana)
    at_noon.shift(60)
    site.make_call(title="Next Series", opens=None)
    client.force_login(editor)
    assert rows(client.get(INDEX)) == [
        ["Next Series", "No dates", "", "0", "All members", "en source"],
        [
            "Supply Chain Workshops",
            "Open",
            "31 December 2024, 23:59 CET",
            "1",
            "Supply Chain Action Group",
            "en source",
        ],
    ]


def test_the_list_finds_a_call_by_title_and_by_prefix(client, call, editor):
    other = site.make_call(title="Next Series", opens=None)
    client.force_login(editor)
    for text, found in [("chain", call), (other.prefix.lower(), other)]:
        assert [row[0] for row in rows(client.get(INDEX, {"q": text}))] == [found.title]
    assert rows(client.get(INDEX, {"q": "nothing like it"})) == []


def test_a_call_whose_page_is_not_published_is_not_marked_as_open(client, call, editor):
    client.force_login(editor)
    tag = soup(client.get(INDEX)).select_one("table .w-status")
    assert "w-status--primary" in tag["class"]
    call.source_page.unpublish()
    tag = soup(client.get(INDEX)).select_one("table .w-status")
    assert "w-status--primary" not in tag["class"]


@pytest.mark.parametrize("name", ["index", "index_results"])
@pytest.mark.parametrize(
    "query", ["p=9999", "p=abc", "q=%00", "ordering=rubbish", "export=pdf", "q=%25_'"]
)
def test_garbage_in_the_address_of_the_list_breaks_nothing(
    client, call, editor, name, query
):
    client.force_login(editor)
    url = reverse(f"workshops_calls:{name}")
    assert client.get(f"{url}?{query}").status_code == 200


# The screen.


def test_the_screen_shows_a_call_without_dates(client, editor, at_noon):
    call = site.make_call(opens=None)
    client.force_login(editor)
    response = client.get(screen(call))
    assert phases(response) == [
        ("No dates", "today"),
        ("Upcoming", ""),
        ("Open", ""),
        ("In review", ""),
        ("Announced", ""),
    ]
    assert step(response) == (
        "This call has no dates, so it is closed.",
        "Set its dates",
        reverse("workshops_calls:dates", args=[call.pk]),
    )
    assert facts(response)["Closes"] == "–"
    assert facts(response)["Partners may confirm until"] == "–"


def test_the_screen_shows_an_upcoming_call(client, call, editor, at_noon):
    at_noon.move_to(site.OPENS.replace(day=1, month=10))
    client.force_login(editor)
    response = client.get(screen(call))
    assert phases(response)[0] == ("Upcoming", "today")
    assert step(response) == (
        "The call opens by itself. Nothing is to be done.",
        "",
        "",
    )


def test_the_screen_shows_an_open_call(client, call, editor):
    client.force_login(editor)
    response = client.get(screen(call))
    assert phases(response) == [
        ("Upcoming", "past"),
        ("Open", "today"),
        ("In review", ""),
        ("Announced", ""),
    ]
    assert step(response) == (
        "Proposals are coming in.",
        "See the proposals",
        f"{reverse('workshops_proposals:index')}?call={call.pk}",
    )
    assert facts(response) == {
        "Opens": "1 November 2024, 13:00 CET (Europe/Zurich)",
        "Closes": "31 December 2024, 23:59 CET (Europe/Zurich)",
        "Partners may confirm until": "31 December 2024, 23:59 CET (Europe/Zurich)",
        "Who may lead": "All members",
        "Prefix of references": "SCW24",
        "Source language": "English",
        "Considerations": "First among proposals of equal merit",
        "Scale": "0–5",
        "Merit": "Mean of the reviews",
        "Reviews for each proposal": "2",
        "Blind review": "No",
        "Reviewers see each other’s reviews": "After submitting their own",
    }


def test_the_screen_shows_a_call_in_review(client, call, editor, at_noon):
    at_noon.move_to(site.CLOSES)
    client.force_login(editor)
    response = client.get(screen(call))
    assert [name for name, state in phases(response) if state == "today"] == [
        "In review"
    ]
    assert step(response)[0] == (
        "The call has closed. What came in can be read and judged."
    )


def test_an_announced_call_can_be_read_and_no_longer_changed(
    client, call, editor, at_noon
):
    at_noon.move_to(site.CLOSES)
    site.put(Call.objects.filter(pk=call.pk), announced_at=timezone.now())
    client.force_login(editor)
    response = client.get(screen(call))
    assert phases(response)[-1] == ("Announced", "today")
    links = [link["href"] for link in main(response).select("a")]
    for name in ("dates", "rules"):
        assert reverse(f"workshops_calls:{name}", args=[call.pk]) not in links


def test_a_call_that_opens_without_a_published_page_asks_for_that_first(
    client, call, editor
):
    call.source_page.unpublish()
    client.force_login(editor)
    assert step(client.get(screen(call))) == (
        "The page of this call is not published, so nobody can answer it.",
        "Edit the page",
        reverse("wagtailadmin_pages:edit", args=[call.source_page.pk]),
    )


def test_a_call_whose_page_was_deleted_keeps_its_screen(client, call, editor):
    call.source_page.delete()
    client.force_login(editor)
    response = client.get(screen(call))
    assert step(response) == (
        "The page of this call was deleted, so the call takes no proposals.",
        "",
        "",
    )
    assert words(panel(response, "card-pagescard")) == ("All its pages were deleted.")


def test_frozen_rules_say_so(client, call, editor):
    site.put(Call.objects.filter(pk=call.pk), rubric_frozen_at=timezone.now())
    client.force_login(editor)
    rules = words(panel(client.get(screen(call)), "rules"))
    assert (
        "Reviews have been submitted, so criteria, weights and scale are frozen."
        in rules
    )


def test_what_changed_after_proposals_came_in_is_shown_with_its_reason(
    client, call, union, ana, editor, at_noon
):
    site.submitted(call, union, ana)
    at_noon.shift(60)
    later = call.closes_at.replace(year=2025, month=1, day=15)
    actions.set_dates(
        call, call.opens_at, later, by=editor, reason="Holidays <came> between"
    )
    client.force_login(editor)
    shown = words(panel(client.get(screen(call)), "changes"))
    assert shown == (
        "1 December 2024, 13:01 "
        "Closes: 31 December 2024, 23:59 CET → 15 January 2025, 23:59 CET "
        "Holidays <came> between"
    )


def test_an_auditor_reads_the_screen_and_is_offered_no_change(client, call):
    client.force_login(make_auditor())
    response = client.get(screen(call))
    assert step(response) is None
    assert facts(response)["Prefix of references"] == "SCW24"
    links = {link["href"] for link in main(response).select("a")}
    for name in ("dates", "rules"):
        assert reverse(f"workshops_calls:{name}", args=[call.pk]) not in links


# Adding a call.


def offered(client):
    page = main(client.get(reverse("workshops_calls:add")))
    return [link["href"] for link in page.select(".workshops-log a")]


def add_below(page):
    return reverse(
        "wagtailadmin_pages:add", args=["workshops_plugin", "callpage", page.pk]
    )


def may_add_below(user, page):
    from django.contrib.auth.models import Group

    group = Group.objects.create(name=f"Writers {page.pk}")
    GroupPagePermission.objects.create(group=group, page=page, permission_type="add")
    user.groups.add(group)


def test_a_call_is_added_where_its_editor_may_add_pages(client, call, editor):
    index = CallIndexPage.objects.get()
    site.make_index(title="Elsewhere", slug="elsewhere")
    client.force_login(editor)
    assert offered(client) == []
    may_add_below(editor, index)
    # A call page could stand below another one too, but nobody looks there.
    assert offered(client) == [add_below(index)]


def test_a_place_is_found_on_a_large_site(client, call, editor):
    front = site.home()
    for number in range(120):
        front.add_child(instance=CallIndexPage(title=f"A {number}", slug=f"a{number}"))
    last = site.make_index(title="The last one", slug="zz")
    may_add_below(editor, last)
    client.force_login(editor)
    assert offered(client) == [add_below(last)]


def test_the_root_of_all_sites_is_no_place_for_a_call(client, call, admin_user):
    client.force_login(admin_user)
    places = offered(client)
    assert add_below(CallIndexPage.objects.get()) == places[0]
    assert add_below(Page.get_first_root_node()) not in places
