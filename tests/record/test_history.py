"""The history: what leaves a version, by whom and why, and what never does."""

import pytest
from django.core import serializers
from django.db import DatabaseError, transaction
from django.db.models import ProtectedError
from django.test import override_settings

from tests.calls import site
from workshops_plugin.calls import actions
from workshops_plugin.members.models import ActionGroup
from workshops_plugin.models import Call, CallCriterion, Proposal, ProposalPartner
from workshops_plugin.record.writing import save_version


def versions(row):
    """[(kind, user id, reason), …], the oldest first."""
    return [
        (version.history_type, version.history_user_id, version.history_change_reason)
        for version in row.history.order_by("history_id")
    ]


# What a proposal's history holds.


def test_a_draft_leaves_no_trace(call, union, ana):
    proposal = site.draft(call, union, ana)
    bank = site.make_organization("Bank", kind="business")
    partner = actions.invite_partner(proposal, bank, by=ana)
    actions.save_draft(proposal, {"title": "x"}, by=ana, version=proposal.version)
    actions.remove_partner(partner, by=ana)
    actions.delete_draft(proposal, by=ana)
    assert not Proposal.history.exists()
    assert not ProposalPartner.history.exists()


def test_each_submission_withdrawal_and_correction_leaves_one_version(call, union, ana):
    editor = site.make_editor()
    proposal = site.submitted(call, union, ana)
    actions.save_draft(proposal, {"title": "Two"}, by=ana, version=proposal.version)
    actions.submit(proposal, by=ana, version=proposal.version)
    actions.withdraw(proposal, by=ana, reason="Too early")
    actions.submit(proposal, by=ana, version=proposal.version)
    actions.correct_proposal(
        proposal,
        {"title": "Three"},
        by=editor,
        reason="A typing error",
        version=proposal.version,
    )
    assert versions(proposal) == [
        ("+", str(ana.pk), ""),
        ("~", str(ana.pk), ""),
        ("~", str(ana.pk), "Too early"),
        ("~", str(ana.pk), ""),
        ("~", str(editor.pk), "A typing error"),
    ]
    titles = proposal.history.order_by("history_id").values_list("title", "status")
    first = "Safe mines without children"
    assert list(titles) == [
        (first, "submitted"),
        ("Two", "submitted"),
        ("Two", "withdrawn"),
        ("Two", "submitted"),
        ("Three", "submitted"),
    ]


def test_saving_a_draft_of_what_was_submitted_leaves_no_version(call, union, ana):
    proposal = site.submitted(call, union, ana)
    actions.save_draft(proposal, {"title": "x"}, by=ana, version=proposal.version)
    assert proposal.history.count() == 1


def test_sending_a_confirmation_leaves_no_version(call, union, ana):
    proposal = site.submitted(call, union, ana)
    actions.send_confirmation_again(proposal, by=None)
    proposal.refresh_from_db()
    assert proposal.confirmed_at == site.NOW
    assert proposal.history.count() == 1


def test_partners_enter_the_history_with_the_first_submission(call, union, ana):
    bank = site.make_organization("Bank", kind="business")
    joan = site.make_user("joan@bank.example", bank)
    proposal = site.draft(call, union, ana)
    partner = actions.invite_partner(proposal, bank, by=ana)
    actions.answer_invitation(partner, accept=True, by=joan)
    assert not partner.history.exists()
    actions.submit(proposal, by=ana, version=proposal.version)
    actions.answer_invitation(partner, accept=False, by=joan)
    rows = partner.history.order_by("history_id")
    assert [(row.state, row.history_user_id) for row in rows] == [
        ("confirmed", str(joan.pk)),
        ("refused", str(joan.pk)),
    ]


def test_a_call_has_a_history_from_its_birth(call):
    actions.set_rules(call, by=None, blind=True)
    assert [kind for kind, *_ in versions(call)] == ["+", "~", "~"]


# Who and why.


def test_users_are_kept_as_strings_and_read_back_as_users(call, union, ana):
    version = site.submitted(call, union, ana).history.get()
    assert version.history_user_id == str(ana.pk)
    assert version.history_user == ana
    ana.delete()
    version = Proposal.history.get()
    assert version.history_user is None
    assert version.history_user_id == str(version.submitted_by_id)


def test_what_a_command_does_has_no_user(call):
    actions.set_rules(call, by=None, blind=True)
    assert call.history.latest().history_user_id is None


def test_the_attribution_is_for_one_save_alone(call, ana):
    save_version(call, by=ana, reason="The first")
    call.blind = True
    call.save()
    assert call.history.latest().history_user_id is None
    assert call.history.latest().history_change_reason == ""


def test_the_attribution_of_a_save_that_failed_is_gone_too(call, ana):
    row = call.criteria.first()
    row.weight = -1
    with pytest.raises(DatabaseError), transaction.atomic():
        save_version(row, by=ana, reason="Impossible")
    row.weight = 2
    row.save()
    assert row.history.latest().history_user_id is None


def test_a_version_that_cannot_be_written_undoes_the_save(call):
    row = call.criteria.first()
    row.weight = 7
    with pytest.raises(ValueError, match="not a user"):
        save_version(row, by=Nobody(), reason="")
    assert CallCriterion.objects.get(pk=row.pk).weight == 1


class Nobody:
    @property
    def pk(self):
        raise ValueError("not a user")


def test_a_reason_can_be_long(call, ana):
    reason = "Because of the holidays. " * 400
    save_version(call, by=ana, reason=reason)
    assert call.history.latest().history_change_reason == reason


# What a site can do to it.


def test_a_site_that_turns_histories_off_does_not_turn_off_ours(call, union, ana):
    with override_settings(SIMPLE_HISTORY_ENABLED=False):
        proposal = site.submitted(call, union, ana)
    assert proposal.history.count() == 1


def test_the_request_at_hand_does_not_lend_its_user(call, ana, rf):
    """A site may run the library's middleware; only ``by`` says who did it."""
    from simple_history.models import HistoricalRecords

    request = rf.get("/")
    request.user = ana
    HistoricalRecords.context.request = request
    try:
        save_version(call, by=None)
    finally:
        del HistoricalRecords.context.request
    assert call.history.latest().history_user_id is None


def test_loading_data_leaves_no_version(call):
    before = call.history.count()
    (loaded,) = serializers.deserialize("json", serializers.serialize("json", [call]))
    loaded.save()
    assert Call.objects.get() == call
    assert call.history.count() == before


def test_what_has_a_history_cannot_be_deleted(call, union, ana):
    proposal = site.submitted(call, union, ana)
    with pytest.raises(ProtectedError):
        proposal.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Proposal.objects.all().delete()
    assert Proposal.objects.get() == proposal


def test_models_without_a_history_are_left_alone(db):
    assert not hasattr(ActionGroup, "history")
