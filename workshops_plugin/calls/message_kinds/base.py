"""What the kinds of messages about calls, and of upper parts, share."""

from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import get_language, gettext_lazy
from wagtail.admin.utils import get_admin_base_url
from wagtail.rich_text import expand_db_html

from ...mailing.kinds import Kind, Placeholder
from ...mailing.texts import Block, Link, in_html, in_text
from ..messages import site_of
from ..queries import page_for

TITLE = Placeholder(gettext_lazy("the title of the proposal"))
CALL = Placeholder(gettext_lazy("the title of the call"))
REFERENCE = Placeholder(gettext_lazy("the reference of the proposal"))
UNTIL = Placeholder(gettext_lazy("until when, with the time zone"))
REASON = Placeholder(gettext_lazy("the reason that was given"))
LEAD = Placeholder(gettext_lazy("the lead organization"))
PARTNER = Placeholder(gettext_lazy("the partner"))
LINK = Placeholder(
    gettext_lazy("the address of the page; alone in its paragraph, a button"),
    required=True,
)


def call_title(call):
    """Return the title of ``call`` as its page in the active language has it."""
    page = page_for(call, get_language())
    return page.title if page else call.title


def admin_link(name, *args, label=""):
    """Return the absolute address of an admin page."""
    return Link((get_admin_base_url() or "") + reverse(name, args=args), label)


class CallKind(Kind):
    """A message about something that belongs to a call."""

    def call_of(self, subject):
        return subject

    def site(self, subject):
        return site_of(self.call_of(subject))

    def reply_to(self, delivery, subject):
        call = self.call_of(subject)
        page = call.source_page if call else None
        return page.contact_email if page else ""


def rich_block(html, site):
    """Return what an editor wrote on a page as a block of a message."""
    if not strip_tags(html).strip():
        return ""
    root, source = (site.root_url if site else ""), expand_db_html(html)
    return Block(in_html(source, {}, root), in_text(source, {}, root))
