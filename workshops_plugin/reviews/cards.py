"""What reviews add to a call's screen and to a proposal's page."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..calls.cards import Card, NextStep, call_cards, proposal_cards
from ..calls.enums import CallPhase, ProposalDecision
from ..calls.rules import EDITOR
from . import wishing
from .actions.announcing import waiting_letters
from .enums import FINAL
from .models import Assignment, Conflict, Reviewer, Series
from .queries import coverage, decided, keys_taking_part
from .rules import ASSIGNER, DECIDER, READER, current_decision, is_editable


class ReviewCard(Card):
    """A card for whoever may read reviews."""

    def is_shown(self):
        return self.request.user.has_perm(READER)

    def address(self, name):
        return reverse(f"workshops_reviews:{name}", args=[self.subject.pk])


@call_cards.register
class CoverageCard(ReviewCard):
    """How many proposals have the reviews that were wanted."""

    title = gettext_lazy("Reviews")
    icon = "tasks"
    order = 40
    template_name = "workshops_plugin/admin/reviews/coverage_card.html"

    @cached_property
    def coverage(self):
        return coverage(self.subject)

    @cached_property
    def reviewers(self):
        return Reviewer.objects.filter(call=self.subject, active=True).count()

    def get_context_data(self, parent_context):
        conflicts = Conflict.objects.filter(
            proposal__call=self.subject, state="active"
        ).count()
        return {
            **super().get_context_data(parent_context),
            **self.coverage,
            "reviewers": self.reviewers,
            "conflicts": conflicts,
            "may_reopen": self.subject.rubric_frozen_at
            and not self.subject.announced_at
            and self.request.user.has_perm(EDITOR),
        }

    def next_step(self):
        call, found = self.subject, self.coverage
        if call.phase() != CallPhase.IN_REVIEW or not found["proposals"]:
            return None
        if not self.request.user.has_perm(ASSIGNER):
            return None
        if not self.reviewers:
            return NextStep(
                _("Nobody has been picked to review these proposals."),
                _("Pick reviewers"),
                self.address("assignments"),
                urgency=20,
            )
        if found["short"]:
            return NextStep(
                ngettext(
                    "%(count)d proposal has fewer reviewers than wanted.",
                    "%(count)d proposals have fewer reviewers than wanted.",
                    found["short"],
                )
                % {"count": found["short"]},
                _("Assign"),
                self.address("assignments"),
                urgency=30,
            )
        if found["submitted"] < found["assigned"]:
            return NextStep(
                _("Reviews are being written: %(done)d of %(total)d are submitted.")
                % {"done": found["submitted"], "total": found["assigned"]},
                _("See who reviews what"),
                self.address("assignments"),
                urgency=60,
            )
        return None


@call_cards.register
class DecisionsCard(ReviewCard):
    """What is decided, what was told."""

    title = gettext_lazy("Decisions")
    icon = "check"
    order = 50
    template_name = "workshops_plugin/admin/reviews/decisions_card.html"

    @cached_property
    def counts(self):
        return decided(self.subject)

    @property
    def judged(self):
        """How many of those that take part are decided for good."""
        return sum(
            self.counts.get(decision.label, 0)
            for decision in FINAL
            if decision != ProposalDecision.INELIGIBLE
        )

    def get_context_data(self, parent_context):
        return {
            **super().get_context_data(parent_context),
            "counts": [(label, count) for label, count in self.counts.items() if count],
            "waiting": waiting_letters(self.subject).count(),
            "editable": is_editable(self.subject),
        }

    def next_step(self):
        call, user = self.subject, self.request.user
        if not is_editable(call) or not user.has_perm(DECIDER):
            return None
        if call.phase() not in (CallPhase.IN_REVIEW, CallPhase.ANNOUNCED):
            return None
        found = coverage(call)
        if found["proposals"] and self.judged >= found["proposals"]:
            return NextStep(
                _("Everything is decided. Draft the letters, then announce."),
                _("Letters and announcement"),
                self.address("letters"),
                # Missing reviewers do not matter any more.
                urgency=25,
            )
        if found["assigned"] and found["submitted"] >= found["assigned"]:
            return NextStep(
                _("The reviews are in. Put the series together, then decide."),
                _("Open the board"),
                self.address("board"),
                urgency=40,
            )
        return None


@call_cards.register
class SeriesCard(ReviewCard):
    """How far the series is, and what it misses of what is wished."""

    title = gettext_lazy("Series")
    icon = "grip"
    order = 45
    template_name = "workshops_plugin/admin/reviews/series_card.html"

    def get_context_data(self, parent_context):
        series = Series.of(self.subject)
        taking_part = keys_taking_part(self.subject)
        return {
            **super().get_context_data(parent_context),
            "taken": len(taking_part & set(series.chosen)),
            "reserve": len(taking_part & set(series.reserve)),
            "size": wishing.read(series.wishes).size,
            "may_wish": self.request.user.has_perm(DECIDER)
            and is_editable(self.subject),
        }


@proposal_cards.register
class JudgementCard(ReviewCard):
    """Where a proposal stands, on its own page."""

    title = gettext_lazy("Reviews")
    icon = "tasks"
    order = 10
    template_name = "workshops_plugin/admin/reviews/judgement_card.html"

    def is_shown(self):
        return super().is_shown() and not self.subject.is_draft

    def get_context_data(self, parent_context):
        proposal = self.subject
        assigned = Assignment.objects.filter(proposal=proposal, state="assigned")
        return {
            **super().get_context_data(parent_context),
            "assigned": assigned.count(),
            "submitted": proposal.reviews.filter(state="submitted").count(),
            "decision": current_decision(proposal),
        }
