"""Which promises of a call changed after proposals came in, and why."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Min
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from ..languages.names import language_name
from .actions.facts import PROMISED
from .enums import Focus
from .fields import country_name
from .models import Call
from .moments import abbreviation, moment_words

#: The type puts the birth of a row ("+") before a change of the same moment.
OLDEST_FIRST = ("history_id",)


@dataclass(frozen=True)
class PublicChange:
    """One change that the call page shows: when, what in words, and why."""

    at: datetime
    lines: tuple[str, ...]
    reason: str


def public_changes(call):
    """Return the :class:`PublicChange` s of ``call``, newest first. Three queries.

    What changed before the first submission, and why, is nobody else's business.
    """
    since = _first_submission(call)
    if since is None:
        return []
    found = [*_fact_changes(call, since), *_criterion_changes(call, since)]
    return sorted(found, key=lambda change: change.at, reverse=True)


def _first_submission(call):
    if not call.last_number:
        return None
    return call.proposals.aggregate(first=Min("submitted_at"))["first"]


def _fact_changes(call, since):
    before = None
    for row in call.history.order_by(*OLDEST_FIRST):
        if before is not None and row.history_date > since:
            lines = [
                _("%(what)s: %(old)s → %(new)s")
                % {
                    "what": _label(name),
                    "old": _words(call, before, name),
                    "new": _words(call, row, name),
                }
                for name in sorted(PROMISED - {"weights"})
                if getattr(before, name) != getattr(row, name)
            ]
            if lines:
                yield PublicChange(
                    row.history_date, tuple(lines), row.history_change_reason
                )
        before = row


def _label(name):
    label = str(Call._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:]


def _words(call, row, name):
    value = getattr(row, name)
    if isinstance(value, datetime):
        local = timezone.localtime(value, call.zone)
        return f"{moment_words(local, call.zone)} {abbreviation(local)}"
    if isinstance(value, Decimal):
        return formats.number_format(value.normalize())
    field = Call._meta.get_field(name)
    if field.choices:
        return str(dict(field.flatchoices)[value])
    return str(value) if value is not None else "–"


def _criterion_changes(call, since):
    from .models import CallCriterion

    rows = CallCriterion.history.filter(call_id=call.pk).order_by(*OLDEST_FIRST)
    before, grouped = {}, {}
    for row in rows:
        old = before.get(row.id)
        before[row.id] = row
        if row.history_date > since and (line := _criterion_line(old, row)):
            key = (row.history_date.replace(microsecond=0), row.history_change_reason)
            grouped.setdefault(key, []).append(line)
    for (at, reason), lines in grouped.items():
        yield PublicChange(at, tuple(lines), reason)


def _criterion_line(old, new):
    if old is None or (old.retired and not new.retired):
        return _("New criterion: %(title)s") % {"title": new.title}
    if new.retired and not old.retired:
        return _("Criterion no longer used: %(title)s") % {"title": new.title}
    if old.weight != new.weight:
        return _("Weight of “%(title)s”: %(old)s → %(new)s") % {
            "title": new.title,
            "old": formats.number_format(old.weight.normalize()),
            "new": formats.number_format(new.weight.normalize()),
        }
    if (old.title, old.description) != (new.title, new.description):
        return _("Criterion reworded: %(title)s") % {"title": new.title}
    return ""


def proposal_change_words(changes, structure):
    """Return [(what, old words, new words), …] of changes of a proposal."""
    from .models import Proposal

    found = []
    for change in changes:
        if change.name == "answers":
            found += _answer_changes(change, structure)
        else:
            field = Proposal._meta.get_field(change.name)
            label = str(field.verbose_name)
            found.append(
                (
                    label[:1].upper() + label[1:],
                    _value_words(field, change.old, structure),
                    _value_words(field, change.new, structure),
                )
            )
    return found


def _answer_changes(change, structure):
    labels = {question.key: question.label for question in structure.questions}
    for key in [*change.old, *(k for k in change.new if k not in change.old)]:
        old, new = change.old.get(key), change.new.get(key)
        if (old or {}).get("value") != (new or {}).get("value"):
            label = labels.get(key) or (new or old)["question"]
            yield label, *(", ".join(a["labels"]) if a else "" for a in (old, new))


def _value_words(field, value, structure):
    words = {
        "outcomes": {outcome.key: outcome.title for outcome in structure.outcomes},
        "focus": dict(Focus.choices),
    }.get(field.name, {})
    if field.name == "countries":
        words = {code: country_name(code) for code in value}
    if field.name in ("languages", "interpretation"):
        words = {code: language_name(code) for code in value}
    if isinstance(value, list):
        return ", ".join(str(words.get(item, item)) for item in value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return moment_words(value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return "" if value is None else str(value)
