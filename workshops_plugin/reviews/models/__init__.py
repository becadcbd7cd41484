from .assignment import Assignment, Conflict, Reviewer
from .decision import Decision, Letter
from .review import Review, Score
from .series import Series

__all__ = [
    "Assignment",
    "Conflict",
    "Decision",
    "Letter",
    "Review",
    "Reviewer",
    "Score",
    "Series",
]
