"""What the messages about reviews and decisions say, and until when they are right."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.html import format_html, format_html_join, linebreaks, urlize
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from ..calls.message_kinds.base import (
    CALL,
    LINK,
    REASON,
    REFERENCE,
    TITLE,
    CallKind,
    admin_link,
)
from ..calls.models import Call
from ..calls.moments import day_words
from ..mailing.enums import Cause
from ..mailing.kinds import BRACES, Placeholder, register
from ..mailing.texts import Block
from .enums import AssignmentState, LetterState, ReviewState
from .models import Assignment, Conflict, Letter, Review
from .rules import name_of

COUNT = Placeholder(gettext_lazy("how many proposals"))
LISTED = Placeholder(
    gettext_lazy("the proposals, one a line"), block=True, required=True
)


def count_words(count):
    return ngettext("%(count)d proposal", "%(count)d proposals", count) % {
        "count": count
    }


class AssignmentsKind(CallKind):
    """A message to one reviewer about several assignments of a call."""

    model = Call
    placeholders = {"count": COUNT, "call": CALL, "proposals": LISTED, "link": LINK}
    state = None

    def rows(self, delivery):
        """Return the assignments that it tells of and that are still as it says."""
        return (
            Assignment.objects.filter(
                pk__in=delivery.data.get("assignments", []), state=self.state
            )
            .select_related("proposal")
            .order_by("proposal__reference")
        )

    def obstacle(self, delivery, call):
        return None if self.rows(delivery).exists() else Cause.SETTLED

    def values(self, delivery, call):
        rows = list(self.rows(delivery))
        lines = [f"{row.proposal}: {row.proposal.title}" for row in rows]
        html = format_html_join("", '<li dir="auto">{}</li>', ((ln,) for ln in lines))
        due = min((row.due for row in rows if row.due), default=None)
        return {
            "count": count_words(len(rows)),
            "call": str(call),
            "proposals": Block(
                format_html('<ul style="margin:0 0 16px">{}</ul>', html),
                "\n".join(f"– {line}" for line in lines),
            ),
            "due": day_words(due) if due else "",
            "link": admin_link("workshops_reviews:index", label=_("Your reviews")),
        }


@register
class Assigned(AssignmentsKind):
    name = "assigned"
    label = pgettext_lazy("message", "Proposals to review")
    when = gettext_lazy("To a reviewer to whom proposals are assigned.")
    state = AssignmentState.ASSIGNED
    placeholders = {
        **AssignmentsKind.placeholders,
        "due": Placeholder(gettext_lazy("until when, if there is a date")),
    }

    def subject_line(self):
        return _("To review for “%(call)s”: %(count)s") % BRACES

    def paragraphs(self):
        return [
            _("These proposals are yours to review:"),
            "{proposals}",
            _("Please submit your reviews by %(due)s.") % BRACES,
            _(
                "If you have a conflict of interest with one of them, say so there: it "
                "will go to somebody else."
            ),
            "{link}",
        ]


@register
class ReviewDue(AssignmentsKind):
    name = "review_due"
    label = pgettext_lazy("message", "Reminder of reviews")
    when = gettext_lazy(
        "By itself, three days before reviews are due, to those who have not submitted "
        "them."
    )
    state = AssignmentState.ASSIGNED
    placeholders = {
        **AssignmentsKind.placeholders,
        "due": Placeholder(gettext_lazy("until when, if there is a date")),
    }

    def rows(self, delivery):
        return super().rows(delivery).exclude(submitted())

    def subject_line(self):
        return _("Reviews due on %(due)s: %(count)s") % BRACES

    def paragraphs(self):
        return [
            _("These reviews are not submitted yet:"),
            "{proposals}",
            _("Please submit them by %(due)s.") % BRACES,
            "{link}",
        ]


def submitted():
    """Return the condition that an assignment's review is submitted."""
    rows = Review.objects.filter(
        proposal=OuterRef("proposal"),
        reviewer=OuterRef("reviewer"),
        state=ReviewState.SUBMITTED,
    )
    return Q(Exists(rows))


@register
class AssignmentWithdrawn(AssignmentsKind):
    name = "assignment_withdrawn"
    label = pgettext_lazy("message", "Proposals not to review any more")
    when = gettext_lazy("To a reviewer whose assignments are withdrawn.")
    state = AssignmentState.WITHDRAWN

    def subject_line(self):
        return _("No longer yours to review for “%(call)s”: %(count)s") % BRACES

    def paragraphs(self):
        return [
            _("These assignments were withdrawn:"),
            "{proposals}",
            _(
                "You need not do anything. Reviews that you had begun are kept, but "
                "they do not count."
            ),
            "{link}",
        ]


