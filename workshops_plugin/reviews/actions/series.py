"""Putting a series together: places, wishes, and decisions that follow from them."""

from dataclasses import replace

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from ...calls.actions.locks import lock_call
from ...calls.enums import ProposalDecision
from ...calls.models import Proposal
from ...calls.rules import require_permission, require_reason
from ...errors import Refused
from ...record.trace import trace
from ...record.writing import save_version
from .. import wishing
from ..balance import Contradiction
from ..enums import Place
from ..models import Series
from ..ranking import ranking
from ..rules import DECIDER, barred_for, require_editable, require_no_conflict
from ..snapshot import snapshot
from .decisions import Choice, decide_all


def place(proposal, where, *, by, before=None):
    """Put ``proposal`` into the series, the reserve or back into the pool.

    ``before`` is the proposal in front of which it then stands; None is the end.
    What others do meanwhile with other proposals stays done. Returns the
    :class:`~.models.Series`. Refused: "full" (the series has no free place),
    "settled" (the wishes say that it must, or must not, be in it), "not_ranked",
    "conflict", "announced", "forbidden".
    """
    return place_all(proposal.call, [(proposal, where)], by=by, before=before)


def swap(enters, leaves, *, by):
    """Let one proposal take the place of another, which goes back into the pool.

    Refused like :func:`place`, and "not_in" where ``leaves`` is not in the series.
    """
    with transaction.atomic():
        series = _lock(enters.call, by)
        if str(leaves.pk) not in series.chosen:
            raise Refused(
                _("%(proposal)s is not in the series any more. Look at the board.")
                % {"proposal": leaves},
                code="not_in",
            )
        at = series.chosen.index(str(leaves.pk)) + 1
        after = series.chosen[at] if at < len(series.chosen) else None
        steps = [(leaves, Place.POOL), (enters, Place.SERIES)]
        return _place(series, steps, by, after)


def place_all(call, steps, *, by, before=None):
    """Carry out all ``steps``, pairs like the arguments of :func:`place`, or none."""
    with transaction.atomic():
        series = _lock(call, by)
        return _place(series, steps, by, before and str(before.pk))


def _place(series, steps, by, before, reason=""):
    ranked = {row.proposal.pk for row in ranking(series.call).rows}
    wishes = wishing.read(series.wishes)
    old = (list(series.chosen), list(series.reserve))
    for proposal, where in steps:
        _require_placeable(proposal, where, wishes, ranked, by)
        key = str(proposal.pk)
        for keys in (series.chosen, series.reserve):
            if key in keys:
                keys.remove(key)
        if where != Place.POOL:
            keys = series.chosen if where == Place.SERIES else series.reserve
            keys.insert(keys.index(before) if before in keys else len(keys), key)
    live = {str(key) for key in ranked}
    series.chosen, series.reserve = (
        [key for key in keys if key in live] for keys in (series.chosen, series.reserve)
    )
    if len(series.chosen) > max(wishes.size, len(old[0])):
        raise Refused(
            _(
                "The series has %(size)d places, and all are taken. Take a proposal "
                "out first, swap it, or wish for more places."
            )
            % {"size": wishes.size},
            code="full",
        )
    if old != (series.chosen, series.reserve):
        _save(series, by=by, reason=reason)
        trace(series.call, "call", "arrange_series", by=by)
    return series


def _require_placeable(proposal, where, wishes, ranked, by):
    require_no_conflict(by, proposal)
    words = {"proposal": proposal}
    if where != Place.POOL and proposal.pk not in ranked:
        message = _("%(proposal)s takes no part in the ranking, so it has no place.")
        raise Refused(message % words, code="not_ranked")
    if where == Place.SERIES and str(proposal.pk) in wishes.must_not:
        message = _("By the wishes, %(proposal)s must not be in the series.")
        raise Refused(message % words, code="settled")
    if where != Place.SERIES and str(proposal.pk) in wishes.must:
        message = _("By the wishes, %(proposal)s must be in the series.")
        raise Refused(message % words, code="settled")


def take_over(call, keys, *, by, version):
    """Make the proposals with ``keys`` the series; those that were in it leave.

    ``version`` is that of the series that the person saw. What is in the reserve and
    is taken leaves it. Refused like :func:`place`, and "stale".
    """
    with transaction.atomic():
        series = _lock(call, by)
        _require_version(series, version)
        wanted = [str(key) for key in keys]
        leave = [key for key in series.chosen if key not in wanted]
        enter = [key for key in wanted if key not in series.chosen]
        rows = call.proposals.in_bulk([*leave, *enter])
        rows = {str(key): row for key, row in rows.items()}
        steps = [(rows[key], Place.POOL) for key in leave if key in rows]
        steps += [(rows[key], Place.SERIES) for key in enter if key in rows]
        # It is kept for readers of any language, as the names in the log are.
        with translation.override(settings.LANGUAGE_CODE):
            reason = _("The suggestion was taken over.")
        return _place(series, steps, by, None, reason)


