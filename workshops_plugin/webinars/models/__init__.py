from .parts import JoinDetails, Material, Recording
from .webinar import PublicApproval, Webinar, WebinarHost

__all__ = [
    "JoinDetails",
    "Material",
    "PublicApproval",
    "Recording",
    "Webinar",
    "WebinarHost",
]
