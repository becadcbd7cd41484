"""An export takes as much memory for thousands of proposals as for hundreds."""

import gc
import tracemalloc

import pytest
from django.urls import reverse

from tests.benchmarks import crowd

from . import site

INDEX = reverse("workshops_proposals:index")
MEGABYTE = 1024 * 1024


def peak(client, call, kind):
    """The most memory, in megabytes, that Python held while ``call`` was exported."""
    url = f"{INDEX}?export={kind}&call={call.pk}"
    gc.collect()
    tracemalloc.start()
    try:
        response = client.get(url)
        received = sum(len(piece) for piece in response.streaming_content)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert received > 100 * call.last_number
    return most / MEGABYTE


def growth(client, few, many, kind):
    """By how much the peak grows from ``few`` to ``many`` proposals."""
    client.force_login(site.make_editor())
    small, large = (
        site.make_call(title="Small Round"),
        site.make_call(title="Large Round"),
    )
    crowd.fill(small, few, organizations=20)
    crowd.fill(large, many, organizations=20)
    peak(client, small, kind)  # what is loaded once and kept
    return peak(client, large, kind) - peak(client, small, kind)


def test_memory_stays_flat_from_one_hundred_to_one_thousand(client, db, at_noon):
    assert growth(client, 100, 1000, "csv") < 4


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_memory_stays_flat_from_five_hundred_to_five_thousand(
    client, db, at_noon, kind
):
    assert growth(client, 500, 5000, kind) < 20