def set_wishes(call, wishes, *, by, version, publish=False, reason=""):
    """Set the :class:`~.balance.Wishes` for the series of ``call``.

    A reason is needed once a review was submitted. ``publish`` shows them on the
    call's page. Refused: "reason", "contradiction", "stale", "announced", "forbidden".
    """
    with transaction.atomic():
        series = _lock(call, by)
        _require_version(series, version)
        wanted = wishing.stored(wishes)
        if (wanted, publish) == (series.wishes, series.publish_wishes):
            return series
        if call.rubric_frozen_at and wanted != series.wishes:
            reason = require_reason(
                reason,
                _("Reviews have been submitted. Say why the wishes change."),
            )
        _require_possible(call, wishes)
        series.wishes, series.publish_wishes = wanted, publish
        # What must be in the series is put there, what must not leaves it.
        kept = [key for key in series.chosen if key not in wishes.must_not]
        series.chosen = kept + sorted(wishes.must - set(kept))
        series.reserve = [key for key in series.reserve if key not in series.chosen]
        _save(series, by=by, reason=reason)
        trace(call, "call", "set_wishes", by=by, reason=reason)
    return series


def _require_possible(call, wishes):
    keys = {str(key) for key in call.proposals.values_list("pk", flat=True)}
    try:
        replace(wishes, must=wishes.must & keys).check(_Key(key) for key in keys)
    except Contradiction as error:
        message = wishing.contradiction_words(error)
        raise Refused(message, code="contradiction") from error


class _Key:
    def __init__(self, key):
        self.key = key


def settle(call, *, by, version, rationales=None):
    """Decide by the board: in the series selected, in reserve reserve, else declined.

    ``rationales`` maps keys of proposals to texts. What ``by`` must not decide because
    of a conflict of interest is left for somebody else. Keeps a snapshot of what the
    decisions follow from. Returns the decisions. Refused like
    :func:`~.decisions.decide_all`, and "stale", "empty" and "full".
    """
    require_permission(by, DECIDER)
    with transaction.atomic():
        series = _lock(call, by)
        _require_version(series, version)
        _require_decidable(series)
        now = ranking(call)
        barred = barred_for(by, call) if by else ()
        choices = choices_of(series, now, rationales or {}, barred)
        rows = Proposal.objects.in_bulk([choice.proposal for choice in choices])
        made = decide_all(
            call,
            [replace(each, proposal=rows[each.proposal]) for each in choices],
            by=by,
        )
        series.settled = snapshot(series, now, by=by)
        _save(series, by=by)
        trace(call, "call", "settle_series", by=by)
    return made


def _require_decidable(series):
    if not series.chosen:
        raise Refused(
            _("Nothing is in the series yet, so nothing follows from it."),
            code="empty",
        )
    size = wishing.read(series.wishes).size
    if len(series.chosen) > size:
        message = _(
            "The series has %(size)d places, and more proposals are in it. Take some "
            "out, or wish for more places."
        )
        raise Refused(message % {"size": size}, code="full")


def choices_of(series, now, rationales=None, barred=()):
    """Return a :class:`~.decisions.Choice` for each proposal of the ranking ``now``.

    Their proposals are keys. Those that are selected come first, reserves last, in
    their order.
    """
    rationales = rationales or {}
    ranked = [row.proposal.pk for row in now.rows if row.proposal.pk not in barred]
    place_of = {key: n for n, key in enumerate(series.reserve)}

    def choice(key):
        if str(key) in series.chosen:
            return Choice(key, ProposalDecision.SELECTED, rationales.get(key, ""))
        if str(key) in place_of:
            return Choice(key, ProposalDecision.RESERVE, rationales.get(key, ""))
        return Choice(key, ProposalDecision.DECLINED, rationales.get(key, ""))

    order = [
        ProposalDecision.SELECTED,
        ProposalDecision.DECLINED,
        ProposalDecision.RESERVE,
    ]
    choices = sorted(
        map(choice, ranked),
        key=lambda each: (
            order.index(each.decision),
            place_of.get(str(each.proposal), 0),
        ),
    )
    reserves = [c for c in choices if c.decision == ProposalDecision.RESERVE]
    if len(reserves) == 1:
        choices[-1] = replace(choices[-1], reserve_order=1)
    return choices


def _lock(call, by):
    """Lock ``call``; return its series, made if there is none yet."""
    require_permission(by, DECIDER)
    lock_call(call)
    require_editable(call)
    series = Series.objects.filter(call=call).first() or Series(call=call)
    series.call = call
    return series


def _require_version(series, version):
    if version != series.version:
        raise Refused(
            _("Somebody has changed the series since you looked. Look again."),
            code="stale",
        )


def _save(series, *, by, reason=""):
    series.version += 1
    save_version(series, by=by, reason=reason)
