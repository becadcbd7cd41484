"""Functions for ``WORKSHOPS_VERIFIED_EMAILS``: which addresses are surely a user's."""

from ..conf import app_settings


def vouched_addresses(user):
    """Return the addresses, in lower case, that the site has verified for ``user``.

    Without ``WORKSHOPS_VERIFIED_EMAILS`` there are none.
    """
    vouch = app_settings.load("VERIFIED_EMAILS")
    found = vouch(user) if vouch else ()
    return {address.strip().lower() for address in found} - {""}


def user_email(user):
    """Vouch for the account's own address.

    Only for sites where nobody can change that address without proving it: note
    that Wagtail's account page allows it unless WAGTAIL_EMAIL_MANAGEMENT_ENABLED
    is False.
    """
    return [getattr(user, user.get_email_field_name(), "") or ""]


def allauth_emails(user):
    """Vouch for the addresses that django-allauth has verified."""
    from allauth.account.models import EmailAddress

    return list(
        EmailAddress.objects.filter(user=user, verified=True).values_list(
            "email", flat=True
        )
    )
