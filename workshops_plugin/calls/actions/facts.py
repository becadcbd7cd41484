"""Sets the facts of a call: its dates and its rules."""

from datetime import datetime
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import is_aware
from django.utils.translation import gettext as _

from ...errors import Refused
from ...record.trace import trace
from ...record.writing import save_version
from ...signals import call_changing
from ..models.call import validate_timezone
from ..rules import EDITOR, has_submitted, require_permission, require_reason
from .locks import lock_call

#: What ``set_rules`` may change.
RULES = frozenset(
    {
        "prefix",
        "partners_until",
        "action_group",
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
        "weights",
    }
)
#: What needs a public reason once somebody has submitted a proposal.
PROMISED = frozenset(
    {
        "opens_at",
        "closes_at",
        "partners_until",
        "timezone",
        "merit_method",
        "consideration_rule",
        "joint_points",
        "pathfinder_points",
        "weights",
    }
)
#: What cannot change once the first review is submitted.
FROZEN = frozenset({"scale_min", "scale_max", "merit_method", "weights"})


def set_dates(call, opens_at, closes_at, *, by, timezone=None, reason=""):
    """Set when ``call`` opens and closes (aware datetimes), and its time zone.

    Both dates or neither; ``timezone`` is an IANA name, by default the present
    one. Refused: "dates", "order", "timezone", "reason" (needed once a proposal
    is submitted), "announced", "forbidden".
    """
    require_permission(by, EDITOR)
    zone = timezone or call.timezone
    _check_dates(opens_at, closes_at, zone)
    with transaction.atomic():
        lock_call(call)
        _require_not_announced(call)
        if has_submitted(call) and not opens_at:
            raise Refused(
                _("Proposals have been submitted, so the call keeps its dates."),
                code="dates",
            )
        changes = {"opens_at": opens_at, "closes_at": closes_at, "timezone": zone}
        _apply(call, changes, by=by, reason=reason, verb="set_dates")
    return call


def _check_dates(opens_at, closes_at, zone):
    for value in (opens_at, closes_at):
        if value is not None and not (isinstance(value, datetime) and is_aware(value)):
            raise Refused(_("Give dates with their time and time zone."), code="dates")
    if bool(opens_at) != bool(closes_at):
        raise Refused(
            _("Give both an opening and a closing date, or neither."),
            code="dates",
            fields={"closes_at" if opens_at else "opens_at": [_("Fill in this date.")]},
        )
    if opens_at and closes_at <= opens_at:
        message = _("The call would close before it opens. Choose a later closing.")
        raise Refused(message, code="order", fields={"closes_at": [message]})
    try:
        validate_timezone(zone)
    except ValidationError as error:
        message = error.messages[0]
        raise Refused(
            message, code="timezone", fields={"timezone": [message]}
        ) from error


def set_rules(call, *, by, reason="", **changes):
    """Change rules of ``call``: any of :data:`RULES`, by name.

    ``weights`` maps criteria (or their pks) to numbers. Refused: "unknown",
    "invalid" (with fields), "frozen", "weights", "reason", "announced",
    "forbidden".
    """
    require_permission(by, EDITOR)
    if unknown := changes.keys() - RULES:
        raise Refused(
            _("There is no rule named %(name)s.")
            % {"name": ", ".join(sorted(unknown))},
            code="unknown",
        )
    with transaction.atomic():
        lock_call(call)
        _require_not_announced(call)
        weights = changes.pop("weights", None)
        criteria = _weighted(call, weights) if weights is not None else []
        _apply(call, changes, by=by, reason=reason, verb="set_rules", criteria=criteria)
    return call


def _require_not_announced(call):
    if call.announced_at:
        raise Refused(
            _("The results are announced, so the call’s facts stay as they are."),
            code="announced",
        )


def _weighted(call, weights):
    """Return the criteria whose weight changes, with the new weights set."""
    criteria = {row.pk: row for row in call.criteria.filter(retired=False)}
    wanted = {getattr(key, "pk", key): value for key, value in weights.items()}
    changed = []
    for pk, row in criteria.items():
        if pk in wanted and row.weight != (weight := _weight(row, wanted[pk])):
            row.weight = weight
            changed.append(row)
    if wanted.keys() - criteria.keys():
        raise Refused(
            _("A criterion is not part of this call any more. Reload and try again."),
            code="weights",
        )
    if criteria and not any(row.weight for row in criteria.values()):
        raise Refused(
            _("At least one criterion needs a weight above zero."), code="weights"
        )
    return changed


def _weight(criterion, value):
    try:
        weight = Decimal(str(value)).quantize(Decimal("0.01"))
    except (InvalidOperation, ValueError):
        weight = None
    if weight is None or weight.is_nan() or not 0 <= weight <= 1000:
        raise Refused(
            _("The weight of “%(criterion)s” is a number from 0 to 1000.")
            % {"criterion": criterion},
            code="weights",
        )
    return weight


def _apply(call, changes, *, by, reason, verb, criteria=()):
    """Save what differs, if the rules for changing it allow that."""
    changed = {k for k, v in changes.items() if getattr(call, k) != v}
    touched = changed | ({"weights"} if criteria else set())
    if not touched:
        return
    _require_allowed(call, touched, reason)
    for name in changed:
        setattr(call, name, changes[name])
    try:
        _validate(call)
        call_changing.send(sender=type(call), call=call, changed=touched, by=by)
    except Refused:
        call.refresh_from_db()
        raise
    reason = (reason or "").strip()
    if changed:
        save_version(call, by=by, reason=reason)
    for row in criteria:
        save_version(row, by=by, reason=reason)
    trace(call, "call", verb, by=by, reason=reason, changed=sorted(touched))


def _require_allowed(call, touched, reason):
    if call.rubric_frozen_at and touched & FROZEN:
        raise Refused(
            _("Reviews have been submitted, so scale, merit and weights are frozen."),
            code="frozen",
        )
    if not has_submitted(call):
        return
    if "prefix" in touched:
        raise Refused(
            _("References have been given out, so their prefix stays."), code="frozen"
        )
    if touched & PROMISED:
        require_reason(
            reason,
            _(
                "Proposals have been submitted. Say why this changes; the call page "
                "shows the reason."
            ),
        )


def _validate(call):
    try:
        call.full_clean(exclude={"source_locale", "copied_from", "title"})
    except ValidationError as error:
        fields = error.message_dict
        sentences = [sentence for found in fields.values() for sentence in found]
        raise Refused(" ".join(sentences), code="invalid", fields=fields) from error
    late = call.partners_until
    if late and call.closes_at and late < call.closes_at:
        message = _("Partners can confirm until the call closes or later, not earlier.")
        raise Refused(message, code="invalid", fields={"partners_until": [message]})
