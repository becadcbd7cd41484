"""Kinds whose answers are chosen from options."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ..structure import Option
from .base import QuestionKind


class ChoiceKind(QuestionKind):
    """Shared by the two kinds whose options the editor writes."""

    group = _("Choice")

    def block_fields(self):
        return [
            (
                "options",
                blocks.ListBlock(
                    blocks.CharBlock(label=_("Option"), max_length=300, default=""),
                    label=_("Options"),
                    default=[],
                ),
            )
        ]

    def options(self, value):
        return tuple(
            Option(str(child.id or f"new-{number}"), child.value or "")
            for number, child in enumerate(value["options"].bound_blocks)
        )

    def check(self, value):
        written = [o for o in self.options(value) if o.label.strip()]
        if len(written) < 2:
            message = _("Write at least two options to choose from.")
        elif len({o.label.strip().casefold() for o in written}) < len(written):
            message = _("Two options read the same. Change or remove one of them.")
        else:
            return {}
        return {"options": blocks.ListBlockValidationError(non_block_errors=[message])}

    def offers(self, value, answer):
        return answer in {option.key for option in self.options(value)}

    def labels(self, question, value):
        chosen = {value} if isinstance(value, str) else set(value or ())
        return [option.label for option in question.options if option.key in chosen]

    @staticmethod
    def choices(question):
        return [(option.key, option.label) for option in question.options]


class SingleChoice(ChoiceKind):
    name = "single_choice"
    label = _("Single choice")
    icon = "radio-full"

    def formfield(self, question, **kwargs):
        return forms.ChoiceField(
            choices=self.choices(question), widget=forms.RadioSelect, **kwargs
        )


class MultipleChoice(ChoiceKind):
    name = "multiple_choice"
    label = _("Multiple choice")
    icon = "tasks"

    def formfield(self, question, **kwargs):
        return forms.MultipleChoiceField(
            choices=self.choices(question),
            widget=forms.CheckboxSelectMultiple,
            **kwargs,
        )

    def to_initial(self, value):
        return list(value or [])

    def matches(self, value, wanted):
        return super().matches(value, wanted) or wanted in (value or [])


class YesNo(QuestionKind):
    name = "yes_no"
    label = _("Yes or no")
    icon = "check"
    group = _("Choice")

    @staticmethod
    def choices():
        return [("yes", gettext("Yes")), ("no", gettext("No"))]

    def offers(self, value, answer):
        return answer in ("yes", "no")

    def formfield(self, question, **kwargs):
        return forms.ChoiceField(
            choices=self.choices(), widget=forms.RadioSelect, **kwargs
        )

    def labels(self, question, value):
        return [dict(self.choices())[value]] if value in ("yes", "no") else []
