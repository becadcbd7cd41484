"""Tells people what happens to reviews and decisions: queues it, in the verb's own
transaction. What the messages say stands in :mod:`.message_kinds`."""

from collections import defaultdict

from ..calls.messages import address_of, editors_of, recipient_of
from ..mailing.outbox import queue
from ..mailing.recipients import Recipient


def tell_assignments(assignments):
    """Tell each reviewer which proposals are theirs to review, in one message."""
    _tell_each("assigned", assignments)


def tell_withdrawn(assignments):
    """Tell each reviewer which proposals are theirs no longer, in one message."""
    _tell_each("assignment_withdrawn", assignments)


def _tell_each(kind, assignments):
    found = defaultdict(list)
    for assignment in assignments:
        if address_of(assignment.reviewer):
            found[assignment.reviewer].append(assignment)
    for reviewer, rows in found.items():
        data = {"assignments": [str(row.pk) for row in rows]}
        queue(kind, rows[0].proposal.call, [recipient_of(reviewer)], data=data)


def tell_reopened(review, reason):
    """Tell a reviewer that a review may, and has to, be submitted again."""
    _tell_reviewer("review_reopened", review, {"reason": reason})


def tell_proposal_changed(review):
    """Tell a reviewer that a proposal is not what they have read any more."""
    _tell_reviewer("reviewed_proposal_changed", review)


def _tell_reviewer(kind, review, data=None):
    if address_of(review.reviewer):
        queue(kind, review, [recipient_of(review.reviewer)], data=data)


def tell_declared(conflict):
    """Tell the editors that a proposal needs another reviewer."""
    queue("conflict_declared", conflict, editors_of(conflict.proposal.call))


def tell_letter(letter):
    """Send what was announced about one proposal to its contact, once.

    Returns the deliveries.
    """
    name = letter.proposal.contact_name
    recipients = [Recipient(letter.to, name, letter.language)] if letter.to else []
    return queue("letter", letter, recipients, sequence=letter.round)
