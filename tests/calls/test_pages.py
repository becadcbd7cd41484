"""The call page: where the call stands, in words, for each of its visitors."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from wagtail.test.utils import WagtailTestUtils

from tests.kept import kept
from workshops_plugin.calls import actions
from workshops_plugin.models import Call, CallCriterion, CallOutcome

from . import site
from .editor import (
    FRENCH,
    fresh,
    in_other_tree,
    locale,
    publish,
    translate,
    trilingual,
)

pytestmark = pytest.mark.usefixtures("db", "at_noon")

OPENING = "Opens: 1 November 2024, 13:00 CET (Europe/Zurich)"
CLOSING = "Closes: 31 December 2024, 23:59 CET (Europe/Zurich)"
CLOSED = "Closed: 31 December 2024, 23:59 CET (Europe/Zurich)"
PROPOSE = "Propose a webinar For members: you will be asked to sign in."


@kept
def page(call):
    return call.source_page


def soup_of(client, page):
    response = client.get(page.url)
    assert response.status_code == 200
    return WagtailTestUtils.get_soup(response.content)


def words(element):
    return " ".join(element.get_text(" ").split()).replace(" ,", ",")


def standing(client, page):
    """The sentences at the top of the page, one for each paragraph."""
    box = soup_of(client, page).find(class_="workshops-standing")
    return [words(paragraph) for paragraph in box.find_all("p")]


def button(client, page):
    """Where the page's first button leads, or None."""
    found = soup_of(client, page).find("a", class_="workshops-button")
    return found and found["href"]


# Signed out, through a call's life.


def test_a_call_without_dates(client):
    page = site.make_page()
    assert standing(client, page) == ["Dates to be announced"]
    assert button(client, page) is None


def test_a_call_that_is_not_open_yet(client, page, at_noon):
    at_noon.move_to(site.OPENS - timedelta(seconds=1))
    assert standing(client, page) == ["Not open yet", OPENING, CLOSING]
    assert button(client, page) is None


def test_an_open_call(client, page, call):
    assert standing(client, page) == ["Open for proposals", CLOSING, PROPOSE]
    assert button(client, page) == reverse("workshops:propose", args=[call.pk])


@pytest.mark.parametrize(
    ("left", "state"),
    [
        (timedelta(days=3), "Open for proposals"),
        (timedelta(days=3) - timedelta(seconds=1), "Open, closing soon"),
        (timedelta(seconds=1), "Open, closing soon"),
    ],
)
def test_a_call_that_closes_within_three_days_says_so(
    client, page, at_noon, left, state
):
    at_noon.move_to(site.CLOSES - left)
    assert standing(client, page) == [state, CLOSING, PROPOSE]


def test_a_call_that_has_closed(client, page, at_noon):
    at_noon.move_to(site.CLOSES)
    assert standing(client, page) == [
        "Closed; the proposals are being reviewed",
        CLOSED,
    ]
    assert button(client, page) is None


def test_a_call_whose_results_are_announced(client, page, at_noon):
    at_noon.move_to(site.CLOSES + timedelta(days=30))
    site.put(Call.objects.all(), announced_at=site.CLOSES + timedelta(days=20))
    assert standing(client, page) == ["Closed; the selection is announced"]


def test_a_page_whose_row_is_missing_is_closed(client, ana):
    page = site.make_page(questions=[])
    site.forget(CallCriterion, CallOutcome, Call)
    for user in (None, ana):
        if user:
            client.force_login(user)
        assert standing(client, page) == ["Dates to be announced"]
        assert button(client, page) is None


def test_a_translation_whose_source_was_taken_offline(client, page, settings):
    settings.WORKSHOPS_LANGUAGE_GUARDS = ()
    trilingual(page.call)
    french = translate(page, "fr", FRENCH)
    page.unpublish()
    with translation.override("fr"):
        assert standing(client, french) == [
            gettext("Not taking proposals at the moment"),
            gettext(
                "The Secretariat has taken this call offline. What has been written is "
                "kept."
            ),
        ]
    assert button(client, french) is None


def test_a_closing_is_given_in_the_zone_that_the_editor_chose(client, page, call):
    actions.set_dates(call, site.OPENS, site.CLOSES, by=None, timezone="Asia/Tokyo")
    closing = "Closes: 1 January 2025, 07:59 JST (Asia/Tokyo)"
    assert standing(client, page)[1] == closing
    moment = soup_of(client, page).find(class_="workshops-standing").find("time")
    assert moment["datetime"] == "2024-12-31T22:59:00+00:00"


# Signed in.


def test_somebody_of_no_member_is_led_to_the_explanation(client, page, call):
    client.force_login(site.make_user("visitor@elsewhere.example"))
    assert standing(client, page)[2] == "Propose a webinar"
    assert button(client, page) == reverse("workshops:propose", args=[call.pk])


def test_a_member_with_a_draft_continues_it(client, page, call, union, ana):
    draft = site.draft(call, union, ana, title="<b>Safe</b> mines")
    site.draft(call, site.make_organization("Another"), None, title="Not hers")
    client.force_login(ana)
    assert standing(client, page)[2:] == [
        "Continue your draft <b>Safe</b> mines, saved 1 December 2024, 13:00",
        "Propose another webinar",
    ]
    assert button(client, page) == reverse("workshops:edit", args=[draft.pk])


