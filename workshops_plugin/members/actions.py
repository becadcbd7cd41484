"""The verbs of members."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..errors import Refused
from ..record.trace import trace
from .imports import get_import
from .imports.writing import write
from .models import Membership, Organization
from .verification import vouched_addresses


def claim_memberships(user):
    """Give ``user`` the memberships that wait for an address verified as theirs.

    ``WORKSHOPS_VERIFIED_EMAILS`` names the function that vouches for addresses;
    without it nothing is claimed. A membership of an organization for which the
    user acts already stays unclaimed. Returns how many were claimed.
    """
    addresses = vouched_addresses(user)
    if not addresses:
        return 0
    with transaction.atomic():
        waiting = list(
            Membership.objects.select_for_update().filter(
                user__isnull=True, email__in=addresses
            )
        )
        return sum(_claim(membership, user) for membership in waiting)


def _claim(membership, user):
    mine = Membership.objects.filter(user=user, organization=membership.organization)
    if mine.exists():
        return 0
    membership.user = user
    membership.save()
    trace(membership, "membership", "claim", by=user)
    return 1


def import_organizations(text, *, by, skip_bad_rows=False):
    """Add and change organizations as the ``text`` of a CSV file says.

    Nothing is imported if a row is bad, unless ``skip_bad_rows`` says otherwise:
    True skips whatever is bad, a collection of row numbers only exactly those.
    Returns the :class:`~.imports.Plan` that was carried out.
    """
    return _import("organizations", text, by, skip_bad_rows)


def import_people(text, *, by, skip_bad_rows=False):
    """Add and change memberships as the ``text`` of a CSV file says.

    A person gets linked with an account only if ``WORKSHOPS_VERIFIED_EMAILS``
    vouches for the address. For the rest see :func:`import_organizations`.
    """
    return _import("people", text, by, skip_bad_rows)


@transaction.atomic
def _import(kind, text, by, skip_bad_rows):
    _lock_organizations()
    chosen = get_import(kind)
    plan = chosen.plan(text)
    _refuse_bad_rows(plan.bad_rows, skip_bad_rows)
    try:
        with transaction.atomic():
            write(plan, word=chosen.word, by=by)
    except IntegrityError as error:
        raise Refused(
            _(
                "Nothing was imported, because two of these rows, or a row and "
                "something that exists, count as the same for the database: look for "
                "names that differ in accents alone."
            ),
            code="conflict",
        ) from error
    return plan


def _lock_organizations():
    """Make imports wait for one another, so that none adds what another just did."""
    list(Organization.objects.select_for_update().order_by("pk").values_list("pk"))


def _refuse_bad_rows(bad_rows, skip_bad_rows):
    expected = bad_rows if skip_bad_rows is True else sorted(skip_bad_rows or ())
    if bad_rows == expected:
        return
    raise Refused(
        ngettext(
            "Nothing was imported, because %(count)d row is bad.",
            "Nothing was imported, because %(count)d rows are bad.",
            len(bad_rows),
        )
        % {"count": len(bad_rows)}
        if bad_rows
        else _("Nothing was imported, because the data changed. Look again."),
        code="bad_rows",
    )
