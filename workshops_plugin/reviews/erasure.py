"""Erases from reviews what a person said about themselves, and letters to them."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from ..calls.actions.locks import lock_proposal
from ..members.erasure import register
from ..record.erasure import erase
from ..record.writing import save_version
from .models import Conflict, Letter


@register
def erase_conflicts(user, addresses, *, by):
    """Erase why somebody had conflicts of interest; that there were any stays."""
    if user is None:
        return {}
    with translation.override(settings.LANGUAGE_CODE):
        reason = _("Personal data erased.")
    for conflict in Conflict.objects.filter(reviewer=user).exclude(explanation=""):
        lock_proposal(conflict.proposal)
        conflict.explanation = ""
        save_version(conflict, by=by, reason=reason)
    versions = Conflict.history.model.objects.filter(reviewer_id=user.pk)
    return {"texts": erase(Conflict, versions.iterator(), ["explanation"])}


@register
def erase_letters(user, addresses, *, by):
    rows = Letter.objects.filter(to__in=addresses)
    return {"letters": rows.update(to="", body="", replaced="")}
