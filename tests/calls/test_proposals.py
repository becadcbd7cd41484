"""What members do with a proposal: start, save, submit, withdraw, delete."""

import pytest
from django.contrib.auth import get_user_model

from tests.kept import kept
from workshops_plugin.calls import actions
from workshops_plugin.calls.actions.proposals import DRAFT_LIMIT, FIELD_LIMIT
from workshops_plugin.calls.enums import ProposalStatus
from workshops_plugin.models import (
    Attachment,
    Organization,
    Proposal,
    ProposalDraft,
    ProposalNote,
    ProposalPartner,
)

from . import site


@kept
def draft(call, union, ana):
    return site.draft(call, union, ana)


# Starting.


def test_a_draft_belongs_to_the_organization_and_has_no_reference(call, union, ana):
    proposal = actions.start_proposal(call, organization=union, by=ana)
    assert (proposal.call, proposal.lead_organization) == (call, union)
    assert (proposal.status, proposal.reference) == (ProposalStatus.DRAFT, None)
    assert (proposal.started_by, proposal.language) == (ana, "en")
    assert proposal.draft.data == {}


def test_starting_twice_gives_the_same_draft_while_it_is_empty(call, union, ana):
    first = actions.start_proposal(call, organization=union, by=ana)
    assert actions.start_proposal(call, organization=union, by=ana) == first
    actions.save_draft(first, {"title": "One"}, by=ana, version=1)
    second = actions.start_proposal(call, organization=union, by=ana)
    assert second != first
    assert Proposal.objects.count() == 2


def test_an_empty_draft_of_somebody_else_is_left_to_them(call, union, ana):
    kofi = site.make_user("kofi@union.example", union)
    first = actions.start_proposal(call, organization=union, by=ana)
    assert actions.start_proposal(call, organization=union, by=kofi) != first


def test_nobody_starts_for_an_organization_that_is_not_theirs(call, ana):
    other = site.make_organization("Ministry", kind="government")
    with site.refusal("not_acting"):
        actions.start_proposal(call, organization=other, by=ana)
    assert not Proposal.objects.exists()


def test_only_members_of_the_action_group_lead(db, at_noon):
    group = site.make_group()
    call = site.make_call(group=group)
    inside = site.make_organization("Inside", groups=[group])
    outside = site.make_organization("Outside", groups=[site.make_group("Another")])
    ana = site.make_user("ana@union.example", inside, outside)
    assert actions.start_proposal(call, organization=inside, by=ana).is_draft
    with site.refusal("not_in_group") as refused:
        actions.start_proposal(call, organization=outside, by=ana)
    assert "Outside is not part of the Supply Chain Action Group" in str(refused.value)


def test_an_organization_that_leaves_the_group_can_write_but_not_submit(db, at_noon):
    group = site.make_group()
    call = site.make_call(group=group)
    union = site.make_organization(groups=[group])
    ana = site.make_user("ana@union.example", union)
    proposal = site.draft(call, union, ana)
    union.action_groups.clear()
    actions.save_draft(proposal, {"title": "Still here"}, by=ana, version=2)
    with site.refusal("not_in_group"):
        actions.submit(proposal, by=ana, version=3)


def test_a_call_without_dates_takes_nothing(db, union, ana, at_noon):
    call = site.make_call(opens=None)
    with site.refusal("unavailable"):
        actions.start_proposal(call, organization=union, by=ana)


# Saving.


def test_saving_keeps_what_was_typed_and_what_was_not_named(draft, ana):
    actions.save_draft(
        draft, {"title": "  Half a ", "focus": []}, by=ana, version=draft.version
    )
    data = ProposalDraft.objects.get().data
    assert data["title"] == ["  Half a "]
    assert data["focus"] == []
    assert data["summary"] == ["What three unions learned in artisanal mines."]


def test_saving_raises_the_version_and_remembers_who(draft, ana, union):
    kofi = site.make_user("kofi@union.example", union)
    actions.save_draft(draft, {"title": "Mine"}, by=kofi, version=2)
    draft.refresh_from_db()
    assert (draft.version, draft.draft.saved_by) == (3, kofi)


@pytest.mark.parametrize("version", [0, 1, 3, -1, None])
def test_saving_over_another_version_is_refused(draft, ana, version):
    with site.refusal("stale"):
        actions.save_draft(draft, {"title": "Old"}, by=ana, version=version)
    assert ProposalDraft.objects.get().data["title"] == ["Safe mines without children"]


def test_saving_a_draft_leaves_what_was_submitted_as_it_is(call, union, ana):
    proposal = site.submitted(call, union, ana)
    actions.save_draft(proposal, {"title": "New"}, by=ana, version=proposal.version)
    proposal.refresh_from_db()
    assert proposal.title == "Safe mines without children"
    assert proposal.draft.data["title"] == ["New"]
    assert proposal.draft.data[site.answer("approach")] == ["Peer learning"]


