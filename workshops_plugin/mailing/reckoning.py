"""Whom a campaign would reach, and who is left out, and why."""

from collections import Counter
from dataclasses import dataclass, field

from .audiences import audience_of
from .enums import DeliveryState
from .kinds import kind_of
from .languages import spoken
from .models import Delivery, MailState, Preference, Suppression
from .recipients import digest, is_address
from .rendering import is_service


@dataclass
class Reckoning:
    """``reached`` are (key, digest, recipient); the rest are counts by cause."""

    reached: list = field(default_factory=list)
    unsubscribed: int = 0
    suppressed: int = 0
    told: int = 0
    barred: int = 0
    without: int = 0

    @property
    def languages(self):
        """How many are written to in each language, the most first."""
        codes = Counter(spoken(person.language) for _k, _d, person in self.reached)
        return codes.most_common()

    @property
    def left_out(self):
        return (
            self.unsubscribed + self.suppressed + self.told + self.barred + self.without
        )


def reckon(campaign):
    """Return the :class:`Reckoning` of ``campaign`` as of now.

    The number of queries does not depend on how many there are.
    """
    kind, salt = kind_of(campaign.kind), MailState.load().salt
    found, seen = Reckoning(), set()
    audience = audience_of(campaign)
    refusers, keys = (set(), set()) if audience.asked_for else _refusers(kind)
    suppressed = set(Suppression.objects.values_list("recipient", flat=True))
    told = _told(campaign, kind)
    barred = kind.bars(campaign)
    for key, person in audience.pairs(campaign):
        if not is_address(person.email):
            found.without += 1
            continue
        recipient = digest(person.email, salt)
        if (key, recipient) in seen:
            continue
        seen.add((key, recipient))
        if (key, recipient) in told:
            found.told += 1
        elif recipient in suppressed:
            found.suppressed += 1
        elif recipient in refusers or (person.key and person.key in keys):
            found.unsubscribed += 1
        elif barred(person):
            found.barred += 1
        else:
            found.reached.append((key, recipient, person))
    return found


def _refusers(kind):
    """Return the digests, and the keys, of those who do not want such messages."""
    if is_service(kind):
        return set(), set()
    rows = Preference.objects.filter(category=kind.category)
    pairs = list(rows.values_list("recipient", "key"))
    return {recipient for recipient, _key in pairs}, {key for _r, key in pairs if key}


def _told(campaign, kind):
    """Return the (key, digest) of those who have had such a message, or will."""
    rows = Delivery.objects.exclude(
        state__in=(DeliveryState.DROPPED, DeliveryState.FAILED)
    ).exclude(campaign=campaign.pk)
    if kind.family:
        rows = rows.filter(kind__in=kind.family)
    elif number := kind.number_of(campaign):
        rows = rows.filter(kind=kind.name, sequence=number)
    else:
        return set()
    return set(
        rows.filter(subject=campaign.subject).values_list("subject", "recipient")
    )
