"""Writes what a live source page asks into rows, and gives each page its row."""

import logging
import re
from unicodedata import combining, normalize

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import get_active_log_context

from ...record.trace import trace
from ...record.writing import save_version
from ...signals import structure_published
from .. import structure as structures
from ..models import Call, CallCriterion, CallOption, CallOutcome, CallQuestion
from ..rules import is_new_reason, is_source, other_set
from .locks import lock_call

logger = logging.getLogger(__name__)

#: What a copied call takes over from the call it was copied from.
INHERITED = (
    "timezone",
    "action_group_id",
    "scale_min",
    "scale_max",
    "scale_labels",
    "publish_weights",
    "reviews_wanted",
    "blind",
    "reviews_visible",
    "name_reviewers",
    "merit_method",
    "consideration_rule",
    "joint_points",
    "pathfinder_points",
)


def born_with(page, *, by=None):
    """Return the call behind ``page``, made now if this is its first page.

    A new call has no dates, so it is closed. An alias has no call of its own.
    """
    if call := Call.objects.filter(pk=page.call_key).first():
        return call
    by = by or get_active_log_context().user
    for prefix in _prefixes(page.title):
        call = Call(
            pk=page.call_key,
            source_locale_id=page.locale_id,
            title=page.title,
            prefix=prefix,
        )
        try:
            with transaction.atomic():
                save_version(call, by=by)
        except IntegrityError:
            if existing := Call.objects.filter(pk=page.call_key).first():
                return existing
            if not Call.objects.filter(prefix=prefix).exists():
                raise
            continue
        trace(call, "call", "create", by=by)
        break
    return call


def inherit_rules(copy, original, *, by=None):
    """Give the call of ``copy``, a copied page, the rules of the call of ``original``.

    Its dates stay empty. Does nothing where either has no call, or the copy's call
    has been used already.
    """
    source, call = original.call, copy.call
    if not (source and call) or call.closes_at or call.pk == source.pk:
        return
    by = by or get_active_log_context().user
    with transaction.atomic():
        lock_call(call)
        for name in INHERITED:
            setattr(call, name, getattr(source, name))
        call.copied_from = source
        save_version(call, by=by)
        weights = dict(source.criteria.values_list("block_id", "weight"))
        for row in call.criteria.all():
            if row.weight != weights.get(row.block_id, row.weight):
                row.weight = weights[row.block_id]
                save_version(row, by=by)


def _prefixes(title):
    """Yield prefixes for references: the title's initials, then numbered ones."""
    plain = "".join(c for c in normalize("NFKD", title) if not combining(c))
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z][a-z]{2,}", plain))
    stem = f"{initials.upper()[:4] or 'CALL'}{timezone.now():%y}"
    taken = set(
        Call.objects.filter(prefix__startswith=stem).values_list("prefix", flat=True)
    )
    number = 1
    while True:
        prefix = stem if number == 1 else f"{stem}-{number}"
        if prefix not in taken:
            yield prefix
        number += 1


def publish_structure(page, *, by=None):
    """Write the structure that ``page`` shows, if it is the live source page.

    Returns the call, or None when nothing was to be written. Idempotent. Rows
    are never deleted: a block that is gone is retired, one that is back returns.
    """
    if page.alias_of_id:
        return None
    by = by or get_active_log_context().user
    with transaction.atomic():
        call = born_with(page, by=by)
        if not (page.live and is_source(page, call)):
            return None
        lock_call(call)
        structure = structures.from_page(page)
        _Writer(call, page, by).write(structure)
        structure_published.send(sender=Call, call=call, by=by)
    return call


