"""The admin's forms for members."""

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from .languages import language_choices, language_name
from .models import Membership


class MembershipForm(WagtailAdminModelForm):
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = dict(language_choices())
        if self.instance.language:
            choices.setdefault(
                self.instance.language, language_name(self.instance.language)
            )
        self.fields["language"].choices = [
            ("", _("The site’s own language")),
            *choices.items(),
        ]

    def clean(self):
        cleaned = super().clean()
        organization, user = cleaned.get("organization"), cleaned.get("user")
        email = (cleaned.get("email") or "").strip()
        if organization and self._others(organization, user, email).exists():
            self.add_error(
                "user" if user else "email",
                forms.ValidationError(
                    _(
                        "This person already acts for %(organization)s. Change that "
                        "membership instead."
                    ),
                    code="duplicate",
                    params={"organization": organization},
                ),
            )
        return cleaned

    def _others(self, organization, user, email):
        """Return other memberships of the same person in the organization."""
        same = Q(pk__in=[])
        if user:
            same |= Q(user=user)
        if email:
            account = get_user_model().get_email_field_name()
            same |= Q(email__iexact=email) | Q(**{f"user__{account}__iexact": email})
        others = Membership.objects.filter(same, organization=organization)
        return others.exclude(pk=self.instance.pk)


def label_field(code):
    """Return the name of the form field for a group's name in language ``code``."""
    return f"label_{code.replace('-', '_').lower()}"


# One declared field a language, so that panels can name them.
_LanguageFields = type(WagtailAdminModelForm)(
    "_LanguageFields",
    (WagtailAdminModelForm,),
    {
        label_field(code): forms.CharField(label=name, max_length=200, required=False)
        for code, name in language_choices()
    },
)


class ActionGroupForm(_LanguageFields):
    """Edits the labels of an action group, one input for each content language."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for code, _name in language_choices():
            label = self.instance.labels.get(code, "")
            self.initial.setdefault(label_field(code), label)

    def save(self, commit=True):
        labels = dict(self.instance.labels)
        for code, _name in language_choices():
            labels[code] = self.cleaned_data.get(label_field(code), "").strip()
        self.instance.labels = {code: label for code, label in labels.items() if label}
        return super().save(commit)


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("CSV file"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv"}),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("This file is empty. Choose another."),
        },
    )
