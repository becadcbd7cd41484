"""Who may do what with reviews and decisions: predicates to read aloud."""

from django.utils.translation import gettext as _

from ..calls.enums import ProposalDecision, ReviewVisibility
from ..errors import Refused
from .conflicts import conflicted, has_conflict
from .enums import AssignmentState, ReviewState
from .models import Assignment, Decision, Reviewer

ASSIGNER = "workshops_plugin.change_assignment"
READER = "workshops_plugin.view_review"
EXPORTER = "workshops_plugin.export_review"
DECIDER = "workshops_plugin.add_decision"
LETTER_WRITER = "workshops_plugin.change_letter"


# Reviewers.


def can_enter(user):
    """Whether ``user`` can open the admin, which is where reviews are written."""
    return user.is_active and user.has_perm("wagtailadmin.access_admin")


def assignment_of(user, proposal):
    """Return the active assignment of ``user`` to ``proposal``, or None."""
    return Assignment.objects.filter(
        proposal=proposal, reviewer=user, state=AssignmentState.ASSIGNED
    ).first()


def may_review(user, assignment):
    """Whether ``user`` may open ``assignment``: assigned, without a conflict."""
    return (
        assignment.is_active
        and assignment.reviewer_id == user.pk
        and user.is_active
        and not assignment.proposal.is_draft
        and not has_conflict(user, assignment.proposal)
    )


def may_see_others(review):
    """Whether the reviewer of ``review`` sees others' reviews of its proposal now."""
    visible = review.proposal.call.reviews_visible
    if visible == ReviewVisibility.ALWAYS:
        return True
    return visible == ReviewVisibility.AFTER_OWN and review.is_submitted


def judges_for(user, call):
    """Whether ``user`` was picked to review for ``call``."""
    return Reviewer.objects.filter(call=call, user=user, active=True).exists()


# Editors and auditors.


def may_read_reviews(user, proposal):
    """Whether ``user`` may read what others think of ``proposal``.

    A conflict of interest shuts out those who judge or decide, whatever their role.
    """
    if not user.has_perm(READER):
        return False
    return not (_takes_part(user) and has_conflict(user, proposal))


def barred_for(user, call):
    """Return the keys of those proposals of which ``user`` must not read reviews.

    What :func:`may_read_reviews` says of one, for all of ``call``. Three queries.
    """
    return conflicted(user, call) if _takes_part(user) else set()


def _takes_part(user):
    return user.has_perm(DECIDER) or user.has_perm(ASSIGNER)


def is_editable(call):
    """Whether reviews and decisions of ``call`` may change: not yet announced."""
    return not call.announced_at or bool(call.reopened_at)


def current_decision(proposal):
    """Return the :class:`Decision` that holds for ``proposal``, or None."""
    return Decision.objects.filter(proposal=proposal).order_by("number").last()


def is_decided(proposal):
    """Whether ``proposal`` has more than a place on the shortlist."""
    decision = current_decision(proposal)
    return bool(decision) and decision.decision != ProposalDecision.SHORTLISTED


# What a verb asks before it acts.


def require_editable(call):
    if not is_editable(call):
        raise Refused(_("The results have been announced."), code="announced")


def require_judgeable(proposal):
    """Refuse what nobody has to judge: drafts, what is withdrawn or ineligible."""
    if not proposal.is_submitted:
        raise Refused(
            _("%(proposal)s is not submitted, so it is not reviewed.")
            % {"proposal": proposal},
            code="not_submitted",
        )
    decision = current_decision(proposal)
    if decision and decision.decision == ProposalDecision.INELIGIBLE:
        raise Refused(
            _("%(proposal)s is not eligible, so it is not reviewed.")
            % {"proposal": proposal},
            code="ineligible",
        )


def require_no_conflict(user, proposal, barred=None):
    """Refuse what ``user`` must not judge; ``barred`` are keys, if they are known."""
    if user is None:
        return
    if has_conflict(user, proposal) if barred is None else proposal.pk in barred:
        raise Refused(
            _("There is a conflict of interest between %(person)s and %(proposal)s.")
            % {"person": name_of(user), "proposal": proposal},
            code="conflict",
        )


def require_own(user, review):
    """Refuse unless ``user`` may write ``review`` now; None is a command."""
    if user is not None and user.pk != review.reviewer_id:
        raise Refused(_("Only the reviewer can write this review."), code="forbidden")
    if review.state == ReviewState.SET_ASIDE:
        raise Refused(
            _(
                "This proposal is not assigned to you any more. What you wrote is "
                "kept; nothing can be added."
            ),
            code="set_aside",
        )
    require_no_conflict(review.reviewer, review.proposal)


def name_of(user):
    """Return how ``user`` (or None) is called on the screens of the admin."""
    return (user.get_full_name() or str(user)) if user else _("A former user")
