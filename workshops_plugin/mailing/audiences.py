"""To whom a campaign goes. Upper parts register theirs here."""

from email.utils import getaddresses

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy, ngettext

from .recipients import Recipient, is_address

_audiences = {}


class Audience:
    """A way to choose recipients; ``parameters`` is what an editor chose for it."""

    name = ""
    label = ""
    #: Whether its members have asked for it, whatever else they refuse.
    asked_for = False

    def pairs(self, campaign):
        """Return (key of what it is about, :class:`Recipient`), one a message."""
        raise NotImplementedError

    def still(self, addresses, campaign):
        """Return those of ``addresses`` (in lower case) that are still among it."""
        return addresses

    def words(self, campaign):
        """Return who that is, for people, in a few words."""
        return str(self.label)

    def parameters(self, query):
        """Return what the address of the form (a QueryDict) says of it."""
        return {}

    def fields(self):
        """Return {name: form field} of what an editor chooses besides; model rows."""
        return {}


def register(audience):
    """Add a subclass of :class:`Audience`; also usable as a decorator."""
    _audiences[audience.name] = audience()
    return audience


def audience_of(campaign):
    """Return the audience of ``campaign``; one that is not there any more is empty."""
    return _audiences.get(campaign.audience) or Nobody()


def readers_of(deliveries):
    """Return which addresses of ``deliveries`` their campaign's audience still has."""
    found = {delivery.address.lower() for delivery in deliveries}
    campaign = next((each.campaign for each in deliveries if each.campaign_id), None)
    return audience_of(campaign).still(found, campaign) if campaign else found


def audiences(names):
    """Return those of the registered audiences that are called ``names``."""
    return [_audiences[name] for name in names if name in _audiences]


class Nobody(Audience):
    label = gettext_lazy("Nobody")

    def pairs(self, campaign):
        return []

    def still(self, addresses, campaign):
        return set()


@register
class Given(Audience):
    """A list of addresses that an editor has entered."""

    name = "given"
    label = gettext_lazy("A list of addresses")

    def pairs(self, campaign):
        language = campaign.parameters.get("language", "")
        return [
            (campaign.subject, Recipient(address, name, language))
            for name, address in campaign.parameters.get("addresses", [])
        ]

    def words(self, campaign):
        count = len(campaign.parameters.get("addresses", []))
        return ngettext(
            "%(count)d address entered by hand",
            "%(count)d addresses entered by hand",
            count,
        ) % {"count": count}


def read_addresses(text):
    """Return [[name, address], …] of what somebody has pasted, each address once.

    Lines or commas part them, ``Name <address>`` is understood. Raises
    ``ValidationError`` that names what is no address.
    """
    found, wrong = {}, []
    lines = text.replace(";", ",").replace("\n", ",").split(",")
    for line in filter(None, (line.strip() for line in lines)):
        name, address = getaddresses([line])[0]
        if is_address(address):
            found.setdefault(address.lower(), [name, address])
        else:
            wrong.append(line)
    if wrong:
        raise ValidationError(
            ngettext(
                "This is no e-mail address: %(wrong)s",
                "These are no e-mail addresses: %(wrong)s",
                len(wrong),
            )
            % {"wrong": "; ".join(wrong[:5])}
        )
    return list(found.values())
