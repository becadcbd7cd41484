"""The form that a member fills in: a fixed core and the call's own questions."""

from dataclasses import dataclass

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ...conf import app_settings
from ...languages.names import language_name
from ..enums import Focus
from ..fields import CountriesField, active_language
from ..kinds import registry
from .files import AttachmentsField

CORE = (
    "title",
    "summary",
    "outcomes",
    "focus",
    "countries",
    "languages",
    "interpretation",
    "preferred_dates",
    "wants_public",
    "contact_name",
    "contact_email",
    "contact_phone",
)


@dataclass
class FormSection:
    """A named part of the form: what is seen, and whether it is complete."""

    key: str
    heading: str
    text: str
    fields: list
    complete: bool = False


def _languages():
    return [(code, language_name(code)) for code in app_settings.WEBINAR_LANGUAGES]


def _checkboxes(**kwargs):
    return forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, **kwargs)


class ProposalForm(forms.Form):
    """Bound to raw form data ({name: [str, …]}), which is how drafts are kept.

    ``structure`` says what the call asks, in the language of the form.
    ``proposal`` gives the attachments that file answers may name.
    """

    required_css_class = "required"
    use_required_attribute = False

    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        help_text=_("What the webinar will be announced as."),
    )
    summary = forms.CharField(
        label=pgettext_lazy("proposal", "Summary"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What participants will learn, and from whom."),
    )
    outcomes = _checkboxes(
        label=_("Outcomes"), help_text=_("Tick each outcome that the webinar serves.")
    )
    focus = _checkboxes(
        label=_("Focus"),
        choices=Focus.choices,
        help_text=_("Tick each that the webinar is about."),
    )
    countries = CountriesField(
        label=_("Countries of action"),
        required=False,
        help_text=_("Where the work that you will present takes place."),
    )
    languages = _checkboxes(label=_("Languages of the webinar"), choices=_languages)
    interpretation = _checkboxes(
        label=_("Interpretation wanted"),
        choices=_languages,
        required=False,
        help_text=_("Into which languages you would like it to be interpreted."),
    )
    preferred_dates = forms.CharField(
        label=_("Preferred dates"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: the second week of March, mornings in Geneva."),
    )
    wants_public = forms.BooleanField(
        label=_("We would like the webinar to be open to the public"),
        required=False,
        help_text=_(
            "Webinars are for members unless the Secretariat decides otherwise."
        ),
    )
    contact_name = forms.CharField(
        label=_("Contact person"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact_email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("The confirmation goes here."),
    )
    contact_phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )

    def __init__(self, data=None, *, structure, proposal=None):
        self.structure = structure
        self.proposal = proposal
        if data is not None:
            data = MultiValueDict(data)
        super().__init__(data, label_suffix="")
        self.fields["outcomes"].choices = [
            (outcome.key, outcome.title) for outcome in structure.outcomes
        ]
        if not structure.outcomes:
            del self.fields["outcomes"]
        self._add_questions()
        for field in self.fields.values():
            field.error_messages["required"] = _("Answer this question.")
            _let_write(field.widget)

    def _add_questions(self):
        for question in self.questions():
            kind = registry.get(question.kind)
            # Whether it must be answered depends on its condition: see clean().
            field = kind.formfield(
                question,
                label=question.label,
                help_text=question.help_text,
                required=False,
            )
            if kind.is_file:
                field.attachments = field.widget.attachments = self._files(question)
            self.fields[question.name] = field

    def _files(self, question):
        if self.proposal is None or self.proposal._state.adding:
            return {}
        if not hasattr(self, "_all_files"):
            self._all_files = list(self.proposal.attachments.all())
        return {str(f.pk): f for f in self._all_files if f.question == question.key}

    def questions(self):
        """Return the questions proper, without headings."""
        return [
            question
            for question in self.structure.questions
            if registry.get(question.kind).is_question
        ]

    def clean(self):
        cleaned = super().clean()
        given = {}
        for question in self.questions():
            kind = registry.get(question.kind)
            if not self._is_asked(question, given):
                self._errors.pop(question.name, None)
                cleaned.pop(question.name, None)
                continue
            if question.name in self._errors:
                continue
            value = kind.to_json(cleaned.get(question.name))
            given[question.key] = value
            if question.required and not kind.is_given(value):
                self.add_error(question.name, _("Answer this question."))
        self.given = given
        return cleaned

    def _is_asked(self, question, given):
        condition = question.condition
        if condition is None:
            return True
        other = self.structure.question(condition.question)
        if other is None or condition.question not in given:
            return False
        return registry.get(other.kind).matches(
            given[condition.question], condition.value
        )

    def apply(self, proposal):
        """Write the valid form's values onto ``proposal`` (not saved).

        Answers to questions that are no longer asked stay as they were.
        """
        for name in CORE:
            if name in self.cleaned_data:
                setattr(proposal, name, self.cleaned_data[name])
        active = {question.key for question in self.questions()}
        gone = {k: v for k, v in proposal.answers.items() if k not in active}
        proposal.answers = gone | self.answers()

    def differs(self):
        """Tell whether the valid form says anything but what was submitted."""
        before, now = self.proposal.answers, self.answers()
        return any(
            getattr(self.proposal, name) != self.cleaned_data[name]
            for name in CORE
            if name in self.cleaned_data
        ) or any(
            before.get(question.key, {}).get("value")
            != now.get(question.key, {}).get("value")
            for question in self.questions()
        )

    def answers(self):
        """Return the answers that were given, by block id, as they are stored."""
        found = {}
        for question in self.questions():
            kind = registry.get(question.kind)
            value = self.given.get(question.key)
            if not kind.is_given(value):
                continue
            if kind.is_file:
                labels = [self._files(question)[pk].name for pk in value]
            else:
                labels = kind.labels(question, value)
            found[question.key] = {
                "kind": question.kind,
                "question": question.label,
                "value": value,
                "labels": labels,
                "language": active_language(),
            }
        return found

    @classmethod
    def data_of(cls, proposal, structure):
        """Return what was submitted as raw form data ({name: [str, …]})."""
        data = {name: _raw(getattr(proposal, name)) for name in CORE}
        for question in structure.questions:
            if answer := proposal.answers.get(question.key):
                kind = registry.get(question.kind)
                data[question.name] = (
                    kind.to_initial(answer["value"])
                    if registry.can_read(question, answer)
                    else [", ".join(answer["labels"])]
                )
        return data

    def show(self, data):
        """Show raw form ``data`` without judging it; return the form."""
        multiple = (forms.MultipleChoiceField, AttachmentsField)
        self.initial = {
            name: data[name] if isinstance(field, multiple) else data[name][0]
            for name, field in self.fields.items()
            if data.get(name)
        }
        return self

    def sections(self):
        """Return the form's :class:`FormSection` s in order, with bound fields."""
        sections = [
            self._section("webinar", _("Your webinar"), ["title", "summary"]),
            self._section(
                "scope", _("What it is about"), ["outcomes", "focus", "countries"]
            ),
            *self._question_sections(),
            self._section(
                "delivery",
                _("Languages and dates"),
                ["languages", "interpretation", "preferred_dates", "wants_public"],
            ),
            self._section(
                "contact",
                _("Contact"),
                ["contact_name", "contact_email", "contact_phone"],
            ),
        ]
        return [section for section in sections if section.fields]

    def _section(self, key, heading, names, text=""):
        fields = [self[name] for name in names if name in self.fields]
        for field in fields:
            self._describe(field)
        complete = self.is_bound and not any(field.errors for field in fields)
        return FormSection(key, heading, text, fields, complete)

    def _question_sections(self):
        groups = [("answers", _("Your answers"), "", [])]
        for question in self.structure.questions:
            if registry.get(question.kind).is_question:
                groups[-1][3].append(question.name)
            else:
                key = f"part-{len(groups)}"
                groups.append((key, question.label, question.help_text, []))
        return [
            self._section(key, heading, names, text)
            for key, heading, text, names in groups
        ]

    def _describe(self, field):
        """Tell the template what it cannot ask a bound field."""
        question = self.structure.question(field.name.removeprefix("q_"))
        field.optional = not (question.required if question else field.field.required)
        field.condition = question.condition if question else None
        field.question = question


def _let_write(widget):
    """Let texts run their own way, and say that one is too long, not cut it off."""
    if isinstance(widget, forms.Textarea) or widget.__class__ is forms.TextInput:
        widget.attrs.setdefault("dir", "auto")
        if limit := widget.attrs.pop("maxlength", None):
            widget.attrs["data-character-limit"] = limit


def _raw(value):
    if isinstance(value, bool):
        return ["on"] if value else []
    if isinstance(value, list):
        return value
    return [value] if value else []
