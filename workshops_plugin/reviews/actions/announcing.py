"""Telling the results: letters first, then all at once, sealed."""

from collections import Counter

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...calls.actions.locks import lock_call
from ...calls.enums import ProposalDecision, ProposalStatus
from ...calls.models import Proposal
from ...calls.rules import ANNOUNCER, require_permission, require_reason
from ...errors import Refused
from ...mailing.actions import try_again
from ...mailing.enums import DeliveryState
from ...mailing.worker import send_now
from ...record import seals
from ...record.trace import trace
from ...record.writing import save_version, save_versions
from ...signals import proposal_decided
from ..conflicts import conflicted
from ..departures import departures
from ..enums import FINAL, LetterState
from ..letters import draft_letter
from ..messages import tell_letter
from ..models import Letter
from ..queries import latest_decisions
from ..ranking import ranking
from ..rules import LETTER_WRITER, require_editable, require_no_conflict
from .decisions import now_decided


def prepare_letters(call, *, by):
    """Draft the letters that announcing ``call`` now would send; return them.

    Whoever was told the same before gets none. What somebody has written stays while
    the decision does; then it is kept beside the new draft, or waits for its decision
    to come back. Refused: "announced", "forbidden".
    """
    require_permission(by, LETTER_WRITER)
    with transaction.atomic():
        lock_call(call)
        require_editable(call)
        return _prepare(call)


def _prepare(call):
    number = round_of(call)
    kept = {row.proposal_id: row for row in call.letters.filter(round=number)}
    letters = []
    for proposal, decision in _to_tell(call):
        letter = kept.pop(proposal.pk, None)
        if letter and letter.edited_at and letter.tells(decision):
            letters.append(letter)
            continue
        draft = draft_letter(proposal, decision, number)
        if letter:
            draft.pk, draft.version = letter.pk, letter.version + 1
            draft.replaced = letter.replaced
            if letter.edited_at:
                draft.replaced = f"{letter.subject}\n\n{letter.body}"
        draft.save(force_update=bool(letter), force_insert=not letter)
        letters.append(draft)
    unwritten = [row.pk for row in kept.values() if not row.edited_at]
    Letter.objects.filter(pk__in=unwritten).delete()
    return letters


def round_of(call):
    """Return the number of the announcement that comes next."""
    last = call.letters.exclude(state=LetterState.DRAFT).order_by("round").last()
    return last.round + 1 if last else 1


def _to_tell(call):
    """Yield (proposal, decision) whose result differs from what was announced."""
    decisions = latest_decisions(call)
    rows = call.proposals.filter(status=ProposalStatus.SUBMITTED)
    for proposal in rows.select_for_update().order_by("reference"):
        decision = decisions.get(proposal.pk)
        if decision is None or decision.decision not in FINAL:
            continue
        if decision.decision != proposal.decision:
            proposal.call = call
            yield proposal, decision


def results_to_tell(call):
    """Return {decision: how many} of what announcing ``call`` now would tell."""
    with transaction.atomic():
        return Counter(decision.decision for _p, decision in _to_tell(call))


def edit_letter(letter, *, by, version, subject, body):
    """Change the words of one letter that is not sent yet; return it.

    Refused: "stale", "sent", "empty", "conflict", "forbidden".
    """
    require_permission(by, LETTER_WRITER)
    subject, body = " ".join(subject.split()), body.replace("\r\n", "\n").strip()
    if not (subject and body):
        raise Refused(_("A letter needs a subject and a text."), code="empty")
    with transaction.atomic():
        letter.refresh_from_db(from_queryset=Letter.objects.select_for_update())
        require_no_conflict(by, letter.proposal)
        if letter.state != LetterState.DRAFT:
            raise Refused(_("This letter was sent already."), code="sent")
        if letter.version != version:
            raise Refused(
                _("Somebody has changed this letter since you opened it."),
                code="stale",
            )
        letter.subject, letter.body = subject, body
        letter.version += 1
        letter.edited_by, letter.edited_at = by, timezone.now()
        letter.save()
    return letter


