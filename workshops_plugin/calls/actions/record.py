"""Seals what was done in a call until now."""

from django.db import transaction
from django.utils.translation import gettext as _

from ...record import seals
from ...record.trace import trace
from ..rules import ANNOUNCER, require_permission, require_reason
from .locks import lock_call


def seal_call(call, *, by, reason):
    """Seal the record of ``call`` and all that belongs to it; return the seal.

    Its digest, kept outside the database, shows later whether anything before it was
    rewritten. Refused: "reason", "forbidden".
    """
    require_permission(by, ANNOUNCER)
    reason = require_reason(reason, _("Say what this seal is for."))
    with transaction.atomic():
        lock_call(call)
        made = seals.seal(call.pk, by=by, reason=reason)
        trace(call, "call", "seal", by=by, reason=reason)
    return made
