"""Previews: they read the page at hand, so they work before any row exists."""

from django.utils import timezone
from django.utils.translation import gettext as _

from ..forms.proposal import ProposalForm
from ..models import Proposal


def preview_context(page, mode):
    """Return what the preview ``mode`` of ``page`` needs besides its context."""
    if mode == "form":
        form = ProposalForm(structure=page.structure)
        return {"form": form, "sections": form.sections()}
    if mode == "confirmation":
        now = timezone.now()
        return {
            "proposal": Proposal(
                reference="CALL-001",
                title=_("The title of the proposal"),
                submitted_at=now,
                changed_at=now,
            ),
            "is_preview": True,
        }
    return {}
