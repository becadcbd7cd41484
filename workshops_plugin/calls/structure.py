"""What a call asks, as plain values: read from a page, from rows, or mixed.

A page is read for previews and when it is published; the rows are what counts
from then on; the words of a translated page are laid over the rows by block id.
"""

from dataclasses import dataclass, field, replace

#: What is no longer asked stands before what took its place.
IN_ORDER = ("order", "-retired", "block_id")


@dataclass(frozen=True)
class Text:
    """An outcome or a criterion."""

    key: str
    title: str
    description: str = ""


@dataclass(frozen=True)
class Option:
    key: str
    label: str


@dataclass(frozen=True)
class Condition:
    """Show a question only if ``question`` was answered with ``value``.

    ``value`` is an option's key, "yes", "no", a country code, or ``ANY``.
    """

    ANY = "*"

    question: str
    value: str


@dataclass(frozen=True)
class Question:
    key: str
    kind: str
    label: str
    help_text: str = ""
    required: bool = False
    config: dict = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    criterion: str = ""
    condition: Condition | None = None

    @property
    def name(self):
        """The name of its form field."""
        return f"q_{self.key}"

    @property
    def is_identifying(self):
        """Whether its answers name people or organizations."""
        return bool(self.config.get("identifying"))

    def with_words_of(self, other):
        """Return this question in the words of ``other``, where it has any."""
        labels = {option.key: option.label for option in other.options}
        return replace(
            self,
            label=other.label or self.label,
            help_text=other.help_text or self.help_text,
            options=tuple(
                replace(option, label=labels.get(option.key) or option.label)
                for option in self.options
            ),
        )


@dataclass(frozen=True)
class Structure:
    outcomes: tuple[Text, ...] = ()
    criteria: tuple[Text, ...] = ()
    questions: tuple[Question, ...] = ()

    def question(self, key):
        """Return the question with ``key``, or None."""
        return next((q for q in self.questions if q.key == key), None)

    def with_words_of(self, other):
        """Return the same structure in the words of ``other``, by block id."""
        return Structure(
            outcomes=_overlay_texts(self.outcomes, other.outcomes),
            criteria=_overlay_texts(self.criteria, other.criteria),
            questions=tuple(
                question.with_words_of(words)
                if (words := other.question(question.key))
                else question
                for question in self.questions
            ),
        )


def _overlay_texts(texts, others):
    words = {other.key: other for other in others}
    return tuple(
        replace(
            text,
            title=words[text.key].title or text.title,
            description=words[text.key].description or text.description,
        )
        if text.key in words
        else text
        for text in texts
    )


def from_page(page):
    """Read the structure that ``page`` (a CallPageMixin, saved or not) shows."""
    from .kinds import registry

    return Structure(
        outcomes=texts(page.outcomes),
        criteria=texts(page.criteria),
        questions=tuple(
            registry.get(child.block_type).read(
                child.id or f"new-{number}", child.value
            )
            for number, child in enumerate(page.questions)
        ),
    )


def texts(stream):
    """Read the outcomes or criteria in ``stream`` as :class:`Text` s."""
    return tuple(
        Text(
            child.id or f"new-{number}",
            child.value["title"] or "",
            child.value["description"] or "",
        )
        for number, child in enumerate(stream)
    )


def from_rows(call, *, retired=False):
    """Read the structure that ``call`` has published. Four queries.

    With ``retired``, what is no longer asked comes too.
    """
    from .models import CallOption

    kept = {} if retired else {"retired": False}
    options = {}
    options_of_call = CallOption.objects.filter(question__call=call, **kept)
    for option in options_of_call.order_by(*IN_ORDER):
        options.setdefault(option.question_id, []).append(
            Option(option.block_id, option.label)
        )
    criteria = list(call.criteria.filter(**kept).order_by(*IN_ORDER))
    questions = list(call.questions.filter(**kept).order_by(*IN_ORDER))
    keys = {row.pk: row.block_id for row in [*criteria, *questions]}
    return Structure(
        outcomes=texts_from_rows(call.outcomes.filter(**kept).order_by(*IN_ORDER)),
        criteria=texts_from_rows(criteria),
        questions=tuple(_question(row, keys, options) for row in questions),
    )


def texts_from_rows(rows):
    """Read rows of outcomes or criteria as :class:`Text` s."""
    return tuple(Text(row.block_id, row.title, row.description) for row in rows)


def _question(row, keys, options):
    condition = None
    if row.shown_if_question_id in keys:
        condition = Condition(keys[row.shown_if_question_id], row.shown_if_value)
    return Question(
        key=row.block_id,
        kind=row.kind,
        label=row.label,
        help_text=row.help_text,
        required=row.required,
        config=row.config,
        options=tuple(options.get(row.pk, ())),
        criterion=keys.get(row.criterion_id, ""),
        condition=condition,
    )
