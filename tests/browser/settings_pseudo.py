"""The sandbox in a French of which every message stands between marks."""

from sandbox.settings import *  # noqa: F403
from sandbox.settings import VAR_DIR

LOCALE_PATHS = [VAR_DIR / "pseudo"]
