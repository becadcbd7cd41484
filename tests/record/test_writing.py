"""Versions are written first, together with their row, or not at all."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.calls import site
from tests.kept import kept
from workshops_plugin.calls import actions
from workshops_plugin.models import Call, CallCriterion, Chain, Proposal
from workshops_plugin.record.verification import verify
from workshops_plugin.record.writing import save_version, save_versions


@kept
def proposal(call, union, ana):
    return site.submitted(call, union, ana)


def places(rows):
    return list(rows.order_by("position").values_list("position", flat=True))


def test_a_chain_holds_what_belongs_together(call, proposal, ana):
    bank = site.make_organization("Bank", kind="business")
    actions.invite_partner(proposal, bank, by=ana)
    kinds = set(Chain.objects.values_list("kind", "key", "root", "length"))
    assert kinds == {
        ("call", call.pk, call.pk, 4),
        ("proposal", proposal.pk, call.pk, 2),
    }
    assert places(Call.history) == [1, 4]
    assert places(CallCriterion.history) == [2, 3]


def test_each_version_follows_from_the_one_before_whatever_its_model(call):
    rows = [*Call.history.all(), *CallCriterion.history.all()]
    rows.sort(key=lambda row: row.position)
    assert [row.previous_hash for row in rows] == ["", *[row.hash for row in rows[:-1]]]
    assert Chain.objects.get().head == rows[-1].hash


def test_a_row_points_at_its_latest_version(proposal, ana):
    first = proposal.event
    actions.withdraw(proposal, by=ana)
    assert proposal.event_id > first.pk
    proposal.refresh_from_db()
    assert proposal.event == proposal.history.latest()
    assert (proposal.event.status, first.status) == ("withdrawn", "submitted")


def test_times_are_kept_to_the_millisecond(call, at_noon):
    at_noon.move_to(site.NOW + timedelta(microseconds=123_999))
    save_version(call, by=None)
    assert call.history.latest().history_date.microsecond == 123_000


def test_a_write_that_fails_leaves_neither_version_nor_pointer(call):
    row = call.criteria.first()
    before, length = row.event_id, Chain.objects.get().length
    row.weight = -1
    with pytest.raises(DatabaseError), transaction.atomic():
        save_version(row, by=None)
    assert row.event_id == before
    assert Chain.objects.get().length == length
    assert verify().intact


@pytest.mark.parametrize("failing", range(6))
def test_failing_at_any_statement_leaves_all_or_nothing(call, failing):
    """A process that is killed commits nothing; so does one that raises."""
    rows = list(call.criteria.all())
    for row in rows:
        row.weight = 7
    counter = iter(range(100))

    def fail(execute, sql, params, many, context):
        if next(counter) == failing:
            raise DatabaseError("killed")
        return execute(sql, params, many, context)

    with (
        pytest.raises(DatabaseError, match="killed"),
        transaction.atomic(),
        connection.execute_wrapper(fail),
    ):
        save_versions(rows, by=None)
    assert set(call.criteria.values_list("weight", flat=True)) == {1}
    assert verify().intact


def test_many_rows_of_a_chain_cost_few_queries(call):
    rows = list(call.criteria.all())
    for row in rows:
        row.weight = 7
    with CaptureQueriesContext(
        connection,
    ) as queries:
        save_versions(rows, by=None)
    # Savepoint and release, the chain's lock and its head, all versions, each row.
    assert len(queries) == 2 + 2 + 1 + len(rows)
    assert verify().intact


def test_saving_a_row_by_itself_is_recorded_too(call):
    row = call.criteria.first()
    row.weight = 3
    row.save()
    assert row.history.latest().weight == 3
    assert verify().intact


def test_a_recorded_row_is_not_saved_in_part(proposal):
    with pytest.raises(TypeError, match="saved whole"):
        proposal.save(update_fields=["title"])


def test_one_that_has_its_key_already_is_not_overwritten(call):
    row = call.criteria.first()
    again = CallCriterion(id=row.pk, call=call, block_id="other", title="Other")
    with pytest.raises(DatabaseError), transaction.atomic():
        save_version(again, by=None)
    row.refresh_from_db()
    assert row.title == "Standards"


def test_a_draft_may_be_written_without_a_version_and_nothing_else(call, union, ana):
    draft = site.draft(call, union, ana)
    Proposal.objects.filter(pk=draft.pk).update(title="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        Proposal.objects.filter(pk=draft.pk).update(
            status="submitted", reference="X-1", submitted_at=site.NOW
        )
    assert verify().intact


def test_a_deleted_user_leaves_the_record_intact(proposal, ana):
    key = str(ana.pk)
    ana.delete()
    proposal.refresh_from_db()
    assert proposal.submitted_by is None
    assert verify().intact
    assert proposal.event.history_user_id == key


def test_a_name_that_is_taken_away_while_its_user_exists_is_found(proposal):
    Proposal.objects.filter(pk=proposal.pk).update(submitted_by=None)
    (finding,) = verify().findings
    assert finding.sentence == (
        f"Proposal {proposal.pk} is not what its latest version says: submitted_by."
    )


def test_personal_text_can_be_blanked_and_nothing_else(proposal):
    version = proposal.history.model.objects.filter(pk=proposal.event_id)
    salts = dict(version.get().salts)
    del salts["contact_email"]
    with pytest.raises(DatabaseError), transaction.atomic():
        version.update(contact_email="other@example.org", salts=salts)
    with pytest.raises(DatabaseError), transaction.atomic():
        version.update(title="", salts=salts)
    version.update(contact_email="", salts=salts)
    report = verify()
    assert report.erased == 1
    # The row itself still holds the address: that is what is left to be done.
    assert [finding.code for finding in report.findings] == ["row"]
