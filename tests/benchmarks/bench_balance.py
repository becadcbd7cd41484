"""How long a suggestion takes, and the board of a call with many proposals."""

import random
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.reviews import house
from tests.reviews.balance.instances import candidates, wishes
from workshops_plugin.models import Call
from workshops_plugin.reviews.balance import alternative, suggest

from . import judged
from .crowd import analyze

DIMENSIONS = ("focus", "outcome", "region", "lead", "kind", "joint", "language")
VALUES = ("a", "b", "c", "d", "e", "f")
PLACES = 20


def question(seed, count=500):
    """Return (candidates, wishes): seven dimensions, up to thirty wishes."""
    rng = random.Random(seed)
    found = candidates(rng, count, dimensions=DIMENSIONS, values=VALUES)
    wanted = wishes(rng, found, PLACES, 30, dimensions=DIMENSIONS, values=VALUES)
    return found, wanted


def test_the_slowest_of_fifty_suggestions(benchmark):
    questions = [question(seed) for seed in range(50)]

    def timed(each):
        start = time.perf_counter()
        suggest(*each)
        return time.perf_counter() - start

    slowest = max(questions, key=timed)
    benchmark.pedantic(lambda: suggest(*slowest), rounds=5, warmup_rounds=1)


@pytest.mark.parametrize("count", [100, 500, 2000])
def test_a_suggestion_grows_with_the_candidates(benchmark, count):
    each = question(7, count)
    benchmark.extra_info["candidates"] = count
    benchmark.pedantic(lambda: suggest(*each), rounds=5, warmup_rounds=1)


def test_the_price_of_one(benchmark):
    found, wanted = question(7)
    suggestion = suggest(found, wanted)
    other = next(c.key for c in found if c.key not in suggestion.chosen)
    benchmark(lambda: alternative(found, wanted, suggestion, other))


@pytest.fixture(scope="module")
def large(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        call = judged.call(500)
        analyze()
        yield call


def test_the_board_of_500_proposals(benchmark, client, db, large):
    client.force_login(house.editor())
    url = reverse("workshops_reviews:board", args=[Call.objects.get(pk=large.pk).pk])
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    benchmark.extra_info["queries"] = len(captured)
    benchmark.pedantic(lambda: client.get(url), rounds=5, warmup_rounds=1)
