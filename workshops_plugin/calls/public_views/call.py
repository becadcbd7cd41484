"""What a call page shows besides its words."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from ...members.backends import get_backend
from .. import rules
from ..changes import public_changes
from ..enums import CallPhase, ProposalStatus
from ..models import Proposal


@dataclass
class Standing:
    """Where a call stands for a visitor; ``call`` is None before it has a row."""

    call: object
    phase: str = CallPhase.NO_DATES
    accepting: bool = False
    closing_soon: bool = False
    unavailable: bool = False


def standing_of(call, now=None):
    """Return the :class:`Standing` of ``call`` (None: closed)."""
    if call is None:
        return Standing(None)
    now = now or timezone.now()
    phase = call.phase(now)
    accepting = rules.accepts_proposals(call, now)
    return Standing(
        call,
        phase=phase,
        accepting=accepting,
        closing_soon=accepting and call.closes_at - now < timedelta(days=3),
        unavailable=phase == CallPhase.OPEN and not accepting,
    )


def call_context(page, request):
    """Return the context of a call page for this visitor."""
    call = page.call
    if call and page.pk and rules.is_source(page, call):
        call.source_page = page
    context = {
        "call": call,
        "standing": standing_of(call),
        "criteria": _criteria(page, call),
    }
    if call:
        context["changes"] = public_changes(call)
        user = getattr(request, "user", None)
        if user and user.is_authenticated:
            context |= _member_context(call, user)
    return context


def _criteria(page, call):
    """Return the page's criteria with the weights that the call publishes."""
    weights = {}
    if call and call.publish_weights:
        rows = call.criteria.filter(retired=False).values_list("block_id", "weight")
        weights = dict(rows)
    total = sum(weights.values())
    return [
        {
            "text": text,
            "share": 100 * weights[text.key] / total
            if total and text.key in weights
            else None,
        }
        for text in page.structure.criteria
    ]


def _member_context(call, user):
    organizations = list(get_backend().organizations_for(user))
    proposals = (
        Proposal.objects.filter(call=call, lead_organization__in=organizations)
        .exclude(status=ProposalStatus.WITHDRAWN)
        .select_related("draft", "lead_organization")
    )
    return {
        "is_member": bool(organizations),
        "my_proposals": list(proposals),
    }
