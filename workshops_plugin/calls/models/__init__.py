from .call import Call, CallCriterion, CallOption, CallOutcome, CallQuestion
from .proposal import Attachment, Proposal, ProposalDraft, ProposalNote, ProposalPartner

__all__ = [
    "Attachment",
    "Call",
    "CallCriterion",
    "CallOption",
    "CallOutcome",
    "CallQuestion",
    "Proposal",
    "ProposalDraft",
    "ProposalNote",
    "ProposalPartner",
]
