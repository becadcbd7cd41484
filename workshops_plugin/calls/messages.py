"""The messages that calls and proposals cause."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from wagtail.models import Site

from ..mailing.send import send_message, spoken
from ..members.backends import get_backend
from .models import Proposal
from .present import present


def site_url(call, name, *args, language):
    """Return an absolute address of ours on the site of the call's page."""
    page = call.source_page
    site = (
        page.get_site() if page else Site.objects.filter(is_default_site=True).first()
    )
    with translation.override(spoken(language)):
        return (site.root_url if site else "") + reverse(name, args=args)


def send_confirmation(proposal, correction=""):
    """Send the contact person the reference and a copy of the answers.

    With the reason of a ``correction``, it says that and why the editors corrected
    them. Returns whether the message left; remembers when it did.
    """
    language = proposal.language
    sent = send_message(
        "correction" if correction else "confirmation",
        to=proposal.contact_email,
        language=language,
        context={
            "proposal": proposal,
            "call": proposal.call,
            "page": _page(proposal.call, language),
            "view": _in(language, present, proposal),
            "reason": correction,
            "url": site_url(
                proposal.call, "workshops:proposal", proposal.pk, language=language
            ),
        },
    )
    if sent:
        Proposal.objects.filter(pk=proposal.pk).update(confirmed_at=timezone.now())
    return sent


def send_extension(proposal, reason):
    """Tell the people behind a proposal that it was given more time, and why."""
    address = proposal.contact_email or address_of(proposal.started_by)
    if not address:
        return False
    language = proposal.language
    return send_message(
        "extension",
        to=address,
        language=language,
        context={
            "proposal": proposal,
            "call": proposal.call,
            "page": _page(proposal.call, language),
            "title": title_of(proposal) or _in(language, gettext, "Untitled draft"),
            "reason": reason,
            "url": site_url(
                proposal.call, "workshops:proposal", proposal.pk, language=language
            ),
        },
    )


def send_invitation(partner):
    """Ask everybody who acts for the partner to confirm; return how many left."""
    return _send_to_partner("invitation", partner)


def send_removal(partner):
    """Tell everybody who acts for the partner that it has no part in it any more."""
    return _send_to_partner("removal", partner)


def send_changed(partner):
    """Tell everybody who acts for a partner that what it confirmed was changed."""
    return _send_to_partner("changed", partner)


def _send_to_partner(template, partner):
    proposal = partner.proposal
    return sum(
        send_message(
            template,
            to=recipient.email,
            language=recipient.language,
            context={
                "recipient": recipient,
                "partner": partner,
                "proposal": proposal,
                "call": proposal.call,
                "page": _page(proposal.call, recipient.language),
                "title": title_of(proposal),
                "until": proposal.partners_deadline,
                "url": site_url(
                    proposal.call,
                    "workshops:partner",
                    partner.pk,
                    language=recipient.language,
                ),
            },
        )
        for recipient in get_backend().recipients_of(partner.organization)
    )


def send_partner_answer(partner):
    """Tell whoever invited the partner what the partner answered."""
    inviter, proposal = partner.invited_by, partner.proposal
    address = address_of(inviter) or proposal.contact_email
    if not address:
        return False
    language = proposal.language
    return send_message(
        "partner_answer",
        to=address,
        language=language,
        context={
            "partner": partner,
            "proposal": proposal,
            "title": title_of(proposal),
            "url": site_url(
                proposal.call, "workshops:proposal", proposal.pk, language=language
            ),
        },
    )


def send_call_stopped(call):
    """Tell the editors that a call with dates is not on the site any more."""
    return sum(
        send_message(
            "call_stopped",
            to=address_of(editor),
            language=language_of(editor),
            context={"call": call, "count": call.proposals.count()},
        )
        for editor in editors()
    )


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


def address_of(user):
    """Return where ``user`` (or None) reads mail, by the user model's own field."""
    return getattr(user, user.get_email_field_name(), "") if user else ""


def title_of(proposal):
    """Return the title as submitted or, for a draft, as it stands there."""
    if proposal.title:
        return proposal.title
    draft = getattr(proposal, "draft", None)
    return next(iter(draft.data.get("title", [])), "") if draft else ""


def language_of(user):
    profile = getattr(user, "wagtail_userprofile", None)
    return profile.get_preferred_language() if profile else None


def _page(call, language):
    from .queries import page_for

    return page_for(call, language)


def _in(language, function, *args):
    with translation.override(language):
        return function(*args)
