from wagtail import hooks

from . import log_actions
from .pages import WebinarPageMixin
from .public_views import refusal


@hooks.register("register_log_actions")
def register_log_actions(actions):
    log_actions.register(actions)


@hooks.register("before_serve_page", order=-10)
def ask_access(page, request, serve_args, serve_kwargs):
    """Ask before anything of a page is shown, its own serve() included."""
    if isinstance(page, WebinarPageMixin):
        return refusal(page, request)
    return None