class ReviewKind(CallKind):
    """A message to one reviewer about one review."""

    model = Review
    placeholders = {"reference": REFERENCE, "title": TITLE, "call": CALL, "link": LINK}

    def call_of(self, review):
        return review.proposal.call

    def values(self, delivery, review):
        proposal = review.proposal
        return {
            "reference": str(proposal),
            "title": proposal.title,
            "call": str(proposal.call),
            "reason": delivery.data.get("reason", ""),
            "link": admin_link("workshops_reviews:index", label=_("Your reviews")),
        }


@register
class ReviewReopened(ReviewKind):
    name = "review_reopened"
    label = pgettext_lazy("message", "A review was reopened")
    when = gettext_lazy("To its reviewer.")
    placeholders = {**ReviewKind.placeholders, "reason": REASON}

    def obstacle(self, delivery, review):
        reopened = review.state == ReviewState.REOPENED
        return None if reopened else Cause.SETTLED

    def subject_line(self):
        return _("Your review of %(reference)s was reopened") % BRACES

    def paragraphs(self):
        return [
            _("It counts again once you have submitted it again."),
            _("Reason: %(reason)s") % BRACES,
            "{link}",
        ]


@register
class ReviewedProposalChanged(ReviewKind):
    name = "reviewed_proposal_changed"
    label = pgettext_lazy("message", "A proposal under review was changed")
    when = gettext_lazy("To those who have begun to review it.")
    replaces = True

    def obstacle(self, delivery, review):
        aside = review.state == ReviewState.SET_ASIDE
        return Cause.SETTLED if aside else None

    def subject_line(self):
        return _("%(reference)s was changed after you read it") % BRACES

    def paragraphs(self):
        return [
            _(
                "The proposal “%(title)s” was submitted anew or corrected. Your review "
                "shows what changed; please see whether your scores still hold."
            )
            % BRACES,
            "{link}",
        ]


@register
class ConflictDeclared(CallKind):
    name = "conflict_declared"
    label = pgettext_lazy("message", "A reviewer has a conflict of interest")
    when = gettext_lazy("To the editors, when a reviewer says so.")
    model = Conflict
    placeholders = {
        "person": Placeholder(gettext_lazy("the reviewer")),
        "reference": REFERENCE,
        "call": CALL,
        "link": LINK,
    }

    def call_of(self, conflict):
        return conflict.proposal.call

    def obstacle(self, delivery, conflict):
        return None if conflict.is_active else Cause.SETTLED

    def subject_line(self):
        return _("%(person)s cannot review %(reference)s") % BRACES

    def paragraphs(self):
        return [
            _(
                "%(person)s has declared a conflict of interest, so the proposal may "
                "need another reviewer."
            )
            % BRACES,
            "{link}",
        ]

    def values(self, delivery, conflict):
        call = conflict.proposal.call
        return {
            "person": name_of(conflict.reviewer),
            "reference": str(conflict.proposal),
            "call": str(call),
            "link": admin_link(
                "workshops_reviews:assignments", call.pk, label=_("Assignments")
            ),
        }


@register
class LetterKind(CallKind):
    name = "letter"
    label = pgettext_lazy("message", "Letter with the result")
    when = gettext_lazy(
        "To the contact person, once the results are announced. Its words are those of "
        "the letter; here you can put something around them."
    )
    model = Letter
    placeholders = {
        "letter_subject": Placeholder(gettext_lazy("the subject of the letter")),
        "letter": Placeholder(
            gettext_lazy("the text of the letter"), block=True, required=True
        ),
        "call": CALL,
    }

    def call_of(self, letter):
        return letter.call

    def obstacle(self, delivery, letter):
        proposal = letter.proposal
        holds = (
            letter.state == LetterState.WAITING
            and letter.decision == proposal.decision
            and proposal.is_submitted
        )
        return None if holds else Cause.SETTLED

    def subject_line(self):
        return "{letter_subject}"

    def paragraphs(self):
        return ["{letter}"]

    def values(self, delivery, letter):
        html = linebreaks(urlize(letter.body, autoescape=True), autoescape=False)
        html = html.replace("<p>", '<p dir="auto" style="margin:0 0 16px">')
        return {
            "letter_subject": letter.subject,
            "letter": Block(mark_safe(html), letter.body),
            "call": str(letter.call),
        }

    def sent(self, delivery, letter):
        Letter.objects.filter(pk=letter.pk).update(
            state=LetterState.SENT, sent_at=timezone.now()
        )
