"""What may be asked of a ranking."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from ...calls.enums import ProposalDecision
from ...calls.forms.facts import ZonedDateTimeField
from ...calls.moments import in_zone

SORTS = [
    ("rank", _("Final rank")),
    ("merit", _("Rank by merit")),
    ("spread", _("Spread, the widest first")),
    ("reviews", _("Reviews, the fewest first")),
    ("reference", _("Reference")),
]
SHOWN = [
    ("", _("All")),
    ("joint", _("Joint")),
    ("pathfinder", _("Pathfinder")),
    ("disagree", _("Reviewers disagree")),
    ("short", _("Fewer reviews than wanted")),
]


class RankingForm(forms.Form):
    """Filters and order; nothing of it is required."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        required=False,
        choices=[("", _("All")), ("none", _("Not decided")), *ProposalDecision.choices],
    )
    show = forms.ChoiceField(label=_("Show"), required=False, choices=SHOWN)
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=SORTS)
    at = ZonedDateTimeField(
        label=_("As of"),
        required=False,
        widget=AdminDateTimeInput(format="%Y-%m-%d %H:%M:%S"),
    )

    def __init__(self, *args, call, **kwargs):
        super().__init__(*args, **kwargs)
        self.call = call
        self.fields["at"].help_text = _(
            "Empty: now. Otherwise as it was recorded at this time (time zone: "
            "%(zone)s)."
        ) % {"zone": call.timezone}

    def clean(self):
        cleaned = super().clean()
        cleaned["at"] = in_zone(cleaned.get("at"), self.call.zone, "at")
        if cleaned["at"] and cleaned["at"] > timezone.now():
            self.add_error(
                "at", _("This time is still to come. Choose an earlier one.")
            )
        return cleaned
