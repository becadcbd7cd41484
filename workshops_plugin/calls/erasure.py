"""Erases contact persons from proposals, their drafts and their versions."""

from django.conf import settings
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from ..members.erasure import register
from ..record.erasure import erase
from ..record.writing import save_version
from .actions.locks import lock_proposal
from .models import Proposal, ProposalDraft

CONTACT = ("contact_name", "contact_email", "contact_phone")


@register
def erase_contacts(user, addresses, *, by):
    """Erase the contact person with one of ``addresses`` wherever it is named."""
    named = Q(pk__in=[])
    for address in addresses:
        named |= Q(contact_email__iexact=address)
    versions = Proposal.history.model.objects.filter(named)
    keys = set(versions.values_list("id", flat=True))
    keys |= set(Proposal.objects.filter(named).values_list("pk", flat=True))
    for proposal in Proposal.objects.filter(pk__in=keys).order_by("call", "pk"):
        lock_proposal(proposal)
        if proposal.contact_email.lower() in addresses:
            blank_contact(proposal, by=by)
    drafts = _blank_drafts(addresses)
    texts = erase(Proposal, versions.iterator(), CONTACT)
    return {"proposals": len(keys), "drafts": drafts, "texts": texts}


def blank_contact(proposal, *, by):
    """Take the contact person out of a locked ``proposal``."""
    for name in CONTACT:
        setattr(proposal, name, "")
    with translation.override(settings.LANGUAGE_CODE):
        reason = _("Personal data erased.")
    save_version(proposal, by=by, reason=reason)


def _blank_drafts(addresses):
    count = 0
    for draft in ProposalDraft.objects.filter(data__has_key="contact_email"):
        written = draft.data.get("contact_email") or [""]
        if written[0].strip().lower() in addresses:
            draft.data = {k: v for k, v in draft.data.items() if k not in CONTACT}
            draft.save(update_fields=["data"])
            count += 1
    return count
