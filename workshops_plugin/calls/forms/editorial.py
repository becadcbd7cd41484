"""The forms with which editors act on proposals."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ...members.models import Organization
from ..moments import in_zone
from .facts import ReasonForm, ZonedDateTimeField


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("New note"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )


class WithdrawForm(ReasonForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept in the history of the proposal."),
    )


class ExtendForm(WithdrawForm):
    until = ZonedDateTimeField(label=_("Until"))
    field_order = ["until", "reason"]

    def __init__(self, *args, zone, **kwargs):
        super().__init__(*args, **kwargs)
        self.zone = zone
        self.fields["until"].help_text = _("In the call’s time zone, %(zone)s.") % {
            "zone": zone.key
        }

    def clean(self):
        cleaned = super().clean()
        cleaned["until"] = in_zone(cleaned.get("until"), self.zone, "until")
        return cleaned


class EntryForm(WithdrawForm):
    """What an editor adds when entering or correcting a proposal for a member."""

    organization = forms.ModelChoiceField(
        label=_("Lead organization"), queryset=Organization.objects.none()
    )
    file = forms.FileField(
        label=_("File it came in"),
        required=False,
        help_text=_("The letter or form that you received. Only editors see it."),
    )
    field_order = ["organization", "reason", "file"]

    def __init__(self, *args, organizations=None, **kwargs):
        super().__init__(*args, **kwargs)
        if organizations is None:
            del self.fields["organization"]
        else:
            self.fields["organization"].queryset = organizations
