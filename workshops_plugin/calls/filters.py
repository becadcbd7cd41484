from django import forms
from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter, ChoiceFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet

from ..conf import app_settings
from ..languages.names import language_name
from ..members.enums import Region
from .enums import Focus, ProposalDecision, ProposalStatus
from .listing import in_region, naming, with_lists
from .models import Call, CallOutcome, Proposal


def _languages():
    return [(code, language_name(code)) for code in app_settings.WEBINAR_LANGUAGES]


def _yes_no(label):
    choices = [("", _("All")), ("true", _("Yes")), ("false", _("No"))]
    return BooleanFilter(label=label, widget=forms.Select(choices=choices))


class ProposalFilterSet(WagtailFilterSet):
    call = ModelChoiceFilter(
        label=_("Call"), queryset=Call.objects.all(), empty_label=_("All")
    )
    status = ChoiceFilter(
        label=_("Status"), choices=ProposalStatus.choices, empty_label=_("All")
    )
    decision = ChoiceFilter(
        label=_("Decision"), choices=ProposalDecision.choices, empty_label=_("All")
    )
    outcome = ModelChoiceFilter(
        label=_("Outcome"),
        queryset=CallOutcome.objects.select_related("call").order_by("call", "order"),
        method="filter_outcome",
        empty_label=_("All"),
    )
    focus = ChoiceFilter(
        label=_("Focus"),
        choices=Focus.choices,
        method="filter_list",
        empty_label=_("All"),
    )
    region = ChoiceFilter(
        label=_("Region"),
        choices=Region.choices,
        method="filter_region",
        empty_label=_("All"),
    )
    languages = ChoiceFilter(
        label=_("Language of the webinar"),
        choices=_languages,
        method="filter_list",
        empty_label=_("All"),
    )
    is_joint = _yes_no(_("Joint"))
    is_pathfinder = _yes_no(_("Pathfinder"))

    class Meta:
        model = Proposal
        fields = ["call", "status", "decision"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.filters["outcome"].field
        field.label_from_instance = lambda outcome: f"{outcome.call}: {outcome}"

    def filter_outcome(self, queryset, name, outcome):
        queryset = with_lists(queryset.filter(call=outcome.call_id), "outcomes")
        return queryset.filter(naming("outcomes", [outcome.block_id]))

    def filter_list(self, queryset, name, code):
        return with_lists(queryset, name).filter(naming(name, [code]))

    def filter_region(self, queryset, name, region):
        return in_region(queryset, region)
