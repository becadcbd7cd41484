"""What each criterion weighs, and what can be no weight."""

from datetime import timedelta
from decimal import Decimal

import pytest
from wagtail.models import ModelLogEntry

from tests.kept import kept
from workshops_plugin.calls.actions import set_rules
from workshops_plugin.errors import Refused
from workshops_plugin.models import Call, CallCriterion

from . import site

pytestmark = pytest.mark.usefixtures("db", "at_noon")

SECOND = timedelta(seconds=1)
LATER = site.CLOSES + timedelta(days=1)


@kept
def new(at_noon):
    """A call, published a minute ago, whose facts nobody has set."""
    call = site.make_page(live=True).call
    at_noon.shift(60)
    return call


@kept
def proposed(call, union, ana, at_noon):
    site.submitted(call, union, ana)
    at_noon.shift(60)
    return Call.objects.get()


def refusal(verb, call, *args, by=None, **kwargs):
    """The refusal of ``verb``, which leaves the call as it was, in hand and stored."""
    before = Call.objects.filter(pk=call.pk).values().get()
    versions = call.history.count(), CallCriterion.history.count()
    with pytest.raises(Refused) as refused:
        verb(call, *args, by=by, **kwargs)
    assert Call.objects.filter(pk=call.pk).values().get() == before
    assert {name: getattr(call, name) for name in before} == before
    assert (call.history.count(), CallCriterion.history.count()) == versions
    return refused.value


def logged():
    entries = ModelLogEntry.objects.filter(action__startswith="workshops_plugin.call.")
    return [(entry.action.rpartition(".")[2], entry.data) for entry in entries]


def by_title(call):
    return {row.title: row for row in call.criteria.all()}


def test_weights_are_set_by_criterion_or_key_and_the_others_stay(new):
    criteria = by_title(new)
    set_rules(new, by=None, weights={criteria["Standards"]: "2.505"})
    set_rules(new, by=None, weights={criteria["Root causes"].pk: 0})
    assert {title: row.weight for title, row in by_title(new).items()} == {
        "Standards": Decimal("2.50"),
        "Root causes": Decimal(0),
    }
    assert criteria["Standards"].history.count() == 2
    assert new.history.count() == 1


@pytest.mark.parametrize(
    "weight", [-1, "-0.01", 1000.5, "1e9", "heavy", None, "NaN", "Infinity", ""]
)
def test_a_weight_is_a_number_from_nought_to_a_thousand(new, weight):
    criteria = by_title(new)
    refused = refusal(set_rules, new, weights={criteria["Standards"]: weight})
    assert refused.code == "weights"
    assert str(refused) == "The weight of “Standards” is a number from 0 to 1000."


def test_weights_that_weigh_nothing_together_are_refused(new):
    weights = dict.fromkeys(new.criteria.all(), 0)
    refused = refusal(set_rules, new, weights=weights)
    assert refused.code == "weights"
    assert str(refused) == "At least one criterion needs a weight above zero."


def test_only_criteria_of_this_call_that_are_in_use_have_a_weight(new):
    other = site.make_page(slug="other").call
    theirs = other.criteria.first()
    assert refusal(set_rules, new, weights={theirs: 2}).code == "weights"
    retired = new.criteria.first()
    site.put(CallCriterion.objects.filter(pk=retired.pk), retired=True)
    assert refusal(set_rules, new, weights={retired: 2}).code == "weights"


def test_one_refused_weight_keeps_every_other_rule(new):
    criteria = by_title(new)
    weights = {criteria["Standards"]: 5, criteria["Root causes"]: -5}
    assert refusal(set_rules, new, weights=weights, blind=True).code == "weights"
    assert by_title(new)["Standards"].weight == 1


def test_weights_change_for_a_reason_only(proposed):
    weights = {proposed.criteria.first(): 3}
    assert refusal(set_rules, proposed, weights=weights).code == "reason"
    set_rules(proposed, by=None, weights=weights, reason="Because")
    criterion = proposed.criteria.get(weight=3)
    assert criterion.history.latest().history_change_reason == "Because"
