"""Writing reviews: begun, saved, submitted, and changed with a reason."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ...calls.actions.locks import lock_call
from ...calls.rules import EDITOR, require_permission, require_reason
from ...errors import Refused
from ...record.trace import trace
from ...record.writing import save_version, save_versions
from ..enums import Recommendation, ReviewState
from ..messages import tell_reopened
from ..models import Assignment, Review, Score
from ..rules import (
    ASSIGNER,
    assignment_of,
    is_decided,
    require_editable,
    require_judgeable,
    require_no_conflict,
    require_own,
)
from ._shared import lock_review

#: Characters that a remark, a note or feedback may hold.
LONGEST = 10_000


@dataclass(frozen=True)
class Given:
    """What a reviewer gives for one criterion; all empty: nothing yet."""

    value: int | None = None
    cannot_judge: bool = False
    remark: str = ""


def begin_review(assignment, *, by):
    """Return the review of ``assignment``, made now if it was not begun.

    Refused: "forbidden", "conflict", "not_submitted", "announced".
    """
    reviewer, proposal = assignment.reviewer, assignment.proposal
    with transaction.atomic():
        assignment.refresh_from_db(from_queryset=Assignment.objects.select_for_update())
        if not assignment.is_active or (by is not None and by.pk != reviewer.pk):
            raise Refused(_("This proposal is not assigned to you."), code="forbidden")
        rows = Review.objects.filter(proposal=proposal, reviewer=reviewer)
        if review := rows.first():
            return review
        require_judgeable(proposal)
        require_no_conflict(reviewer, proposal)
        require_editable(proposal.call)
        review = Review(
            proposal=proposal, reviewer=reviewer, proposal_version=proposal.event_id
        )
        save_version(review, by=by)
    return review


def save_review(review, *, by, version, scores=None, reason="", **changes):
    """Keep what the reviewer has written so far; return the review.

    ``scores`` maps criteria (or their keys) to a :class:`Given`, a number or None;
    ``changes`` are any of ``recommendation``, ``note`` and ``feedback``. What is not
    named stays. A submitted review stays submitted, and complete, and its change
    needs a ``reason``. Saving what is there already changes nothing. Refused:
    "stale" (somebody saved since ``version``), "reason", "decided", "scale",
    "criterion", "too_long", "incomplete", "conflict", "set_aside", "announced",
    "forbidden".
    """
    with transaction.atomic():
        lock_review(review)
        _require_writable(review, by)
        criteria = current_criteria(review.proposal.call)
        rows = {row.criterion_id: row for row in review.scores.all()}
        changed = _changed_scores(review, criteria, rows, scores or {})
        texts = _changed_texts(review, changes)
        if not (changed or texts):
            return review
        if review.is_submitted and is_decided(review.proposal):
            raise Refused(
                _(
                    "A decision was made on this proposal, so its reviews stay as they "
                    "are. Ask the editors to reopen yours."
                ),
                code="decided",
            )
        _require_version(review, version)
        if review.is_submitted:
            reason = require_reason(
                reason, _("This review is submitted. Say why you change it.")
            )
        for name, text in texts.items():
            setattr(review, name, text)
        if review.is_submitted:
            _require_complete(review, criteria, {**_given(rows), **changed})
        _write(review, texts, changed, rows, by=by, reason=reason)
    return review


def current_criteria(call):
    """Return {key: criterion} of what proposals of ``call`` are judged by now."""
    rows = call.criteria.filter(retired=False).order_by("order")
    return {row.pk: row for row in rows}


def _require_writable(review, by):
    require_own(by, review)
    require_editable(review.proposal.call)
    require_judgeable(review.proposal)
    if not assignment_of(review.reviewer, review.proposal):
        raise Refused(_("This proposal is not assigned to you."), code="forbidden")


def _require_version(review, version):
    if review.version != version:
        raise Refused(
            _("This review was saved somewhere else since you opened it."),
            code="stale",
        )


def _given(rows):
    return {
        key: Given(row.value, row.cannot_judge, row.remark) for key, row in rows.items()
    }


def _changed_scores(review, criteria, rows, scores):
    """Return {criterion key: :class:`Given`} of what differs from ``rows``."""
    kept, changed = _given(rows), {}
    for key, value in scores.items():
        key = getattr(key, "pk", key)
        if key not in criteria:
            raise Refused(
                _("A criterion is not part of this call any more. Reload the page."),
                code="criterion",
            )
        given = value if isinstance(value, Given) else Given(value)
        _require_valid(review.proposal.call, criteria[key], given)
        given = Given(given.value, given.cannot_judge, given.remark.strip())
        if given != kept.get(key, Given()):
            changed[key] = given
    return changed


def _require_valid(call, criterion, given):
    lowest, highest = call.scale_min, call.scale_max
    number = given.value
    on_scale = isinstance(number, int) and lowest <= number <= highest
    if number is not None and (given.cannot_judge or not on_scale):
        raise Refused(
            _("The score for “%(criterion)s” is a number from %(low)d to %(high)d.")
            % {"criterion": criterion, "low": lowest, "high": highest},
            code="scale",
        )
    _require_short(given.remark)


def _require_short(text):
    if len(text) > LONGEST:
        raise Refused(
            _("This text is too long: at most %(count)d characters are kept.")
            % {"count": LONGEST},
            code="too_long",
        )


def _changed_texts(review, changes):
    """Return what of ``changes`` differs, by name."""
    if unknown := changes.keys() - {"recommendation", "note", "feedback"}:
        raise TypeError(f"A review has no {', '.join(sorted(unknown))}.")
    found = {}
    for name, text in changes.items():
        text = (text or "").replace("\r\n", "\n").strip()
        _require_short(text)
        if name == "recommendation" and text not in {"", *Recommendation.values}:
            raise Refused(_("Choose one of the recommendations."), code="scale")
        if text != getattr(review, name):
            found[name] = text
    return found


def _write(review, texts, scores, rows, *, by, reason):
    written = []
    for key, given in scores.items():
        row = rows.get(key) or Score(review=review, criterion_id=key)
        row.review = review
        row.value, row.cannot_judge = given.value, given.cannot_judge
        row.remark = given.remark
        written.append(row)
    review.version += 1
    if texts:
        written.insert(0, review)
    else:
        Review.objects.filter(pk=review.pk).update(version=review.version)
    save_versions(written, by=by, reason=reason)
    if review.is_submitted:
        trace(review.proposal, "proposal", "change_review", by=by)


def submit_review(review, *, by, version):
    """Let ``review`` count; return it. The first one freezes the rubric.

    Submitting again says that it holds for the proposal as it reads now, and
    changes nothing where that is the same. Refused: "incomplete" (with fields),
    "stale", and what :func:`save_review` refuses.
    """
    with transaction.atomic():
        lock_review(review)
        _require_writable(review, by)
        judged = review.proposal.event_id
        if review.is_submitted and review.proposal_version == judged:
            return review
        _require_version(review, version)
        call = review.proposal.call
        rows = {row.criterion_id: row for row in review.scores.all()}
        _require_complete(review, current_criteria(call), _given(rows))
        again = review.is_submitted
        review.state, review.proposal_version = ReviewState.SUBMITTED, judged
        review.submitted_at = review.submitted_at or timezone.now()
        review.version += 1
        if not call.rubric_frozen_at:
            call.rubric_frozen_at = timezone.now()
            save_version(call, by=by)
        save_version(review, by=by)
        if not again:
            trace(review.proposal, "proposal", "submit_review", by=by)
    return review


def _require_complete(review, criteria, given):
    missing = {}
    for key, criterion in criteria.items():
        its = given.get(key, Given())
        if its.value is None and not its.cannot_judge:
            missing[f"score_{key}"] = [
                _("Give “%(criterion)s” a score, or say that you cannot judge it.")
                % {"criterion": criterion}
            ]
        elif its.cannot_judge and not its.remark:
            missing[f"score_{key}"] = [
                _("Say in the remark why you cannot judge “%(criterion)s”.")
                % {"criterion": criterion}
            ]
    if not review.recommendation:
        missing["recommendation"] = [_("Choose a recommendation.")]
    if not missing and all(given[key].value is None for key in criteria):
        sentence = _(
            "Score at least one criterion. If you cannot judge the proposal at all, "
            "declare a conflict of interest or ask the editors for another reviewer."
        )
        missing["recommendation"] = [sentence]
    if missing:
        raise Refused(
            _("Something is still missing in your review."),
            code="incomplete",
            fields=missing,
        )


def reopen_review(review, *, by, reason):
    """Let its reviewer change a submitted ``review`` freely; until then it counts not.

    Refused: "reason", "not_submitted", "conflict" (of the editor), "announced",
    "forbidden".
    """
    require_permission(by, ASSIGNER)
    reason = require_reason(reason, _("Say why this review is reopened."))
    with transaction.atomic():
        lock_review(review)
        require_editable(review.proposal.call)
        require_no_conflict(by, review.proposal)
        if not review.is_submitted:
            raise Refused(
                _("Only a submitted review can be reopened."), code="not_submitted"
            )
        review.state = ReviewState.REOPENED
        review.version += 1
        save_version(review, by=by, reason=reason)
        trace(review.proposal, "proposal", "reopen_review", by=by)
        tell_reopened(review, reason)
    return review


def reopen_rubric(call, *, by, reason):
    """Let the criteria and weights of ``call`` change although reviews are in.

    The next submitted review freezes them again. Refused: "reason", "not_frozen",
    "announced", "forbidden".
    """
    require_permission(by, EDITOR)
    reason = require_reason(reason, _("Say why the criteria are reopened."))
    with transaction.atomic():
        lock_call(call)
        if call.announced_at:
            raise Refused(
                _("The results are announced, so the criteria stay as they are."),
                code="announced",
            )
        if not call.rubric_frozen_at:
            raise Refused(_("The criteria are not frozen."), code="not_frozen")
        call.rubric_frozen_at = None
        save_version(call, by=by, reason=reason)
        trace(call, "call", "reopen_rubric", by=by, reason=reason)
    return call