class _Writer:
    """Brings the rows of one call in line with one structure."""

    def __init__(self, call, page, by):
        self.call, self.page, self.by = call, page, by

    def write(self, structure):
        self._upsert_texts(CallOutcome, structure.outcomes)
        self._write_criteria(structure.criteria)
        self._write_questions(structure.questions)
        self.call.title = self.page.title
        self.call.structure_revision = self.page.live_revision_id
        self.call.structure_written_at = timezone.now()
        # Not a change of the call's facts, so no version of it.
        Call.objects.filter(pk=self.call.pk).update(
            title=self.call.title,
            structure_revision=self.call.structure_revision,
            structure_written_at=self.call.structure_written_at,
        )

    def _upsert(self, model, owner, key, values, rows):
        """Create or change one row; return it. Unchanged rows are not written."""
        row = rows.get(key) or model(**owner, block_id=key)
        if _set(row, values) or row._state.adding:
            row.save()
        return row

    def _upsert_texts(self, model, texts):
        owner = {"call": self.call}
        rows = {row.block_id: row for row in model.objects.filter(**owner)}
        for order, text in enumerate(texts):
            self._upsert(model, owner, text.key, _text_values(text, order), rows)
        self._retire(rows, {text.key for text in texts})

    def _retire(self, rows, keep):
        for key, row in rows.items():
            if key not in keep and not row.retired:
                row.retired = True
                row.save()

    def _write_criteria(self, texts):
        if self._keeps_frozen(texts):
            return
        rows = {row.block_id: row for row in self.call.criteria.all()}
        inherited = self._inherited_weights()
        reason = self._criteria_reason()
        for order, text in enumerate(texts):
            row = rows.get(text.key)
            if row is None:
                row = CallCriterion(call=self.call, block_id=text.key)
                row.weight = inherited.get(text.key, row.weight)
            changed = _set(row, _text_values(text, order))
            if changed or row._state.adding:
                why = "" if changed == {"order"} else reason
                save_version(row, by=self.by, reason=why)
        for key in rows.keys() - {text.key for text in texts}:
            if not rows[key].retired:
                rows[key].retired = True
                save_version(rows[key], by=self.by, reason=reason)

    def _keeps_frozen(self, texts):
        """Tell whether the criteria stay because others were reviewed by; log it."""
        if not self.call.rubric_frozen_at:
            return False
        if not other_set(structures.from_rows(self.call).criteria, texts):
            return False
        logger.warning(
            "Page %s was published with other criteria than call %s was "
            "reviewed by; the frozen criteria stay.",
            self.page.pk,
            self.call.pk,
        )
        trace(self.call, "call", "criteria_kept", by=self.by)
        return True

    def _criteria_reason(self):
        """Return why criteria change, if proposals are in and the reason is new."""
        reason = self.page.criteria_reason.strip()
        if self.call.last_number and is_new_reason(self.call, reason):
            return reason
        return ""

    def _inherited_weights(self):
        if not self.call.copied_from_id:
            return {}
        return dict(
            CallCriterion.objects.filter(call=self.call.copied_from_id).values_list(
                "block_id", "weight"
            )
        )

    def _write_questions(self, questions):
        owner = {"call": self.call}
        rows = {row.block_id: row for row in self.call.questions.all()}
        criteria = dict(self.call.criteria.values_list("block_id", "pk"))
        options = self._options()
        written = {}
        for order, question in enumerate(questions):
            condition = question.condition
            earlier = written.get(condition.question) if condition else None
            values = {
                "kind": question.kind,
                "label": question.label,
                "help_text": question.help_text,
                "required": question.required,
                "config": question.config,
                "criterion_id": criteria.get(question.criterion),
                "shown_if_question_id": earlier.pk if earlier else None,
                "shown_if_value": condition.value if earlier else "",
                "order": order,
                "retired": False,
            }
            row = self._upsert(CallQuestion, owner, question.key, values, rows)
            written[question.key] = row
            self._write_options(row, question.options, options.get(row.pk, {}))
        self._retire(rows, written.keys())

    def _options(self):
        """Return {question pk: {block id: option}} in one query."""
        found = {}
        for option in CallOption.objects.filter(question__call=self.call):
            found.setdefault(option.question_id, {})[option.block_id] = option
        return found

    def _write_options(self, question, options, rows):
        owner = {"question": question}
        for order, option in enumerate(options):
            values = {"label": option.label, "order": order, "retired": False}
            self._upsert(CallOption, owner, option.key, values, rows)
        self._retire(rows, {option.key for option in options})


def _set(row, values):
    """Set ``values`` on ``row``; return the names of those that differed."""
    changed = {name for name, value in values.items() if getattr(row, name) != value}
    for name in changed:
        setattr(row, name, values[name])
    return changed


def _text_values(text, order):
    return {
        "title": text.title,
        "description": text.description,
        "order": order,
        "retired": False,
    }
