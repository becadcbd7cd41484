"""How long ranking, saving and exporting take, with five reviews of each proposal.

Each is measured with 500 and with 5,000 proposals; how much the larger one takes is
printed in the end. The same was once measured of plain django-simple-history, which
keeps no chain and guards nothing, for comparison.
"""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.reviews import house
from workshops_plugin.calls.enums import ProposalStatus
from workshops_plugin.models import Call, Review, Score
from workshops_plugin.record.verification import verify
from workshops_plugin.record.writing import save_versions
from workshops_plugin.reviews import actions, facts
from workshops_plugin.reviews.ranking import ranking

from . import judged, plain
from .crowd import analyze

SIZES = [500, 5000]


@pytest.fixture(scope="module")
def calls(django_db_setup, django_db_blocker):
    """{number of proposals: call}, made once."""
    with django_db_blocker.unblock():
        found = {size: judged.call(size) for size in SIZES}
        analyze()
        yield found


@pytest.fixture(params=SIZES)
def judged_call(request, calls, db, small_heap):
    return Call.objects.get(pk=calls[request.param].pk)


@pytest.fixture
def auditor(client, db):
    client.force_login(house.auditor())
    return client


def counted(benchmark, function, rounds=5):
    """Measure ``function``, and count its queries."""
    with CaptureQueriesContext(connection) as captured:
        function()
    benchmark.extra_info["queries"] = len(captured)
    return benchmark.pedantic(function, rounds=rounds, warmup_rounds=1)


def test_the_sums_that_any_ranking_needs(benchmark, judged_call):
    counted(benchmark, lambda: facts.sums(judged_call))


def test_ranking(benchmark, judged_call):
    counted(benchmark, lambda: ranking(judged_call))


def test_ranking_as_of_yesterday(benchmark, judged_call):
    at = timezone.now() - timedelta(seconds=1)
    counted(benchmark, lambda: ranking(judged_call, at=at), rounds=3)


def test_ranking_page(benchmark, judged_call, auditor):
    url = reverse("workshops_reviews:ranking", args=[judged_call.pk])
    counted(benchmark, lambda: auditor.get(url).getvalue(), rounds=3)


def test_export_of_all_reviews(benchmark, judged_call, auditor):
    url = reverse("workshops_reviews:export", args=[judged_call.pk])
    counted(benchmark, lambda: auditor.get(url).getvalue(), rounds=2)


def test_verifying_the_record(benchmark, judged_call):
    report = benchmark.pedantic(
        lambda: verify(judged_call.pk), rounds=3, warmup_rounds=1
    )
    assert report.intact
    benchmark.extra_info["versions"] = report.versions
    benchmark.extra_info["versions_a_second"] = round(
        report.versions / benchmark.stats.stats.median
    )


# Saving one review of four scores.


@pytest.fixture
def review(judged_call):
    found = Review.objects.filter(
        proposal__call=judged_call, proposal__status=ProposalStatus.SUBMITTED
    ).first()
    get_user_model().objects.filter(pk=found.reviewer.pk).update(is_superuser=True)
    house.assigned(found.proposal, get_user_model().objects.get(pk=found.reviewer.pk))
    return found


def test_saving_a_review_with_the_whole_record(benchmark, review):
    rows = [review, *Score.objects.filter(review=review).select_related("review")]

    def save():
        with transaction.atomic():
            for row in rows[1:]:
                row.value = (row.value + 1) % 5
            save_versions(rows, by=None, reason="x")

    counted(benchmark, save, rounds=50)


def test_saving_a_review_by_its_verb(benchmark, review):
    criteria = list(review.proposal.call.criteria.all())
    numbers = iter(range(10_000))

    def save():
        n = next(numbers)
        scores = {row: (n + place) % 6 for place, row in enumerate(criteria)}
        actions.save_review(
            review, by=None, version=review.version, scores=scores, reason="x"
        )

    counted(benchmark, save, rounds=50)


@pytest.fixture(scope="module")
def plain_tables(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), plain.tables():
        yield


def test_saving_the_same_with_plain_simple_history(benchmark, plain_tables, db):
    review = plain.make_review()

    def save():
        with transaction.atomic():
            review.note += "."
            review.save()
            for score in review.scores.all():
                score.value = (score.value + 1) % 5
                score.save()

    counted(benchmark, save, rounds=50)
