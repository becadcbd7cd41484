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
from ..conflicts import conflicted
from ..enums import Place
from ..models import Series
from ..ranking import ranking
from ..rules import DECIDER, barred_for, require_editable, require_no_conflict
from ..snapshot import snapshot, weigh
from .decisions import Choice, decide_all

#: In this order decisions are shown.
FIRST = [
    ProposalDecision.SELECTED,
    ProposalDecision.RESERVE,
    ProposalDecision.DECLINED,
]


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

    Refused like :func:`place`, and "not_in" where ``leaves`` is not in the series,
    "in_already" where ``enters`` is.
    """
    with transaction.atomic():
        series = _lock(enters.call, by)
        if str(enters.pk) in series.chosen:
            raise Refused(
                _("%(proposal)s is in the series already. Look at the board.")
                % {"proposal": enters},
                code="in_already",
            )
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
    _prune(series, ranked)
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


def _prune(series, ranked):
    """Take out of ``series`` what takes no part any more; ``ranked`` are keys."""
    ranked = {str(key) for key in ranked}
    series.chosen, series.reserve = (
        [key for key in keys if key in ranked]
        for keys in (series.chosen, series.reserve)
    )


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
    is taken leaves it. Refused like :func:`place`, and "unknown" and "stale".
    """
    with transaction.atomic():
        series = _lock(call, by)
        _require_version(series, version)
        wanted = [str(key) for key in keys]
        leave = [key for key in series.chosen if key not in wanted]
        enter = [key for key in wanted if key not in series.chosen]
        rows = {str(row.pk): row for row in call.proposals.all()}
        if not rows.keys() >= set(enter):
            raise Refused(
                _("The set holds what is no proposal of this call. Look again."),
                code="unknown",
            )
        steps = [(rows[key], Place.POOL) for key in leave if key in rows]
        steps += [(rows[key], Place.SERIES) for key in enter]
        # It is kept for readers of any language, as the names in the log are.
        with translation.override(settings.LANGUAGE_CODE):
            reason = _("The suggestion was taken over.")
        return _place(series, steps, by, None, reason)


def set_wishes(call, wishes, *, by, version, publish=False, reason=""):
    """Set the :class:`~.balance.Wishes` for the series of ``call``.

    A reason is needed once a review was submitted. ``publish`` shows them on the
    call's page. Refused: "reason", "contradiction", "conflict" (what is settled on a
    proposal that ``by`` must not judge would change), "stale", "announced",
    "forbidden".
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
        _require_impartial(call, wishing.read(series.wishes), wishes, by)
        ranked = {str(row.proposal.pk) for row in ranking(call).rows}
        must = wishes.must & ranked
        _require_possible(replace(wishes, must=must), ranked)
        series.wishes, series.publish_wishes = wanted, publish
        _prune(series, ranked)
        # What must be in the series is put there, what must not leaves it.
        kept = [key for key in series.chosen if key not in wishes.must_not]
        series.chosen = kept + sorted(must - set(kept))
        series.reserve = [key for key in series.reserve if key not in series.chosen]
        _save(series, by=by, reason=reason)
        trace(call, "call", "set_wishes", by=by, reason=reason)
    return series


def _require_impartial(call, old, new, by):
    """Refuse to settle anything on what ``by`` must not judge."""
    if by is None:
        return
    changed = (old.must ^ new.must) | (old.must_not ^ new.must_not)
    barred = conflicted(by, call)
    for proposal in call.proposals.filter(pk__in=barred):
        if str(proposal.pk) in changed:
            require_no_conflict(by, proposal, barred)


def _require_possible(wishes, keys):
    try:
        wishes.check(_Key(key) for key in keys)
    except Contradiction as error:
        message = wishing.contradiction_words(error)
        raise Refused(message, code="contradiction") from error


class _Key:
    def __init__(self, key):
        self.key = key


def settle(call, *, by, version, rationales=None, fingerprint=None):
    """Decide by the board: in the series selected, in reserve reserve, else declined.

    ``rationales`` maps keys of proposals to texts; ``fingerprint`` is that of the
    :class:`~.ranking.Ranking` that the person saw. What ``by`` must not decide because
    of a conflict of interest is left for somebody else. Keeps a snapshot of what the
    decisions follow from. Returns the decisions. Refused like
    :func:`~.decisions.decide_all`, and "stale", "empty" and "full".
    """
    require_permission(by, DECIDER)
    # Before anything is locked, as it may take long.
    weighed = weigh(call)
    with transaction.atomic():
        series = _lock(call, by)
        _require_version(series, version)
        now = ranking(call)
        if fingerprint not in (None, now.fingerprint):
            raise Refused(
                _("Scores or proposals have changed since you looked. Look again."),
                code="stale",
            )
        _prune(series, [row.proposal.pk for row in now.rows])
        _require_decidable(series)
        barred = barred_for(by, call) if by else ()
        choices = choices_of(series, now, rationales or {}, barred)
        rows = Proposal.objects.in_bulk([choice.proposal for choice in choices])
        made = decide_all(
            call,
            [replace(each, proposal=rows[each.proposal]) for each in choices],
            by=by,
        )
        series.settled = snapshot(series, now, by=by, weighed=weighed)
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

    Their proposals are keys. Those that are selected come first, then reserves in
    their order. ``barred`` ones are left out.
    """
    rationales = rationales or {}
    orders = _reserve_orders(series, now, barred)

    def choice(key):
        if str(key) in series.chosen:
            decision = ProposalDecision.SELECTED
        elif key in orders:
            decision = ProposalDecision.RESERVE
        else:
            decision = ProposalDecision.DECLINED
        return Choice(key, decision, rationales.get(key, ""), orders.get(key))

    ranked = [row.proposal.pk for row in now.rows if row.proposal.pk not in barred]
    return sorted(
        map(choice, ranked),
        key=lambda each: (FIRST.index(each.decision), each.reserve_order or 0),
    )


def _reserve_orders(series, now, barred):
    """Return {proposal key: place among the reserves}.

    Room is left for reserves that are ``barred``, and theirs is not taken.
    """
    keys = {str(row.proposal.pk): row.proposal.pk for row in now.rows}
    taken = {
        row.decision.reserve_order
        for row in now.rows
        if row.decision and row.proposal.pk in barred
    }
    found, place = {}, 0
    ranked = [keys[text] for text in series.reserve if text in keys]
    for number, key in enumerate(ranked, start=1):
        if key in barred:
            continue
        place = max(place + 1, number)
        while place in taken:
            place += 1
        found[key] = place
    return found


def _lock(call, by):
    """Lock ``call``; return its series, made if there is none yet."""
    require_permission(by, DECIDER)
    lock_call(call)
    require_editable(call)
    return Series.of(call)


def _require_version(series, version):
    if version != series.version:
        raise Refused(
            _("Somebody has changed the series since you looked. Look again."),
            code="stale",
        )


def _save(series, *, by, reason=""):
    series.version += 1
    save_version(series, by=by, reason=reason)