@pytest.mark.parametrize(
    "data",
    [
        {"summary": "x" * 10_000_000},
        {"summary": "x" * (FIELD_LIMIT + 1)},
        {"summary": ["x" * FIELD_LIMIT, "x"]},
        {f"name{n}": "x" * 90_000 for n in range(DRAFT_LIMIT // 90_000 + 1)},
    ],
)
def test_a_text_that_is_far_too_long_overwrites_nothing(draft, ana, data):
    before = ProposalDraft.objects.values().get()
    with site.refusal("too_long"):
        actions.save_draft(draft, data, by=ana, version=draft.version)
    assert ProposalDraft.objects.values().get() == before
    draft.refresh_from_db()
    assert draft.version == 2


def test_a_text_as_long_as_allowed_is_kept(draft, ana):
    data = {"summary": "é" * FIELD_LIMIT}
    actions.save_draft(draft, data, by=ana, version=draft.version)
    assert ProposalDraft.objects.get().data["summary"] == ["é" * FIELD_LIMIT]


# Withdrawing and deleting.


def test_a_withdrawn_proposal_can_be_submitted_again(draft, ana):
    actions.submit(draft, by=ana, version=2)
    actions.withdraw(draft, by=ana, reason="A mistake")
    draft.refresh_from_db()
    assert (draft.status, draft.withdrawn_at) == (ProposalStatus.WITHDRAWN, site.NOW)
    actions.submit(draft, by=ana, version=draft.version)
    draft.refresh_from_db()
    assert (draft.status, draft.withdrawn_at) == (ProposalStatus.SUBMITTED, None)
    assert draft.reference == "SCW24-001"


def test_only_what_was_submitted_can_be_withdrawn(draft, ana):
    with site.refusal("not_submitted"):
        actions.withdraw(draft, by=ana)
    actions.submit(draft, by=ana, version=2)
    actions.withdraw(draft, by=ana)
    with site.refusal("not_submitted"):
        actions.withdraw(draft, by=ana)


def test_a_draft_is_deleted_with_all_that_belongs_to_it(draft, ana):
    bank = site.make_organization("Bank", kind="business")
    actions.invite_partner(draft, bank, by=ana)
    actions.delete_draft(draft, by=ana)
    for model in (Proposal, ProposalDraft, ProposalPartner):
        assert not model.objects.exists()


def test_what_was_ever_submitted_is_never_deleted(draft, ana):
    actions.submit(draft, by=ana, version=2)
    with site.refusal("submitted"):
        actions.delete_draft(draft, by=ana)
    actions.withdraw(draft, by=ana)
    with site.refusal("submitted"):
        actions.delete_draft(draft, by=ana)
    assert Proposal.objects.count() == 1


def test_a_draft_that_is_gone_takes_no_more_text(draft, ana):
    actions.delete_draft(Proposal.objects.get(), by=ana)
    with site.refusal("deleted"):
        actions.save_draft(draft, {"title": "x"}, by=ana, version=2)


# Whoever acts.


def test_colleagues_continue_each_others_proposals(draft, union):
    kofi = site.make_user("kofi@union.example", union)
    actions.save_draft(draft, {"title": "Ours"}, by=kofi, version=2)
    actions.submit(draft, by=kofi, version=3)
    draft.refresh_from_db()
    assert draft.submitted_by == kofi


def test_strangers_and_people_who_left_can_do_nothing(draft, ana, union, at_noon):
    bank = site.make_organization("Bank", kind="business")
    stranger = site.make_user("eve@bank.example", bank)
    ana.workshops_memberships.update(valid_until="2024-11-30")
    for by in (stranger, ana):
        for verb in (
            lambda by: actions.save_draft(draft, {"title": "x"}, by=by, version=2),
            lambda by: actions.submit(draft, by=by, version=2),
            lambda by: actions.withdraw(draft, by=by),
            lambda by: actions.delete_draft(draft, by=by),
            lambda by: actions.invite_partner(draft, union, by=by),
        ):
            with site.refusal("not_acting"):
                verb(by)
    assert ProposalDraft.objects.get().data["title"] == ["Safe mines without children"]


def test_the_people_of_an_organization_that_left_can_do_nothing(draft, ana):
    Organization.objects.update(member_until="2024-11-30")
    with site.refusal("not_acting"):
        actions.submit(draft, by=ana, version=2)


def test_deleting_its_people_keeps_a_proposal_and_its_history(call, union, ana):
    bank = site.make_organization("Bank", kind="business")
    eve = site.make_user("eve@bank.example", bank)
    proposal = site.submitted(call, union, ana)
    partner = actions.invite_partner(proposal, bank, by=ana)
    actions.answer_invitation(partner, accept=True, by=eve)
    actions.save_draft(proposal, {"title": "On"}, by=ana, version=proposal.version)
    Attachment.objects.create(
        proposal=proposal, file="f", name="f", size=1, uploaded_by=ana
    )
    ProposalNote.objects.create(proposal=proposal, author=ana, text="Good")
    keys = {str(ana.pk), str(eve.pk)}
    get_user_model().objects.all().delete()

    proposal.refresh_from_db()
    assert proposal.reference == "SCW24-001"
    assert (proposal.started_by, proposal.submitted_by) == (None, None)
    assert proposal.draft.saved_by is None
    partner.refresh_from_db()
    assert (partner.invited_by, partner.answered_by) == (None, None)
    assert partner.state == "confirmed"
    assert Attachment.objects.get().uploaded_by is None
    assert ProposalNote.objects.get().author is None
    rows = [*proposal.history.all(), *partner.history.all()]
    assert {row.history_user_id for row in rows} == keys
    assert proposal.history.get().submitted_by_id == ana.pk
