"""The verbs of webinars: what they change, refuse and leave behind."""

from datetime import datetime, timedelta

import pytest
from django.core import mail

from tests.calls import site
from tests.reviews import house
from workshops_plugin.calls import actions as calls
from workshops_plugin.models import PublicApproval, Webinar, WebinarPage
from workshops_plugin.record.verification import verify
from workshops_plugin.webinars import actions
from workshops_plugin.webinars.access import is_public

from . import stage

pytestmark = pytest.mark.django_db


def selected(call, name="Union"):
    proposal = house.proposal(call, name, languages=["fr"], interpretation=["en"])
    site.put([proposal], decision="selected")
    return house.fresh(proposal)


def test_a_selected_proposal_becomes_a_webinar(index, call, editor):
    proposal = selected(call)
    partner = site.make_organization("Bank")
    invited = calls.invite_partner(proposal, partner, by=None)
    site.put([invited], state="confirmed", answered_at=site.NOW)
    webinar = actions.create_from_proposals([proposal], by=editor, index=index)
    page = stage.page(webinar)
    assert (page.title, page.lead, page.live) == (
        proposal.title,
        proposal.summary,
        False,
    )
    assert (webinar.language, webinar.interpretation) == ("fr", ["en"])
    assert webinar.outcomes == proposal.outcomes
    hosts = [host.organization.name for host in webinar.hosts.all()]
    assert hosts == ["Union", "Bank"]
    assert page.get_parent().specific == stage.fresh(index).section
    with site.refusal("used"):
        actions.create_from_proposals([proposal], by=editor, index=index)
    assert verify().intact


def test_several_proposals_share_a_webinar(index, call, editor):
    proposals = [selected(call, name) for name in ("One", "Two")]
    webinar = actions.create_from_proposals(proposals, by=editor, index=index)
    assert webinar.hosts.count() == 2
    assert list(webinar.proposals.order_by("reference")) == proposals


def test_what_is_not_selected_becomes_none(index, call, editor, roles):
    proposal = house.proposal(call)
    with site.refusal("not_selected"):
        actions.create_from_proposals([proposal], by=editor, index=index)
    with site.refusal("empty"):
        actions.create_from_proposals([], by=editor, index=index)
    with site.refusal("forbidden"):
        actions.create_from_proposals([proposal], by=house.reviewer(), index=index)
    assert Webinar.objects.count() == WebinarPage.objects.count() == 0


def test_slugs_are_unique_below_an_index(index):
    slugs = [stage.page(stage.webinar(index, "Mines")).slug for _n in range(3)]
    assert slugs == ["mines", "mines-2", "mines-3"]


def test_calendars_hear_of_time_and_status_and_of_nothing_else(webinar, editor):
    assert (webinar.sequence, webinar.status) == (1, "scheduled")
    actions.set_facts(webinar, by=editor, language="es", attendance=31)
    actions.set_join_details(webinar, by=editor, url="https://meet.example/new")
    assert webinar.sequence == 1
    first = webinar.starts_at
    later = stage.START + timedelta(days=1)
    actions.reschedule(webinar, later, later + timedelta(hours=1), by=editor)
    assert (webinar.sequence, webinar.moved_from) == (2, first)
    actions.reschedule(webinar, later, later + timedelta(hours=1), by=editor)
    assert webinar.sequence == 2
    actions.cancel(webinar, by=editor, reason="The speaker is ill.")
    assert (webinar.sequence, webinar.status) == (3, "cancelled")
    with site.refusal("cancelled"):
        actions.cancel(webinar, by=editor, reason="x")
    actions.reschedule(webinar, stage.START, stage.END, by=editor)
    assert (webinar.sequence, webinar.status, webinar.cancel_reason) == (
        4,
        "scheduled",
        "",
    )
    assert verify().intact


@pytest.mark.parametrize(
    ("start", "end", "zone", "code"),
    [
        (stage.END, stage.START, None, "order"),
        (stage.START, stage.START, None, "order"),
        (stage.START, stage.START + timedelta(hours=25), None, "order"),
        (stage.START, stage.END, "Mars/Olympus", "zone"),
        (datetime(2024, 3, 31, 2, 30), datetime(2024, 3, 31, 4), None, "clock"),
        ("tomorrow", stage.END, None, "dates"),
    ],
)
def test_impossible_times_are_refused(webinar, start, end, zone, code):
    with site.refusal(code):
        actions.reschedule(webinar, start, end, by=None, timezone=zone)
    assert Webinar.objects.get().sequence == 1


def test_a_time_that_nobody_could_have_noted_is_not_told_as_changed(index):
    webinar = stage.webinar(index, live=False)
    later = stage.START + timedelta(days=1)
    actions.reschedule(webinar, later, later + timedelta(hours=1), by=None)
    assert webinar.moved_from is None


def test_what_is_over_is_not_cancelled(webinar, at_noon):
    at_noon.move_to(webinar.ends_at)
    with site.refusal("over"):
        actions.cancel(webinar, by=None, reason="x")


def test_only_safe_links_lead_into_a_meeting(webinar):
    for url in ("http://meet.example/x", "javascript:alert(1)", "nonsense"):
        with site.refusal("invalid"):
            actions.set_join_details(webinar, by=None, url=url)
    assert Webinar.objects.get().join_details.url == stage.LINK
    actions.set_join_details(webinar, by=None, url="")
    assert not hasattr(Webinar.objects.get(), "join_details")


def test_the_link_is_in_no_history_and_no_log(webinar):
    from wagtail.models import ModelLogEntry

    entries = ModelLogEntry.objects.filter(action__contains="join_details")
    assert entries.count() == 1
    assert "meet.example" not in str(entries.values())
    assert "meet.example" not in str(list(webinar.history.values()))


def test_it_is_public_only_with_an_approval_on_record(webinar, editor):
    with site.refusal("reason"):
        actions.open_to_public(webinar, by=editor, reason=" ")
    with site.refusal("forbidden"):
        actions.open_to_public(webinar, by=house.auditor(), reason="x")
    actions.open_to_public(webinar, by=editor, reason="Of use to all")
    assert is_public(webinar)
    with site.refusal("public"):
        actions.open_to_public(webinar, by=editor, reason="x")
    approval = PublicApproval.objects.get()
    assert (approval.approved_by, approval.why) == (editor, "Of use to all")
    actions.close_to_members(webinar, by=editor, reason="A mistake")
    assert not is_public(webinar)
    with site.refusal("members"):
        actions.close_to_members(webinar, by=editor, reason="x")
    approval.refresh_from_db()
    assert approval.withdrawn_because == "A mistake"
    assert verify().intact


def test_the_word_public_alone_opens_nothing(webinar):
    site.put([webinar], visibility="public")
    assert not is_public(webinar)


def test_who_was_not_invited_hears_of_no_change(webinar, editor):
    actions.cancel(webinar, by=editor, reason="x")
    assert mail.outbox == []
