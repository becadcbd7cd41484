"""What the record costs: to save with a version, and to verify."""

import pytest

from workshops_plugin.record.verification import verify
from workshops_plugin.record.writing import save_versions


@pytest.fixture
def rows(call):
    return list(call.criteria.all())


def weigh(rows, save):
    for row in rows:
        row.weight = 3 - row.weight
    save(rows)


def test_saving_two_rows_with_their_versions(benchmark, rows):
    benchmark(weigh, rows, lambda rows: save_versions(rows, by=None))


def test_writing_two_rows_alone_for_comparison(benchmark, rows):
    """Two UPDATEs that change nothing, because a change needs its version."""
    benchmark(lambda: [row.save_row() for row in rows])


def test_verifying_all(benchmark, call):
    report = benchmark.pedantic(verify, rounds=3)
    assert report.intact
    benchmark.extra_info["versions"] = report.versions
    benchmark.extra_info["versions_a_second"] = round(
        report.versions / benchmark.stats.stats.median
    )
