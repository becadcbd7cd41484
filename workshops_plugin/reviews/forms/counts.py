"""What may be asked of the counts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ...calls.models import Call


class CountsForm(forms.Form):
    """One call or all, one year or all."""

    call = forms.ModelChoiceField(
        label=_("Call"), queryset=Call.objects.none(), required=False
    )
    year = forms.TypedChoiceField(
        label=_("Year"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args, years, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["call"].queryset = Call.objects.exclude(opens_at=None)
        self.fields["call"].empty_label = _("All calls")
        self.fields["year"].choices = [("", _("All years")), *((y, y) for y in years)]
