"""What is counted for the annual report; upper parts add what they know.

A source names proposals of calls, each with the year to which it belongs. Register one
when your app is ready::

    from workshops_plugin.calls.counting import Source, register

    register(Source("published", _("Published"), 40, published_proposals))

where ``published_proposals`` returns pairs (key of a proposal, year).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from .enums import ProposalStatus
from .models import Proposal

_sources = []


@dataclass(frozen=True)
class Source:
    """One column of the report: ``find`` returns [(key of a proposal, year), …]."""

    key: str
    label: Any
    order: int
    find: Callable


def register(source):
    """Add ``source`` to the report."""
    _sources.append(source)


def sources():
    """Return the :class:`Source` s of the report, in their order."""
    return sorted(_sources, key=lambda source: source.order)


def submitted():
    """Return what was submitted, and not withdrawn, by the year its call closed."""
    rows = Proposal.objects.filter(status=ProposalStatus.SUBMITTED).order_by()
    return list(rows.values_list("pk", ExtractYear("call__closes_at")))


register(Source("proposals", _("Proposals"), 10, submitted))
