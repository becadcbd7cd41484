"""Seals: what they fix, who signed them, and how they follow from each other."""

import json

import pytest

from tests.calls import site
from tests.kept import kept
from workshops_plugin.calls import actions
from workshops_plugin.models import Seal
from workshops_plugin.record import seals
from workshops_plugin.record.verification import verify


@kept
def proposal(call, union, ana):
    return site.submitted(call, union, ana)


@pytest.fixture
def sealed(proposal, ana):
    return seals.seal(proposal.call_id, by=ana, reason="Announced")


def sentences():
    return [finding.sentence for finding in verify().findings]


def test_a_seal_holds_the_heads_of_all_chains_of_its_root(sealed, proposal, call, ana):
    site.make_call(title="Other Round", group=site.make_group("Other"))
    assert sealed.heads == {
        str(call.pk): ["call", 4, call.history.latest().hash],
        str(proposal.pk): ["proposal", 1, proposal.event.hash],
    }
    assert (sealed.number, sealed.sealed_by, sealed.sealed_at) == (
        1,
        str(ana.pk),
        site.NOW,
    )
    assert len(sealed.digest) == 64


def test_each_seal_follows_from_the_one_before(sealed, proposal, ana):
    actions.withdraw(proposal, by=ana)
    second = seals.seal(proposal.call_id, by=None)
    assert (second.number, second.previous) == (2, sealed.digest)
    assert verify().intact


def test_what_is_written_later_breaks_no_seal(sealed, proposal, ana):
    actions.withdraw(proposal, by=ana)
    assert verify().intact


@pytest.mark.parametrize(
    "changes",
    [
        {"heads": {}},
        {"reason": "Another"},
        {"sealed_by": ""},
        {"digest": "0" * 64},
    ],
    ids=str,
)
def test_a_seal_that_was_changed_is_named(sealed, changes):
    Seal.objects.update(**changes)
    assert sentences()[0] == (f"Seal 1 of {sealed.root} was changed after it was made.")


def test_a_seal_that_is_gone_is_missed_by_the_next(sealed):
    second = seals.seal(sealed.root, by=None)
    Seal.objects.filter(number=1).delete()
    assert sentences() == [f"A seal is missing before seal 2 of {second.root}."]


def test_a_seal_that_follows_from_another_is_named(sealed):
    second = seals.seal(sealed.root, by=None)
    second.previous = "0" * 64
    second.digest = seals.digest_of(second)
    second.save()
    assert sentences() == [
        f"Seal 2 of {second.root} does not follow from the one before it."
    ]


def test_the_last_seal_is_missed_only_by_who_holds_it(sealed):
    held = seals.read(json.loads(seals.as_file(sealed)))
    sealed.delete()
    assert verify().intact
    assert [f.code for f in verify(held=held).findings] == ["seal_gone"]


def test_a_held_seal_is_checked_itself(sealed):
    data = json.loads(seals.as_file(sealed))
    assert verify(held=seals.read(data)).intact
    held = seals.read({**data, "reason": "Another"})
    assert [f.code for f in verify(held=held).findings] == ["seal"]


def test_the_sites_key_signs_and_old_keys_are_remembered(sealed, settings):
    assert seals.signature_fits(sealed)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another"
    assert not seals.signature_fits(sealed)
    assert verify().intact
    settings.SECRET_KEY_FALLBACKS = [old]
    assert seals.signature_fits(sealed)


def test_a_seal_is_found_by_its_digest_or_enough_of_it(sealed):
    assert seals.stored(sealed.digest) == sealed
    assert (
        seals.stored(f" {sealed.digest[:8]} {sealed.digest[8:16].upper()} ") == sealed
    )
    assert seals.stored(sealed.digest[:15]) is None
    assert seals.stored("f" * 64) is None
