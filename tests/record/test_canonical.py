"""What enters a hash: the same on every database, different for every difference."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops_plugin.record.canonical import canonical, digest, link

MOMENT = datetime(2024, 12, 31, 22, 59, 0, 123_456, tzinfo=timezone.utc)
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (Decimal("1.50"), '"1.50"'),
        (date(2024, 12, 31), '"2024-12-31"'),
        (MOMENT, '"2024-12-31T22:59:00.123"'),
        (UUID(int=1), '"00000000-0000-0000-0000-000000000001"'),
        ("عائلات 🧵", '"عائلات 🧵"'),
        ({"b": [1, 2], "a": None}, '{"a":null,"b":[1,2]}'),
        (("GH", "CI"), '["GH","CI"]'),
    ],
)
def test_each_value_has_one_text(value, text):
    assert canonical(value) == text


def test_a_moment_reads_alike_in_every_zone_and_to_the_millisecond():
    accra, zurich = timezone.utc, timezone(timedelta(hours=1))
    assert canonical(MOMENT) == canonical(MOMENT.astimezone(zurich))
    assert canonical(MOMENT) == canonical(MOMENT.replace(microsecond=123_999))
    assert canonical(MOMENT) != canonical(MOMENT.replace(microsecond=124_000))
    assert canonical({"at": MOMENT}) == canonical({"at": MOMENT.astimezone(accra)})


@given(
    plain
    | st.uuids()
    | st.decimals(allow_nan=False, places=2)
    | st.dates()
    | st.datetimes(timezones=st.just(timezone.utc))
)
def test_a_value_reads_alone_as_it_reads_among_others(value):
    assert f"[{canonical(value)}]" == canonical([value])


@given(plain, plain)
def test_equal_values_have_equal_digests_and_no_others(one, other):
    assert (digest(one) == digest(other)) == (canonical(one) == canonical(other))


@given(st.text(), st.text(min_size=1), st.text(min_size=1))
def test_a_salt_makes_a_digest_its_own(value, one, other):
    assert digest(value, one) != digest(value)
    assert (digest(value, one) == digest(value, other)) == (one == other)


@given(st.dictionaries(st.text(max_size=5), plain, max_size=4), st.text(max_size=64))
def test_a_link_depends_on_the_link_before_it(facts, previous):
    assert link(previous, facts) == link(previous, dict(reversed(facts.items())))
    assert link(previous, facts) != link(f"{previous}x", facts)
    assert len(link(previous, facts)) == 64
