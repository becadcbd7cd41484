"""The verbs of calls and proposals: each one function, one transaction, one trace.

All take ``by=`` (a user; None for commands) and raise
:class:`~workshops_plugin.errors.Refused` when a rule says no; those that act on a
proposal refuse as "deleted" a draft that somebody deleted just now.
"""

from .editorial import (
    add_note,
    correct_proposal,
    enter_proposal,
    extend,
    send_confirmation_again,
)
from .facts import set_dates, set_rules
from .files import attach, attach_source, remove_attachment
from .partners import answer_invitation, invite_partner, remove_partner
from .proposals import (
    delete_draft,
    discard_changes,
    save_draft,
    start_proposal,
    submit,
    withdraw,
)
from .record import seal_call
from .retention import purge_call, retain
from .structure import born_with, inherit_rules, publish_structure
from .sync import sync_calls

__all__ = [
    "add_note",
    "answer_invitation",
    "attach",
    "attach_source",
    "born_with",
    "correct_proposal",
    "delete_draft",
    "discard_changes",
    "enter_proposal",
    "extend",
    "inherit_rules",
    "invite_partner",
    "publish_structure",
    "purge_call",
    "remove_attachment",
    "remove_partner",
    "retain",
    "save_draft",
    "seal_call",
    "send_confirmation_again",
    "set_dates",
    "set_rules",
    "start_proposal",
    "submit",
    "sync_calls",
    "withdraw",
]
