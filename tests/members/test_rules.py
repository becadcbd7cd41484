from datetime import date

import pytest

from workshops_plugin.members.enums import Standing
from workshops_plugin.members.rules import membership_standing, standing

from .factories import MembershipFactory, OrganizationFactory

PAST, CURRENT, FUTURE = Standing.PAST, Standing.CURRENT, Standing.FUTURE
DAY = date(2024, 12, 1)
BEFORE, AFTER = date(2024, 11, 30), date(2024, 12, 2)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (None, None, CURRENT),
        (DAY, DAY, CURRENT),
        (BEFORE, BEFORE, PAST),
        (AFTER, AFTER, FUTURE),
    ],
)
def test_standing(start, end, expected):
    assert standing(start, end, DAY) == expected


@pytest.mark.parametrize(
    ("own", "theirs", "expected"),
    [
        ((BEFORE, AFTER), (BEFORE, AFTER), CURRENT),
        ((BEFORE, AFTER), (None, BEFORE), PAST),
        ((BEFORE, BEFORE), (AFTER, None), PAST),
        ((BEFORE, AFTER), (AFTER, None), FUTURE),
        ((AFTER, None), (BEFORE, None), FUTURE),
    ],
)
def test_membership_is_no_more_current_than_its_organization(
    today, own, theirs, expected
):
    organization = OrganizationFactory.build(
        member_since=theirs[0], member_until=theirs[1]
    )
    membership = MembershipFactory.build(
        user=None, organization=organization, valid_from=own[0], valid_until=own[1]
    )
    assert membership_standing(membership) == expected
