"""Tells people what happens to calls and proposals: queues it, in the verb's own
transaction. What the messages say stands in :mod:`.message_kinds`."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q
from django.urls import reverse
from django.utils import translation

from ..mailing.kinds import site_of_page
from ..mailing.languages import spoken
from ..mailing.outbox import queue
from ..mailing.recipients import Recipient, address_of
from ..members.backends import get_backend


def site_of(call):
    """Return the site on which the page of ``call`` stands, else the main one."""
    return site_of_page(call.source_page if call else None)


def site_url(call, name, *args, language):
    """Return an absolute address of ours on the site of the call's page."""
    site = site_of(call)
    with translation.override(spoken(language)):
        return (site.root_url if site else "") + reverse(name, args=args)


def tell_confirmation(proposal, correction=""):
    """Send the contact person the reference and a copy of the answers.

    With the reason of a ``correction``, it says that and why the editors corrected
    them. Returns the deliveries.
    """
    kind = "correction" if correction else "confirmation"
    data = {"reason": correction} if correction else {}
    return queue(kind, proposal, contact_of(proposal), data=data)


def tell_extension(proposal, reason):
    """Tell the people behind a proposal that it was given more time, and why."""
    return queue("extension", proposal, contact_of(proposal), data={"reason": reason})


def contact_of(proposal):
    """Return [the contact of ``proposal``, or else who started it], or nobody."""
    address = proposal.contact_email or address_of(proposal.started_by)
    name = proposal.contact_name
    return [Recipient(address, name, proposal.language)] if address else []


def tell_invitation(partner):
    """Ask everybody who acts for the partner to confirm."""
    return _tell_partner("partner_invitation", partner)


def tell_removal(partner):
    """Tell everybody who acts for the partner that it has no part in it any more."""
    return _tell_partner("partner_removed", partner)


def tell_changed(partner):
    """Tell everybody who acts for a partner that what it confirmed was changed."""
    return _tell_partner("partner_changed", partner)


def _tell_partner(kind, partner):
    return queue(kind, partner, get_backend().recipients_of(partner.organization))


def tell_partner_answer(partner, *, accepted):
    """Tell whoever invited the partner what the partner answered."""
    proposal = partner.proposal
    address = address_of(partner.invited_by) or proposal.contact_email
    kind = "partner_confirmed" if accepted else "partner_refused"
    if not address:
        return []
    name = partner.invited_by.get_full_name() if partner.invited_by else ""
    return queue(kind, partner, [Recipient(address, name, proposal.language)])


def tell_call_stopped(call):
    """Tell the editors that a call with dates is not on the site any more."""
    return queue("call_stopped", call, editors_of(call))


def editors_of(call, codename="change_call", *, but=None):
    """Return who is told what concerns the editors of ``call`` (or None).

    That is the call's contact address where its page names one; else each editor with
    the permission ``codename`` except ``but``, who has done it.
    """
    page = call.source_page if call else None
    if page and page.contact_email:
        language = call.source_locale.language_code
        return [Recipient(page.contact_email, page.contact_name, language)]
    return [recipient_of(user) for user in editors(codename) if user != but]


def editors(codename="change_call"):
    """Return the active users with an address who hold the permission ``codename``."""
    User = get_user_model()
    permission = Permission.objects.filter(
        codename=codename, content_type__app_label="workshops_plugin"
    )
    return (
        User.objects.filter(
            Q(groups__permissions__in=permission) | Q(user_permissions__in=permission),
            is_active=True,
        )
        .exclude(**{User.get_email_field_name(): ""})
        .distinct()
    )


def recipient_of(user):
    """Return a user of the admin as a :class:`Recipient`."""
    name = user.get_full_name() if hasattr(user, "get_full_name") else ""
    return Recipient(
        address_of(user), name or "", language_of(user) or "", f"user:{user.pk}"
    )


def title_of(proposal):
    """Return the title as submitted or, for a draft, as it stands there."""
    if proposal.title:
        return proposal.title
    draft = getattr(proposal, "draft", None)
    return next(iter(draft.data.get("title", [])), "") if draft else ""


def language_of(user):
    profile = getattr(user, "wagtail_userprofile", None)
    return profile.get_preferred_language() if profile else None
