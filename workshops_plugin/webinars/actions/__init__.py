"""The verbs of webinars: each one checks, changes and leaves its trace."""

from .arranging import cancel, reschedule, set_facts, set_join_details
from .making import create_from_proposals, create_webinar
from .opening import close_to_members, open_to_public

__all__ = [
    "cancel",
    "close_to_members",
    "create_from_proposals",
    "create_webinar",
    "open_to_public",
    "reschedule",
    "set_facts",
    "set_join_details",
]
