"""What webinars add to a call's screen and to a proposal's page."""

from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..calls.cards import Card, NextStep, call_cards, proposal_cards
from ..calls.enums import ProposalDecision
from .access import VIEWER
from .models import Webinar
from .queries import usable_proposals

MAKER = "workshops_plugin.add_webinar"


class WebinarCard(Card):
    title = gettext_lazy("Webinars")
    icon = "calendar-alt"

    @property
    def may_make(self):
        return self.request.user.has_perm(MAKER)


@call_cards.register
class CallWebinarsCard(WebinarCard):
    """The webinars that stem from a call, and what is still to be made."""

    order = 60
    template_name = "workshops_plugin/admin/webinars/call_card.html"

    def is_shown(self):
        return bool(self.subject.announced_at) and self.request.user.has_perm(VIEWER)

    @cached_property
    def waiting(self):
        return usable_proposals(self.subject).count()

    def get_context_data(self, parent_context):
        webinars = Webinar.objects.filter(proposals__call=self.subject).distinct()
        return {
            **super().get_context_data(parent_context),
            "webinars": webinars.order_by("starts_at", "pk"),
            "waiting": self.waiting,
            "may_make": self.may_make,
        }

    def next_step(self):
        if not self.may_make or not self.waiting:
            return None
        return NextStep(
            ngettext(
                "%(count)d selected proposal has no webinar yet.",
                "%(count)d selected proposals have no webinar yet.",
                self.waiting,
            )
            % {"count": self.waiting},
            _("Make webinars"),
            reverse("workshops_webinars:from_call", args=[self.subject.pk]),
            urgency=45,
        )


@proposal_cards.register
class ProposalWebinarsCard(WebinarCard):
    """The webinar that stems from a selected proposal, or a button that makes it."""

    order = 20
    template_name = "workshops_plugin/admin/webinars/proposal_card.html"

    def is_shown(self):
        selected = self.subject.decision == ProposalDecision.SELECTED
        return selected and self.request.user.has_perm(VIEWER)

    def get_context_data(self, parent_context):
        return {
            **super().get_context_data(parent_context),
            "webinars": self.subject.webinars.all(),
            "may_make": self.may_make,
            # Its template is rendered without the request.
            "csrf_token": get_token(self.request),
        }
