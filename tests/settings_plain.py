"""A site that translates nothing: wagtail-localize is not among its apps."""

from .settings import *  # noqa: F403
from .settings import INSTALLED_APPS as _ALL

INSTALLED_APPS = [app for app in _ALL if not app.startswith("wagtail_localize")]
