"""What happens at once happens one after the other: real threads, real commits."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier, Event

import pytest
from django.core import mail
from django.db import connections, transaction
from django.utils import timezone

from tests.kept import kept
from workshops_plugin.calls import actions
from workshops_plugin.errors import Refused
from workshops_plugin.models import (
    Attachment,
    Call,
    Chain,
    Proposal,
    ProposalDraft,
    ProposalPartner,
)

from . import samples, site

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

REASON = "It was agreed."


def outcome(job):
    """Do ``job`` on connections of its own; return "done" or why it was refused."""
    try:
        job()
    except Refused as refused:
        return refused.code
    finally:
        connections.close_all()
    return "done"


def at_once(*jobs):
    """Let ``jobs`` start together; return what became of each."""
    ready = Barrier(len(jobs))

    def run(job):
        ready.wait()
        return outcome(job)

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def while_uncommitted(first, second):
    """Do ``first``; let ``second`` begin before that is committed; return its outcome.

    The pause gives ``second`` the time to go wrong if it does not wait.
    """
    begun = Event()

    def run():
        begun.set()
        return outcome(second)

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first()
            waiting = pool.submit(run)
            begun.wait()
            Event().wait(0.5)
        return waiting.result()


@pytest.fixture
def call():
    now = timezone.now()
    return site.make_call(opens=now - timedelta(days=1), closes=now + timedelta(days=1))


@pytest.fixture
def union():
    return site.make_organization()


@pytest.fixture
def ana(union):
    return site.make_user("ana@union.example", union)


@pytest.fixture
def bank():
    bank = site.make_organization("Bank of Workers", kind="business")
    site.make_user("joan@bank.example", bank)
    return bank


@kept
def draft(call, union, ana):
    return site.draft(call, union, ana)


def read(row):
    """The row as another request reads it, with its call."""
    related = ["call"] if isinstance(row, Proposal) else []
    return type(row).objects.select_related(*related).get(pk=row.pk)


def submitting(proposal, by):
    """A job that submits ``proposal`` as it stands now."""
    seen = read(proposal)
    return lambda: actions.submit(seen, by=by, version=seen.version)


def saving(proposal, by, **data):
    seen = read(proposal)
    return lambda: actions.save_draft(seen, data, by=by, version=seen.version)


def closing_now(call):
    seen = read(call)
    return lambda: actions.set_dates(
        seen, seen.opens_at, timezone.now(), by=None, reason=REASON
    )


def test_twenty_that_submit_at_once_get_twenty_references(call, union, ana):
    drafts = [site.draft(call, union, ana, title=f"No {n}") for n in range(20)]
    assert at_once(*(submitting(draft, ana) for draft in drafts)) == ["done"] * 20
    references = Proposal.objects.values_list("reference", flat=True)
    prefix = read(call).prefix
    assert sorted(references) == [f"{prefix}-{n:03d}" for n in range(1, 21)]
    assert read(call).last_number == 20
    assert len(mail.outbox) == 20


def test_two_that_submit_one_proposal_at_once_submit_it_once(draft, ana):
    jobs = [submitting(draft, ana) for _ in range(2)]
    assert at_once(*jobs) == ["done", "done"]
    proposal = read(draft)
    assert proposal.reference.endswith("-001")
    assert proposal.history.count() == 1
    assert proposal.version == draft.version + 1
    assert len(mail.outbox) == 1
    assert not ProposalDraft.objects.exists()


def test_a_submission_waits_for_a_closing_that_is_being_moved(call, draft, ana):
    job = submitting(draft, ana)
    assert while_uncommitted(closing_now(call), job) == "closed"
    assert read(draft).is_draft
    assert read(call).last_number == 0


def test_a_closing_waits_for_a_submission_that_is_on_its_way(call, draft, ana):
    seen = read(call)
    closing = lambda: actions.set_dates(  # noqa: E731
        seen, seen.opens_at, timezone.now(), by=None
    )
    assert while_uncommitted(submitting(draft, ana), closing) == "reason"
    assert read(draft).is_submitted
    assert read(call).closes_at > timezone.now()


def test_a_submission_and_a_closing_at_once_leave_no_half_of_either(call, draft, ana):
    submitted, closed = at_once(submitting(draft, ana), closing_now(call))
    assert closed == "done"
    proposal = read(draft)
    assert (submitted, proposal.is_draft) in [("done", False), ("closed", True)]
    assert proposal.history.count() == read(call).last_number == (submitted == "done")


def test_two_editors_who_change_rules_at_once_keep_each_others(call):
    first, second = read(call), read(call)
    assert (
        while_uncommitted(
            lambda: actions.set_rules(first, by=None, blind=True),
            lambda: actions.set_rules(second, by=None, reviews_wanted=5),
        )
        == "done"
    )
    assert (read(call).blind, read(call).reviews_wanted) == (True, 5)


def test_two_editors_who_weigh_criteria_at_once_keep_each_others(call):
    one, two = call.criteria.all()
    first, second = read(call), read(call)
    assert (
        while_uncommitted(
            lambda: actions.set_rules(first, by=None, weights={one.pk: 0}),
            lambda: actions.set_rules(second, by=None, weights={two.pk: 0}),
        )
        == "weights"
    )
    assert [int(row.weight) for row in call.criteria.all()] == [0, 1]


def test_one_organization_invited_twice_at_once_is_one_partner(draft, bank, ana):
    jobs = [
        partial(actions.invite_partner, read(draft), bank, by=ana) for _ in range(2)
    ]
    assert sorted(at_once(*jobs)) == ["done", "too_soon"]
    assert ProposalPartner.objects.get().state == "invited"
    assert [message.to for message in mail.outbox] == [["joan@bank.example"]]


def test_starting_twice_at_once_gives_one_draft(call, union, ana):
    jobs = [
        partial(actions.start_proposal, read(call), organization=union, by=ana)
        for _ in range(2)
    ]
    assert at_once(*jobs) == ["done", "done"]
    assert Proposal.objects.count() == ProposalDraft.objects.count() == 1


def test_one_answer_given_twice_at_once_counts_once(call, draft, bank, ana):
    actions.submit(draft, by=ana, version=draft.version)
    partner = actions.invite_partner(draft, bank, by=ana)
    mail.outbox.clear()
    jobs = [
        partial(actions.answer_invitation, read(partner), accept=True, by=None)
        for _ in range(2)
    ]
    assert at_once(*jobs) == ["done", "done"]
    assert read(partner).state == "confirmed"
    states = partner.history.values_list("state", flat=True)
    assert sorted(states) == ["confirmed", "invited"]
    assert len(mail.outbox) == 1


def test_an_answer_and_its_removal_at_once_end_in_removal(draft, bank, ana):
    actions.submit(draft, by=ana, version=draft.version)
    partner = actions.invite_partner(draft, bank, by=ana)
    answering, removing = read(partner), read(partner)
    answered, removed = at_once(
        lambda: actions.answer_invitation(answering, accept=True, by=None),
        lambda: actions.remove_partner(removing, by=ana),
    )
    assert removed == "done"
    partner = read(partner)
    assert partner.state == "removed"
    assert (answered, bool(partner.answered_at)) in [("done", True), ("removed", False)]


def test_two_tabs_that_save_at_once_do_not_overwrite_each_other(draft, ana):
    jobs = [saving(draft, ana, title="One"), saving(draft, ana, title="Two")]
    assert sorted(at_once(*jobs)) == ["done", "stale"]
    assert read(draft).version == draft.version + 1
    assert ProposalDraft.objects.get().data["title"] in (["One"], ["Two"])


def test_text_that_is_saved_while_it_is_submitted_is_not_lost(draft, ana):
    saved, submitted = at_once(
        saving(draft, ana, title="Changed"), submitting(draft, ana)
    )
    assert sorted([saved, submitted]) == ["done", "stale"]
    proposal = read(draft)
    if saved == "done":
        assert proposal.is_draft
        assert ProposalDraft.objects.get().data["title"] == ["Changed"]
    else:
        assert proposal.title == "Safe mines without children"


def test_a_draft_that_is_deleted_while_it_is_saved_or_started_is_no_crash(draft, ana):
    jobs = [saving(draft, ana, title="Late") for _ in range(3)]
    seen = read(draft)
    *saved, deleted = at_once(*jobs, lambda: actions.delete_draft(seen, by=ana))
    assert deleted == "done"
    assert set(saved) <= {"done", "stale", "deleted"}
    assert not Proposal.objects.exists()


def test_files_that_arrive_at_once_are_all_listed(draft, ana):
    jobs = [
        partial(
            actions.attach,
            read(draft),
            site.key("paper"),
            samples.file(f"{n}.pdf"),
            by=ana,
        )
        for n in range(4)
    ]
    assert at_once(*jobs) == ["done"] * 4
    listed = ProposalDraft.objects.get().data[site.answer("paper")]
    stored = Attachment.objects.values_list("pk", flat=True)
    assert sorted(listed) == sorted(map(str, stored))
    assert len(listed) == 4


def test_a_call_that_is_born_twice_at_once_is_born_once():
    page = site.make_page(live=False)
    site.forget(Call, Call.history.model, Chain)
    seen = [type(page).objects.get(pk=page.pk) for _ in range(2)]
    jobs = [lambda page=page: actions.born_with(page) for page in seen]
    assert at_once(*jobs) == ["done", "done"]
    assert Call.objects.count() == Call.history.count() == 1
