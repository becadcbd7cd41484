"""Messages to the people behind a proposal."""

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from ...mailing.enums import Cause
from ...mailing.kinds import BRACES, Placeholder, register
from ...mailing.texts import Block, Link
from ..enums import ProposalStatus
from ..messages import site_url, title_of
from ..models import Proposal
from ..moments import zoned_words
from ..present import present
from ..queries import page_for
from ..rules import PROPOSAL_VIEWER
from .base import (
    CALL,
    LINK,
    REASON,
    REFERENCE,
    TITLE,
    UNTIL,
    CallKind,
    call_title,
    rich_block,
)


class ProposalKind(CallKind):
    """A message to the people behind a proposal."""

    model = Proposal
    placeholders = {"title": TITLE, "call": CALL, "link": LINK}

    def call_of(self, proposal):
        return proposal.call

    def values(self, delivery, proposal):
        url = site_url(
            proposal.call, "workshops:proposal", proposal.pk, language=get_language()
        )
        return {
            "title": title_of(proposal) or _("Untitled draft"),
            "call": call_title(proposal.call),
            "reference": proposal.reference or "",
            "until": zoned_words(proposal.deadline, proposal.call.zone),
            "reason": delivery.data.get("reason", ""),
            "link": Link(url, _("See the proposal")),
        }

    def sample(self, delivery, proposal):
        delivery.data = {"reason": _("The deadline has moved.")}

    def samples(self, user):
        rows = Proposal.objects.exclude(status=ProposalStatus.DRAFT)
        rows = rows if user.has_perm(PROPOSAL_VIEWER) else rows.none()
        return rows.order_by("-submitted_at", "pk")


COPY = Placeholder(gettext_lazy("a copy of what was submitted"), block=True)


class CopyKind(ProposalKind):
    """A message with a copy of a submitted proposal."""

    replaces = True

    def obstacle(self, delivery, proposal):
        return None if proposal.is_submitted else Cause.SETTLED

    def values(self, delivery, proposal):
        view = {"view": present(proposal)}
        copy = Block(
            render_to_string("workshops_plugin/mail/copy.html", view),
            render_to_string("workshops_plugin/mail/copy.txt", view).strip(),
        )
        return {**super().values(delivery, proposal), "copy": copy}

    def sent(self, delivery, proposal):
        Proposal.objects.filter(pk=proposal.pk).update(confirmed_at=timezone.now())


@register
class Confirmation(CopyKind):
    name = "confirmation"
    label = pgettext_lazy("message", "Confirmation of a proposal")
    when = gettext_lazy("To the contact person, whenever a proposal is submitted.")
    placeholders = {
        **ProposalKind.placeholders,
        "reference": REFERENCE,
        "until": UNTIL,
        "page_text": Placeholder(
            gettext_lazy("the text of the confirmation on the call's page"), block=True
        ),
        "copy": COPY,
    }

    def subject_line(self):
        return _("Your proposal %(reference)s: %(title)s") % BRACES

    def paragraphs(self):
        return [
            _("Dear %(name)s,") % BRACES,
            _(
                "We have received the proposal “%(title)s” for “%(call)s”. Its "
                "reference is %(reference)s."
            )
            % BRACES,
            "{page_text}",
            _("It can be changed until:") + " {until}",
            "{link}",
            _("A copy of what was submitted:"),
            "{copy}",
        ]

    def values(self, delivery, proposal):
        page = page_for(proposal.call, get_language())
        html = page.confirmation_text if page else ""
        return {
            **super().values(delivery, proposal),
            "page_text": rich_block(html, self.site(proposal)),
        }


@register
class Correction(CopyKind):
    name = "correction"
    label = pgettext_lazy("message", "Correction of a proposal")
    when = gettext_lazy(
        "To the contact person, when an editor has corrected a proposal."
    )
    placeholders = {
        **ProposalKind.placeholders,
        "reference": REFERENCE,
        "until": UNTIL,
        "reason": REASON,
        "copy": COPY,
    }

    def subject_line(self):
        return _("Corrected: %(reference)s, %(title)s") % BRACES

    def paragraphs(self):
        return [
            _("Dear %(name)s,") % BRACES,
            _(
                "The Secretariat has corrected your proposal “%(title)s” "
                "(%(reference)s). Who submitted it, and when, stays as it was."
            )
            % BRACES,
            _("Reason:") + " {reason}",
            _("It can be changed until:") + " {until}",
            "{link}",
            _("A copy of the corrected proposal:"),
            "{copy}",
        ]


@register
class Extension(ProposalKind):
    name = "extension"
    label = pgettext_lazy("message", "More time for a proposal")
    when = gettext_lazy(
        "To the people behind a proposal, when it is given a later closing."
    )
    placeholders = {
        **ProposalKind.placeholders,
        "until": UNTIL,
        "reason": REASON,
    }
    replaces = True

    def subject_line(self):
        return _("More time for “%(title)s”") % BRACES

    def paragraphs(self):
        return [
            _("Your proposal “%(title)s” for “%(call)s” was given more time.") % BRACES,
            _("It can be changed and submitted until:") + " {until}",
            _("Reason:") + " {reason}",
            "{link}",
        ]
