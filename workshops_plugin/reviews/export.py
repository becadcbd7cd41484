"""The columns of the spreadsheets of reviews."""

from operator import itemgetter

from django.contrib.auth import get_user_model
from django.db.models import FilteredRelation, Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .enums import Recommendation, ReviewState
from .models import Review
from .queries import reviewer_numbers
from .rules import name_of
from .scoring import rounded, total


def _number(value):
    """Return an exact number as a spreadsheet calculates with it, four places."""
    return rounded(value, 4)


def ranking_columns(call):
    """Return {key: (heading, function of a listing's line)} of the ranking."""
    return {
        "rank": (_("Final rank"), lambda line: line.rank),
        "merit_rank": (_("Rank by merit"), lambda line: line.merit_rank),
        "reference": (_("Reference"), lambda line: line.proposal.reference),
        "title": (_("Title"), lambda line: line.proposal.title),
        "lead": (_("Lead organization"), lambda line: str(line.proposal.lead)),
        "merit": (_("Merit"), lambda line: _hideable(line, line.row.merit)),
        "points": (
            _("Points for considerations"),
            lambda line: _hideable(line, line.row.rank.points),
        ),
        "result": (_("Result"), lambda line: _hideable(line, line.row.rank.result)),
        "considerations": (_("Considerations"), lambda line: line.considerations),
        "reviews": (_("Reviews submitted"), lambda line: line.row.submitted),
        "wanted": (_("Reviews wanted"), lambda line: line.wanted),
        "spread": (_("Spread"), lambda line: _hideable(line, line.row.spread)),
        "totals": (
            _("Totals"),
            lambda line: (
                ""
                if line.hidden
                else " ".join(str(rounded(total)) for total in line.row.totals)
            ),
        ),
        "decision": (
            _("Decision"),
            lambda line: str(line.row.decision.label) if line.row.decision else "",
        ),
        "order": (
            _("Place among the reserves"),
            lambda line: line.row.decision and line.row.decision.reserve_order,
        ),
        "rationale": (
            _("Rationale"),
            lambda line: line.rationale,
        ),
    }


def _hideable(line, value):
    return None if line.hidden else _number(value)


#: What a spreadsheet tells of a review, besides its scores.
REVIEW_FIELDS = (
    *("proposal__reference", "proposal__title", "reviewer", "event__reviewer_id"),
    *("state", "submitted_at", "recommendation", "note", "feedback"),
)


def review_rows(reviews, criteria):
    """Yield {field: value} of each of ``reviews``, with its scores. One query.

    Fields of the score for the n-th criterion begin with ``score_n__``.
    """
    scores = {
        f"score_{place}": FilteredRelation(
            "scores", condition=Q(scores__criterion=criterion)
        )
        for place, criterion in enumerate(criteria)
    }
    of_scores = [
        f"{name}__{field}"
        for name in scores
        for field in ("value", "cannot_judge", "remark")
    ]
    return reviews.annotate(**scores).values(*REVIEW_FIELDS, *of_scores).iterator()


def review_columns(call, criteria):
    """Return {key: (heading, function of a row)} for :func:`review_rows`.

    Reviewers go by their names. Two queries.
    """
    columns = {
        "reference": (_("Reference"), itemgetter("proposal__reference")),
        "title": (_("Title"), itemgetter("proposal__title")),
        "reviewer": (_("Reviewer"), _reviewer(call)),
        "state": (_("State"), _label("state", ReviewState)),
        "submitted": (
            pgettext("review", "Submitted") + " (UTC)",
            itemgetter("submitted_at"),
        ),
        "total": (_("Total"), _total(call, criteria)),
    }
    for place, criterion in enumerate(criteria):
        columns[f"score_{place}"] = (criterion.words.title, _score(place))
        columns[f"remark_{place}"] = (
            _("%(criterion)s: remark") % {"criterion": criterion.words.title},
            itemgetter(f"score_{place}__remark"),
        )
    return columns | {
        "recommendation": (
            _("Recommendation"),
            _label("recommendation", Recommendation),
        ),
        "note": (_("Note to the committee"), itemgetter("note")),
        "feedback": (_("Feedback for the proposer"), itemgetter("feedback")),
    }


def _label(field, choices):
    labels = {value: str(label) for value, label in choices.choices}
    return lambda row: labels.get(row[field], "")


def _reviewer(call):
    reviewers = get_user_model().objects.filter(
        pk__in=Review.objects.filter(proposal__call=call).values("reviewer")
    )
    names = {user.pk: name_of(user) for user in reviewers}
    numbers = reviewer_numbers(call)

    def value(row):
        if row["reviewer"]:
            return names[row["reviewer"]]
        return str(numbers.get(str(row["event__reviewer_id"]), name_of(None)))

    return value


def _total(call, criteria):
    weights = {
        f"score_{place}__value": int(criterion.weight * 100)
        for place, criterion in enumerate(criteria)
    }

    def value(row):
        scores = {name: row[name] for name in weights}
        return rounded(total(scores, weights, call.scale_min, call.scale_max))

    return value


def _score(place):
    cannot_judge = _("Cannot judge")

    def value(row):
        if row[f"score_{place}__cannot_judge"]:
            return cannot_judge
        return row[f"score_{place}__value"]

    return value
