"""Reviews, scores and decisions are on record like everything else."""

import pytest
from django.db import DatabaseError, transaction

from tests.record.tampering import without_triggers
from workshops_plugin.models import (
    Assignment,
    Chain,
    Conflict,
    Decision,
    Review,
    Score,
)
from workshops_plugin.record.history import recorded
from workshops_plugin.record.seals import seal
from workshops_plugin.record.verification import verify
from workshops_plugin.reviews import actions

from . import house

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(proposal, rita, editor):
    """A review among everything that can be on record of a proposal."""
    omar = house.reviewer("omar")
    actions.declare_conflict(proposal, omar, by=editor, reason="A friend")
    found = house.submitted(proposal, rita, 4, 2, note="Weak budget")
    actions.decide(proposal, "selected", by=editor)
    return found


def raise_a_score(review):
    Score.objects.filter(review=review).update(value=5)


def rewrite_a_note(review):
    Review.objects.filter(pk=review.pk).update(note="Strong budget")


def withdraw_an_assignment(review):
    Assignment.objects.filter(proposal=review.proposal_id).update(state="withdrawn")


def lift_a_conflict(review):
    Conflict.objects.filter(proposal=review.proposal_id).update(state="lifted")


def decide_otherwise(review):
    Decision.objects.filter(proposal=review.proposal_id).update(decision="declined")


def raise_a_version_of_a_score(review):
    Score.history.model.objects.filter(review=review).update(value=5)


def delete_a_score(review):
    first = Score.objects.filter(review=review).first()
    Score.objects.filter(pk=first.pk)._raw_delete("default")


def delete_everything_about_it(review):
    Score.objects.filter(review=review)._raw_delete("default")
    Review.objects.filter(pk=review.pk)._raw_delete("default")
    for model in (Score, Review):
        versions = recorded()[model].versions.objects
        versions.filter(chain=review.pk)._raw_delete("default")
    Chain.objects.filter(pk=review.pk)._raw_delete("default")


#: {way: codes of what a verification finds without a seal}
WAYS = {
    raise_a_score: {"row"},
    rewrite_a_note: {"row"},
    withdraw_an_assignment: {"row"},
    lift_a_conflict: {"row"},
    decide_otherwise: {"row"},
    raise_a_version_of_a_score: {"content", "row"},
    delete_a_score: {"deleted"},
    delete_everything_about_it: set(),
}
ways = pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)


def codes(report):
    return {finding.code for finding in report.findings}


@ways
def test_the_database_refuses_it(review, way):
    with pytest.raises(DatabaseError), transaction.atomic():
        way(review)
    assert verify().intact


@ways
def test_it_is_found_and_named(review, way):
    without_triggers(way, review)
    assert codes(verify()) == WAYS[way]


def test_a_seal_misses_a_review_of_which_nothing_is_left(review):
    seal(review.proposal.call_id, by=None)
    without_triggers(delete_everything_about_it, review)
    assert codes(verify()) == {"sealed"}


def test_each_review_has_a_chain_of_its_own(review):
    """What the page on the record says is in which chain."""
    held = {}
    for model, records in recorded().items():
        for version in records.versions.objects.select_related("chain"):
            held.setdefault(version.chain.kind, set()).add(model._meta.model_name)
    assert held == {
        "call": {"call", "callcriterion"},
        "proposal": {"proposal", "assignment", "conflict", "decision"},
        "review": {"review", "score"},
    }
    assert Chain.objects.filter(kind="review").get().pk == review.pk
