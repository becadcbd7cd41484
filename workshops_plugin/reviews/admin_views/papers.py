"""Pages that are made to be printed."""

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from ...calls.changes import public_changes
from ...record import seals
from ...record.summary import summary
from ...record.verification import verify
from ...screens import AdminView
from ..conflict_log import conflicts_of
from ..models import Series
from ..report import (
    counts_of,
    late_changes,
    lifted,
    pack,
    reviewers_of,
    revisions,
    selection,
)
from ..rules import barred_for, is_editable
from ..snapshot import told
from .base import ReadMixin


class PaperView(ReadMixin, AdminView):
    """A page without the admin around it."""

    header_icon = "doc-full"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            paper_title=self.get_page_title(),
            final=not is_editable(self.call),
            now=timezone.now(),
            **kwargs,
        )


class ReportView(PaperView):
    """The selection report: what was decided, by which rules, and sealed how."""

    template_name = "workshops_plugin/admin/reviews/report.html"
    page_title = gettext_lazy("Selection report")

    @cached_property
    def seals(self):
        return seals.listed(self.call.pk)

    def get_context_data(self, **kwargs):
        call = self.call
        sealed = call.announced_at and self.seals
        at = self.seals[0].sealed_at if sealed and not is_editable(call) else None
        found, lines = selection(call, self.request.user, at=at)
        reserves = [ln for ln in lines if _order(ln)]
        conflicts = conflicts_of(call)
        # The merit of all together says something of each.
        barred = not at and barred_for(self.request.user, call)
        return super().get_context_data(
            ranking=found,
            lines=lines,
            reserves=sorted(reserves, key=_order),
            counts=counts_of(call),
            reviewers=reviewers_of(call, named=call.name_reviewers),
            conflicts=sum(entry.conflict.is_active for entry in conflicts),
            lifted=[entry for entry in conflicts if not entry.conflict.is_active],
            covered=sum(not line.is_short for line in lines),
            revised=len(revisions(call)),
            changes=public_changes(call),
            seals=self.seals,
            board=None if barred else told(self.series, [ln.row for ln in lines]),
            **kwargs,
        )

    @property
    def series(self):
        return Series.objects.filter(call=self.call).first()


def _order(line):
    decision = line.row.decision
    return (decision and decision.reserve_order) or 0


class PackView(PaperView):
    """Proposals and ranking for the committee, before anything is final."""

    template_name = "workshops_plugin/admin/reviews/pack.html"
    page_title = gettext_lazy("Committee pack")

    def get_context_data(self, **kwargs):
        found, sheets, criteria, barred = pack(self.call, self.request.user)
        return super().get_context_data(
            ranking=found, sheets=sheets, criteria=criteria, barred=barred, **kwargs
        )


class AuditView(PaperView):
    """What an auditor asks of a call, on one page."""

    template_name = "workshops_plugin/admin/reviews/audit.html"
    page_title = gettext_lazy("Auditor’s report")

    def get_context_data(self, **kwargs):
        call = self.call
        return super().get_context_data(
            report=verify(call.pk),
            summary=summary(call.pk),
            seals=seals.listed(call.pk),
            changes=public_changes(call),
            late=late_changes(call, barred_for(self.request.user, call)),
            revisions=revisions(call),
            lifted=lifted(call),
            reviewers=reviewers_of(call, named=True),
            **kwargs,
        )
