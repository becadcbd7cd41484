"""Who may do what with members, and what counts when."""

from django.utils import timezone

from .enums import Standing
from .models import Membership


def may_import(user, model):
    """Tell whether ``user`` may import rows of ``model``: that adds and changes."""
    label, name = model._meta.app_label, model._meta.model_name
    return all(
        user.has_perm(f"{label}.{action}_{name}") for action in ("add", "change")
    )


def may_choose_users(user):
    """Tell whether ``user`` may look through the site's users for a membership."""
    return any(
        user.has_perm(f"workshops_plugin.{action}_membership")
        for action in ("add", "change")
    )


def standing(start, end, day=None):
    """Return the :class:`Standing` of a period; ``None`` leaves an end open."""
    day = day or timezone.localdate()
    if end and end < day:
        return Standing.PAST
    if start and start > day:
        return Standing.FUTURE
    return Standing.CURRENT


def organization_standing(organization):
    return standing(organization.member_since, organization.member_until)


def membership_standing(membership):
    """A membership is no more current than its organization."""
    own = standing(membership.valid_from, membership.valid_until)
    theirs = organization_standing(membership.organization)
    if Standing.PAST in (own, theirs):
        return Standing.PAST
    return theirs if own == Standing.CURRENT else own


def pathfinder_standing(pathfinder):
    return standing(pathfinder.since, pathfinder.until)


def ended_membership(user):
    """Return the membership of ``user`` that ended last, with its day as ``ended``.

    None for somebody who has a current one, or never had any.
    """
    found = []
    memberships = Membership.objects.filter(user=user).select_related("organization")
    for membership in memberships:
        if membership_standing(membership) != Standing.PAST:
            return None
        days = (membership.valid_until, membership.organization.member_until)
        past = [day for day in days if day and day < timezone.localdate()]
        membership.ended = min(past)
        found.append(membership)
    return max(found, key=lambda membership: membership.ended, default=None)
