"""Who attends a webinar, as hosts and editors read it."""

from ..calls.messages import address_of
from ..members.backends import get_backend
from .models import Attendance


def attendees(webinar):
    """Return [{"name", "address", "organizations", "since"}, …], the first first.

    Two queries, however many they are.
    """
    rows = Attendance.objects.filter(webinar=webinar).select_related("user")
    rows = list(rows.order_by("since", "pk"))
    users = [row.user for row in rows]
    organizations = get_backend().organizations_by_user(users)
    return [
        {
            "name": row.user.get_full_name() or address_of(row.user),
            "address": address_of(row.user),
            "organizations": ", ".join(organizations[row.user_id]),
            "since": row.since,
        }
        for row in rows
    ]


def attended_by(user):
    """Return the keys of the webinars that ``user`` attends: a query."""
    return set(Attendance.objects.filter(user=user).values_list("webinar", flat=True))
