"""The rows of webinars."""

from .branding import SeriesBranding
from .feeds import FeedToken
from .parts import JoinDetails, Material, Recording
from .preparing import AgendaItem, Duty, Preparation, SectionComment, Speaker
from .webinar import PublicApproval, Webinar, WebinarHost

__all__ = [
    "AgendaItem",
    "Duty",
    "FeedToken",
    "JoinDetails",
    "Material",
    "Preparation",
    "PublicApproval",
    "Recording",
    "SectionComment",
    "SeriesBranding",
    "Speaker",
    "Webinar",
    "WebinarHost",
]
