"""Kinds whose answers are written out, and the heading between questions."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ...conf import app_settings
from ..fields import MaxWords
from .base import QuestionKind


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
