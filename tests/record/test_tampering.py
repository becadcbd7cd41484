"""Whatever goes around the verbs is refused by the database, or found and named."""

import pytest
from django.db import DatabaseError, transaction

from tests.calls import site
from tests.kept import kept
from workshops_plugin.calls import actions
from workshops_plugin.models import Chain, Proposal
from workshops_plugin.record import triggers
from workshops_plugin.record.seals import seal
from workshops_plugin.record.verification import verify

from .tampering import WAYS, without_triggers

pytestmark = pytest.mark.django_db

ways = pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)


@kept
def proposal(call, union, ana, at_noon):
    """A proposal with three versions of its own."""
    proposal = site.submitted(call, union, ana)
    at_noon.shift(60)
    actions.save_draft(proposal, {"title": "Two"}, by=ana, version=proposal.version)
    actions.submit(proposal, by=ana, version=proposal.version)
    actions.withdraw(proposal, by=ana, reason="Too early")
    return proposal


def codes(report):
    return {finding.code for finding in report.findings}


def test_what_the_verbs_wrote_is_intact(proposal):
    seal(proposal.call_id, by=None)
    report = verify()
    assert report.findings == []
    assert (report.chains, report.seals, report.erased) == (2, 1, 0)
    # A call, its dates and two criteria; three versions of the proposal.
    assert report.versions == 2 + 2 + 3


@ways
def test_the_database_refuses_it(proposal, way):
    with pytest.raises(DatabaseError), transaction.atomic():
        way(proposal)
    assert verify().intact


@ways
def test_without_triggers_it_is_found_and_named(proposal, way):
    expected, _with_seal = WAYS[way]
    without_triggers(way, proposal)
    found = codes(verify())
    assert found == set() if expected is None else expected in found


@ways
def test_a_seal_finds_even_what_was_hashed_again(proposal, way):
    seal(proposal.call_id, by=None)
    _without, expected = WAYS[way]
    without_triggers(way, proposal)
    assert expected in codes(verify())


def test_a_chain_that_names_another_kind_is_found(proposal):
    Chain.objects.filter(pk=proposal.pk).update(kind="elsewhere")
    findings = verify(proposal.call_id).findings
    assert {finding.code for finding in findings} == {"stray"}
    assert findings[0].sentence == (
        f"A chain of another kind holds version 1 in the chain of {proposal.pk} "
        f"(proposal {proposal.pk})."
    )


def test_the_sentence_names_row_and_field(proposal):
    without_triggers(
        next(w for w in WAYS if w.__name__ == "change_a_version"), proposal
    )
    (finding,) = verify().findings
    assert finding.sentence == (
        f"In version 1 in the chain of {proposal.pk} (proposal {proposal.pk}) this was "
        "changed after it was written: title."
    )
    with triggers.suspended():
        Proposal.objects.filter(pk=proposal.pk).update(status="submitted")
    assert verify().findings[1].sentence == (
        f"Proposal {proposal.pk} is not what its latest version says: status."
    )


def test_a_verification_of_one_call_looks_at_no_other(proposal):
    other = site.make_call(title="Other Round", group=site.make_group("Other"))
    without_triggers(next(iter(WAYS)), proposal)
    assert verify(other.pk).intact
    assert not verify(proposal.call_id).intact


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_triggers_come_back_and_are_counted():
    count = triggers.uninstall()
    assert count == len(triggers.missing())
    assert triggers.install() == count
    assert triggers.missing() == []
    assert triggers.install() == 0
