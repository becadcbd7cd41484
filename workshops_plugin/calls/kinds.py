"""The kinds of question that a call can ask, and the registry that sites extend.

A kind knows four things: which blocks its editor fills in, which form field
asks it, how an answer is stored, and how it reads. A site adds one of its own
in its ``AppConfig.ready``::

    from workshops_plugin.calls.kinds import QuestionKind, registry

    @registry.register
    class Phone(QuestionKind):
        name = "phone"
        label = _("Telephone number")
        ...

No migration follows: definitions of blocks are not part of ours.
"""

import datetime
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ..conf import app_settings
from .blocks import ReferenceBlock, ShownIfBlock
from .fields import CountriesField, MaxWords, country_name
from .structure import Condition, Option, Question


class QuestionKind:
    """One kind of question. Subclass, set the attributes, override what differs.

    ``name`` is stored with every question and must never change.
    """

    name = ""
    label = ""
    icon = "help"
    group = _("Text")
    is_question = True
    is_file = False

    # For the editor.

    def block_fields(self):
        """Return (name, block) pairs that this kind's editor needs besides."""
        return []

    def config(self, value):
        """Return the facts (JSON) that ``value``, the editor's block, sets."""
        return {}

    def options(self, value):
        """Return the :class:`Option` s that ``value``, the editor's block, offers."""
        return ()

    def check(self, value):
        """Return {block name: ValidationError} for what cannot be published."""
        return {}

    def offers(self, value, answer):
        """Tell whether a condition may wait for ``answer`` to this question."""
        return False

    # For the form and the answer.

    def formfield(self, question, **kwargs):
        """Return the form field that asks ``question``; pass ``kwargs`` on."""
        return forms.CharField(max_length=500, **kwargs)

    def to_json(self, value):
        """Turn the form's cleaned value into what is stored."""
        return value

    def to_initial(self, value):
        """Turn what is stored into the raw strings that the form shows."""
        return [] if value in (None, "") else [str(value)]

    def is_given(self, value):
        """Tell whether a stored value is an answer at all."""
        return value not in (None, "", [])

    def matches(self, value, wanted):
        """Tell whether a stored value meets a condition's ``wanted``."""
        if wanted == Condition.ANY:
            return self.is_given(value)
        return value == wanted

    def labels(self, question, value):
        """Return the words in which ``value`` reads now, a list of strings."""
        return [str(value)] if self.is_given(value) else []

    # Shared.

    def block(self):
        """Build the block with which an editor writes such a question."""
        return blocks.StructBlock(
            [
                (
                    "label",
                    blocks.CharBlock(label=_("Question"), max_length=300, default=""),
                ),
                (
                    "help_text",
                    blocks.TextBlock(
                        label=_("Help"), required=False, rows=2, default=""
                    ),
                ),
                *self.block_fields(),
                (
                    "required",
                    blocks.BooleanBlock(
                        label=_("Must be answered"), required=False, default=True
                    ),
                ),
                (
                    "criterion",
                    ReferenceBlock(
                        "criterion",
                        label=_("Answers this criterion"),
                        help_text=_("Reviewers see the answer beside that criterion."),
                    ),
                ),
                ("shown_if", ShownIfBlock()),
            ],
            label=self.label,
            icon=self.icon,
            group=self.group,
            label_format="{label}",
        )

    def read(self, key, value):
        """Read a :class:`Question` from ``value``, the editor's block."""
        condition = value.get("shown_if") or {}
        return Question(
            key=key,
            kind=self.name,
            label=value.get("label") or "",
            help_text=value.get("help_text") or "",
            required=bool(value.get("required")),
            config=self.config(value),
            options=self.options(value),
            criterion=value.get("criterion") or "",
            condition=Condition(condition["question"], condition.get("answer") or "")
            if condition.get("question")
            else None,
        )


class Registry:
    """The kinds by name, in the order in which they were registered."""

    def __init__(self):
        self._kinds = {}
        self._blocks = None

    def register(self, kind):
        """Add a :class:`QuestionKind` subclass; also usable as a decorator."""
        if not kind.name:
            raise ValueError(f"{kind.__name__} needs a name")
        self._kinds[kind.name] = kind()
        self._blocks = None
        return kind

    def unregister(self, name):
        """Stop offering a kind. Its answers stay stored and readable as text."""
        self._kinds.pop(name, None)
        self._blocks = None

    def get(self, name):
        """Return the kind; one that is gone reads and shows as plain text."""
        return self._kinds.get(name) or self._kinds["short_text"]

    def names(self):
        return list(self._kinds)

    def blocks(self):
        """Return {name: block} for the page's editor."""
        if self._blocks is None:
            self._blocks = {}
            for name, kind in self._kinds.items():
                block = kind.block()
                block.set_name(name)
                self._blocks[name] = block
        return self._blocks


registry = Registry()


class Section(QuestionKind):
    """Not a question: a heading under which the next questions stand."""

    name = "section"
    label = _("Heading")
    icon = "title"
    group = _("Layout")
    is_question = False

    def block(self):
        return blocks.StructBlock(
            [
                (
                    "label",
                    blocks.CharBlock(label=_("Heading"), max_length=300, default=""),
                ),
                (
                    "help_text",
                    blocks.TextBlock(
                        label=_("Introduction"), required=False, rows=2, default=""
                    ),
                ),
            ],
            label=self.label,
            icon=self.icon,
            group=self.group,
            label_format="{label}",
        )


