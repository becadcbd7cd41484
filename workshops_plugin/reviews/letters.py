"""The first draft of a letter: what was decided, and what reviewers say to it."""

from django.utils import translation
from django.utils.translation import gettext as _

from ..calls.enums import ProposalDecision
from ..calls.messages import address_of, site_url
from ..calls.queries import page_for
from ..mailing.languages import spoken
from .enums import ReviewState
from .models import Letter, Review


def draft_letter(proposal, decision, number):
    """Return an unsaved :class:`Letter` about ``decision``, in the member's language.

    ``number`` counts the announcements of the call.
    """
    language = spoken(proposal.language)
    with translation.override(language):
        return Letter(
            call=proposal.call,
            proposal=proposal,
            round=number,
            decision=decision.decision,
            reserve_order=decision.reserve_order,
            language=language,
            to=proposal.contact_email or address_of(proposal.submitted_by),
            subject=_subject(proposal),
            body=_body(proposal, decision, language),
        )


def _subject(proposal):
    return _("Your proposal %(reference)s: the result") % {
        "reference": proposal.reference
    }


def _body(proposal, decision, language):
    page = page_for(proposal.call, language)
    words = {
        "name": proposal.contact_name,
        "title": proposal.title,
        "call": page.title if page else proposal.call.title,
        "order": decision.reserve_order,
    }
    parts = [
        _("Dear %(name)s,") % words,
        _sentence(decision.decision) % words,
        *_feedback(proposal),
        _("You can find your proposal here:")
        + " "
        + site_url(proposal.call, "workshops:proposal", proposal.pk, language=language),
        _("With kind regards"),
    ]
    return "\n\n".join(parts)


def _sentence(decision):
    return {
        ProposalDecision.SELECTED: _(
            "We are glad to tell you that your proposal “%(title)s” for “%(call)s” was "
            "selected. We will write to you soon about the next steps."
        ),
        ProposalDecision.RESERVE: _(
            "Your proposal “%(title)s” for “%(call)s” is number %(order)d of our "
            "reserves. Should a place in the series become free, we will write to you."
        ),
        ProposalDecision.DECLINED: _(
            "Thank you for your proposal “%(title)s” for “%(call)s”. We could not "
            "select it this time; there were more good proposals than places."
        ),
        ProposalDecision.INELIGIBLE: _(
            "Thank you for your proposal “%(title)s” for “%(call)s”. It could not be "
            "considered, because it does not meet the conditions of the call."
        ),
    }[decision]


def _feedback(proposal):
    """Return what the reviewers want the proposer to read, without their names."""
    rows = Review.objects.filter(
        proposal=proposal, state=ReviewState.SUBMITTED
    ).exclude(feedback="")
    texts = list(rows.order_by("submitted_at", "pk").values_list("feedback", flat=True))
    if not texts:
        return []
    return [_("Comments of the reviewers:"), *(f"– {text}" for text in texts)]
