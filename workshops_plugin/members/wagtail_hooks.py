from wagtail import hooks

from . import log_actions
from .choosers import user_chooser
from .viewsets import members_viewset_group


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [members_viewset_group, user_chooser]


@hooks.register("register_log_actions")
def register_log_actions(actions):
    log_actions.register(actions)
