"""Wall times name one moment, or are refused."""

from datetime import datetime, timezone

import pytest

from tests.calls import site
from workshops_plugin.webinars.times import moment_of, wall_of, wall_text


def test_a_wall_time_names_a_moment():
    wall = datetime(2024, 7, 1, 14, 30)
    moment = datetime(2024, 7, 1, 12, 30, tzinfo=timezone.utc)
    assert moment_of(wall, "Europe/Zurich", "start") == moment
    assert wall_of(wall_text(wall)) == wall
    assert wall_of("") is None


@pytest.mark.parametrize(
    ("wall", "zone"),
    [
        (datetime(2024, 3, 31, 2, 30), "Europe/Zurich"),
        (datetime(2024, 10, 27, 2, 30), "Europe/Zurich"),
        (datetime(2024, 3, 10, 2, 30), "America/New_York"),
        (datetime(2024, 4, 7, 2, 45), "Australia/Sydney"),
    ],
)
def test_a_time_that_names_no_one_moment_is_refused(wall, zone):
    with site.refusal("clock"):
        moment_of(wall, zone, "start")


def test_an_unknown_zone_is_refused():
    with site.refusal("zone"):
        moment_of(datetime(2024, 7, 1, 14), "Mars/Olympus", "start")
