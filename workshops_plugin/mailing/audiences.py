"""To whom a campaign goes. Upper parts register theirs here."""

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

    def languages(self):
        """Return {address in lower case: language} of those whose own is known."""
        return {}

    def pairs(self, campaign):
        language, known = campaign.parameters.get("language", ""), self.languages()
        return [
            (
                campaign.subject,
                Recipient(address, name, known.get(address.lower()) or language),
            )
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
    for name, address in _parts_of(text):
        if is_address(address):
            found.setdefault(address.lower(), [name, address])
        else:
            wrong.append(f"{name} {address}".strip())
    if wrong:
        raise ValidationError(
            ngettext(
                "This is no e-mail address: %(wrong)s",
                "These are no e-mail addresses: %(wrong)s",
                len(wrong),
            )
            % {"wrong": "; ".join(wrong)}
        )
    return list(found.values())


def _parts_of(text):
    """Yield (name, address) of each part of ``text``, whether it is an address or not.

    A line with one address is one part, so that a name may hold a comma.
    """
    for line in text.replace(";", "\n").replace("\t", "\n").splitlines():
        parts = [line] if line.count("@") < 2 and "<" in line else line.split(",")
        for part in filter(None, (part.strip() for part in parts)):
            name, bracket, rest = part.rpartition("<")
            if bracket and rest.endswith(">"):
                yield " ".join(name.replace('"', "").split()), rest[:-1].strip()
            else:
                yield "", part


def written_address(name, address):
    """Return a pair as :func:`read_addresses` understands it, for people to read."""
    return f"{name} <{address}>" if name else address
