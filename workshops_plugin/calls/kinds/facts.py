"""Kinds whose answers are numbers, days, countries or files."""

import datetime
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import blocks

from ..fields import CountriesField, country_name
from ..moments import day_words
from .base import QuestionKind


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
        return [day_words(datetime.date.fromisoformat(value))]


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
        from ..forms.files import AttachmentsField

        return AttachmentsField(**kwargs)

    def to_initial(self, value):
        return list(value or [])
