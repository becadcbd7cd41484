"""The messages that reviews and decisions cause."""

from collections import defaultdict

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.utils import get_admin_base_url

from ..calls.messages import address_of, editors, language_of
from ..calls.moments import day_words
from ..mailing.send import send_message, spoken
from .rules import name_of


def _tell(user, subject, paragraphs, url):
    """Send a short notice to somebody who works in the admin; tell if it left.

    ``subject`` and ``paragraphs`` are functions, called in that user's language.
    """
    address, language = address_of(user), language_of(user)
    if not address:
        return False
    with translation.override(spoken(language)):
        context = {
            "subject": subject(),
            "paragraphs": paragraphs(),
            "url": f"{get_admin_base_url() or ''}{url}",
        }
    return send_message("notice", to=address, language=language, context=context)


def send_assignments(assignments):
    """Tell each reviewer which proposals are theirs to review, in one message."""
    for reviewer, rows in _by_reviewer(assignments):
        _tell(
            reviewer,
            lambda rows=rows: (
                ngettext(
                    "%(count)d proposal to review for “%(call)s”",
                    "%(count)d proposals to review for “%(call)s”",
                    len(rows),
                )
                % {"count": len(rows), "call": rows[0].proposal.call}
            ),
            lambda rows=rows: [
                _("These proposals are yours to review:"),
                *(f"{row.proposal}: {row.proposal.title}" for row in rows),
                *_until(rows),
                _(
                    "If you have a conflict of interest with one of them, say so "
                    "there: it will go to somebody else."
                ),
            ],
            reverse("workshops_reviews:index"),
        )


def _by_reviewer(assignments):
    """Return (reviewer, assignments) for each reviewer that there still is."""
    found = defaultdict(list)
    for assignment in assignments:
        if assignment.reviewer:
            found[assignment.reviewer].append(assignment)
    return found.items()


def _until(rows):
    due = min((row.due for row in rows if row.due), default=None)
    if due is None:
        return []
    return [_("Please submit your reviews by %(day)s.") % {"day": day_words(due)}]


def send_withdrawn(assignments):
    """Tell each reviewer which proposals are theirs no longer, in one message."""
    for reviewer, rows in _by_reviewer(assignments):
        _tell(
            reviewer,
            lambda rows=rows: (
                ngettext(
                    "%(count)d proposal for “%(call)s” is no longer yours to review",
                    "%(count)d proposals for “%(call)s” are no longer yours to review",
                    len(rows),
                )
                % {"count": len(rows), "call": rows[0].proposal.call}
            ),
            lambda rows=rows: [
                _("These assignments were withdrawn:"),
                *(f"{row.proposal}: {row.proposal.title}" for row in rows),
                _(
                    "You need not do anything. Reviews that you had begun are kept, "
                    "but they do not count."
                ),
            ],
            reverse("workshops_reviews:index"),
        )


def send_reopened(review, reason):
    """Tell a reviewer that a review may, and has to, be submitted again."""
    proposal = review.proposal
    return review.reviewer and _tell(
        review.reviewer,
        lambda: _("Your review of %(proposal)s was reopened") % {"proposal": proposal},
        lambda: [
            _("It counts again once you have submitted it again."),
            _("Reason: %(reason)s") % {"reason": reason},
        ],
        reverse("workshops_reviews:index"),
    )


def send_proposal_changed(review):
    """Tell a reviewer that a proposal is not what they have read any more."""
    proposal = review.proposal
    return review.reviewer and _tell(
        review.reviewer,
        lambda: (
            _("%(proposal)s was changed after you read it") % {"proposal": proposal}
        ),
        lambda: [
            _(
                "The proposal “%(title)s” was submitted anew or corrected. Your review "
                "shows what changed; please see whether your scores still hold."
            )
            % {"title": proposal.title}
        ],
        reverse("workshops_reviews:index"),
    )


def send_declared(conflict):
    """Tell the editors that a proposal needs another reviewer."""
    proposal, reviewer = conflict.proposal, conflict.reviewer
    for editor in editors():
        _tell(
            editor,
            lambda: (
                _("%(person)s cannot review %(proposal)s")
                % {"person": name_of(reviewer), "proposal": proposal}
            ),
            lambda: [
                _(
                    "%(person)s has declared a conflict of interest, so the proposal "
                    "may need another reviewer."
                )
                % {"person": name_of(reviewer)}
            ],
            reverse("workshops_reviews:assignments", args=[proposal.call_id]),
        )


def send_letter(letter):
    """Send what was announced about one proposal to its contact; tell if it left."""
    paragraphs = [part.strip() for part in letter.body.split("\n\n")]
    return send_message(
        "letter",
        to=letter.to,
        language=letter.language,
        context={
            "subject": letter.subject,
            "body": letter.body,
            "paragraphs": [part for part in paragraphs if part],
        },
    )
