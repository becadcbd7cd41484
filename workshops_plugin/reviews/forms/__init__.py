from .editorial import (
    AssignForm,
    ConflictForm,
    DecisionForm,
    DueForm,
    LetterForm,
    ReasonForm,
    RefusableForm,
    ReviewerForm,
    WithdrawForm,
)
from .ranking import RankingForm
from .review import CANNOT, ReviewForm

__all__ = [
    "CANNOT",
    "AssignForm",
    "ConflictForm",
    "DecisionForm",
    "DueForm",
    "LetterForm",
    "RankingForm",
    "ReasonForm",
    "RefusableForm",
    "ReviewForm",
    "ReviewerForm",
    "WithdrawForm",
]
