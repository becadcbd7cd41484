"""How a set of proposals balances, and which set serves the wishes best.

Arithmetic alone: nothing here knows a database, a request or a language. Proposals
are :class:`Candidate` s, what the editors want are :class:`Wishes`. A set of
candidates is judged by, in this order,

1. how many of its places are left empty,
2. how far it misses the essential wishes, then the important, then the others,
3. its merit, which is the sum of the merits of its proposals,
4. its proposals' places in the ranking: of two sets, the one with the proposal ranked
   highest among those that only one of them has.

:func:`quality` says so of any set, :func:`suggest` finds the best set there is.
"""

from .conflicts import Conflict, conflicts
from .judging import (
    Difference,
    Share,
    difference,
    merit_of,
    misses,
    quality,
    shares,
)
from .model import (
    PER_POINT,
    Candidate,
    Contradiction,
    Importance,
    PerOrganization,
    Range,
    Wishes,
    in_units,
)
from .suggesting import (
    Alternative,
    NoSolver,
    Suggestion,
    SuggestionFailed,
    alternative,
    suggest,
)

__all__ = [
    "PER_POINT",
    "Alternative",
    "Candidate",
    "Conflict",
    "Contradiction",
    "Difference",
    "Importance",
    "NoSolver",
    "PerOrganization",
    "Range",
    "Share",
    "Suggestion",
    "SuggestionFailed",
    "Wishes",
    "alternative",
    "conflicts",
    "difference",
    "in_units",
    "merit_of",
    "misses",
    "quality",
    "shares",
    "suggest",
]
