from wagtail import hooks

from . import log_actions, roles
from .choosers import user_chooser


@hooks.register("register_admin_viewset")
def register_choosers():
    return user_chooser


@hooks.register("register_log_actions")
def register_log_actions(actions):
    log_actions.register(actions)


@hooks.register("register_permissions")
def register_permissions():
    return roles.role_permissions()