def obstacles(call, *, by=None):
    """Return what stands between ``call`` and its announcement, in sentences.

    To somebody with a conflict of interest in it they tell no ranks.
    """
    now, discreet = ranking(call), bool(by and conflicted(by, call))
    found, decided = [], dict(now_decided(now))
    for row in now.rows:
        decision = decided.get(row.proposal.pk)
        if decision is None or decision.decision not in FINAL:
            found.append(row.proposal.reference)
    sentences = []
    if found:
        sentences.append(
            ngettext(
                "%(count)d proposal is not decided yet: %(references)s.",
                "%(count)d proposals are not decided yet: %(references)s.",
                len(found),
            )
            % {"count": len(found), "references": ", ".join(sorted(found))}
        )
    for key, departure in departures(now, decided).items():
        if departure.needs_rationale and not decided[key].rationale:
            sentences.append(departure.discreet if discreet else departure.sentence)
    if not any(d.decision == ProposalDecision.SELECTED for d in decided.values()):
        sentences.append(_("No proposal is selected."))
    return sentences


def announce(call, *, by, reason=""):
    """Announce the results of ``call``: write them down, seal, send; return the seal.

    Each proposal's decision becomes its public one, letters that nobody drafted are
    drafted, the record is sealed, all in one transaction; then the letters leave.
    After :func:`reopen_decisions` it tells only those whose result has changed.
    Refused: "unready" (see :func:`obstacles`), "open" (the call still takes
    proposals), "announced", "forbidden".
    """
    require_permission(by, ANNOUNCER)
    with transaction.atomic():
        lock_call(call)
        require_editable(call)
        now = timezone.now()
        if call.closes_at and now < call.closes_at:
            raise Refused(
                _("The call is still open. Announce its results once it has closed."),
                code="open",
            )
        if call.proposals.filter(closes_at__gt=now).exists():
            raise Refused(
                _("A proposal was given more time, which is not over yet."),
                code="open",
            )
        if sentences := obstacles(call, by=by):
            raise Refused(" ".join(sentences), code="unready")
        letters = _prepare(call)
        told = list(_to_tell(call))
        for proposal, decision in told:
            proposal.decision = decision.decision
        save_versions([proposal for proposal, _decision in told], by=by, reason=reason)
        call.announced_at, call.reopened_at = call.announced_at or now, None
        # What ranked them stays, even if it was opened for changes.
        call.rubric_frozen_at = call.rubric_frozen_at or now
        save_version(call, by=by, reason=reason)
        Letter.objects.filter(pk__in=[letter.pk for letter in letters]).update(
            state=LetterState.WAITING
        )
        call.letters.filter(state=LetterState.DRAFT).delete()
        seal = seals.seal(call.pk, by=by, reason=reason or str(_("Announcement")))
        trace(call, "call", "announce", by=by, reason=reason)
        keys = [proposal.pk for proposal, _decision in told]
        for letter in waiting_letters(call):
            tell_letter(letter)
        transaction.on_commit(lambda: _tell(call, keys, by), robust=True)
    return seal


def _tell(call, keys, by):
    """Send the signal for each decision."""
    for proposal in Proposal.objects.filter(pk__in=keys).select_related("call"):
        proposal_decided.send_robust(sender=Proposal, proposal=proposal, by=by)


def send_letters(call):
    """Send what waits of the letters of ``call`` now; return (sent, still waiting).

    What cannot leave now stays in the outbox, where a worker goes on with it.
    """
    letters = list(waiting_letters(call).select_related("proposal"))
    with transaction.atomic():
        keys = [delivery.pk for row in letters for delivery in tell_letter(row)]
        try_again(keys)
    sent = send_now(keys, force=True)[DeliveryState.SENT]
    return sent, len(letters) - sent


def waiting_letters(call):
    """Return the letters of ``call`` that were not sent yet and still hold."""
    return call.letters.filter(
        state=LetterState.WAITING,
        decision=F("proposal__decision"),
        proposal__status=ProposalStatus.SUBMITTED,
    )


def reopen_decisions(call, *, by, reason):
    """Let decisions be revised after the announcement, until announced again.

    What was announced stays public meanwhile. Refused: "reason", "not_announced",
    "forbidden".
    """
    require_permission(by, ANNOUNCER)
    reason = require_reason(reason, _("Say why the decisions are reopened."))
    with transaction.atomic():
        lock_call(call)
        if not call.announced_at:
            raise Refused(
                _("The results have not been announced yet."), code="not_announced"
            )
        if not call.reopened_at:
            call.reopened_at = timezone.now()
            save_version(call, by=by, reason=reason)
            trace(call, "call", "reopen_decisions", by=by, reason=reason)
    return call
