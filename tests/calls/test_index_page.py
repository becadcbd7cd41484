"""The list of calls: by where they stand, and only what visitors may see."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction
from wagtail.test.utils import WagtailTestUtils

from workshops_plugin.models import Call, CallCriterion, CallIndexPage, CallOutcome

from . import site
from .editor import FRENCH, fresh, in_other_tree, translate, trilingual

pytestmark = pytest.mark.usefixtures("db", "at_noon")

DAY = timedelta(days=1)


@pytest.fixture
def index():
    return site.make_index(introduction="<p>What we ask.</p>")


def listed(client, index):
    """What the list says: {heading: [title, …]}."""
    soup = soup_of(client, index)
    return {
        section.h2.get_text(): [title.get_text() for title in section.find_all("h3")]
        for section in soup.select("main section, section")
    }


def soup_of(client, index):
    response = client.get(index.url)
    assert response.status_code == 200
    return WagtailTestUtils.get_soup(response.content)


def make(title, opens=None, closes=None, **fields):
    slug = title.lower().replace(" ", "-")
    return site.make_call(
        title=title, slug=slug, opens=opens, closes=closes, questions=[], **fields
    )


def test_an_empty_list_says_so(client, index):
    response = client.get(index.url)
    text = response.content.decode()
    assert "There is no call for proposals at the moment." in text
    assert "What we ask." in text


def test_calls_are_listed_by_where_they_stand_the_open_ones_first(client, index):
    make("No dates yet")
    make("Past", site.NOW - 3 * DAY, site.NOW)
    make("Open", site.NOW, site.NOW + DAY)
    make("Upcoming", site.NOW + DAY, site.NOW + 2 * DAY)
    announced = make("Decided", site.NOW - 9 * DAY, site.NOW - 8 * DAY)
    site.put(Call.objects.filter(pk=announced.pk), announced_at=site.NOW - DAY)
    make("Also open", site.NOW - DAY, site.NOW + 9 * DAY)
    found = listed(client, index)
    assert found == {
        "Open": ["Open", "Also open"],
        "Upcoming": ["Upcoming"],
        "In review": ["Past"],
        "Announced": ["Decided"],
        "No dates": ["No dates yet"],
    }
    assert list(found) == ["Open", "Upcoming", "In review", "Announced", "No dates"]


def test_each_call_is_told_with_its_closing_and_leads_to_its_page(client, index):
    call = make("Open", site.OPENS, site.CLOSES)
    make("Past", site.NOW - 3 * DAY, site.NOW)
    cards = soup_of(client, index).select(".workshops-card")
    assert [" ".join(card.get_text(" ").split()) for card in cards] == [
        "Open Share what you learned. "
        "Closes: 31 December 2024, 23:59 CET (Europe/Zurich)",
        "Past Share what you learned. "
        "Closed: 1 December 2024, 13:00 CET (Europe/Zurich)",
    ]
    assert cards[0].a["href"] == call.source_page.url


def test_drafts_private_pages_and_calls_elsewhere_are_not_listed(client, index):
    make("Shown", site.OPENS, site.CLOSES)
    make("Draft", site.OPENS, site.CLOSES, live=False)
    private = make("Private", site.OPENS, site.CLOSES).source_page
    PageViewRestriction.objects.create(
        page=private, restriction_type=PageViewRestriction.LOGIN
    )
    hidden = CallIndexPage(title="Members", slug="members")
    index.add_child(instance=hidden)
    make("Below", site.OPENS, site.CLOSES, parent=hidden)
    PageViewRestriction.objects.create(
        page=hidden, restriction_type=PageViewRestriction.LOGIN
    )
    other = site.make_index(title="Elsewhere", slug="elsewhere")
    make("Elsewhere", site.OPENS, site.CLOSES, parent=other)
    assert listed(client, index) == {"Open": ["Shown"]}
    client.force_login(site.make_editor())
    assert listed(client, index) == {"Open": ["Shown"]}


def test_calls_further_down_are_listed_too(client, index):
    below = CallIndexPage(title="2024", slug="2024")
    index.add_child(instance=below)
    make("Deep", site.OPENS, site.CLOSES, parent=below)
    assert listed(client, index) == {"Open": ["Deep"]}


def test_a_page_whose_row_is_missing_is_listed_without_dates(client, index):
    make("Bare")
    site.forget(CallCriterion, CallOutcome, Call)
    assert listed(client, index) == {"No dates": ["Bare"]}


def test_each_language_lists_its_own_pages(client, index):
    call = make("Supply Chain Workshops", site.OPENS, site.CLOSES)
    trilingual(call)
    french = translate(call.source_page, "fr", FRENCH)
    assert list(listed(client, in_other_tree("fr")).values()) == [[french.title]]
    assert listed(client, in_other_tree("es")) == {}
    assert listed(client, index) == {"Open": ["Supply Chain Workshops"]}


def test_a_call_that_was_taken_offline_is_not_offered_in_any_language(
    client, index, settings
):
    settings.WORKSHOPS_LANGUAGE_GUARDS = ()
    open_call = make("Supply Chain Workshops", site.OPENS, site.CLOSES)
    trilingual(open_call)
    french = translate(open_call.source_page, "fr", FRENCH)
    there = in_other_tree("fr")
    open_call.source_page.unpublish()
    assert fresh(french).live
    assert listed(client, there) == {}
    site.put(Call.objects.all(), opens_at=site.NOW - 2 * DAY, closes_at=site.NOW - DAY)
    assert list(listed(client, there).values()) == [[french.title]]


def test_aliases_stand_where_their_originals_stand(client, index):
    call = make("Open", site.OPENS, site.CLOSES)
    call.source_page.create_alias(update_slug="again")
    assert listed(client, index) == {"Open": ["Open", "Open"]}


def test_what_editors_wrote_does_not_become_markup(client, index):
    nasty = "<script>alert(1)</script>"
    site.make_call(title=nasty, lead=nasty, slug="nasty", questions=[])
    text = client.get(index.url).content.decode()
    assert "<script>alert" not in text
    assert text.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 2


def queries(client, index):
    """Count the queries of a page that was called up before."""
    client.get(index.url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(index.url).status_code == 200
    return len(found)


def test_the_list_costs_the_same_for_2_calls_and_for_20(client, index):
    def add(count):
        start = Call.objects.count()
        for number in range(start, start + count):
            call = make(f"Call {number}", site.OPENS, site.CLOSES)
            call.source_page.create_alias(update_slug=f"alias-{number}")
            second = fresh(call.source_page.aliases.get())
            second.create_alias(update_slug=f"alias-of-alias-{number}")

    client.force_login(site.make_user())
    add(2)
    few = queries(client, index)
    assert few <= 26
    add(18)
    assert queries(client, index) == few
