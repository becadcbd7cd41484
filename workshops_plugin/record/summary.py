"""How much there is on record, without looking into it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Sum

from .models import Chain, Seal


@dataclass(frozen=True)
class Summary:
    """How many versions in how many chains; when they were sealed last."""

    versions: int
    chains: int
    adopted: int
    sealed_at: datetime | None


def summary(root):
    """Return the :class:`Summary` of what belongs to ``root`` (a key). Two queries."""
    counts = Chain.objects.filter(root=root).aggregate(
        versions=Sum("length", default=0),
        chains=Count("pk"),
        adopted=Sum("adopted", default=0),
    )
    last = Seal.objects.filter(root=root).order_by("number").last()
    return Summary(**counts, sealed_at=last.sealed_at if last else None)
