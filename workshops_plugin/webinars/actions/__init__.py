"""The verbs of webinars: each one checks, changes and leaves its trace."""

from .approving import (
    add_comment,
    approve_preparation,
    ask_for_changes,
    resolve_comment,
    submit_preparation,
    take_back,
)
from .arranging import cancel, reschedule, set_facts, set_hosts, set_join_details
from .attending import attend, stay_away
from .duties import add_duty, finish_duty, remove_duty, set_duty
from .feeds import drop_feed_address, make_feed_address
from .making import adopt_page, create_for_each, create_from_proposals, create_webinar
from .materials import add_material, remove_material, set_no_presentations
from .opening import close_to_members, open_to_public
from .preparing import (
    add_recording,
    confirm_link,
    remove_recording,
    remove_speaker,
    save_afterwards,
    save_agenda,
    save_description,
    save_interpretation,
    save_registration,
    save_set_up,
    save_speaker,
)

__all__ = [
    "add_comment",
    "add_duty",
    "add_material",
    "add_recording",
    "adopt_page",
    "approve_preparation",
    "ask_for_changes",
    "attend",
    "cancel",
    "close_to_members",
    "confirm_link",
    "create_for_each",
    "create_from_proposals",
    "create_webinar",
    "drop_feed_address",
    "finish_duty",
    "make_feed_address",
    "open_to_public",
    "remove_duty",
    "remove_material",
    "remove_recording",
    "remove_speaker",
    "reschedule",
    "resolve_comment",
    "save_afterwards",
    "save_agenda",
    "save_description",
    "save_interpretation",
    "save_registration",
    "save_set_up",
    "save_speaker",
    "set_duty",
    "set_facts",
    "set_hosts",
    "set_join_details",
    "set_no_presentations",
    "stay_away",
    "submit_preparation",
    "take_back",
]
