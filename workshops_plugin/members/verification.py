"""Functions for ``WORKSHOPS_VERIFIED_EMAILS``: which addresses are surely a user's."""


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
