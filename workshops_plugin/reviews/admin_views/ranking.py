"""The ranking of a call: to look at, to export, and to decide on."""

from collections import OrderedDict

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.paginator import WagtailPaginator

from ...calls.words import criteria_of
from ...errors import Refused
from ...record.export import SafeExportMixin
from ...screens import AdminView, PostedMixin
from ..actions import Choice, decide_all
from ..enums import ReviewState
from ..export import ranking_columns, review_columns, review_rows
from ..forms import DecisionForm, RankingForm
from ..listing import lines_for
from ..models import Review
from ..ranking import ranking
from ..rules import DECIDER, EXPORTER, barred_for, is_editable
from .base import DECISIONS, ReadMixin, tell_decided

FORMATS = ("csv", "xlsx")
#: A committee likes to see all at once; thousands would keep it waiting.
PER_PAGE = 100


class TableExport(SafeExportMixin):
    """Writes rows that are no model's, by columns of (heading, function)."""

    def export(self, rows, columns, name):
        """Return the file that ``?export=`` asks for; only for who may export."""
        spreadsheet_format = self.request.GET["export"]
        if not self.request.user.has_perm(EXPORTER):
            raise PermissionDenied
        if spreadsheet_format not in FORMATS:
            spreadsheet_format = "csv"
        self.columns, self.export_filename = columns, name
        self.list_export = list(columns)
        self.export_headings = {key: heading for key, (heading, _f) in columns.items()}
        return self.as_spreadsheet(rows, spreadsheet_format)

    def get_heading(self, queryset, field):
        return super().get_heading(None, field)

    def to_row_dict(self, item):
        pairs = ((key, value(item)) for key, (_h, value) in self.columns.items())
        return OrderedDict(pairs)


class RankingView(TableExport, ReadMixin, AdminView):
    template_name = "workshops_plugin/admin/reviews/ranking.html"
    page_title = gettext_lazy("Ranking")
    header_icon = "order"

    def get(self, request, *args, **kwargs):
        if "export" in request.GET:
            name = f"ranking-{self.call.prefix.lower()}"
            if at := self.values.get("at"):
                name += f"-{at.astimezone(self.call.zone):%Y-%m-%d-%H%M}"
            return self.export(self.lines(), ranking_columns(self.call), name)
        return super().get(request, *args, **kwargs)

    @cached_property
    def filters(self):
        form = RankingForm(self.request.GET, call=self.call)
        form.is_valid()
        return form

    @property
    def values(self):
        return getattr(self.filters, "cleaned_data", {})

    @cached_property
    def ranking(self):
        return ranking(self.call, at=self.values.get("at"))

    def query(self):
        """Return what was asked for, as the end of an address."""
        query = self.request.GET.copy()
        query.pop("export", None)
        return query.urlencode()

    def lines(self):
        return lines_for(self.request.user, self.ranking, self.values)

    def get_context_data(self, **kwargs):
        page = WagtailPaginator(self.lines(), PER_PAGE).get_page(
            self.request.GET.get("p")
        )
        may_decide = (
            self.request.user.has_perm(DECIDER)
            and is_editable(self.call)
            and not self.values.get("at")
        )
        return super().get_context_data(
            **{
                "lines": page,
                "elided_page_range": page.paginator.get_elided_page_range(page.number),
                "all": len(self.ranking.rows),
                "ranks_hidden": bool(barred_for(self.request.user, self.call)),
                "aside": self.ranking.aside,
                "ranking": self.ranking,
                "filters": self.filters,
                "media": self.filters.media,
                "may_decide": may_decide,
                "may_export": self.request.user.has_perm(EXPORTER),
                "query": self.query(),
                "decision_form": DecisionForm(auto_id="decide_%s"),
                **kwargs,
            }
        )


class DecideView(PostedMixin, RankingView):
    """Decides on what is ticked, in the order of the ranking."""

    page = "workshops_reviews:ranking"
    permission_policy = DECISIONS
    any_permission_required = ["add"]

    def post(self, request, *args, **kwargs):
        form = DecisionForm(request.POST, auto_id="decide_%s")
        chosen = set(request.POST.getlist("proposals"))
        rows = [row for row in self.ranking.rows if row.proposal.reference in chosen]
        if not rows:
            form.full_clean()
            form.add_error(None, _("Tick the proposals on which you decide."))
        elif form.is_valid():
            try:
                made = decide_all(self.call, self.choices(rows, form), by=request.user)
            except Refused as refused:
                form.refuse(refused)
            else:
                tell_decided(request, made)
                url = reverse("workshops_reviews:ranking", args=[self.call.pk])
                return redirect(f"{url}?{self.query()}")
        context = self.get_context_data(decision_form=form, chosen=chosen)
        return self.render_to_response(context)

    def choices(self, rows, form):
        values = form.cleaned_data
        order = values["reserve_order"] if len(rows) == 1 else None
        proposals = self.call.proposals.in_bulk([row.proposal.pk for row in rows])
        return [
            Choice(
                proposals[row.proposal.pk],
                values["decision"],
                values["rationale"],
                order,
            )
            for row in rows
        ]


class ReviewsExportView(TableExport, ReadMixin, AdminView):
    """All reviews of a call as a spreadsheet, but for what the reader must not see."""

    def get(self, request, *args, **kwargs):
        criteria = criteria_of(self.call)
        rows = Review.objects.filter(proposal__call=self.call).exclude(
            Q(state=ReviewState.OPEN)
            | Q(proposal__in=barred_for(request.user, self.call))
        )
        rows = rows.order_by("proposal__reference", "pk")
        request.GET = request.GET.copy()
        request.GET.setdefault("export", "csv")
        return self.export(
            review_rows(rows, criteria),
            review_columns(self.call, criteria),
            f"reviews-{self.call.prefix.lower()}",
        )
