"""The record does not hurt its host, and the host's habits do not hurt the record."""

import uuid
from datetime import timedelta

import pytest
from django.core import serializers
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.test import TransactionTestCase

from tests.calls import site
from workshops_plugin.calls import actions
from workshops_plugin.models import Call, Chain, Proposal, Seal
from workshops_plugin.record import triggers
from workshops_plugin.record.history import recorded
from workshops_plugin.record.seals import seal
from workshops_plugin.record.verification import verify
from workshops_plugin.testing import FlushableMixin, suspended

FLUSHED = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def everything():
    """Return all rows of the record, each after what it points at."""
    models = [Chain, Seal]
    models += [records.versions for records in recorded().values()]
    models += recorded()
    return [row for model in models for row in model._base_manager.order_by("pk")]


def test_a_dump_is_loaded_and_still_intact(call, union, ana, at_noon):
    proposal = site.submitted(call, union, ana)
    at_noon.shift(timedelta(microseconds=123_456))
    actions.withdraw(proposal, by=ana, reason="Too early")
    seal(call.pk, by=ana)
    dump = serializers.serialize("json", everything())
    with suspended(), connection.constraint_checks_disabled():
        for model in {type(row) for row in everything()}:
            model._base_manager.all()._raw_delete("default")
        assert not Call.objects.exists()
        for loaded in serializers.deserialize("json", dump):
            loaded.save()
    report = verify()
    assert (report.findings, report.versions, report.seals) == ([], 6, 1)


class TestFlushing(FlushableMixin, TransactionTestCase):
    """A host's own tests, as ``workshops_plugin.testing`` tells it to write them."""

    serialized_rollback = True

    def write(self):
        triggers.install()
        assert not Proposal.objects.exists()
        union = site.make_organization()
        ana = site.make_user("ana@union.example", union)
        call = site.make_call(opens=None)
        now = call.created_at
        actions.set_dates(call, now - timedelta(1), now + timedelta(1), by=None)
        site.submitted(call, union, ana)
        assert verify().intact

    def test_it_once(self):
        self.write()

    def test_it_again(self):
        self.write()


@FLUSHED
def test_triggers_step_aside_for_our_migrations_and_come_back():
    class Ours:
        app_label = "workshops_plugin"

    triggers.before_migrate(plan=[(Ours, False)])
    assert triggers.present() == {}
    triggers.after_migrate()
    assert triggers.missing() == []
    Ours.app_label = "other"
    triggers.before_migrate(plan=[(Ours, False)])
    assert triggers.missing() == []


@FLUSHED
def test_triggers_of_another_release_are_replaced(monkeypatch):
    before = set(triggers.present())
    real = triggers._may_lack
    monkeypatch.setattr(triggers, "_may_lack", lambda *a: f"({real(*a)} AND 1 = 1)")
    assert triggers.install() > 0
    assert triggers.missing() == []
    assert set(triggers.present()) != before
    assert len(triggers.present()) == len(before)


@FLUSHED
def test_where_triggers_are_switched_off_none_are_made(settings):
    settings.WORKSHOPS_RECORD_TRIGGERS = False
    triggers.uninstall()
    triggers.after_migrate()
    assert triggers.present() == {}


@FLUSHED
def test_missing_rights_are_logged_and_stop_nothing(monkeypatch, caplog):
    def refuse(statements):
        raise DatabaseError("permission denied")

    triggers.uninstall()
    with monkeypatch.context() as patch:
        patch.setattr(triggers, "_run", refuse)
        triggers.after_migrate()
    assert "could not be changed" in caplog.text


# A database from before there were chains.

LABEL = "workshops_plugin"


def steps():
    """An executor that goes step by step, as on a site that has taken some already."""
    executor = MigrationExecutor(connection)
    executor.loader.replace_migrations = False
    executor.loader.build_graph()
    return executor


def migrate(name):
    executor = steps()
    executor.migrate([(LABEL, name)])
    state = executor.loader.project_state([(LABEL, name)])
    return lambda model: state.apps.get_model(LABEL, model)


def last_step():
    """The name of the last step, which is not that of the first ones taken together."""
    return max(name for _app, name in steps().loader.graph.leaf_nodes(LABEL))


@pytest.fixture
def before_chains():
    """The models of the release before; afterwards the present ones again."""
    triggers.uninstall()
    yield migrate("0001_initial")
    migrate(last_step())


def write_old(model, history, number, **values):
    """Write a row and ``number`` versions of it, as the release before did."""
    row = model.objects.create(**values)
    known = {field.attname for field in history._meta.fields}
    names = [field.attname for field in model._meta.fields if field.attname in known]
    for version in range(number):
        history.objects.create(
            **{name: getattr(row, name) for name in names},
            history_date=site.NOW + timedelta(minutes=version, microseconds=5),
            history_type="~" if version else "+",
            history_change_reason="Moved" if version else "",
        )
    return row


@pytest.mark.slow
@FLUSHED
def test_what_was_written_before_is_chained_from_a_marked_start(before_chains):
    old = before_chains
    locale = old("Call")._meta.get_field("source_locale").related_model.objects.first()
    call = write_old(
        *(old("Call"), old("HistoricalCall"), 2),
        translation_key=uuid.uuid4(),
        source_locale_id=locale.pk,
        title="Old",
        prefix="OLD",
    )
    write_old(
        *(old("CallCriterion"), old("HistoricalCallCriterion"), 1),
        call_id=call.pk,
        block_id="one",
        title="One",
    )
    union = old("Organization").objects.create(name="Union", kind="workers")
    bank = old("Organization").objects.create(name="Bank", kind="business")
    made = {"call_id": call.pk, "lead_organization_id": union.pk}
    old("Proposal").objects.create(**made)
    sent = {"status": "submitted", "submitted_at": site.NOW}
    proposal = write_old(
        *(old("Proposal"), old("HistoricalProposal"), 3),
        **{**made, **sent, "reference": "OLD-001", "title": "Mines"},
    )
    # It was changed past its history, and its partner never entered it.
    old("Proposal").objects.filter(pk=proposal.pk).update(title="Safe mines")
    old("ProposalPartner").objects.create(
        proposal_id=proposal.pk, organization_id=bank.pk
    )
    migrate(last_step())
    triggers.install()
    report = verify()
    assert report.findings == []
    assert (report.chains, report.versions, report.adopted) == (2, 3 + 5, 8)
    latest = Proposal.objects.get(reference="OLD-001").event
    assert latest.title == "Safe mines"
    assert latest.history_change_reason.startswith("As found when")
    actions.withdraw(Proposal.objects.get(reference="OLD-001"), by=None)
    assert verify().intact
