"""Row locks, always in this order: call, then proposal."""

from django.utils.translation import gettext as _

from ...errors import Refused
from ..models import Call, Proposal


def lock_call(call):
    """Lock the row of ``call`` and bring the instance up to date."""
    call.refresh_from_db(from_queryset=Call.objects.select_for_update())
    return call


def lock_proposal(proposal, *, call=True):
    """Lock the row of ``proposal``, and its call's first unless told otherwise.

    Both instances are brought up to date, the call's too where only the proposal
    is locked. Refused: "deleted", when somebody deleted the draft just now.
    """
    owner = proposal.call
    if call:
        lock_call(owner)
    else:
        owner.refresh_from_db()
    try:
        proposal.refresh_from_db(from_queryset=Proposal.objects.select_for_update())
    except Proposal.DoesNotExist as error:
        raise Refused(_("This draft has been deleted."), code="deleted") from error
    proposal.call = owner
    return proposal
