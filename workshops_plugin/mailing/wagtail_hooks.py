from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from . import log_actions


@hooks.register("register_log_actions")
def register_log_actions(actions):
    log_actions.register(actions)


@hooks.register("insert_global_admin_css")
def admin_css():
    return format_html(
        '<link rel="stylesheet" href="{}">',
        static("workshops_plugin/admin/mailing.css"),
    )
