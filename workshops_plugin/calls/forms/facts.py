"""The forms on a call's own screen."""

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.models import Locale

from ...languages.names import language_name
from ..actions.facts import RULES
from ..enums import ProposalStatus
from ..models import Call
from ..models.call import validate_timezone
from ..moments import in_zone
from ..rules import accepts_proposals
from ..words import criteria_of
from .refusals import RefusableForm


class ZonedDateTimeField(forms.DateTimeField):
    """Reads wall time; which zone it is in, another field of the form says.

    It shows seconds, lest they be lost when a form is saved for something else.
    """

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", AdminDateTimeInput(format="%Y-%m-%d %H:%M:%S"))
        super().__init__(**kwargs)

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value.replace(tzinfo=None)
        for format in self.input_formats:
            try:
                return datetime.strptime(value.strip(), format)
            except ValueError:
                continue
        raise ValidationError(self.error_messages["invalid"], code="invalid")


class ReasonForm(RefusableForm):
    """A form whose change may need a reason."""

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def explain_reason(self, needed):
        self.fields["reason"].help_text = (
            _("Proposals have been submitted, so the call page shows this reason.")
            if needed
            else _("Kept in the history. You may leave it empty.")
        )


class DatesForm(ReasonForm):
    opens_at = ZonedDateTimeField(label=_("Opens"), required=False)
    closes_at = ZonedDateTimeField(
        label=_("Closes"),
        required=False,
        help_text=_(
            "The first moment at which nothing is accepted any more: to the second, in "
            "every language."
        ),
    )
    timezone = forms.CharField(
        label=_("Time zone"),
        max_length=64,
        validators=[validate_timezone],
        help_text=_("The place whose clock these times name, such as Europe/Zurich."),
        widget=forms.TextInput(attrs={"list": "workshops-zones"}),
    )
    close_now = forms.BooleanField(
        label=_("Close the call at once"),
        required=False,
        help_text=_("Drafts that were not submitted can then no longer be submitted."),
    )
    field_order = ["opens_at", "closes_at", "timezone", "reason", "close_now"]

    def __init__(self, *args, call, **kwargs):
        super().__init__(*args, initial=self.initial_for(call), **kwargs)
        self.call = call
        if not (self.is_bound and "close_now" in self.data):
            self.fields["close_now"].widget = forms.HiddenInput()

    @classmethod
    def initial_for(cls, call):
        zone = call.zone
        return {
            "opens_at": call.opens_at and call.opens_at.astimezone(zone),
            "closes_at": call.closes_at and call.closes_at.astimezone(zone),
            "timezone": call.timezone,
        }

    def clean(self):
        cleaned = super().clean()
        if "timezone" in cleaned:
            from zoneinfo import ZoneInfo

            zone = ZoneInfo(cleaned["timezone"])
            for name in ("opens_at", "closes_at"):
                if name in cleaned:
                    cleaned[name] = in_zone(cleaned[name], zone, name)
            if self._closes_at_once(cleaned) and not cleaned.get("close_now"):
                self._ask_before_closing()
        return cleaned

    def _closes_at_once(self, cleaned):
        """Tell whether an open call would be closed by its new dates."""
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        now = timezone.now()
        in_order = opens and closes and opens < closes
        return in_order and closes <= now and accepts_proposals(self.call, now)

    def _ask_before_closing(self):
        self.fields["close_now"].widget = forms.CheckboxInput()
        drafts = self.call.proposals.filter(status=ProposalStatus.DRAFT).count()
        self.add_error(
            "closes_at",
            ngettext(
                "This moment is past, so the call would close at once, and %(count)d "
                "draft could not be submitted any more. If you mean it, tick the box "
                "below.",
                "This moment is past, so the call would close at once, and %(count)d "
                "drafts could not be submitted any more. If you mean it, tick the box "
                "below.",
                drafts,
            )
            % {"count": drafts},
        )


#: The two ends of the scale that may have words.
ENDS = ("lowest", "highest")


class RulesForm(ReasonForm, forms.ModelForm):
    """All rules of a call, its criteria's weights among them."""

    partners_until = ZonedDateTimeField(
        label=_("Partners may confirm until"),
        required=False,
        help_text=_("In the call’s time zone. Empty: until the call closes."),
    )

    lowest_words = forms.CharField(
        label=_("Words for the lowest score"),
        required=False,
        max_length=60,
        help_text=_("For example: not at all."),
    )
    highest_words = forms.CharField(
        label=_("Words for the highest score"),
        required=False,
        max_length=60,
        help_text=_("For example: fully."),
    )

    class Meta:
        model = Call
        fields = [
            "action_group",
            "partners_until",
            "prefix",
            "consideration_rule",
            "joint_points",
            "pathfinder_points",
            "publish_weights",
            "scale_min",
            "scale_max",
            "reviews_wanted",
            "merit_method",
            "blind",
            "reviews_visible",
            "name_reviewers",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        call = self.instance
        if call.partners_until:
            self.initial["partners_until"] = call.partners_until.astimezone(call.zone)
        for name in ENDS:
            self.initial[f"{name}_words"] = call.scale_labels.get(name, "")
        self._add_other_languages(call)
        self.criteria = criteria_of(call)
        for row in self.criteria:
            self.fields[f"weight_{row.pk}"] = forms.DecimalField(
                label=row.words.title,
                min_value=0,
                max_value=1000,
                max_digits=6,
                decimal_places=2,
                initial=f"{row.weight.normalize():f}",
            )

    def _add_other_languages(self, call):
        """Ask for the words of the scale in the other languages of the site, too."""
        known = call.scale_labels.get("in", {})
        self.others = [
            locale.language_code
            for locale in Locale.objects.exclude(pk=call.source_locale_id)
        ]
        for code in self.others:
            for name in ENDS:
                label = self.fields[f"{name}_words"].label
                self.fields[f"{name}_words_{code}"] = forms.CharField(
                    label=f"{label} ({language_name(code)})",
                    required=False,
                    max_length=60,
                    initial=known.get(code, {}).get(name, ""),
                )

    def _in_all_languages(self, name):
        codes = ["", *(f"_{code}" for code in self.others)]
        return [self[f"{name}_words{code}"] for code in codes]

    def lowest_fields(self):
        return self._in_all_languages("lowest")

    def highest_fields(self):
        return self._in_all_languages("highest")

    def weight_fields(self):
        return [self[f"weight_{row.pk}"] for row in self.criteria]

    def clean(self):
        cleaned = super().clean()
        cleaned["partners_until"] = in_zone(
            cleaned.get("partners_until"), self.instance.zone, "partners_until"
        )
        return cleaned

    def _post_clean(self):
        """Leave the call as it is: the verb sets and validates it."""

    def changes(self):
        """Return what was asked for, as keyword arguments of ``set_rules``."""
        named = {k: v for k, v in self.cleaned_data.items() if k in RULES}
        named["scale_labels"] = self._words("")
        others = {code: self._words(f"_{code}") for code in self.others}
        if others := {code: words for code, words in others.items() if words}:
            named["scale_labels"]["in"] = others
        named["weights"] = {
            row.pk: self.cleaned_data[f"weight_{row.pk}"] for row in self.criteria
        }
        return named

    def _words(self, suffix):
        words = {name: self.cleaned_data[f"{name}_words{suffix}"] for name in ENDS}
        return {name: text for name, text in words.items() if text}
