"""The forms with which the Secretariat arranges webinars."""

from datetime import datetime

from django import forms
from django.db.models import Case, When
from django.utils.translation import gettext_lazy as _

from ...calls.forms.facts import ReasonForm, ZonedDateTimeField
from ...calls.forms.refusals import RefusableForm
from ...calls.models import CallOutcome
from ...calls.models.call import default_timezone, validate_timezone
from ...conf import app_settings
from ...languages.names import language_name
from ...members.models import Organization
from ..enums import Owner, Section
from ..pages import WebinarIndexPage
from ..times import wall_of

AREA = {"rows": 3}


def languages(empty=None):
    """Return the choices of languages in which webinars are held."""
    found = [(code, language_name(code)) for code in app_settings.WEBINAR_LANGUAGES]
    return found if empty is None else [("", empty), *found]


class IndexField(forms.ModelChoiceField):
    """Chooses the list of webinars below which pages are made."""

    def __init__(self, **kwargs):
        rows = WebinarIndexPage.objects.filter(alias_of__isnull=True)
        kwargs.setdefault("label", _("List of webinars"))
        kwargs.setdefault("empty_label", None)
        super().__init__(queryset=rows.select_related("locale"), **kwargs)

    def label_from_instance(self, index):
        return f"{index.title} ({index.locale})"


class HostsField(forms.ModelMultipleChoiceField):
    """Ticks organizations in a list that scrolls; those chosen already come first."""

    def __init__(self, *, first=(), **kwargs):
        chosen = Case(When(pk__in=list(first), then=0), default=1)
        rows = Organization.objects.order_by(chosen, "name")
        attrs = {"class": "workshops-hosts"}
        kwargs.setdefault("label", _("Hosts"))
        super().__init__(
            queryset=rows, widget=forms.CheckboxSelectMultiple(attrs), **kwargs
        )


class NewWebinarForm(RefusableForm):
    title = forms.CharField(label=_("Title"), max_length=255)
    hosts = HostsField(
        required=False,
        help_text=_(
            "The organizations that hold it; whoever acts for one of them prepares it."
        ),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=lambda: languages(empty="–"), required=False
    )
    index = IndexField()


class HostsForm(RefusableForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hosts"] = HostsField(
            first=self.initial.get("hosts", ()),
            help_text=_("Whoever acts for one of them prepares the webinar."),
        )


class FromProposalsForm(RefusableForm):
    """Which of the selected proposals become webinars, and how many."""

    EACH, TOGETHER = "each", "together"

    proposals = forms.ModelMultipleChoiceField(
        label=_("Selected proposals"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
    )
    how = forms.ChoiceField(
        label=_("What is made"),
        choices=[
            (EACH, _("A webinar from each")),
            (TOGETHER, _("One webinar from all of them; its hosts share the work")),
        ],
        initial=EACH,
        widget=forms.RadioSelect,
    )
    index = IndexField()

    def __init__(self, *args, proposals, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["proposals"]
        field.queryset = proposals
        field.label_from_instance = lambda proposal: (
            f"{proposal.reference} · {proposal.title} · {proposal.lead_organization}"
        )
        self.initial.setdefault("proposals", [row.pk for row in proposals])


class TimeForm(ReasonForm):
    start = ZonedDateTimeField(label=_("Starts"))
    end = ZonedDateTimeField(label=_("Ends"))
    timezone = forms.CharField(
        label=_("Time zone"),
        max_length=64,
        validators=[validate_timezone],
        help_text=_("The place whose clock these times name, such as Europe/Zurich."),
        widget=forms.TextInput(attrs={"list": "workshops-zones"}),
    )
    field_order = ["start", "end", "timezone", "reason"]

    @classmethod
    def initial_for(cls, webinar):
        return {
            "start": wall_of(webinar.start_wall),
            "end": wall_of(webinar.end_wall),
            "timezone": webinar.timezone or default_timezone(),
        }

    def clean(self):
        cleaned = super().clean()
        for name in ("start", "end"):
            if isinstance(cleaned.get(name), datetime):
                cleaned[name] = cleaned[name].replace(second=0, microsecond=0)
        return cleaned


class NeededReasonForm(RefusableForm):
    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs=AREA)
    )


class FactsForm(ReasonForm):
    language = forms.ChoiceField(
        label=_("Language"), choices=lambda: languages(empty="–"), required=False
    )
    interpretation = forms.MultipleChoiceField(
        label=_("Interpretation into"),
        choices=languages,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    outcomes = forms.MultipleChoiceField(
        label=_("Outcomes that it serves"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    attendance = forms.IntegerField(
        label=_("People who attended"), min_value=0, max_value=1_000_000, required=False
    )
    field_order = ["language", "interpretation", "outcomes", "attendance", "reason"]

    def __init__(self, *args, webinar, **kwargs):
        super().__init__(*args, **kwargs)
        rows = CallOutcome.objects.filter(retired=False).order_by("call", "order")
        titles = {}
        for row in rows:
            titles.setdefault(row.title, row.block_id)
        known = {row.block_id: row.title for row in rows}
        for key in webinar.outcomes:
            titles[known.get(key, key)] = key
        self.fields["outcomes"].choices = [
            (key, title) for title, key in titles.items()
        ]
        for name in ("language", "interpretation", "outcomes", "attendance"):
            self.initial[name] = getattr(webinar, name)

    def changes(self):
        names = ("language", "interpretation", "outcomes", "attendance")
        return {name: self.cleaned_data[name] for name in names}


class ApprovalForm(RefusableForm):
    """A comment for each section, for the case that changes are asked for."""

    publish = forms.BooleanField(
        label=_("Publish the page at once"), required=False, initial=True
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for section in Section:
            self.fields[f"comment_{section}"] = forms.CharField(
                label=_("Comment on “%(section)s”") % {"section": section.label},
                max_length=5000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def comments(self):
        return {
            str(section): self.cleaned_data.get(f"comment_{section}", "")
            for section in Section
        }


class DutyForm(RefusableForm):
    label = forms.CharField(label=_("What is to be done"), max_length=200)
    owner = forms.ChoiceField(label=_("Whose turn"), choices=Owner.choices)
    days_before = forms.IntegerField(
        label=_("Due, days before the start"),
        min_value=-365,
        max_value=365,
        help_text=_("Negative numbers are days after the start."),
    )
