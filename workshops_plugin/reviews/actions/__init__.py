"""The verbs of reviews and decisions: each one function, one transaction, one trace.

All take ``by=`` (a user; None for commands) and raise
:class:`~workshops_plugin.errors.Refused` when a rule says no.
"""

from .announcing import (
    announce,
    edit_letter,
    obstacles,
    prepare_letters,
    reopen_decisions,
    send_letters,
)
from .assignments import (
    add_reviewer,
    assign,
    assign_all,
    reassign,
    remove_reviewer,
    withdraw_assignment,
)
from .conflicts import (
    declare_conflict,
    lift_conflict,
    lift_conflicts,
    recheck_conflicts,
)
from .decisions import Choice, decide, decide_all, withdraw_selected
from .plan import apply_plan, plan_assignments
from .reviews import (
    Given,
    begin_review,
    reopen_review,
    reopen_rubric,
    save_review,
    submit_review,
)
from .series import place, place_all, set_wishes, settle, swap, take_over

__all__ = [
    "Choice",
    "Given",
    "add_reviewer",
    "announce",
    "apply_plan",
    "assign",
    "assign_all",
    "begin_review",
    "decide",
    "decide_all",
    "declare_conflict",
    "edit_letter",
    "lift_conflict",
    "lift_conflicts",
    "obstacles",
    "place",
    "place_all",
    "plan_assignments",
    "prepare_letters",
    "reassign",
    "recheck_conflicts",
    "remove_reviewer",
    "reopen_decisions",
    "reopen_review",
    "reopen_rubric",
    "save_review",
    "send_letters",
    "set_wishes",
    "settle",
    "submit_review",
    "swap",
    "take_over",
    "withdraw_assignment",
    "withdraw_selected",
]
