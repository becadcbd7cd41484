"""What is asked about many deliveries at once, shortly before each of them leaves."""

import time

from django.db.models import Q

from .enums import CampaignState, DeliveryState
from .kinds import kind_of
from .models import Campaign, Delivery, Preference, Suppression
from .rendering import compose, parts_of

#: For so many seconds an answer holds, then it is asked again.
FRESH = 1


class Facts:
    """Answers about ``deliveries``, and the messages that are made of them.

    What a message is about is no part of it: that is asked each time, because nobody
    is to hear an old time after it has changed.
    """

    def __init__(self, deliveries):
        self.since, self.deliveries = time.monotonic(), deliveries
        self.claimed = set(
            Delivery.objects.filter(
                claim__in={delivery.claim for delivery in deliveries},
                state=DeliveryState.SENDING,
            ).values_list("pk", flat=True)
        )
        digests = {delivery.recipient for delivery in deliveries}
        keys = {delivery.key for delivery in deliveries if delivery.key}
        self.campaigns = Campaign.objects.in_bulk(
            {delivery.campaign_id for delivery in deliveries if delivery.campaign_id}
        )
        self.suppressed = set(
            Suppression.objects.filter(recipient__in=digests).values_list(
                "recipient", flat=True
            )
        )
        rows = Preference.objects.filter(Q(recipient__in=digests) | Q(key__in=keys))
        self.refused = set()
        for recipient, key, category in rows.values_list(
            "recipient", "key", "category"
        ):
            self.refused |= {(category, recipient), (category, key)}
        self._subjects, self._readers, self._parts = {}, {}, {}

    @property
    def is_stale(self):
        return time.monotonic() - self.since > FRESH

    def campaign_of(self, delivery):
        """Give ``delivery`` its campaign, as it is now; return that, or None."""
        campaign = self.campaigns.get(delivery.campaign_id)
        if campaign:
            delivery.campaign = campaign
        return campaign

    def is_running(self, delivery):
        """Tell whether the campaign of ``delivery``, if it has one, is being sent."""
        campaign = self.campaign_of(delivery)
        return campaign is None or campaign.state == CampaignState.RUNNING

    def refuses(self, delivery, category):
        """Tell whether the recipient does not want messages of ``category``."""
        known = {(category, delivery.recipient)}
        if delivery.key:
            known.add((category, delivery.key))
        return bool(known & self.refused)

    def subject_of(self, delivery):
        """Return what ``delivery`` is about, as it is at this moment, or None.

        It is read again where its state has changed since it was read last.
        """
        kind = kind_of(delivery.kind)
        state = kind.state_of(delivery)
        if state is None:
            return kind.find(delivery)
        key = (kind.name, delivery.subject, state)
        if key not in self._subjects:
            self._subjects[key] = kind.find(delivery)
        return self._subjects[key]

    def reads(self, delivery, subject):
        """Tell whether the recipient is still among those whom it is for."""
        kind = kind_of(delivery.kind)
        key = (delivery.kind, delivery.subject, delivery.campaign_id, id(subject))
        if key not in self._readers:
            same = [
                each
                for each in self.deliveries
                if (each.kind, each.subject, each.campaign_id) == key[:3]
            ]
            for each in same:
                self.campaign_of(each)
            self._readers[key] = kind.readers(same, subject)
        readers = self._readers[key]
        return readers is None or delivery.address.lower() in readers

    def message(self, delivery, subject):
        """Return ``delivery`` as a message; what many have in common is made once."""
        kind = kind_of(delivery.kind)
        if not kind.alike:
            return compose(parts_of(delivery, subject), delivery)
        key = (delivery.kind, delivery.campaign_id, delivery.language, id(subject))
        if key not in self._parts:
            self._parts[key] = parts_of(delivery, subject)
        return compose(self._parts[key], delivery)
