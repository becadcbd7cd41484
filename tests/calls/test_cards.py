"""Cards on a call's screen and a proposal's page, those of other parts too."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from workshops_plugin.calls import actions, cards
from workshops_plugin.calls.cards import Card, NextStep, curve, next_step

from . import site
from .editor import locale
from .screens import main, make_auditor, panel, soup, words


@pytest.fixture
def editor(client, db):
    editor = site.make_editor()
    client.force_login(editor)
    return editor


class Coverage(Card):
    """What another part might register."""

    title = "Coverage"
    order = 15
    urgency = 10
    template_name = "tests/none.html"
    seen_by = ("editor@secretariat.example",)

    class Media:
        js = ["coverage.js"]

    def is_shown(self):
        return self.request.user.email in self.seen_by

    def next_step(self):
        return NextStep("12 have no reviewer.", "Assign", "/x/", urgency=self.urgency)

    def render_html(self, parent_context=None):
        return f"About {self.subject} for {self.request.user}"


@pytest.fixture
def registered(monkeypatch):
    """Two more cards, on calls and on proposals."""
    for registry in (cards.call_cards, cards.proposal_cards):
        monkeypatch.setattr(registry, "_cards", [*registry._cards])
        assert registry.register(Coverage) is Coverage


def screen(call):
    return reverse("workshops_calls:screen", args=[call.pk])


def inspect(proposal):
    return reverse("workshops_proposals:inspect", args=[proposal.pk])


def headings(response):
    return [words(heading) for heading in main(response).select("section.w-panel h2")]


# Cards of other parts.


def test_a_card_of_another_part_stands_in_its_order(client, call, editor, registered):
    response = client.get(screen(call))
    assert headings(response) == [
        "Facts",
        "Rules of selection",
        "Proposals",
        "Coverage",
        "Languages",
        "Form",
        "Record",
    ]
    assert words(panel(response, "card-coverage")) == (
        "About Supply Chain Workshops for editor@secretariat.example"
    )
    scripts = [script["src"] for script in soup(response).select("script[src]")]
    assert "/static/coverage.js" in scripts


def test_a_card_stands_on_a_proposal_too(client, call, union, ana, editor, registered):
    response = client.get(inspect(site.submitted(call, union, ana)))
    assert words(panel(response, "card-coverage")) == (
        "About SCW24-001 for editor@secretariat.example"
    )
    scripts = [script["src"] for script in soup(response).select("script[src]")]
    assert "/static/coverage.js" in scripts


def test_a_card_is_left_out_for_whom_it_has_nothing(client, call, registered):
    client.force_login(make_auditor())
    assert "Coverage" not in headings(client.get(screen(call)))


def test_the_most_urgent_step_is_the_next(client, call, editor, registered):
    step = main(client.get(screen(call))).select_one(".workshops-step")
    assert (words(step.p), step.a["href"]) == ("12 have no reviewer.", "/x/")


def test_what_the_call_lacks_comes_before_what_others_want(
    client, editor, registered, at_noon
):
    call = site.make_call(opens=None)
    step = main(client.get(screen(call))).select_one(".workshops-step")
    assert words(step.p) == "This call has no dates, so it is closed."


def test_with_nothing_to_be_done_there_is_no_step(call):
    call.announced_at = site.NOW
    assert next_step(call, [Card(call, None)]) is None


def test_a_card_without_anything_of_its_own_is_quiet(call):
    card = Card(call, request="the request")
    assert (card.is_shown(), card.next_step(), card.panel_id) == (
        True,
        None,
        "card-card",
    )
    assert card.get_context_data({}) == {
        "card": card,
        "subject": call,
        "request": "the request",
    }
    assert str(card.media) == ""


# Our own cards.


def counts(response):
    return words(panel(response, "card-proposalscard"))


def test_proposals_are_counted_by_state(client, call, union, ana, editor):
    assert counts(client.get(screen(call))) == "No proposals yet."
    site.draft(call, union, ana)
    site.draft(call, union, ana, title="Another")
    site.submitted(call, union, ana)
    actions.withdraw(site.submitted(call, union, ana), by=ana)
    site.submitted(site.make_call(title="Another call"), union, ana)
    response = client.get(screen(call))
    assert counts(response) == "2 Draft 1 Submitted 1 Withdrawn"
    index = reverse("workshops_proposals:index")
    links = panel(response, "card-proposalscard").select("a")
    assert [link["href"] for link in links] == [
        f"{index}?call={call.pk}&status={status}"
        for status in ("draft", "submitted", "withdrawn")
    ]


def test_proposals_are_drawn_by_day_in_the_calls_zone(
    client, call, union, ana, editor, at_noon
):
    # Half past eleven in the evening in London is the next day in Zurich.
    at_noon.move_to(site.NOW.replace(hour=23, minute=30))
    site.submitted(call, union, ana)
    at_noon.shift(timedelta(days=2))
    site.submitted(call, union, ana)
    site.submitted(call, union, ana)
    at_noon.shift(timedelta(days=1))
    site.submitted(call, union, ana)
    figure = panel(client.get(screen(call)), "card-proposalscard").figure
    assert words(figure.title) == (
        "Submitted from 2 December 2024 to 5 December 2024: 4 in all"
    )
    assert words(figure.figcaption) == "2 December 2024 – 5 December 2024"
    assert figure.polyline["points"] == "0.0,36.0 160.0,12.0 240.0,0.0"


def test_one_day_is_no_curve():
    assert curve([]) is None
    assert curve([(date(2024, 12, 1), 9)]) is None


def test_a_curve_climbs_to_its_corner():
    days = [(date(2024, 12, 1), 1), (date(2024, 12, 2), 1), (date(2024, 12, 5), 2)]
    assert curve(days) == {
        "points": "0.0,36.0 60.0,24.0 240.0,0.0",
        "width": 240,
        "height": 48,
        "first": date(2024, 12, 1),
        "last": date(2024, 12, 5),
        "total": 4,
    }


def test_proposals_are_not_counted_for_those_who_may_not_see_them(
    client, call, union, ana
):
    site.submitted(call, union, ana)
    viewer = site.make_editor("viewer@x.example", "access_admin", "view_call")
    client.force_login(viewer)
    assert "Proposals" not in headings(client.get(screen(call)))


def test_pages_are_told_with_their_language_and_state(client, call, admin_user):
    page = call.source_page
    copy = page.copy_for_translation(locale("fr"), copy_parents=True)
    client.force_login(admin_user)
    response = client.get(screen(call))
    assert [words(item) for item in panel(response, "card-pagescard").select("li")] == [
        "Supply Chain Workshops · English source",
        "Supply Chain Workshops · French not published Visitors find no page in this "
        "language; the language switcher leads to the source.",
    ]
    links = panel(response, "card-pagescard").select("a")
    assert [link["href"] for link in links] == [
        reverse("wagtailadmin_pages:edit", args=[each.pk]) for each in (page, copy)
    ]


def test_pages_are_no_links_for_those_who_may_not_edit_them(client, call):
    client.force_login(make_auditor())
    shown = panel(client.get(screen(call)), "card-pagescard")
    assert words(shown) == "Supply Chain Workshops · English source"
    assert shown.select("a") == []


def test_the_form_is_told_in_numbers(client, call, editor):
    assert words(panel(client.get(screen(call)), "card-formcard")) == (
        "The form asks 12 questions besides the fixed part. "
        "There are 2 outcomes to choose from."
    )


def test_what_is_no_longer_asked_is_not_counted(client, call, editor):
    page = call.source_page
    page.questions = [site.question("short_text", "approach")]
    page.outcomes = [site.text("outcome", "Policy")]
    page.save_revision().publish()
    assert words(panel(client.get(screen(call)), "card-formcard")) == (
        "The form asks 1 question besides the fixed part. "
        "There is 1 outcome to choose from."
    )


def test_a_form_that_was_never_published_says_so(client, editor, at_noon):
    call = site.make_page(live=False).call
    assert "Nothing is published yet" in words(
        panel(client.get(screen(call)), "card-formcard")
    )
