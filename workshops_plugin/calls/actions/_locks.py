"""Row locks, always in this order: call, then proposal."""

from ..models import Call, Proposal


def lock_call(call):
    """Lock the row of ``call`` and bring the instance up to date."""
    call.refresh_from_db(from_queryset=Call.objects.select_for_update())
    return call


def lock_proposal(proposal, *, call=True):
    """Lock the row of ``proposal``, and its call's first unless told otherwise."""
    owner = lock_call(proposal.call) if call else proposal.call
    proposal.refresh_from_db(from_queryset=Proposal.objects.select_for_update())
    proposal.call = owner
    return proposal