class ShortText(QuestionKind):
    name = "short_text"
    label = _("Short text")
    icon = "minus"


class LongText(QuestionKind):
    name = "long_text"
    label = _("Long text")
    icon = "pilcrow"

    def block_fields(self):
        return [
            (
                "word_limit",
                blocks.IntegerBlock(
                    label=_("At most so many words"),
                    required=False,
                    min_value=1,
                    max_value=5000,
                ),
            )
        ]

    def config(self, value):
        limit = value.get("word_limit")
        return {"word_limit": limit} if limit else {}

    def formfield(self, question, **kwargs):
        limit = question.config.get("word_limit")
        attrs = {"rows": 6}
        if limit:
            attrs["data-word-limit"] = limit
        return forms.CharField(
            widget=forms.Textarea(attrs=attrs),
            max_length=app_settings.TEXT_MAX_LENGTH,
            validators=[MaxWords(limit)] if limit else [],
            **kwargs,
        )


class Email(QuestionKind):
    name = "email"
    label = _("E-mail address")
    icon = "mail"

    def formfield(self, question, **kwargs):
        return forms.EmailField(**kwargs)


class Url(QuestionKind):
    name = "url"
    label = _("Web address")
    icon = "link"

    def formfield(self, question, **kwargs):
        return forms.URLField(assume_scheme="https", max_length=1000, **kwargs)


class Number(QuestionKind):
    name = "number"
    label = _("Number")
    icon = "order"
    group = _("Facts")

    def block_fields(self):
        return [
            (
                "minimum",
                blocks.IntegerBlock(label=_("Not less than"), required=False),
            ),
            (
                "maximum",
                blocks.IntegerBlock(label=_("Not more than"), required=False),
            ),
        ]

    def config(self, value):
        return {
            name: value[name]
            for name in ("minimum", "maximum")
            if value.get(name) is not None
        }

    def check(self, value):
        config = self.config(value)
        if len(config) == 2 and config["minimum"] > config["maximum"]:
            message = _("The largest number allowed is below the smallest.")
            return {"maximum": ValidationError(message)}
        return {}

    def formfield(self, question, **kwargs):
        return forms.DecimalField(
            min_value=question.config.get("minimum"),
            max_value=question.config.get("maximum"),
            max_digits=20,
            decimal_places=4,
            localize=True,
            **kwargs,
        )

    def to_json(self, value):
        return None if value is None else str(value)

    def to_initial(self, value):
        return [formats.localize_input(Decimal(value))] if value else []

    def labels(self, question, value):
        return [formats.number_format(Decimal(value))] if value else []


class Date(QuestionKind):
    name = "date"
    label = _("Date")
    icon = "date"
    group = _("Facts")

    def formfield(self, question, **kwargs):
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        return forms.DateField(widget=widget, **kwargs)

    def to_json(self, value):
        return value.isoformat() if value else None

    def labels(self, question, value):
        if not value:
            return []
        return [formats.date_format(datetime.date.fromisoformat(value), "DATE_FORMAT")]


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


class Countries(QuestionKind):
    name = "countries"
    label = _("Country or countries")
    icon = "globe"
    group = _("Facts")

    def block_fields(self):
        return [
            (
                "maximum",
                blocks.IntegerBlock(
                    label=_("At most so many countries"), required=False, min_value=1
                ),
            )
        ]

    def config(self, value):
        return {"maximum": value["maximum"]} if value.get("maximum") else {}

    def formfield(self, question, **kwargs):
        return CountriesField(
            validators=[MaxItems(question.config.get("maximum"))], **kwargs
        )

    def to_initial(self, value):
        return list(value or [])

    def matches(self, value, wanted):
        return super().matches(value, wanted) or wanted in (value or [])

    def labels(self, question, value):
        return [country_name(code) for code in value or []]


class MaxItems:
    """Refuse more than ``limit`` choices (None: any number)."""

    def __init__(self, limit):
        self.limit = limit

    def __call__(self, value):
        if self.limit and len(value) > self.limit:
            message = ngettext(
                "Choose at most %(limit)d; there are %(count)d now.",
                "Choose at most %(limit)d; there are %(count)d now.",
                self.limit,
            )
            raise ValidationError(message % {"limit": self.limit, "count": len(value)})


class File(QuestionKind):
    """Files are uploaded as they are chosen; the answer lists their ids."""

    name = "file"
    label = _("File")
    icon = "upload"
    group = _("Facts")
    is_file = True

    def formfield(self, question, **kwargs):
        from .forms.files import AttachmentsField

        return AttachmentsField(**kwargs)

    def to_initial(self, value):
        return list(value or [])


for kind in (
    Section,
    ShortText,
    LongText,
    Email,
    Url,
    Number,
    Date,
    SingleChoice,
    MultipleChoice,
    YesNo,
    Countries,
    File,
):
    registry.register(kind)
