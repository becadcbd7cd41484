"""What a call page shows besides its words."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from ...languages.family import is_translation
from ...languages.links import alternates, canonical
from ...languages.state import stands_for
from ...languages.wording import Wording, trusted, wording_between
from ...members.backends import get_backend
from .. import rules
from ..changes import public_changes
from ..enums import CallPhase, ProposalStatus
from ..models import Proposal
from ..notes import notes_of
from ..structure import Structure, texts_from_rows
from ..words import said_by


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
    rows = list(call.criteria.filter(retired=False)) if call else []
    outline = outline_of(page, call, rows)
    context = {
        "call": call,
        "standing": standing_of(call),
        "outcomes": outline.outcomes,
        "criteria": _criteria(outline, call, rows),
        "alternates": alternates(page) if page.pk else [],
        "canonical": canonical(page),
        "wording": wording_of(page, call, outline),
    }
    if call:
        context["changes"] = public_changes(call)
        context["notes"] = notes_of(call)
        user = getattr(request, "user", None)
        if user and user.is_authenticated:
            context |= _member_context(call, user)
    return context


def outline_of(page, call, criteria):
    """Return the outcomes and criteria to show, in the words of ``page``.

    A translation may lag behind its source, so it shows what the source has
    published: ``criteria`` are those rows.
    """
    published = call and page.pk and call.structure_written_at
    if not published or page.alias_of_id or rules.is_source(page, call):
        return page.structure
    structure = Structure(
        outcomes=texts_from_rows(call.outcomes.filter(retired=False)),
        criteria=texts_from_rows(criteria),
    )
    return structure.with_words_of(page.structure)


def wording_of(page, call, outline):
    """Return the :class:`~...languages.wording.Wording` of what a page shows."""
    if code := stands_for(page):
        return Wording(code, whole=True)
    source = page.pk and call and is_translation(page, call) and call.source_page
    if not source:
        return Wording()

    def shown_by(each):
        return said_by(each, outline if each is page else None)

    return trusted(wording_between(page, source, shown_by), page)


def _criteria(outline, call, rows):
    """Return the criteria with the weights that the call publishes."""
    weights = {}
    if call and call.publish_weights:
        weights = {row.block_id: row.weight for row in rows}
    total = sum(weights.values())
    return [
        {
            "name": f"criterion:{text.key}",
            "text": text,
            "share": 100 * weights[text.key] / total
            if total and text.key in weights
            else None,
        }
        for text in outline.criteria
    ]


def _member_context(call, user):
    mine = get_backend().organizations_for(user)
    proposals = (
        Proposal.objects.filter(call=call, lead_organization__in=mine)
        .exclude(status=ProposalStatus.WITHDRAWN)
        .select_related("draft", "lead_organization")
    )
    return {"my_proposals": list(proposals)}
