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
from .series import RationalesForm, WishesForm

__all__ = [
    "CANNOT",
    "AssignForm",
    "ConflictForm",
    "DecisionForm",
    "DueForm",
    "LetterForm",
    "RankingForm",
    "RationalesForm",
    "ReasonForm",
    "ReviewForm",
    "ReviewerForm",
    "WishesForm",
    "WithdrawForm",
]
