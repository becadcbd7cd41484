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

__all__ = [
    "ActionGroup",
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
    "Membership",
    "Organization",
    "PathfinderCountry",
    "Proposal",
    "ProposalDraft",
    "ProposalNote",
    "ProposalPartner",
    "Seal",
]