def test_a_member_with_a_proposal_finds_it(client, page, call, union, ana):
    proposal = site.submitted(call, union, ana)
    gone = site.submitted(call, union, ana, title="Withdrawn")
    actions.withdraw(gone, by=ana)
    client.force_login(ana)
    assert standing(client, page)[2:] == [
        "Your proposal SCW24-001 Safe mines without children",
        "Propose another webinar",
    ]
    assert button(client, page) == reverse("workshops:proposal", args=[proposal.pk])


def test_after_the_closing_a_member_still_finds_both(
    client, page, call, union, ana, at_noon
):
    site.submitted(call, union, ana)
    at_noon.shift(60)
    site.draft(call, union, ana, title="Never sent")
    at_noon.move_to(site.CLOSES)
    client.force_login(ana)
    assert sorted(standing(client, page)[2:]) == [
        "Never sent",
        "SCW24-001 Safe mines without children",
    ]


def test_a_partner_or_a_stranger_sees_nobody_elses(client, page, call, union, ana):
    site.submitted(call, union, ana)
    joan = site.make_user("joan@bank.example", site.make_organization("Bank"))
    client.force_login(joan)
    assert "Safe mines" not in client.get(page.url).content.decode()


# What it tells about the call.


def outline(client, page):
    soup = soup_of(client, page)
    outcomes = soup.find(attrs={"aria-labelledby": "workshops-outcomes"})
    criteria = soup.find(attrs={"aria-labelledby": "workshops-criteria"})
    return (
        [words(title) for title in outcomes.find_all("h3")],
        [words(title) for title in criteria.find_all("dt")],
    )


def test_criteria_are_shown_with_their_share_of_the_merit(client, page, call):
    first = call.criteria.get(title="Standards")
    actions.set_rules(call, by=None, weights={first: 3})
    assert outline(client, page) == (
        ["Research", "Policy"],
        ["Standards 75% of the merit", "Root causes 25% of the merit"],
    )
    actions.set_rules(call, by=None, publish_weights=False)
    assert outline(client, page)[1] == ["Standards", "Root causes"]


def test_a_translation_that_lags_behind_shows_what_counts_in_its_words(client, page):
    actions.set_rules(page.call, by=None, publish_weights=False)
    trilingual(page.call)
    french = translate(page, "fr", FRENCH)
    assert outline(client, french)[0] == ["Recherche", "Politiques"]
    publish(
        page,
        outcomes=[site.text("outcome", "Reach"), site.text("outcome", "Policy")],
        criteria=[
            site.text("criterion", "Novelty"),
            site.text("criterion", "Standards"),
        ],
    )
    assert outline(client, fresh(french)) == (
        ["Reach", "Politiques"],
        ["Novelty", "Normes"],
    )


def test_a_translation_that_is_published_first_shows_its_own_words(client):
    index = in_other_tree("fr")
    page = site.make_page(live=False)
    french = page.copy_for_translation(locale("fr"))
    french = publish(french, criteria=[site.text("criterion", "Portée")])
    assert french.get_parent().specific == index
    assert outline(client, french) == (["Research", "Policy"], ["Portée"])


def test_an_alias_shows_what_its_original_shows(client, page):
    alias = page.create_alias(update_slug="again")
    assert standing(client, alias) == standing(client, page)
    assert outline(client, alias) == outline(client, page)


NASTY = "<script>alert('x')</script>\"&"
QUOTED = "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;&quot;&amp;"


def test_nothing_that_an_editor_or_member_wrote_becomes_markup(
    client, call, page, union, ana, at_noon
):
    site.submitted(call, union, ana, title=NASTY)
    at_noon.shift(60)
    later = site.CLOSES + timedelta(days=1)
    actions.set_dates(call, site.OPENS, later, by=None, reason=NASTY)
    publish(
        page,
        title=NASTY,
        lead=NASTY,
        contact_name=NASTY,
        outcomes=[site.text("outcome", NASTY, NASTY)],
        criteria=[site.text("criterion", NASTY, NASTY)],
        body=[{"type": "section", "value": {"heading": NASTY, "text": "<p>Fine</p>"}}],
    )
    client.force_login(ana)
    text = client.get(page.url).content.decode()
    assert "<script>alert" not in text
    # The title twice, the lead, the contact, the heading, the reason, the criterion
    # and outcome with their descriptions, the criterion's change, and the proposal.
    assert text.count(QUOTED) == 12


# What it costs.


def queries(client, page):
    """Count the queries of a page that was called up before."""
    client.get(page.url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(page.url).status_code == 200
    return len(found)


def test_the_page_costs_few_queries_and_no_more_for_more_of_anything(
    client, call, page, union, ana, at_noon
):
    client.force_login(ana)
    site.submitted(call, union, ana)
    at_noon.shift(60)
    trilingual(call)
    # A word that reads the same is looked up in wagtail-localize.
    words = {text: word for text, word in FRENCH.items() if text != "Research"}
    french = translate(page, "fr", words)
    few = [queries(client, page), queries(client, french)]
    assert max(few) <= 34, few

    for number in range(12):
        site.submitted(call, union, ana, title=f"Proposal {number}")
        site.draft(call, union, ana, title=f"Draft {number}")
        other = site.make_organization(f"Organization {number}")
        site.submitted(call, other, None)
        site.make_user(f"user-{number}@union.example", other)
        ana.workshops_memberships.create(organization=other)
    many = [site.question("short_text", f"question-{n}") for n in range(50)]
    publish(
        page,
        questions=many,
        outcomes=[site.text("outcome", f"Outcome {n}") for n in range(20)],
    )
    actions.set_rules(
        fresh(page).call, by=None, reason="Because", consideration_rule="none"
    )
    assert [queries(client, page), queries(client, french)] == few
