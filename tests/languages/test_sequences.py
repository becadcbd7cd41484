"""Whatever is done to a call's pages, in whatever order, what was given stays."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Revision

from tests.calls import site
from tests.calls.editor import (
    FRENCH,
    differences,
    fresh,
    locale,
    save_draft,
    translate,
    trilingual,
)
from tests.kept import kept
from tests.reviews import house
from workshops_plugin.calls.structure import from_rows
from workshops_plugin.models import Call, CallPage, CallQuestion, Proposal, Score

pytestmark = pytest.mark.usefixtures("db", "at_noon")

few = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
many = settings(few, max_examples=400, derandomize=False)


@kept
def page(call, union, ana, at_noon):
    """A call of three languages with a proposal that was judged."""
    page = trilingual(call)
    translate(page, "fr", FRENCH)
    page.copy_for_translation(locale("es"), alias=True)
    proposal = site.submitted(call, union, ana)
    house.judged(proposal, at_noon, 4, 3)
    return fresh(page)


class World:
    """The pages of a call, and what can be done to them."""

    def __init__(self, page, at_noon):
        self.key, self.clock, self.copies = page.translation_key, at_noon, 0

    @property
    def source(self):
        return CallPage.objects.get(translation_key=self.key, locale=locale("en"))

    def blocks(self, name):
        page = self.source.get_latest_revision_as_object()
        return list(getattr(page, name).raw_data)

    # What editors do.

    def edit(self, n):
        name = ("questions", "criteria", "outcomes")[n % 3]
        found = self.blocks(name)
        if found:
            place = n % len(found)
            word = "label" if name == "questions" else "title"
            value = {**found[place]["value"], word: f"Edited {n}"}
            found[place] = {**found[place], "value": value}
        save_draft(self.source, **{name: found})

    def reorder(self, n):
        name = ("questions", "criteria", "outcomes")[n % 3]
        found = self.blocks(name)
        place = n % (len(found) or 1)
        save_draft(self.source, **{name: found[place:] + found[:place]})

    def delete(self, n):
        name = ("questions", "criteria", "outcomes")[n % 3]
        found = self.blocks(name)
        if len(found) > 1:
            del found[n % len(found)]
        save_draft(self.source, **{name: found})

    def add(self, n):
        new = site.question("short_text", f"new {n}", required=False)
        known = {block["id"] for block in self.blocks("questions")}
        if new["id"] not in known:
            save_draft(self.source, questions=[*self.blocks("questions"), new])

    def publish(self, n):
        self.source.get_latest_revision_as_object().save_revision().publish()

    def revert(self, n):
        revisions = Revision.objects.for_instance(self.source).order_by("pk")
        found = list(revisions)
        if found:
            found[n % len(found)].publish()

    def unpublish(self, n):
        self.source.unpublish()

    def translate(self, n):
        translate(self.source, ("fr", "es")[n % 2], {"Approach": f"Approche {n}"})

    def write_by_hand(self, n):
        french = self.source.get_translation(locale("fr"))
        changed = self.blocks("questions")[n % 5 :]
        save_draft(french, questions=changed, criteria=[], title=f"Titre {n}").publish()

    def copy(self, n):
        self.copies += 1
        title = f"Copy {self.copies}"
        attrs = {"slug": f"copy-{self.copies}", "title": title}
        self.source.copy(update_attrs=attrs)

    def wait(self, n):
        self.clock.shift(n)


STEPS = [name for name in vars(World) if name[0] != "_" and callable(vars(World)[name])]
STEPS.remove("blocks")
steps = st.lists(
    st.tuples(st.sampled_from(STEPS), st.integers(0, 30)), min_size=1, max_size=10
)


def given_so_far():
    return (
        list(Proposal.objects.values_list("pk", "call", "answers", "version")),
        list(Score.objects.order_by("pk").values_list("pk", "criterion", "value")),
    )


def promised(key):
    call = Call.objects.get(pk=key)
    weights = call.criteria.order_by("pk").values_list("pk", "weight", "retired")
    dates = (call.opens_at, call.closes_at, call.timezone, call.rubric_frozen_at)
    return dates, list(weights)


def check(page, at_noon, steps_taken):
    """Take each step; whatever it was, what was given stays. Leaves no trace."""
    with transaction.atomic():
        take(World(page, at_noon), steps_taken)
        transaction.set_rollback(True)


def take(world, steps_taken):
    before, facts = given_so_far(), promised(world.key)
    for name, number in steps_taken:
        getattr(world, name)(number)
        assert given_so_far() == before
        assert promised(world.key) == facts
        call = Call.objects.get(pk=world.key)
        pages = CallPage.objects.filter(translation_key=world.key)
        assert {each.call for each in pages} == {call}
        assert Call.objects.count() == 1 + world.copies
        asked = set(
            CallQuestion.objects.filter(call=call).values_list("block_id", flat=True)
        )
        assert set(Proposal.objects.get().answers) <= asked
        assert len(from_rows(call).criteria) == 2
        assert differences() == []


@few
@given(steps)
def test_nothing_that_was_given_is_lost(page, at_noon, steps_taken):
    check(page, at_noon, steps_taken)


@pytest.mark.slow
@many
@given(steps)
def test_nothing_that_was_given_is_lost_at_all(page, at_noon, steps_taken):
    check(page, at_noon, steps_taken)
