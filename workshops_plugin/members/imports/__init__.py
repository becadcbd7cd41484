"""Organizations and people from CSV files.

``reading`` turns bytes into rows, ``cells`` turns cells into values,
``organizations`` and ``people`` compare rows with what the database holds, and
``writing`` stores what came of it. Nothing here decides whether to import: the
verbs in ``members/actions.py`` do.
"""

from .kinds import IMPORTS, Import, get_import
from .plan import Change, Plan, Problem
from .reading import MAX_BYTES, MAX_ROWS, Table, decode, read

__all__ = [
    "IMPORTS",
    "MAX_BYTES",
    "MAX_ROWS",
    "Change",
    "Import",
    "Plan",
    "Problem",
    "Table",
    "decode",
    "get_import",
    "read",
]
