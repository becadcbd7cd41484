"""The blocks with which an editor writes a call.

Everything that a machine reads (references, conditions, limits) is a
RegexBlock, IntegerBlock or BooleanBlock: wagtail-localize copies these to
translations and never sends them to a translator.
"""

import json

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .structure import Condition
from .tables import WordsTableBlock

KEY = r"^[A-Za-z0-9_*-]{0,64}$"


def _reference_words():
    words = {"none": _("None"), "any": _("any answer"), "yes": _("Yes"), "no": _("No")}
    return json.dumps({key: str(word) for key, word in words.items()})


#: Rendered in the language of whoever edits, so worked out as late as possible.
REFERENCE_WORDS = lazy(_reference_words, str)()


class ReferenceInput(forms.TextInput):
    """Holds a block's id; a script offers the blocks there are by their words."""

    def __init__(self, kind):
        super().__init__(
            attrs={
                "data-controller": "workshops-reference",
                "data-workshops-reference-kind-value": kind,
                "data-workshops-reference-words-value": REFERENCE_WORDS,
                "autocomplete": "off",
            }
        )

    class Media:
        js = ["workshops_plugin/admin/reference.js"]


class ReferenceBlock(blocks.RegexBlock):
    """Names another block of the same page by its id.

    ``kind`` is "question", "criterion" or "value" (what the question that is
    named beside it may be answered with).
    """

    def __init__(self, kind="question", **kwargs):
        kwargs.setdefault("required", False)
        super().__init__(KEY, default="", **kwargs)
        self.field.widget = ReferenceInput(kind)


class TextBlock(blocks.StructBlock):
    """An outcome or a criterion: a title and what it means."""

    title = blocks.CharBlock(label=_("Title"), max_length=255, default="")
    description = blocks.TextBlock(
        label=_("Description"), required=False, rows=3, default=""
    )

    class Meta:
        label_format = "{title}"


class OutcomeBlock(TextBlock):
    class Meta:
        label = _("Outcome")
        icon = "pick"


class CriterionBlock(TextBlock):
    class Meta:
        label = _("Criterion")
        icon = "list-ol"


class OutcomesBlock(blocks.StreamBlock):
    outcome = OutcomeBlock()


class CriteriaBlock(blocks.StreamBlock):
    """At least one criterion, once the page is to be published."""

    criterion = CriterionBlock()

    class Meta:
        required = False
        # Nobody scores more with care, and spreadsheets of reviews join one table each.
        max_num = 40

    def clean(self, value):
        value = super().clean(value)
        if not len(value) and not self.is_deferred_validation:
            raise blocks.StreamBlockValidationError(
                non_block_errors=[
                    ValidationError(
                        _(
                            "Add at least one criterion, so that proposals can be "
                            "judged."
                        )
                    )
                ]
            )
        return value


class SectionBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), max_length=200, default="")
    text = blocks.RichTextBlock(
        label=_("Text"), features=["h3", "bold", "italic", "link", "ol", "ul"]
    )

    class Meta:
        label = _("Section")
        label_format = "{heading}"
        icon = "doc-full"
        template = "workshops_plugin/calls/blocks/section.html"


class BodyBlock(blocks.StreamBlock):
    """Sections and, on sites that install wagtail.contrib.table_block, tables."""

    section = SectionBlock()
    if apps.is_installed("wagtail.contrib.table_block"):
        table = WordsTableBlock(
            label=_("Table"), template="workshops_plugin/calls/blocks/table.html"
        )


class ShownIfBlock(blocks.StructBlock):
    question = ReferenceBlock(
        "question",
        label=_("Only if this question"),
        help_text=_("An earlier question. Leave empty to ask everybody."),
    )
    # Not "value": wagtail-localize takes a struct with that child for a block.
    answer = ReferenceBlock("value", label=_("was answered with"))

    class Meta:
        label = _("When to ask")
        # The summary of a collapsed block would be the id of a question.
        label_format = " "
        collapsed = True


class QuestionsBlock(blocks.StreamBlock):
    """One block type for each kind in the registry, those of the site included."""

    @property
    def child_blocks(self):
        from .kinds import registry

        return registry.blocks()

    @child_blocks.setter
    def child_blocks(self, value):
        """StreamBlock assigns its declared blocks; the registry has all of ours."""

    def clean(self, value):
        value = super().clean(value)
        if not self.is_deferred_validation:
            self._check(value)
        return value

    def _check(self, value):
        """Refuse questions that nobody could answer, each beside its field."""
        from .kinds import registry

        errors, earlier = {}, {}
        for index, child in enumerate(value):
            kind = registry.get(child.block_type)
            if found := {
                **kind.check(child.value),
                **_condition_errors(child, earlier),
            }:
                errors[index] = blocks.StructBlockValidationError(block_errors=found)
            if child.id and kind.is_question:
                earlier[child.id] = (kind, child.value)
        if errors:
            raise blocks.StreamBlockValidationError(block_errors=errors)


def _condition_errors(child, earlier):
    condition = child.value.get("shown_if") or {}
    question, wanted = condition.get("question") or "", condition.get("answer") or ""
    if not question:
        return {}
    if question == child.id:
        message = _("A question cannot depend on itself. Choose an earlier question.")
    elif question not in earlier:
        message = _(
            "Choose a question that stands before this one, or move this one down."
        )
    elif not wanted:
        return _shown_if_error(answer=_("Choose the answer on which this depends."))
    else:
        kind, other = earlier[question]
        if wanted == Condition.ANY or kind.offers(other, wanted):
            return {}
        return _shown_if_error(
            answer=_("That question has no such answer any more. Choose another.")
        )
    return _shown_if_error(question=message)


def _shown_if_error(**messages):
    return {
        "shown_if": blocks.StructBlockValidationError(
            block_errors={
                name: ValidationError(message) for name, message in messages.items()
            }
        )
    }
