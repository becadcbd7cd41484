from .editorial import (
    AssignForm,
    ConflictForm,
    DecisionForm,
    DueForm,
    LetterForm,
    ReasonForm,
    ReviewerForm,
    WithdrawForm,
)
from .ranking import RankingForm
from .review import CANNOT, ReviewForm
from .series import WishesForm

__all__ = [
    "CANNOT",
    "AssignForm",
    "ConflictForm",
    "DecisionForm",
    "DueForm",
    "LetterForm",
    "RankingForm",
    "ReasonForm",
    "ReviewForm",
    "ReviewerForm",
    "WishesForm",
    "WithdrawForm",
]
