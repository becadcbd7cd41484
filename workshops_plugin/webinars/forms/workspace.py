"""The forms with which hosts prepare a webinar; a section each."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ...calls.forms.refusals import RefusableForm
from ..actions.preparing import AGENDA_MAX
from ..enums import Audience, SpeakerRole
from ..models.parts import validate_https
from ..preparation import preparation_of
from .admin import languages

LONG = 10_000


def area(rows):
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


class DescriptionForm(RefusableForm):
    lead = forms.CharField(
        label=_("Lead"),
        max_length=1000,
        required=False,
        help_text=_("One or two sentences that say it all."),
        widget=area(3),
    )
    description = forms.CharField(
        label=_("Description"),
        max_length=LONG,
        required=False,
        help_text=_(
            "What it is about, for whom, and what people take home. Leave a blank line "
            "between paragraphs."
        ),
        widget=area(12),
    )

    @classmethod
    def of(cls, webinar, data=None):
        preparation = preparation_of(webinar)
        initial = {"lead": preparation.lead, "description": preparation.description}
        return cls(data, initial=initial)


class AgendaItemForm(RefusableForm):
    """One line of the agenda; a line without a title is none."""

    id = forms.CharField(required=False, widget=forms.HiddenInput)
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=1, max_value=600, required=False
    )
    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    who = forms.CharField(label=_("Who"), max_length=200, required=False)
    details = forms.CharField(
        label=_("Details"), max_length=2000, required=False, widget=area(2)
    )
    remove = forms.BooleanField(label=_("Remove this item"), required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("remove"):
            self._errors.clear()
        elif cleaned.get("title") and cleaned.get("minutes") is None:
            if "minutes" not in self.errors:
                message = _("Say how many minutes this takes.")
                self.add_error("minutes", ValidationError(message, code="required"))
        elif cleaned.get("minutes") and not cleaned.get("title"):
            message = _("Give this item a title.")
            self.add_error("title", ValidationError(message, code="required"))
        return cleaned

    @property
    def counts(self):
        return bool(self.cleaned_data.get("title")) and not self.cleaned_data["remove"]


#: Lines that stand ready to be filled.
SPARE = 3
AgendaFormSet = forms.formset_factory(
    AgendaItemForm, extra=SPARE, max_num=AGENDA_MAX, absolute_max=AGENDA_MAX + SPARE
)


class SpeakerForm(RefusableForm):
    role = forms.ChoiceField(
        label=_("Role"), choices=SpeakerRole.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(label=_("Name"), max_length=200)
    position = forms.CharField(label=_("Position and organization"), max_length=200)
    bio = forms.CharField(
        label=_("Short biography"), max_length=2000, required=False, widget=area(4)
    )
    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        help_text=_(
            "JPEG or PNG, at most 8 MB. It is shown to those who see the webinar; of a "
            "public webinar, that is everybody."
        ),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    remove_photo = forms.BooleanField(label=_("Remove the photo"), required=False)
    consent = forms.BooleanField(
        label=_(
            "This person has agreed to be shown on this site with name, biography and "
            "photo"
        ),
        required=False,
        help_text=_("Without it nothing of this person is shown."),
    )

    def __init__(self, *args, speaker=None, **kwargs):
        initial = {"role": SpeakerRole.SPEAKER}
        if speaker:
            names = ("role", "name", "position", "bio", "consent")
            initial = {name: getattr(speaker, name) for name in names}
        super().__init__(*args, initial=initial, **kwargs)
        if not (speaker and speaker.photo):
            del self.fields["remove_photo"]

    def photo_wanted(self):
        """Return the new photo, False to remove the old one, or None to keep it."""
        if self.cleaned_data.get("photo"):
            return self.cleaned_data["photo"]
        return False if self.cleaned_data.get("remove_photo") else None


class InterpretationForm(RefusableForm):
    languages = forms.MultipleChoiceField(
        label=_("Interpretation into"),
        choices=languages,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Leave all unticked if there is none."),
    )
    interpretation_by = forms.CharField(
        label=_("Who interprets, and how people hear it"),
        max_length=2000,
        required=False,
        help_text=_("For the Secretariat; visitors do not see it."),
        widget=area(3),
    )
    settled = forms.BooleanField(label=_("This is settled"), required=False)

    @classmethod
    def of(cls, webinar, data=None):
        preparation = preparation_of(webinar)
        initial = {
            "languages": webinar.interpretation,
            "interpretation_by": preparation.interpretation_by,
            "settled": preparation.interpretation_settled,
        }
        return cls(data, initial=initial)


class JoinForm(RefusableForm):
    url = forms.URLField(
        label=_("Meeting link"),
        max_length=500,
        required=False,
        assume_scheme="https",
        validators=[validate_https],
        help_text=_("It begins with https://. People get it through this site only."),
    )
    passcode = forms.CharField(label=_("Passcode"), max_length=100, required=False)
    minutes_before = forms.IntegerField(
        label=_("Opens, minutes before the start"), min_value=0, max_value=1440
    )
    minutes_after = forms.IntegerField(
        label=_("Closes, minutes after the end"), min_value=0, max_value=1440
    )

    def __init__(self, *args, webinar, **kwargs):
        details = getattr(webinar, "join_details", None)
        initial = {"minutes_before": 30, "minutes_after": 30}
        if details:
            names = ("url", "passcode", "minutes_before", "minutes_after")
            initial = {name: getattr(details, name) for name in names}
        super().__init__(*args, initial=initial, **kwargs)

    def values(self):
        names = ("url", "passcode", "minutes_before", "minutes_after")
        return {name: self.cleaned_data[name] for name in names}


class TechnicalForm(JoinForm):
    set_up = forms.CharField(
        label=_("Who runs the meeting, and with which program"),
        max_length=2000,
        required=False,
        help_text=_("For the Secretariat; visitors do not see it."),
        widget=area(3),
    )
    registration_url = forms.URLField(
        label=_("Registration elsewhere"),
        max_length=500,
        required=False,
        assume_scheme="https",
        validators=[validate_https],
        help_text=_(
            "Only if people have to register with you too. The page shows the link."
        ),
    )
    registration_by = forms.CharField(
        label=_("Who receives the registrations"),
        max_length=200,
        required=False,
        help_text=_("For example the name of your organization. The page tells it."),
    )

    def __init__(self, *args, webinar, **kwargs):
        super().__init__(*args, webinar=webinar, **kwargs)
        preparation = preparation_of(webinar)
        for name in ("set_up", "registration_url", "registration_by"):
            self.initial[name] = getattr(preparation, name)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("registration_url") and not cleaned.get("registration_by"):
            message = _("Say who receives what people enter there.")
            self.add_error("registration_by", message)
        return cleaned

    @classmethod
    def of(cls, webinar, data=None):
        return cls(data, webinar=webinar)


class MaterialForm(RefusableForm):
    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        required=False,
        help_text=_("Left empty, the file’s name."),
    )
    file = forms.FileField(label=_("File"), required=False)
    url = forms.URLField(
        label=_("Or a link"), max_length=500, required=False, assume_scheme="https"
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=lambda: languages(empty="–"), required=False
    )
    audience = forms.ChoiceField(
        label=_("Who can see it"),
        choices=Audience.choices,
        initial=Audience.VIEWERS,
        widget=forms.RadioSelect,
    )


class AfterwardsForm(RefusableForm):
    attendance = forms.IntegerField(
        label=_("People who attended"), min_value=0, max_value=1_000_000, required=False
    )
    lessons = forms.CharField(
        label=_("Lessons learned"),
        max_length=LONG,
        required=False,
        help_text=_("What you took home. Leave a blank line between paragraphs."),
        widget=area(8),
    )

    @classmethod
    def of(cls, webinar, data=None):
        lessons = preparation_of(webinar).lessons
        return cls(data, initial={"attendance": webinar.attendance, "lessons": lessons})


class RecordingForm(RefusableForm):
    url = forms.URLField(
        label=_("Link to the recording"),
        max_length=500,
        assume_scheme="https",
        validators=[validate_https],
    )
    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    language = forms.ChoiceField(
        label=_("Language"), choices=lambda: languages(empty="–"), required=False
    )
