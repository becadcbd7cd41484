from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from ..languages.panels import tell_ignored
from . import (
    access,
    cards,  # noqa: F401
    counting,  # noqa: F401
    log_actions,
)
from .home import WebinarsPanel
from .pages import WebinarPageMixin
from .public_views.refusals import refusal
from .queries import webinar_pages
from .words import ignored_on


@hooks.register("register_log_actions")
def register_log_actions(actions):
    log_actions.register(actions)


@hooks.register("before_serve_page", order=-10)
def ask_access(page, request, serve_args, serve_kwargs):
    """Ask before anything of a page is shown, its own serve() included."""
    if isinstance(page, WebinarPageMixin):
        return refusal(page, request)
    return None


@hooks.register("insert_global_admin_css")
def admin_css():
    return format_html(
        '<link rel="stylesheet" href="{}">',
        static("workshops_plugin/admin/webinars.css"),
    )


@hooks.register("after_edit_page")
def tell_what_is_ignored(request, page):
    if isinstance(page, WebinarPageMixin) and page.webinar:
        tell_ignored(request, ignored_on(page, page.webinar))


@hooks.register("construct_homepage_panels")
def add_webinars(request, panels):
    if request.user.has_perm(access.VIEWER):
        panels.append(WebinarsPanel())


@hooks.register("construct_page_chooser_queryset")
def choose_visible_pages(pages, request):
    """Let nobody choose a page, and so read its title, who may not see its webinar."""
    if access.sees_all(request.user):
        return pages
    seen = access.visible_to(request.user).values("pk")
    hidden = webinar_pages().exclude(translation_key__in=seen)
    return pages.exclude(pk__in=hidden.values("pk"))
