"""Messages to the editors of a call."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from ...mailing.enums import Cause
from ...mailing.kinds import BRACES, Placeholder, register
from ..models import Call
from ..rules import VIEWER
from .base import CALL, LINK, CallKind, admin_link


@register
class CallStopped(CallKind):
    name = "call_stopped"
    label = pgettext_lazy("message", "A call is not on the site any more")
    when = gettext_lazy(
        "To the editors, when the page of a call is unpublished or deleted."
    )
    model = Call
    placeholders = {
        "call": CALL,
        "proposals": Placeholder(gettext_lazy("how many proposals it has")),
        "link": LINK,
    }

    def subject_line(self):
        return _("The call “%(call)s” is not on the site any more") % BRACES

    def paragraphs(self):
        return [
            _(
                "The page of the call “%(call)s” was unpublished or deleted, so the "
                "call takes no proposals. Nothing that was submitted is lost."
            )
            % BRACES,
            "{proposals} " + _("Publish its page again to take proposals."),
            "{link}",
        ]

    def samples(self, user):
        rows = Call.objects.order_by("-closes_at", "pk")
        return rows if user.has_perm(VIEWER) else rows.none()

    def obstacle(self, delivery, call):
        page = call.source_page
        return Cause.SETTLED if page and page.live else None

    def values(self, delivery, call):
        count = call.proposals.count()
        words = ngettext(
            "It has %(count)s proposal or draft.",
            "It has %(count)s proposals and drafts.",
            count,
        )
        return {
            "call": call.title,
            "proposals": words % {"count": count},
            "link": admin_link(
                "workshops_calls:screen", call.pk, label=_("See the call")
            ),
        }
