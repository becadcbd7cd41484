from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from . import log_actions
from .home import OpenCallsPanel
from .rules import EDITOR


@hooks.register("register_log_actions")
def register_log_actions(actions):
    log_actions.register(actions)


@hooks.register("insert_global_admin_css")
def admin_css():
    return format_html(
        '<link rel="stylesheet" href="{}">', static("workshops_plugin/admin/calls.css")
    )


@hooks.register("construct_homepage_panels")
def add_open_calls(request, panels):
    if request.user.has_perm(EDITOR):
        panels.append(OpenCallsPanel())
