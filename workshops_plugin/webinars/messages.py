"""Tells hosts and the Secretariat of each other: queues it, in the verb's own
transaction. What the messages say stands in :mod:`.message_kinds`."""

from ..calls.messages import editors_of
from ..mailing.outbox import queue
from ..members.backends import get_backend
from .rules import is_secretariat


def _tell_editors(kind, webinar, *, but=None):
    proposal = webinar.proposals.select_related("call").first()
    call = proposal.call if proposal else None
    queue(kind, webinar, editors_of(call, "change_webinar", but=but))


def hosts_people(webinar):
    """Return the recipients who act for a host of ``webinar``."""
    backend, hosts = get_backend(), webinar.hosts.select_related("organization")
    return [p for host in hosts for p in backend.recipients_of(host.organization)]


def tell_submitted(webinar, by):
    """Tell the editors that a preparation waits for them."""
    _tell_editors("preparation_submitted", webinar, but=by)


def tell_link_changed(webinar, by):
    """Tell the editors, once a host has changed it. The link itself is not told."""
    if by is not None and not is_secretariat(by):
        _tell_editors("meeting_link_changed", webinar)


def tell_hosts_changes(webinar):
    """Tell everybody who acts for a host that changes are asked for."""
    queue("changes_asked", webinar, hosts_people(webinar))


def tell_hosts_approved(webinar):
    """Tell everybody who acts for a host that the preparation is approved."""
    queue("preparation_approved", webinar, hosts_people(webinar))
