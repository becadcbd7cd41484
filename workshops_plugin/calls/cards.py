"""The cards on a call's screen and a proposal's page; upper parts add their own.

A card is a Wagtail Component. Register it once, when your app is ready::

    from workshops_plugin.calls.cards import Card, call_cards

    @call_cards.register
    class Coverage(Card):
        order = 30
        template_name = "…"
"""

from collections import Counter

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.components import Component

from ..languages.panels import context_of
from ..record.summary import summary
from .enums import CallPhase, ProposalStatus


class Card(Component):
    """One card about ``subject`` (a call or a proposal) for the user of ``request``."""

    title = ""
    icon = "info-circle"
    order = 100

    def __init__(self, subject, request):
        self.subject, self.request = subject, request

    @property
    def panel_id(self):
        return f"card-{type(self).__name__.lower()}"

    def is_shown(self):
        """Tell whether this card has something to say to this user."""
        return True

    def next_step(self):
        """Return a :class:`NextStep` that is due, or None."""
        return

    def get_context_data(self, parent_context):
        return {"card": self, "subject": self.subject, "request": self.request}


class NextStep:
    """What is to be done now: a sentence, and a button with an address."""

    def __init__(self, sentence, label="", url="", *, urgency=50):
        self.sentence, self.label, self.url = sentence, label, url
        #: The lowest comes first.
        self.urgency = urgency


class CardRegistry:
    def __init__(self):
        self._cards = []

    def register(self, card):
        """Add a :class:`Card` subclass; also usable as a decorator."""
        self._cards.append(card)
        return card

    def cards(self, subject, request):
        """Return the cards to show, in order."""
        cards = [card(subject, request) for card in self._cards]
        return sorted(
            (card for card in cards if card.is_shown()), key=lambda card: card.order
        )


call_cards = CardRegistry()
proposal_cards = CardRegistry()


def next_step(call, cards):
    """Return the most urgent step among the call's own and those of ``cards``."""
    steps = [_own_step(call), *(card.next_step() for card in cards)]
    return min(filter(None, steps), key=lambda step: step.urgency, default=None)


def _own_step(call):
    page, phase = call.source_page, call.phase()
    if page is None:
        return NextStep(
            _("The page of this call was deleted, so the call takes no proposals."),
            urgency=0,
        )
    if not page.live and phase in (CallPhase.UPCOMING, CallPhase.OPEN):
        return NextStep(
            _("The page of this call is not published, so nobody can answer it."),
            _("Edit the page"),
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
            urgency=0,
        )
    if phase == CallPhase.NO_DATES:
        return NextStep(
            _("This call has no dates, so it is closed."),
            _("Set its dates"),
            reverse("workshops_calls:dates", args=[call.pk]),
            urgency=0,
        )
    if phase == CallPhase.UPCOMING:
        return NextStep(
            _("The call opens by itself. Nothing is to be done."), urgency=90
        )
    if phase == CallPhase.OPEN:
        return NextStep(
            _("Proposals are coming in."),
            _("See the proposals"),
            f"{reverse('workshops_proposals:index')}?call={call.pk}",
            urgency=90,
        )
    if phase == CallPhase.IN_REVIEW:
        return NextStep(
            _("The call has closed. What came in can be read and judged."),
            _("See the proposals"),
            f"{reverse('workshops_proposals:index')}?call={call.pk}",
            urgency=90,
        )
    return None


@call_cards.register
class ProposalsCard(Card):
    """How many proposals there are, by state and by day."""

    title = gettext_lazy("Proposals")
    icon = "form"
    order = 10
    template_name = "workshops_plugin/admin/calls/proposals_card.html"

    def is_shown(self):
        from .rules import may_view_in_admin

        return may_view_in_admin(self.request.user)

    def get_context_data(self, parent_context):
        counts = dict(
            self.subject.proposals.order_by()
            .values_list("status")
            .annotate(count=Count("pk"))
        )
        # Counted here: a database may not know the zone.
        moments = (
            self.subject.proposals.exclude(submitted_at=None).values_list(
                "submitted_at", flat=True
            )
            if counts
            else ()
        )
        zone = self.subject.zone
        days = Counter(moment.astimezone(zone).date() for moment in moments)
        return {
            **super().get_context_data(parent_context),
            "counts": [
                {"status": status, "count": counts.get(status, 0)}
                for status in ProposalStatus
            ],
            "total": sum(counts.values()),
            "curve": curve(sorted(days.items())),
        }


def curve(days, width=240, height=48):
    """Turn [(day, count), …] into the points of a cumulative line, or None."""
    if len(days) < 2:
        return None
    first, last = days[0][0], days[-1][0]
    total = sum(count for _day, count in days)
    points, sofar = [], 0
    for day, count in days:
        sofar += count
        x = round(width * (day - first).days / (last - first).days, 1)
        points.append(f"{x},{round(height - height * sofar / total, 1)}")
    return {
        "points": " ".join(points),
        "width": width,
        "height": height,
        "first": first,
        "last": last,
        "total": total,
    }


@call_cards.register
class PagesCard(Card):
    """The pages that carry the call's words, one a language."""

    title = gettext_lazy("Languages")
    icon = "doc-full"
    order = 20
    template_name = "workshops_plugin/admin/languages/_table.html"

    def get_context_data(self, parent_context):
        return {
            **super().get_context_data(parent_context),
            **context_of(self.subject, self.request.user),
        }


@call_cards.register
class FormCard(Card):
    """What the form asks, as published."""

    title = gettext_lazy("Form")
    icon = "list-ul"
    order = 30
    template_name = "workshops_plugin/admin/calls/form_card.html"

    def get_context_data(self, parent_context):
        questions = self.subject.questions.filter(retired=False).exclude(kind="section")
        return {
            **super().get_context_data(parent_context),
            "questions": questions.count(),
            "outcomes": self.subject.outcomes.filter(retired=False).count(),
        }


@call_cards.register
class RecordCard(Card):
    """How much of the call is on record, in one line."""

    title = gettext_lazy("Record")
    icon = "history"
    order = 90
    template_name = "workshops_plugin/admin/calls/record_card.html"

    def get_context_data(self, parent_context):
        return {
            **super().get_context_data(parent_context),
            "summary": summary(self.subject.pk),
        }
