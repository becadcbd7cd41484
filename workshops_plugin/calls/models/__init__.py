from .call import Call
from .proposal import Attachment, Proposal, ProposalDraft, ProposalNote, ProposalPartner
from .structure import CallCriterion, CallOption, CallOutcome, CallQuestion

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
