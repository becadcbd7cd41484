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
from .webinars.models import (
    JoinDetails,
    Material,
    PublicApproval,
    Recording,
    Webinar,
    WebinarHost,
)
from .webinars.pages import (
    WebinarIndexPage,
    WebinarPage,
    WebinarPageMixin,
    WebinarSectionPage,
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
    "JoinDetails",
    "Letter",
    "Material",
    "Membership",
    "Organization",
    "PathfinderCountry",
    "Proposal",
    "ProposalDraft",
    "ProposalNote",
    "ProposalPartner",
    "PublicApproval",
    "Recording",
    "Review",
    "Reviewer",
    "Score",
    "Seal",
    "Webinar",
    "WebinarHost",
    "WebinarIndexPage",
    "WebinarPage",
    "WebinarPageMixin",
    "WebinarSectionPage",
]
