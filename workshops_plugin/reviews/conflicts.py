"""Conflicts of interest: what follows from memberships, and what is on record."""

from collections import defaultdict

from ..calls.enums import PartnerState, ProposalStatus
from ..calls.models import Proposal, ProposalPartner
from ..calls.rules import PROPOSAL_EDITOR
from ..members.backends import get_backend
from .enums import ConflictKind, ConflictState
from .models import Conflict

#: Partners that were asked count too: their people may come to know the proposal.
STANDING = (PartnerState.INVITED, PartnerState.CONFIRMED)


def has_conflict(user, proposal):
    """Tell whether ``user`` must not judge ``proposal`` now. Four queries."""
    return bool(barred([user], Proposal.objects.filter(pk=proposal.pk)))


def conflicted(user, call):
    """Return the keys of the proposals of ``call`` that ``user`` must not judge."""
    return {proposal for proposal, _user in barred([user], call.proposals.all())}


def barred(users, proposals):
    """Return {(proposal key, user key)} of who must not judge what now.

    What memberships say this moment counts, on record already or not, unless an
    editor has lifted it. ``proposals`` is a queryset. Three queries, and one for each
    user.
    """
    rows = Conflict.objects.filter(
        proposal__in=proposals.order_by(), reviewer__in=users
    )
    active, lifted = set(), set()
    for row in rows:
        pair = row.proposal_id, row.reviewer_id
        if row.is_active:
            active.add(pair)
        elif row.kind == ConflictKind.DERIVED:
            lifted.add((*pair, row.organization_id))
    return active | {
        pair
        for pair, keys in derived(users, proposals).items()
        if any((*pair, key) not in lifted for key in keys)
    }


def derived(users, proposals):
    """Return {(proposal key, user key): {organization key, …}} of what follows.

    ``proposals`` is a queryset; drafts take no part. The organization is None where
    the user wrote the proposal. At most two queries, and one for each user.
    """
    backend = get_backend()
    mine = {
        user: set(backend.organizations_for(user).values_list("pk", flat=True))
        for user in users
    }
    # Editors who entered a proposal for a member did not write it.
    writers = [user for user in users if not user.has_perm(PROPOSAL_EDITOR)]
    if not writers and not any(mine.values()):
        return {}
    behind, authors = _behind(proposals.exclude(status=ProposalStatus.DRAFT))
    found = defaultdict(set)
    for user, organizations in mine.items():
        for key in organizations:
            for pk in behind.get(key, ()):
                found[pk, user.pk].add(key)
    for user in writers:
        for pk in authors.get(user.pk, ()):
            found[pk, user.pk].add(None)
    return dict(found)


def _behind(submitted):
    """Return ({organization: proposals}, {author: proposals}). Two queries."""
    behind, authors = defaultdict(set), defaultdict(set)
    for pk, lead, *people in submitted.values_list(
        "pk", "lead_organization", "submitted_by", "started_by"
    ):
        behind[lead].add(pk)
        for person in people:
            authors[person].add(pk)
    partners = ProposalPartner.objects.filter(
        proposal__in=submitted.order_by(), state__in=STANDING
    )
    for pk, organization in partners.values_list("proposal", "organization"):
        behind[organization].add(pk)
    return behind, authors


def active(proposals):
    """Return {proposal key: {user key, …}} of the active conflicts on record."""
    rows = Conflict.objects.filter(
        proposal__in=proposals.order_by(), state=ConflictState.ACTIVE
    )
    found = defaultdict(set)
    for proposal, reviewer in rows.values_list("proposal", "reviewer"):
        found[proposal].add(reviewer)
    return found
