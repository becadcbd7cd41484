"""Erasing a person, retention, and the end of a call."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.calls import samples, site
from tests.reviews import house
from workshops_plugin.calls import actions as calls
from workshops_plugin.members.erasure import erase_person
from workshops_plugin.models import (
    Attachment,
    Call,
    Chain,
    Conflict,
    Letter,
    Membership,
    Organization,
    Proposal,
    ProposalDraft,
    Review,
    Seal,
)
from workshops_plugin.record import seals, triggers
from workshops_plugin.record.verification import verify
from workshops_plugin.reviews import actions
from workshops_plugin.reviews.ranking import ranking


@pytest.fixture
def world(call, union, ana, at_noon):
    """A call that was announced, with everything that names somebody."""
    rita, omar = house.reviewer("rita"), house.reviewer("omar")
    proposal = calls.start_proposal(call, organization=union, by=ana)
    file = calls.attach(proposal, site.key("paper"), samples.file(), by=ana)
    proposal.refresh_from_db()
    data = site.complete(**{site.answer("paper"): [str(file.pk)]})
    calls.save_draft(proposal, data, by=ana, version=proposal.version)
    calls.submit(proposal, by=ana, version=proposal.version)
    site.draft(call, site.make_organization("Bank"), bank_user())
    house.submitted(proposal, rita, 4, 2, note="Candid", feedback="Kind words")
    house.assigned(proposal, omar)
    actions.declare_conflict(proposal, omar, by=omar, reason="My sister leads it")
    actions.decide(proposal, "selected", by=None)
    at_noon.move_to(site.CLOSES)
    actions.announce(call, by=None)
    return {"call": call, "proposal": proposal, "ana": ana, "rita": rita, "omar": omar}


def bank_user():
    user = site.make_user("ben@bank.example")
    Membership.objects.create(
        user=user, organization=Organization.objects.get(name="Bank")
    )
    return user


def texts():
    """Every text that the database holds of proposals, conflicts and letters."""
    found = []
    for model in (Proposal, Conflict, Letter, Membership, ProposalDraft):
        found += model.objects.values()
    for model in (Proposal, Conflict):
        found += model.history.values()
    return str(found)


def test_a_person_is_erased_and_the_record_holds(world):
    before = ranking(world["call"]).rows[0]
    assert "Ana Mensah" in texts()
    found = erase_person(world["ana"], by=None)
    assert found["memberships"] == 1
    for trace in ("Ana Mensah", "ana@union.example"):
        assert trace not in texts()
    report = verify()
    assert report.findings == []
    assert report.erased >= 2
    after = ranking(house.fresh(world["call"])).rows[0]
    assert (after.totals, after.rank) == (before.totals, before.rank)
    # Seals from before still fit, and a second time there is nothing left.
    assert seals.listed(world["call"].pk)[0].signed
    assert erase_person(world["ana"], by=None) == {}


def test_what_somebody_said_about_a_conflict_is_erased(world):
    erase_person(world["omar"], by=None)
    assert "My sister" not in texts()
    assert Conflict.objects.get().kind == "declared"
    assert verify().intact


def test_scores_stay_when_their_reviewer_is_erased_and_deleted(world):
    erase_person(world["rita"], by=None)
    key = str(world["rita"].pk)
    world["rita"].delete()
    review = Review.objects.get()
    assert review.reviewer is None
    assert str(review.event.reviewer_id) == key
    assert ranking(world["call"]).rows[0].totals == (60,)
    assert verify().intact


def test_only_those_who_may_delete_members_erase(world):
    with site.refusal("forbidden"):
        erase_person(world["ana"], by=world["rita"])
    with site.refusal("nobody"):
        erase_person(None, by=None)


def test_the_command_says_what_it_erased(world):
    output = StringIO()
    call_command("erase_person", "ANA@union.example", "--dry-run", stdout=output)
    assert output.getvalue().startswith("Would erase: ")
    assert "Ana Mensah" in texts()
    call_command("erase_person", "ana@union.example", "--delete-account", stdout=output)
    assert "1 accounts" in output.getvalue()
    assert "Ana Mensah" not in texts()
    with pytest.raises(CommandError, match="Nothing is kept about"):
        call_command("erase_person", "ana@union.example")


# Retention.


def test_nothing_goes_before_its_time(world, at_noon):
    with site.refusal("too_early"):
        calls.retain(world["call"], by=None)
    with site.refusal("too_early"):
        calls.purge_call(world["call"], by=None, reason="x")
    output = StringIO()
    call_command("apply_retention", stdout=output)
    assert output.getvalue() == "Nothing is to be removed.\n"


def test_after_its_period_drafts_files_and_contacts_go(
    world, at_noon, django_capture_on_commit_callbacks
):
    at_noon.shift(timedelta(days=731))
    stored = Attachment.objects.get().file
    before = (texts(), Attachment.objects.count())
    output = StringIO()
    call_command("apply_retention", stdout=output)
    assert "SCW24 (Supply Chain Workshops): would remove" in output.getvalue()
    assert (texts(), Attachment.objects.count()) == before
    with django_capture_on_commit_callbacks(execute=True):
        call_command("apply_retention", "--apply", stdout=output)
    for trace in ("Ana Mensah", "ana@union.example", "was selected"):
        assert trace not in texts()
    assert not stored.storage.exists(stored.name)
    assert Proposal.objects.count() == 1
    assert Review.objects.get().note == "Candid"
    assert verify().findings == []
    assert ranking(house.fresh(world["call"])).rows[0].totals == (60,)
    output = StringIO()
    call_command("apply_retention", stdout=output)
    assert output.getvalue() == "Nothing is to be removed.\n"


def test_the_period_is_the_sites_to_say(world, at_noon, settings):
    settings.WORKSHOPS_RETENTION_DAYS = 10
    at_noon.shift(timedelta(days=11))
    assert calls.retain(world["call"], by=None, dry_run=True)["drafts"] == 1
    settings.WORKSHOPS_RETENTION_DAYS = None
    with site.refusal("too_early"):
        calls.retain(world["call"], by=None)


def test_a_purged_call_leaves_a_tombstone_and_all_else_intact(world, at_noon):
    later = site.CLOSES + timedelta(days=30)
    other = site.make_call(title="Another", closes=later)
    house.proposal(other, "Firm")
    at_noon.shift(timedelta(days=731))
    page = world["call"].source_page
    triggers_before = triggers.present()
    output = StringIO()
    call_command(
        "purge_call", "SCW24", "--reason", "Period is over", "--yes", stdout=output
    )
    assert not Call.objects.filter(pk=world["call"].pk).exists()
    assert not Chain.objects.filter(root=world["call"].pk).exists()
    assert Proposal.objects.get().call == other
    tombstone = Seal.objects.get(purged=True)
    assert (tombstone.number, tombstone.reason) == (2, "Period is over")
    assert tombstone.digest in output.getvalue()
    assert tombstone.heads
    report = verify()
    assert (report.findings, report.purged) == ([], 1)
    assert triggers.present() == triggers_before
    # The page is closed, and a seal that somebody kept still finds its place.
    page = type(page).objects.get(pk=page.pk)
    assert page.call is None
    kept = seals.listed(world["call"].pk)[1]
    assert verify(held=seals.read(json.loads(seals.as_file(kept)))).intact


def test_a_call_that_nobody_answered_can_go_at_once(call):
    with site.refusal("reason"):
        calls.purge_call(call, by=None, reason="")
    calls.purge_call(call, by=None, reason="A mistake")
    assert not Call.objects.exists()
    assert verify().intact


def test_a_tombstone_that_is_taken_away_is_missed(world, at_noon):
    at_noon.shift(timedelta(days=731))
    calls.purge_call(world["call"], by=None, reason="Over")
    Seal.objects.filter(purged=True).update(purged=False)
    assert {finding.code for finding in verify().findings} >= {"seal", "sealed"}
