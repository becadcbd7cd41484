"""Hears from django-anymail what became of messages (extra ``anymail``).

Connected by itself where ``anymail`` is in INSTALLED_APPS.
"""

from anymail.signals import tracking

from ..signals import address_failed
from .enums import Complaint


def connect():
    tracking.connect(hear, dispatch_uid="workshops_mailing")


def hear(sender, event, **kwargs):
    """Pass on what means that an address is not to be written to any more."""
    if not event.recipient:
        return
    if event.event_type == "complained":
        why = Complaint.COMPLAINT
    elif event.event_type == "bounced" and event.reject_reason in (
        "bounced",
        "invalid",
    ):
        why = Complaint.BOUNCE
    else:
        return
    address_failed.send_robust(
        sender=hear,
        address=event.recipient,
        why=why,
        detail=event.description or event.mta_response or "",
    )
