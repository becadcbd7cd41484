"""The forms of the outbox's screens."""

from functools import cache

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from .audiences import audiences, read_addresses, written_address
from .checking import problems, problems_of_words
from .kinds import kind_of
from .languages import languages
from .models import MessageText

SAMPLES = 20


@cache
def text_form():
    """Return the form class of a text, made late: it asks Wagtail's hooks for editors
    of rich text, which must not happen while they are being loaded.
    """

    class TextForm(WagtailAdminModelForm):
        """The words of a kind of message, and what its preview is about."""

        sample = forms.ChoiceField(
            label=_("Show the preview with"),
            required=False,
            help_text=_("Only for the preview and the test; it is not stored."),
        )

        class Meta:
            model = MessageText
            fields = ["subject_line", "body"]

        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            rows = kind_of(self.instance.kind).samples(self.for_user)[:SAMPLES]
            choices = [(str(row.pk), str(row)) for row in rows]
            self.fields["sample"].choices = [*choices, ("", _("Meanings in brackets"))]
            if choices:
                self.fields["sample"].initial = choices[0][0]

        def clean(self):
            cleaned = super().clean()
            if not self.errors:
                kind = kind_of(self.instance.kind)
                found = problems(kind, cleaned["subject_line"], cleaned["body"])
                for field, sentences in found.items():
                    self.add_error(field, sentences)
            return cleaned

        def _post_clean(self):
            super()._post_clean()
            self.instance.sample = self.cleaned_data.get("sample", "")

    return TextForm


class AddressForm(forms.Form):
    address = forms.EmailField(label=_("E-mail address"))


class CampaignForm(forms.Form):
    """Who gets a campaign, and what an editor writes for it in each language."""

    audience = forms.ChoiceField(label=_("Who gets it"), widget=forms.RadioSelect)
    addresses = forms.CharField(
        label=_("Addresses"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For a list of addresses: one a line, with or without a name."),
    )
    language = forms.ChoiceField(
        label=_("Language of these people"),
        required=False,
        choices=languages,
        help_text=_("Members among them are written to in their own language."),
    )

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        found = audiences(kind.audiences)
        self.fields["audience"].choices = [(each.name, each.label) for each in found]
        if len(found) == 1:
            self.fields["audience"].widget = forms.HiddenInput()
            self.initial.setdefault("audience", found[0].name)
        if "given" not in kind.audiences:
            del self.fields["addresses"], self.fields["language"]
        for each in found:
            self.fields.update(each.fields())
        for code, name in languages():
            self._add_words(code, name)

    def _add_words(self, code, name):
        if self.kind.words == "message":
            self.fields[f"subject_{code}"] = forms.CharField(
                label=_("Subject (%(language)s)") % {"language": name},
                required=False,
                max_length=200,
            )
        label = (
            _("Message (%(language)s)")
            if self.kind.words == "message"
            else (_("A few words of your own (%(language)s)"))
        )
        self.fields[f"text_{code}"] = forms.CharField(
            label=label % {"language": name},
            required=False,
            max_length=20_000,
            widget=forms.Textarea(attrs={"rows": 5}),
        )

    def clean_addresses(self):
        chosen = self.cleaned_data.get("audience") == "given"
        return read_addresses(self.cleaned_data["addresses"]) if chosen else []

    def clean(self):
        cleaned = super().clean()
        chosen = cleaned.get("audience")
        if chosen == "given" and not self.errors and not cleaned.get("addresses"):
            self.add_error("addresses", _("Enter one address at least."))
        for each in audiences([chosen] if chosen else []):
            for name in each.fields():
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Choose one."))
        if self.kind.words == "message" and not self.errors:
            self._check_messages(cleaned)
        return cleaned

    def _check_messages(self, cleaned):
        written = 0
        for code, _name in languages():
            has_subject = bool(cleaned[f"subject_{code}"].strip())
            has_text = bool(cleaned[f"text_{code}"].strip())
            written += has_subject and has_text
            if has_subject != has_text:
                field = f"text_{code}" if has_subject else f"subject_{code}"
                self.add_error(field, _("A message needs a subject and a text."))
            found = problems_of_words(
                self.kind, cleaned[f"subject_{code}"], cleaned[f"text_{code}"]
            )
            for name, sentences in found.items():
                self.add_error(f"{name}_{code}", sentences)
        if not written and not self.errors:
            self.add_error(None, _("Write the message in one language at least."))

    def values(self):
        """Return what the verbs of campaigns take, as keyword arguments."""
        cleaned, chosen = self.cleaned_data, self.cleaned_data["audience"]
        parameters = {}
        if chosen == "given":
            parameters = {
                "addresses": cleaned["addresses"],
                "language": cleaned["language"],
            }
        for each in audiences([chosen]):
            parameters |= {name: str(cleaned[name].pk) for name in each.fields()}
        texts = {
            code: {
                "subject": cleaned.get(f"subject_{code}", "").strip(),
                "text": cleaned[f"text_{code}"].replace("\r\n", "\n").strip(),
            }
            for code, _name in languages()
            if cleaned[f"text_{code}"].strip()
        }
        return {"audience": chosen, "parameters": parameters, "texts": texts}

    @staticmethod
    def initial_for(campaign):
        """Return the initial values of the form for a draft."""
        parameters = campaign.parameters
        pairs = parameters.get("addresses", [])
        found = {
            **parameters,
            "audience": campaign.audience,
            "addresses": "\n".join(written_address(n, a) for n, a in pairs),
        }
        for code, words in campaign.texts.items():
            found[f"subject_{code}"] = words.get("subject", "")
            found[f"text_{code}"] = words.get("text", "")
        return found
