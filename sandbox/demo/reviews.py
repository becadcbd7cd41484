"""How reviews, conflicts of interest and decisions of the demonstration are told.

Days count from the closing of the call. A proposal is named by the key of its lead
organization, a person by the e-mail address.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Revision:
    """What reviewers changed of their own scores, before they submitted or after."""

    day: float
    scores: dict
    reason: str


@dataclass(frozen=True)
class ReviewStory:
    """One review. ``submitted`` is None where it was begun and left open, or not yet.

    ``scores`` are the first ones, by criterion: None where the reviewer cannot judge,
    which needs a remark; left out where there is no score yet. ``recommendation`` is
    "yes", "maybe" (if there is room) or "no". ``note`` is for the Secretariat,
    ``feedback`` for those who proposed.
    """

    proposal: str
    by: str
    assigned: float
    submitted: float | None
    scores: dict
    remarks: dict = field(default_factory=dict)
    recommendation: str = ""
    note: str = ""
    feedback: str = ""
    changed: tuple[Revision, ...] = ()

    @property
    def last_scores(self):
        """The scores after all revisions."""
        scores = dict(self.scores)
        for revision in self.changed:
            scores |= revision.scores
        return scores


@dataclass(frozen=True)
class ConflictStory:
    """A conflict that somebody declared, or one that the Secretariat lifted."""

    proposal: str
    by: str
    day: float
    reason: str


@dataclass(frozen=True)
class DecisionStory:
    """What was decided; a later one about the same proposal replaces the earlier.

    ``order`` is that of reserves.
    """

    proposal: str
    decision: str
    day: float
    rationale: str = ""
    order: int | None = None
