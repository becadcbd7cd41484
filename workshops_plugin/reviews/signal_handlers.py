"""Listens to what lower parts do: conflicts are found, reviewers told."""

from django.db.models.signals import post_save
from django.utils.translation import gettext as _

from ..calls.models import Call, Proposal
from ..errors import Refused
from ..members.models import Membership
from ..signals import (
    call_changing,
    call_purging,
    call_retaining,
    partner_changed,
    proposal_submitted,
    rows_imported,
)
from .actions.conflicts import recheck, recheck_conflicts
from .enums import AssignmentState, ReviewState
from .messages import tell_proposal_changed
from .models import (
    Assignment,
    Conflict,
    Decision,
    Letter,
    Review,
    Reviewer,
    Score,
    Series,
)


def connect():
    uid = "workshops_reviews"
    partner_changed.connect(find_conflicts_of_partner, dispatch_uid=uid)
    proposal_submitted.connect(see_submission, dispatch_uid=uid)
    call_changing.connect(keep_scale, dispatch_uid=uid)
    call_purging.connect(delete_reviews, dispatch_uid=uid)
    call_retaining.connect(forget_letters, dispatch_uid=uid)
    rows_imported.connect(
        find_conflicts_of_imported, sender=Membership, dispatch_uid=uid
    )
    post_save.connect(find_conflicts_of_member, sender=Membership, dispatch_uid=uid)


def find_conflicts_of_partner(partner, **kwargs):
    """Recheck the assignments of a proposal with whose partners something happened.

    The verb that did it holds the lock of the call.
    """
    proposal = partner.proposal
    if not proposal.is_draft:
        recheck(proposal.call, proposals=Proposal.objects.filter(pk=proposal.pk))


def find_conflicts_of_member(instance, raw=False, **kwargs):
    """Recheck what somebody reviews who now acts for an organization."""
    if raw or not instance.user_id:
        return
    calls = Call.objects.filter(
        reviewers__in=Reviewer.objects.filter(user=instance.user_id, active=True)
    )
    for call in calls.order_by("pk"):
        recheck_conflicts(call, users=[instance.user])


def find_conflicts_of_imported(rows, **kwargs):
    """Recheck what the people of an import review."""
    for membership in rows:
        find_conflicts_of_member(membership)


def see_submission(proposal, first, **kwargs):
    """Recheck what was submitted, and tell those who judged an earlier version."""
    if first:
        recheck_conflicts(proposal.call)
        return
    assigned = Assignment.objects.filter(
        proposal=proposal, state=AssignmentState.ASSIGNED
    )
    begun = Review.objects.filter(
        proposal=proposal, reviewer__in=assigned.values("reviewer")
    ).exclude(state=ReviewState.SET_ASIDE)
    for review in begun.select_related("reviewer", "proposal"):
        if review.proposal_version != proposal.event_id:
            tell_proposal_changed(review)


def keep_scale(call, changed, **kwargs):
    """Refuse another scale once scores were given on this one."""
    if not {"scale_min", "scale_max"} & changed:
        return
    if Score.objects.filter(review__proposal__call=call).exists():
        raise Refused(
            _("Scores have been given on this scale, so it stays as it is."),
            code="frozen",
        )


def delete_reviews(call, **kwargs):
    """Delete what belongs to a call that is being purged."""
    Score.objects.filter(review__proposal__call=call).delete()
    for model in (Review, Assignment, Conflict, Decision, Letter):
        model.objects.filter(proposal__call=call).delete()
    Series.objects.filter(call=call).delete()
    Reviewer.objects.filter(call=call).delete()


def forget_letters(call, dry_run, **kwargs):
    """Take addresses and texts out of the letters of an old call."""
    letters = Letter.objects.filter(call=call).exclude(to="", body="")
    count = letters.count()
    if not dry_run:
        letters.update(to="", body="")
    return {"letters": count}
