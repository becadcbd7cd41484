"""Whatever breaks in the middle of a verb, all of it has happened or nothing."""

from datetime import timedelta

import pytest
from django.db import connection

from tests.calls import site
from tests.kept import kept
from workshops_plugin.calls import actions as calls
from workshops_plugin.models import Conflict, Letter, Reviewer, Seal
from workshops_plugin.record.history import recorded
from workshops_plugin.record.models import Chain
from workshops_plugin.record.verification import verify
from workshops_plugin.reviews import actions
from workshops_plugin.reviews.balance import Wishes
from workshops_plugin.reviews.enums import Place

from . import house


class Broken(Exception):
    """What a database that goes away raises in these tests."""


class BreakingAt:
    """Lets the write with a given number fail, counting from one."""

    def __init__(self, number):
        self.number, self.seen = number, 0

    def __call__(self, execute, sql, params, many, context):
        if sql.split(" ", 1)[0] in ("INSERT", "UPDATE", "DELETE"):
            self.seen += 1
            if self.seen == self.number:
                raise Broken
        return execute(sql, params, many, context)


def everything():
    """All rows that a verb might change."""
    models = [Chain, Seal, Letter, Reviewer, *recorded()]
    models += [records.versions for records in recorded().values()]
    return [list(model._base_manager.order_by("pk").values()) for model in models]


@kept
def world(call, proposal, rita, at_noon):
    """A call in which each verb has something to do."""
    two = house.proposal(call, "Bank")
    review = house.submitted(proposal, rita, 4, 2)
    omar, cleo = house.reviewer("omar"), house.reviewer("cleo")
    for user in (omar, cleo):
        actions.add_reviewer(call, user, by=None)
    house.written(two, omar, 3, 3)
    actions.declare_conflict(two, cleo, by=None, reason="x")
    return {
        "call": call,
        "one": proposal,
        "two": two,
        "review": review,
        "open": two.reviews.get(),
        "rita": rita,
        "omar": omar,
        "cleo": cleo,
    }


def placed(world, clock):
    actions.place(world["one"], Place.SERIES, by=None)


def ready(world, clock):
    """Decide on everything, and close the call."""
    placed(world, clock)
    actions.decide(world["one"], "selected", by=None)
    actions.decide(world["two"], "declined", by=None, rationale="x")
    actions.prepare_letters(world["call"], by=None)
    clock.move_to(site.CLOSES + timedelta(days=1))


def announced(world, clock):
    ready(world, clock)
    actions.announce(world["call"], by=None)
    clock.shift(timedelta(days=731))


VERBS = {
    "assign": lambda w: actions.assign(w["one"], w["omar"], by=None),
    "reassign": lambda w: actions.reassign(
        w["one"].assignments.get(), w["cleo"], by=None, reason="x"
    ),
    "apply_plan": lambda w: actions.apply_plan(
        actions.plan_assignments(w["call"]), by=None
    ),
    "remove_reviewer": lambda w: actions.remove_reviewer(
        Reviewer.objects.get(user=w["rita"]), by=None, reason="x"
    ),
    "declare_conflict": lambda w: actions.declare_conflict(
        w["one"], w["rita"], by=None, reason="x"
    ),
    "lift_conflict": lambda w: actions.lift_conflict(
        Conflict.objects.get(), by=None, reason="x"
    ),
    "save_review": lambda w: house.change(w["review"], 1, 1, note="x"),
    "submit_review": lambda w: actions.submit_review(
        w["open"], by=None, version=w["open"].version
    ),
    "reopen_review": lambda w: actions.reopen_review(w["review"], by=None, reason="x"),
    "decide": lambda w: actions.decide_all(
        w["call"],
        [
            actions.Choice(w["one"], "selected"),
            actions.Choice(w["two"], "declined", "x"),
        ],
        by=None,
    ),
    "place": lambda w: actions.place(w["one"], Place.SERIES, by=None),
    "swap": lambda w: actions.swap(w["two"], w["one"], by=None),
    "set_wishes": lambda w: actions.set_wishes(
        w["call"], Wishes(3), by=None, version=0, reason="x"
    ),
    "settle": lambda w: actions.settle(
        w["call"], by=None, version=1, rationales={w["two"].pk: "x"}
    ),
    "announce": lambda w: actions.announce(w["call"], by=None),
    "retain": lambda w: calls.retain(w["call"], by=None),
    "purge": lambda w: calls.purge_call(w["call"], by=None, reason="x"),
}
BEFORE = {
    "swap": placed,
    "settle": placed,
    "announce": ready,
    "retain": announced,
    "purge": announced,
}


@pytest.mark.parametrize("verb", VERBS)
def test_all_of_a_verb_happens_or_nothing(world, at_noon, verb):
    if prepare := BEFORE.get(verb):
        prepare(world, at_noon)
    before = everything()
    number, unfinished = 0, True
    while unfinished:
        number += 1
        for row in world.values():
            row.refresh_from_db()
        breaking = BreakingAt(number)
        try:
            with connection.execute_wrapper(breaking):
                VERBS[verb](world)
            unfinished = False
        except Broken:
            assert everything() == before, (verb, number)
    assert number > 2
    assert everything() != before
    assert verify().findings == []
