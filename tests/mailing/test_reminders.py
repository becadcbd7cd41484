"""Who forgets is reminded once: of drafts and of reviews, before it is too late."""

from datetime import date, timedelta

import pytest
from django.core import mail

from tests.calls import site
from tests.reviews import house
from workshops_plugin.calls import actions as calls
from workshops_plugin.mailing import worker
from workshops_plugin.reviews import actions as reviews


def send_all():
    mail.outbox.clear()
    worker.work()
    return sorted((message.to[0], message.subject) for message in mail.outbox)


@pytest.fixture
def drafts(call, union, ana):
    """One submitted, one a draft, one empty; and the messages so far are sent."""
    site.submitted(call, union, ana)
    draft = site.draft(call, union, ana, title="Forgotten")
    calls.start_proposal(call, organization=union, by=ana)
    send_all()
    return draft


def test_authors_of_drafts_are_reminded_a_week_before(drafts, call, at_noon):
    at_noon.move_to(site.CLOSES - timedelta(days=7, minutes=1))
    assert send_all() == []
    at_noon.move_to(site.CLOSES - timedelta(days=7))
    expected = [
        ("ana@union.example", "Not submitted yet: Forgotten"),
        ("ana@union.example", "Not submitted yet: Untitled draft"),
    ]
    assert send_all() == expected
    assert "31 December 2024, 23:59 CET (Europe/Zurich)" in mail.outbox[0].body
    assert send_all() == []
    calls.set_dates(
        call, call.opens_at, site.CLOSES + timedelta(days=3), by=None, reason="A flood"
    )
    assert send_all() == []
    at_noon.shift(timedelta(days=3))
    assert send_all() == expected


def test_who_submits_meanwhile_is_not_reminded(drafts, call, ana, at_noon):
    at_noon.move_to(site.CLOSES - timedelta(days=7))
    from workshops_plugin.calls.reminding import remind_drafts
    from workshops_plugin.mailing.fan_out import fan_out_all

    remind_drafts()
    fan_out_all()
    calls.submit(drafts, by=ana, version=drafts.version)
    subjects = [subject for _to, subject in send_all()]
    assert "Not submitted yet: Forgotten" not in subjects


@pytest.mark.parametrize("days", [1, 4])
def test_after_a_downtime_nobody_is_reminded_of_a_near_closing(drafts, at_noon, days):
    at_noon.move_to(site.CLOSES - timedelta(days=days))
    assert send_all() == []


def test_a_call_that_is_not_on_the_site_reminds_nobody(drafts, call, at_noon):
    call.source_page.unpublish()
    send_all()
    at_noon.move_to(site.CLOSES - timedelta(days=7))
    assert send_all() == []


DUE = date(2024, 12, 20)


@pytest.fixture
def assigned(call, at_noon):
    from workshops_plugin.members.roles import set_up_roles

    set_up_roles()
    rita = house.reviewer("Rita")
    for name in ("One", "Two"):
        proposal = house.proposal(call, name)
        reviews.assign(proposal, rita, by=None, due=DUE)
    send_all()
    return rita


def test_reviewers_are_reminded_of_what_they_have_not_submitted(
    assigned, at_noon, call
):
    at_noon.move_to(site.NOW.replace(day=16))
    assert send_all() == []
    one = call.proposals.order_by("reference")[0]
    house.submitted(one, assigned, 4, 2)
    at_noon.move_to(site.NOW.replace(day=17))
    ((to, subject),) = send_all()
    assert (to, subject) == (
        assigned.email,
        "Reviews due on 20 December 2024: 1 proposal",
    )
    assert one.reference not in mail.outbox[0].body
    assert send_all() == []
    at_noon.move_to(site.NOW.replace(day=18))
    assert send_all() == []


def test_who_has_submitted_everything_is_left_alone(assigned, at_noon, call):
    for proposal in call.proposals.all():
        house.submitted(proposal, assigned, 4, 2)
    at_noon.move_to(site.NOW.replace(day=17))
    assert send_all() == []
