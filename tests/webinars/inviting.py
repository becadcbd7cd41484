"""Members to invite, a webinar that is ready, and campaigns about it."""

from tests.calls import site
from workshops_plugin.mailing import actions as mailing
from workshops_plugin.mailing import worker
from workshops_plugin.mailing.enums import DeliveryState
from workshops_plugin.mailing.models import Delivery
from workshops_plugin.models import Membership
from workshops_plugin.webinars import actions

from . import stage


def members(count, *, language="en", name="Union"):
    """Make ``count`` people of one member organization; return their addresses."""
    organization = site.make_organization(f"{name} of {count}")
    addresses = [f"{name.lower()}{n}@members.example" for n in range(count)]
    Membership.objects.bulk_create(
        Membership(
            organization=organization, email=address, name=address, language=language
        )
        for address in addresses
    )
    return addresses


def ready(webinar):
    """Fill in, submit and approve the preparation, so that people may be invited."""
    stage.prepared(webinar)
    actions.submit_preparation(webinar, by=None)
    actions.approve_preparation(webinar, by=None)
    actions.confirm_link(webinar, by=None)
    return webinar


def campaign(webinar, by=None, *, audience="members", start=True, **values):
    made = mailing.make_campaign(
        "webinar_invitation", webinar, audience=audience, by=by, **values
    )
    return mailing.start_campaign(made, by=by) if start else made


def send_some(count):
    """Let a worker send ``count`` messages and stop."""
    left = iter([False] * (count + 1))
    return worker.work(stopped=lambda: next(left, True))


def send_all():
    return dict(worker.work())


def told():
    """Return {address: [kind and sequence of what was sent to it, …]}."""
    found = {}
    rows = Delivery.objects.filter(state=DeliveryState.SENT).order_by("pk")
    for row in rows:
        found.setdefault(row.address, []).append((row.kind, row.sequence))
    return found
