"""What the site's base template needs to know: where it is, and in which language."""

from django import template
from django.conf import settings
from django.utils.translation import get_language, get_language_info
from wagtail.models import Locale, Page, Site

from sandbox.demo import people
from sandbox.home.models import DemoItem, HomePage
from workshops_plugin.calls.enums import CallPhase
from workshops_plugin.calls.queries import calls_below
from workshops_plugin.models import CallIndexPage, WebinarIndexPage

register = template.Library()


@register.simple_tag
def language_direction():
    """Return "rtl" where the active language runs from right to left, else "ltr"."""
    return "rtl" if get_language_info(get_language())["bidi"] else "ltr"


@register.simple_tag(takes_context=True)
def site_pages(context):
    """Return the site's home page and its lists, in the active language."""
    site = Site.find_for_request(context.get("request"))
    kinds = {"home": HomePage, "calls": CallIndexPage, "webinars": WebinarIndexPage}
    found = Page.objects.live().type(*kinds.values()).order_by("path")
    if site:
        keys = found.descendant_of(site.root_page, inclusive=True)
        found = found.filter(translation_key__in=keys.values("translation_key"))
    found, locale = list(found), Locale.objects.filter(language_code=get_language())
    wanted = locale.values_list("pk", flat=True).first()
    pages = {}
    for name, model in kinds.items():
        these = [page for page in found if page.specific_class is model]
        here = [page for page in these if page.locale_id == wanted]
        pages[name] = next(iter([*here, *these]), None)
    return pages


@register.simple_tag(takes_context=True)
def open_calls(context):
    """Return the pages of the calls that are open, in the active language."""
    calls = site_pages(context)["calls"]
    groups = dict(calls_below(calls)) if calls else {}
    return groups.get(CallPhase.OPEN, [])


@register.simple_tag
def demo_log_ins():
    """Return the demonstration's log-ins, on a site in development only."""
    if not (settings.DEBUG and DemoItem.objects.exists()):
        return None
    return {"password": people.PASSWORD, "log_ins": people.LOG_INS}
