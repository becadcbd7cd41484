"""Once a review is submitted, the criteria that it judged by stay."""

import logging

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests.kept import kept
from workshops_plugin.calls import actions
from workshops_plugin.calls.structure import from_page, from_rows
from workshops_plugin.errors import Refused
from workshops_plugin.models import Call

from . import site
from .editor import (
    differences,
    fresh,
    page_form,
    publish,
    sentences,
)

pytestmark = pytest.mark.usefixtures("db", "at_noon")

STANDARDS, ROOTS, REACH = (
    site.text("criterion", title) for title in ("Standards", "Root causes", "Reach")
)
DETAILED = site.text("criterion", "Standards", "Those of the ILO")

FROZEN = (
    "Reviews have been submitted, so the criteria are frozen. Put back those that were "
    "published, or reopen the criteria on the call’s screen first."
)
NEEDS_REASON = (
    "Proposals have been submitted under the published criteria. Say why they change; "
    "the call page shows the reason."
)
OLD_REASON = "This reason was given for an earlier change. Write a new one."


@kept
def page(call):
    return publish(call.source_page)


@kept
def proposed(page, union, ana, at_noon):
    site.submitted(page.call, union, ana)
    at_noon.shift(60)
    return fresh(page)


@kept
def frozen(proposed):
    site.put(Call.objects.all(), rubric_frozen_at=timezone.now())
    return fresh(proposed)


def refusals(page, **changes):
    """What the form says about the criteria and about their reason."""
    form = page_form(page, **changes)
    found = (sentences(form, "criteria"), sentences(form, "criteria_reason"))
    assert form.is_valid() == (found == ({}, {})), form.errors
    return found


def titles(page):
    return [text.title for text in from_rows(fresh(page).call).criteria]


@pytest.mark.parametrize("criteria", [[STANDARDS], [STANDARDS, ROOTS, REACH], [REACH]])
def test_another_set_of_frozen_criteria_is_refused(frozen, criteria):
    assert refusals(frozen, criteria=criteria, criteria_reason="Because") == (
        {(): [FROZEN]},
        {},
    )


def test_frozen_criteria_can_still_be_reworded_for_a_reason(frozen):
    reworded = [DETAILED, ROOTS]
    assert refusals(frozen, criteria=reworded) == ({}, {(): [NEEDS_REASON]})
    reason = {"criteria": reworded, "criteria_reason": "A word was missing"}
    assert refusals(frozen, **reason) == ({}, {})
    page = publish(frozen, **reason)
    assert from_rows(page.call).criteria == from_page(page).criteria
    assert differences() == []


def test_everything_else_of_a_frozen_call_can_be_published(frozen):
    assert refusals(frozen, title="Another", questions=[], outcomes=[]) == ({}, {})


def test_publishing_other_criteria_by_code_keeps_the_frozen_ones_and_says_so(
    frozen, caplog
):
    before = frozen.call.criteria.values_list("pk", "title", "retired", "order")
    kept = list(before)
    with caplog.at_level(logging.WARNING, "workshops_plugin"):
        page = publish(
            frozen, criteria=[REACH], title="Another title", questions=[], lead="New"
        )
    assert list(
        frozen.call.criteria.values_list("pk", "title", "retired", "order")
    ) == (kept)
    call = page.call
    assert (page.lead, call.title) == ("New", "Another title")
    assert from_rows(call).questions == ()
    assert [record.getMessage() for record in caplog.records] == [
        f"Page {page.pk} was published with other criteria than call {call.pk} was "
        "reviewed by; the frozen criteria stay."
    ]
    logged = ModelLogEntry.objects.filter(action="workshops_plugin.call.criteria_kept")
    assert logged.get().object_id == str(call.pk)
    assert differences() == []


def test_publishing_the_same_criteria_warns_of_nothing(frozen, caplog):
    publish(frozen, title="Another title")
    publish(frozen, criteria=[ROOTS, STANDARDS])
    assert caplog.records == []
    assert titles(frozen) == ["Root causes", "Standards"]


def test_the_verbs_refuse_weights_and_scale_of_a_frozen_rubric(frozen):
    call = frozen.call
    criterion = call.criteria.first()
    for change in (
        {"weights": {criterion: 9}},
        {"scale_max": 10},
        {"scale_min": 1},
    ):
        with pytest.raises(Refused) as refused:
            actions.set_rules(call, by=None, reason="Because", **change)
        assert refused.value.code == "frozen"
        assert str(refused.value) == (
            "Reviews have been submitted, so scale, merit and weights are frozen."
        )
    call = Call.objects.get()
    assert (call.scale_min, call.scale_max) == (0, 5)
    assert call.criteria.first().weight == 1
    actions.set_rules(call, by=None, reviews_wanted=4, weights={criterion: 1})
    assert Call.objects.get().reviews_wanted == 4
