"""What is drawn: places on the axis from 0 to 100, as numbers for an SVG."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import scoring

WIDTH, HEIGHT, MARGIN = 140, 22, 6


def spread_plot(row):
    """Return what draws the totals of a ranking's row, or None without any.

    Totals that are the same stand above each other. ``text`` says it in words.
    """
    if not row.totals:
        return None
    seen = {}
    dots = []
    for total in row.totals:
        above = seen.get(total, 0)
        seen[total] = above + 1
        dots.append({"x": _x(total), "y": HEIGHT - 7 - 5 * above})
    totals = ", ".join(str(scoring.rounded(total)) for total in row.totals)
    text = ngettext(
        "%(count)d review: %(totals)s. Merit %(merit)s.",
        "%(count)d reviews: %(totals)s. Merit %(merit)s.",
        len(row.totals),
    )
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "left": MARGIN,
        "right": WIDTH - MARGIN,
        "dots": dots,
        "tick": _x(row.merit),
        "text": text
        % {
            "count": len(row.totals),
            "totals": totals,
            "merit": scoring.rounded(row.merit),
        },
    }


def _x(value):
    """Return the place of a total of 0 to 100 on the axis."""
    return round(MARGIN + float(value) * (WIDTH - 2 * MARGIN) / 100, 1)


def moved_words(rank):
    """Return in words by how many places considerations moved a proposal, or ""."""
    if not rank.moved:
        return ""
    if rank.moved > 0:
        return ngettext(
            "Considerations moved it up by %(count)d place.",
            "Considerations moved it up by %(count)d places.",
            rank.moved,
        ) % {"count": rank.moved}
    return ngettext(
        "Considerations of others moved it down by %(count)d place.",
        "Considerations of others moved it down by %(count)d places.",
        -rank.moved,
    ) % {"count": -rank.moved}


def consideration_words(row):
    """Return the considerations of a row in words, or ""."""
    words = []
    if row.joint:
        words.append(_("Joint"))
    if row.pathfinder:
        words.append(_("Pathfinder"))
    return ", ".join(words)
