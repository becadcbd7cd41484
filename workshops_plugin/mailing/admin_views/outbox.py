"""The outbox: how it stands, what was sent, what failed, whom nothing reaches."""

from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permission_policies import ModelPermissionPolicy

from ...screens import AdminView, PostedMixin, VerbFormView
from ..actions import lift, pause_all, resume_all, suppress, try_again
from ..enums import DeliveryState
from ..forms import AddressForm
from ..kinds import CampaignKind, all_kinds, kind_of
from ..models import Campaign, Delivery, MailState, Suppression
from ..progress import progress_of, standing

DELIVERIES = ModelPermissionPolicy(Delivery)
STATES = ModelPermissionPolicy(MailState)
SUPPRESSIONS = ModelPermissionPolicy(Suppression)
SHOWN = 15


class OutboxView(AdminView):
    """How the outbox stands, and the latest campaigns."""

    permission_policy = DELIVERIES
    any_permission_required = ["change", "view"]
    template_name = "workshops_plugin/admin/mailing/outbox.html"
    page_title = gettext_lazy("Outbox")
    header_icon = "mail"

    @cached_property
    def header_buttons(self):
        names = [
            (_("All messages"), "deliveries", "list-ul"),
            (_("Texts of messages"), "texts", "edit"),
            (_("Suppressed addresses"), "suppressed", "warning"),
        ]
        return [
            HeaderButton(
                label, url=reverse(f"workshops_mailing:{name}"), icon_name=icon
            )
            for label, name, icon in names
        ]

    def campaigns(self, user):
        """Return the latest campaigns of which ``user`` may know."""
        hidden = Q(pk__in=[])
        for kind in all_kinds():
            if isinstance(kind, CampaignKind) and not kind.may_read(user):
                hidden |= Q(kind__startswith=kind.name)
        return list(Campaign.objects.exclude(hidden)[:SHOWN])

    def get_context_data(self, **kwargs):
        user = self.request.user
        campaigns = self.campaigns(user)
        progress = progress_of(campaigns)
        return super().get_context_data(
            standing=standing(),
            campaigns=[
                (campaign, kind_of(campaign.kind), progress[campaign.pk])
                for campaign in campaigns
            ],
            may_steer=STATES.user_has_permission(user, "change"),
            **kwargs,
        )


class SteerView(PostedMixin, AdminView):
    """Pauses or resumes all sending, or tries again what failed."""

    permission_policy = STATES
    any_permission_required = ["change"]

    def get(self, request, *args, **kwargs):
        return redirect("workshops_mailing:index")

    def post(self, request, *args, **kwargs):
        action = request.POST.get("action")
        if action == "pause":
            self.try_to(pause_all, success=_("Nothing leaves until you resume."))
        elif action == "resume":
            self.try_to(resume_all, success=_("Messages leave again."))
        elif action == "retry":
            rows = Delivery.objects.filter(state=DeliveryState.FAILED)
            count = try_again(list(rows.values_list("pk", flat=True)))
            words = ngettext(
                "%(count)d message is tried again.",
                "%(count)d messages are tried again.",
                count,
            )
            messages.success(request, words % {"count": count})
        return redirect("workshops_mailing:index")


def _kinds():
    return [(kind.name, kind.label) for kind in all_kinds()]


class DeliveryFilterSet(WagtailFilterSet):
    state = ChoiceFilter(
        label=gettext_lazy("State"),
        choices=DeliveryState.choices,
        empty_label=gettext_lazy("All"),
    )
    kind = ChoiceFilter(
        label=gettext_lazy("Message"),
        choices=_kinds,
        lookup_expr="startswith",
        empty_label=gettext_lazy("All"),
    )

    campaign = ModelChoiceFilter(
        label=gettext_lazy("Campaign"),
        queryset=Campaign.objects.all(),
        empty_label=gettext_lazy("All"),
    )

    class Meta:
        model = Delivery
        fields = []


class DeliveriesView(IndexView):
    """All messages, the latest first."""

    model = Delivery
    permission_policy = DELIVERIES
    any_permission_required = ["change", "view"]
    page_title = gettext_lazy("Messages")
    header_icon = "mail"
    paginate_by = 50
    default_ordering = "-created_at"
    search_fields = ["address", "name"]
    search_backend_name = None
    filterset_class = DeliveryFilterSet
    table_classname = "listing workshops-listing"
    index_url_name = "workshops_mailing:deliveries"
    index_results_url_name = "workshops_mailing:delivery_results"
    columns = [
        Column(
            "address",
            label=gettext_lazy("To"),
            accessor=lambda row: row.address or gettext_lazy("(forgotten)"),
        ),
        Column(
            "kind",
            label=gettext_lazy("Message"),
            accessor=lambda row: kind_of(row.kind).label,
        ),
        Column(
            "campaign",
            label=gettext_lazy("Campaign"),
            accessor=lambda row: row.campaign or "–",
        ),
        StatusTagColumn(
            "state",
            label=gettext_lazy("State"),
            accessor="get_state_display",
            primary=lambda row: row.state == DeliveryState.SENT,
        ),
        Column(
            "cause",
            label=gettext_lazy("Cause"),
            accessor=lambda row: row.get_cause_display() or row.detail or "",
        ),
        DateColumn("created_at", label=gettext_lazy("Queued")),
        DateColumn("finished_at", label=gettext_lazy("Finished")),
    ]

    def get_base_queryset(self):
        return Delivery.objects.select_related("campaign")

    def get_breadcrumbs_items(self):
        first, *rest = super().get_breadcrumbs_items()
        outbox = {"url": reverse("workshops_mailing:index"), "label": _("Outbox")}
        return [first, outbox, *rest]

    def order_queryset(self, queryset):
        return queryset.order_by("-created_at", "-pk")

    def get_add_url(self):
        return None

    def get_edit_url(self, instance):
        return None


class SuppressedView(VerbFormView):
    """To which addresses nothing is sent, and why."""

    permission_policy = SUPPRESSIONS
    any_permission_required = ["change", "view"]
    page_title = gettext_lazy("Suppressed addresses")
    template_name = "workshops_plugin/admin/mailing/suppressed.html"
    form_class = AddressForm
    submit_label = gettext_lazy("Send nothing there")
    success = gettext_lazy("Nothing more is sent there.")
    header_icon = "mail"

    def crumbs(self):
        return [(_("Outbox"), reverse("workshops_mailing:index"))]

    def back(self):
        return reverse("workshops_mailing:suppressed")

    def get_context_data(self, **kwargs):
        found = Suppression.objects.select_related("by")
        wanted = self.request.GET.get("q", "").strip()
        if wanted:
            found = found.filter(address__icontains=wanted)
        return super().get_context_data(
            rows=found[:200],
            total=Suppression.objects.count(),
            q=wanted,
            may_change=self.user_has_permission("change"),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        if not self.user_has_permission("change"):
            return redirect("workshops_mailing:suppressed")
        return super().post(request, *args, **kwargs)

    def carry_out(self, form):
        suppress(form.cleaned_data["address"], by=self.request.user)


class LiftView(PostedMixin, AdminView):
    permission_policy = SUPPRESSIONS
    any_permission_required = ["change"]

    def get(self, request, *args, **kwargs):
        return redirect("workshops_mailing:suppressed")

    def post(self, request, *args, **kwargs):
        row = get_object_or_404(Suppression, pk=self.kwargs["pk"])
        self.try_to(lift, row, success=_("Messages are sent there again."))
        return redirect("workshops_mailing:suppressed")
