"""What every kind of question is, and the registry of kinds."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ..blocks import ReferenceBlock, ShownIfBlock
from ..structure import Condition, Question


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
                (
                    "identifying",
                    blocks.BooleanBlock(
                        label=_("Hide from reviewers where the review is blind"),
                        required=False,
                        default=False,
                        help_text=_("For answers that name people or organizations."),
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
            config={
                **self.config(value),
                # Only where it is set, so that what was published stays the same.
                **({"identifying": True} if value.get("identifying") else {}),
            },
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

    def can_read(self, question, answer):
        """Tell whether ``answer`` was stored by the kind that ``question`` has now.

        It was not where a site has withdrawn a kind: then only the words count that
        were stored with the answer.
        """
        return question.kind in self._kinds and answer["kind"] == question.kind

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
