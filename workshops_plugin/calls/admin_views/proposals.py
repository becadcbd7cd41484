"""The list of proposals and its export."""

from collections import OrderedDict
from tempfile import TemporaryFile

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import FileResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import (
    BulkActionsCheckboxColumn,
    Column,
    DateColumn,
    StatusTagColumn,
    TitleColumn,
)
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import HeaderButton

from ...mailing.actions import SENDER
from ...record.export import SafeExportMixin
from ..export import columns_for, export_row
from ..filters import ProposalFilterSet
from ..listing import listed_proposals, search
from ..models import Call, Proposal
from .base import PROPOSAL_POLICY

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def shown_title(proposal):
    """Return what editors may read: nothing of a draft's own words."""
    if proposal.is_draft:
        return _("Draft, not yet submitted")
    return proposal.title


def status_words(proposal):
    """Return its state or, once the results are announced, its result."""
    if proposal.is_submitted and proposal.decision:
        return proposal.get_decision_display()
    return proposal.get_status_display()


def _considerations(proposal):
    words = []
    if proposal.is_joint:
        words.append(_("Joint"))
    if proposal.is_pathfinder:
        words.append(_("Pathfinder"))
    return ", ".join(words)


class Streamed:
    """A queryset of proposals that is read in pieces, so that memory stays flat.

    Not by a cursor: not every database's leaves the rest of the rows with it.
    """

    CHUNK = 200

    def __init__(self, queryset):
        self.queryset, self.model = queryset, queryset.model

    def __iter__(self):
        keys = list(self.queryset.values_list("pk", flat=True))
        for start in range(0, len(keys), self.CHUNK):
            chunk = keys[start : start + self.CHUNK]
            found = self.queryset.in_bulk(chunk)
            for key in chunk:
                if proposal := found.pop(key, None):
                    yield proposal
                    # It and its partners hold each other: parted, both are freed.
                    proposal._prefetched_objects_cache.clear()


class ProposalIndexView(SafeExportMixin, IndexView):
    model = Proposal
    permission_policy = PROPOSAL_POLICY
    any_permission_required = ["change", "view"]
    page_title = gettext_lazy("Proposals")
    header_icon = "form"
    paginate_by = 50
    search_fields = ["reference"]
    search_backend_name = None
    table_classname = "listing workshops-listing"
    filterset_class = ProposalFilterSet
    index_url_name = "workshops_proposals:index"
    index_results_url_name = "workshops_proposals:index_results"
    results_template_name = "workshops_plugin/admin/calls/proposals_results.html"
    default_ordering = "-changed_at"
    export_filename = "proposals"
    template_name = "workshops_plugin/admin/calls/proposals.html"
    columns = [
        BulkActionsCheckboxColumn("bulk_actions", obj_type="proposal"),
        TitleColumn(
            "title",
            label=gettext_lazy("Proposal"),
            accessor=shown_title,
            url_name="workshops_proposals:inspect",
            get_title_id=lambda proposal: f"proposal_{proposal.pk}_title",
        ),
        Column("reference", label=gettext_lazy("Reference"), sort_key="reference"),
        Column(
            "lead_organization",
            label=gettext_lazy("Lead organization"),
            sort_key="lead_organization__name",
        ),
        StatusTagColumn(
            "status",
            label=gettext_lazy("Status"),
            accessor=status_words,
            primary=lambda proposal: proposal.is_submitted,
            sort_key="status",
        ),
        Column(
            "considerations",
            label=gettext_lazy("Considerations"),
            accessor=_considerations,
        ),
        Column("call", label=gettext_lazy("Call"), sort_key="call__title"),
        DateColumn(
            "changed_at",
            label=gettext_lazy("Last submitted"),
            sort_key="changed_at",
        ),
    ]

    def get(self, request, *args, **kwargs):
        """Export without the list's context, which would hold all rows at once."""
        if self.is_export:
            return self.as_spreadsheet(self.get_queryset(), request.GET["export"])
        return super().get(request, *args, **kwargs)

    def get_base_queryset(self):
        return listed_proposals()

    def get_search_form(self):
        form = super().get_search_form()
        form.fields["q"].widget.attrs["placeholder"] = _(
            "Reference, title, organization, person or e-mail"
        )
        return form

    def search_queryset(self, queryset):
        return search(queryset, self.search_query) if self.is_searching else queryset

    def order_queryset(self, queryset):
        """Put drafts last on every database, whichever way the dates run."""
        if self.ordering in ("changed_at", "-changed_at"):
            latest_first = self.ordering.startswith("-")
            moment = F("changed_at")
            order = moment.desc if latest_first else moment.asc
            return queryset.order_by(order(nulls_last=True), "-created_at", "-pk")
        return super().order_queryset(queryset)

    def get_add_url(self):
        return None

    @cached_property
    def header_buttons(self):
        buttons = []
        if self.user_has_permission("add"):
            url = reverse("workshops_proposals:choose_call")
            buttons.append(
                HeaderButton(_("Enter a proposal"), url=url, icon_name="plus")
            )
        may_write = self.user_has_permission("change") and self.request.user.has_perm(
            SENDER
        )
        if may_write and self.export_call:
            arguments = ["proposal_message", self.export_call.pk]
            url = reverse("workshops_mailing:add_campaign", args=arguments)
            query = self.request.GET.urlencode()
            label = _("Write to their contacts")
            buttons.append(HeaderButton(label, url=f"{url}?{query}", icon_name="mail"))
        return buttons

    @cached_property
    def show_export_buttons(self):
        return self.request.user.has_perm("workshops_plugin.export_proposal")

    @cached_property
    def export_call(self):
        """The one call that the list is about, whose questions become columns."""
        if self.filters and self.filters.is_valid():
            call = self.filters.form.cleaned_data.get("call")
            if call:
                return call
        calls = list(Call.objects.all()[:2])
        return calls[0] if len(calls) == 1 else None

    @cached_property
    def export_columns(self):
        return columns_for(self.export_call)

    @property
    def list_export(self):
        if self.is_export:
            return list(self.export_columns)
        # Wagtail 7.4 asks for it in the list too, only to decide about the buttons.
        return ["reference"] if self.show_export_buttons else []

    @property
    def export_headings(self):
        return {key: column.heading for key, column in self.export_columns.items()}

    def to_row_dict(self, item):
        return OrderedDict(export_row(item, self.export_columns))

    def as_spreadsheet(self, queryset, spreadsheet_format):
        if not self.show_export_buttons:
            raise PermissionDenied
        queryset = queryset.select_related(None).select_related(
            "call", "lead_organization"
        )
        queryset = queryset.prefetch_related("partners__organization")
        return super().as_spreadsheet(Streamed(queryset), spreadsheet_format)

    def write_xlsx_response(self, queryset):
        """Write to a file, not to memory."""
        output = TemporaryFile()  # noqa: SIM115 (the response closes it)
        self.write_xlsx(queryset, output)
        output.seek(0)
        return FileResponse(
            output,
            as_attachment=True,
            content_type=XLSX,
            filename=f"{self.get_filename()}.xlsx",
        )
