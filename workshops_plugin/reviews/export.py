"""The columns of the spreadsheets of reviews."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .scoring import rounded


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


def review_columns(criteria):
    """Return {key: (heading, function of an opinion)} of the reviews."""
    columns = {
        "reference": (_("Reference"), lambda o: o.review.proposal.reference),
        "title": (_("Title"), lambda o: o.review.proposal.title),
        "reviewer": (_("Reviewer"), lambda o: o.name),
        "state": (_("State"), lambda o: o.review.get_state_display()),
        "submitted": (
            pgettext("review", "Submitted") + " (UTC)",
            lambda o: o.review.submitted_at,
        ),
        "total": (_("Total"), lambda o: o.total),
    }
    for place, criterion in enumerate(criteria):
        columns[f"score_{place}"] = (criterion.title, _score(place))
        columns[f"remark_{place}"] = (
            _("%(criterion)s: remark") % {"criterion": criterion.title},
            _remark(place),
        )
    return columns | {
        "recommendation": (
            _("Recommendation"),
            lambda o: o.review.get_recommendation_display(),
        ),
        "note": (_("Note to the committee"), lambda o: o.review.note),
        "feedback": (_("Feedback for the proposer"), lambda o: o.review.feedback),
    }


def _score(place):
    def value(opinion):
        score = opinion.scores[place]
        if score is None:
            return None
        return _("Cannot judge") if score.cannot_judge else score.value

    return value


def _remark(place):
    def value(opinion):
        score = opinion.scores[place]
        return score.remark if score else ""

    return value
