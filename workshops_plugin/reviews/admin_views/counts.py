"""Counts for the annual report, on a screen and as a spreadsheet."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...screens import AdminView
from ..counts import counts, named, years_of
from ..forms.counts import CountsForm
from ..rules import EXPORTER
from .base import REVIEWS
from .ranking import TableExport


class CountsView(TableExport, AdminView):
    template_name = "workshops_plugin/admin/reviews/counts.html"
    page_title = gettext_lazy("Counts by dimension")
    header_icon = "table"
    permission_policy = REVIEWS
    any_permission_required = ["view"]

    def get(self, request, *args, **kwargs):
        if "export" in request.GET and self.filters.is_valid():
            return self.export(self.rows(), self.columns_of(), "counts")
        return super().get(request, *args, **kwargs)

    @cached_property
    def named(self):
        return named()

    @cached_property
    def filters(self):
        return CountsForm(self.request.GET, years=years_of(self.named))

    @cached_property
    def counts(self):
        if not self.filters.is_valid():
            return counts([(source, []) for source, _rows in self.named])
        values = self.filters.cleaned_data
        return counts(self.named, values["call"], values["year"])

    def rows(self):
        """Yield (dimension, value, {source: count}), the totals first."""
        yield _("All"), "", self.counts.totals
        for dimension, rows in self.counts.tables:
            for value, tally in rows:
                yield str(dimension.label), value, tally

    def columns_of(self):
        def count_of(key):
            return lambda row: row[2].get(key, 0)

        return {
            "dimension": (_("Dimension"), lambda row: row[0]),
            "value": (_("Value"), lambda row: row[1]),
            **{
                source.key: (str(source.label), count_of(source.key))
                for source in self.counts.sources
            },
        }

    def tables(self):
        """Return what is drawn: each count beside the total of its column."""
        found = []
        for dimension, rows in self.counts.tables:
            lines = [
                (value, [self._cell(source, tally) for source in self.counts.sources])
                for value, tally in rows
            ]
            found.append((dimension, lines))
        return found

    def _cell(self, source, tally):
        total = self.counts.totals[source.key]
        return {"count": tally.get(source.key, 0), "total": total}

    def get_context_data(self, **kwargs):
        query = self.request.GET.copy()
        query.pop("export", None)
        return super().get_context_data(
            filters=self.filters,
            counts=self.counts,
            tables=self.tables(),
            totals=[self.counts.totals[each.key] for each in self.counts.sources],
            may_export=self.request.user.has_perm(EXPORTER),
            query=query.urlencode(),
            **kwargs,
        )
