"""The rows of webinars."""

from .attendance import Attendance
from .branding import SeriesBranding
from .feeds import FeedToken
from .parts import JoinDetails, Material, Recording
from .preparing import AgendaItem, Duty, Preparation, SectionComment, Speaker
from .reminders import OFFSETS, WebinarReminders
from .webinar import PublicApproval, Webinar, WebinarHost

__all__ = [
    "OFFSETS",
    "AgendaItem",
    "Attendance",
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
    "WebinarReminders",
]
