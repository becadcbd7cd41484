"""Listens to what sites hear of messages that came back."""

from ..signals import address_failed
from .actions import suppress


def connect():
    address_failed.connect(suppress_failed, dispatch_uid="workshops_mailing")


def suppress_failed(address, why, detail="", **kwargs):
    """Send nothing more to an address that bounces, or whose owner complains."""
    suppress(address, why=why, detail=detail, by=None)
