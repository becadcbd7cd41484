"""The map: where each part meets Wagtail."""

from .calls import wagtail_hooks as calls  # noqa: F401
from .members import wagtail_hooks as members  # noqa: F401
