"""The map: every model of the app, by the part that owns it."""

from .calls.models import (
    Attachment,
    Call,
    CallCriterion,
    CallOption,
    CallOutcome,
    CallQuestion,
    Proposal,
    ProposalDraft,
    ProposalNote,
    ProposalPartner,
)
from .calls.pages import CallIndexPage, CallPage, CallPageMixin
from .members.models import ActionGroup, Membership, Organization, PathfinderCountry
from .record.models import Chain, Seal
from .reviews.models import (
    Assignment,
    Conflict,
    Decision,
    Letter,
    Review,
    Reviewer,
    Score,
)

__all__ = [
    "ActionGroup",
    "Assignment",
    "Attachment",
    "Call",
    "CallCriterion",
    "CallIndexPage",
    "CallOption",
    "CallOutcome",
    "CallPage",
    "CallPageMixin",
    "CallQuestion",
    "Chain",
    "Conflict",
    "Decision",
    "Letter",
    "Membership",
    "Organization",
    "PathfinderCountry",
    "Proposal",
    "ProposalDraft",
    "ProposalNote",
    "ProposalPartner",
    "Review",
    "Reviewer",
    "Score",
    "Seal",
]
