"""A site that translates with Wagtail's own simple_translation instead."""

from .settings_plain import *  # noqa: F403
from .settings_plain import INSTALLED_APPS as _PLAIN

INSTALLED_APPS = [*_PLAIN, "wagtail.contrib.simple_translation", "wagtail.locales"]
