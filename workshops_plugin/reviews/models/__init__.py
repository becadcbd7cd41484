from .assignment import Assignment, Conflict, Reviewer
from .decision import Decision, Letter
from .review import Review, Score

__all__ = [
    "Assignment",
    "Conflict",
    "Decision",
    "Letter",
    "Review",
    "Reviewer",
    "Score",
]
