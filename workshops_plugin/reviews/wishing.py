"""Wishes for a series: as they are stored, and in words."""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .balance import Importance, PerOrganization, Range, Wishes
from .dimensions import NO, YES

#: A series of this many places is looked for where nobody said how many.
SIZE = 6


def read(stored):
    """Return the :class:`~.balance.Wishes` of what a Series keeps of them."""
    wishes = [
        Range(
            wish["dimension"],
            wish["value"],
            wish.get("at_least") or 0,
            wish.get("at_most"),
            Importance(wish.get("importance", Importance.IMPORTANT)),
        )
        for wish in stored.get("ranges", ())
    ]
    if most := stored.get("per_organization"):
        importance = stored.get("per_organization_importance", Importance.IMPORTANT)
        wishes.append(PerOrganization(most, Importance(importance)))
    return Wishes(
        size=stored.get("size") or SIZE,
        wishes=tuple(wishes),
        must=frozenset(stored.get("must", ())),
        must_not=frozenset(stored.get("must_not", ())),
    )


def effective(stored, candidates, dimensions):
    """Return the :class:`~.balance.Wishes` of what a Series keeps that still count.

    What is wished of a question, an answer or a proposal that is gone does not.
    """
    wishes = read(stored)
    words = {dimension.key: dimension.values for dimension in dimensions}
    keys = {candidate.key for candidate in candidates}
    return replace(
        wishes,
        wishes=tuple(
            wish
            for wish in wishes.wishes
            if isinstance(wish, PerOrganization)
            or wish.value in words.get(wish.dimension, ())
        ),
        must=wishes.must & keys,
        must_not=wishes.must_not & keys,
    )


def stored(wishes):
    """Return what a Series keeps of :class:`~.balance.Wishes`."""
    found = {"size": wishes.size, "ranges": []}
    for wish in wishes.wishes:
        if isinstance(wish, PerOrganization):
            found["per_organization"] = wish.at_most
            found["per_organization_importance"] = int(wish.importance)
        else:
            found["ranges"].append({**vars(wish), "importance": int(wish.importance)})
    found["must"], found["must_not"] = sorted(wishes.must), sorted(wishes.must_not)
    return found


def contradiction_words(error):
    """Return a :class:`~.balance.Contradiction` as a sentence."""
    return {
        "both": _(
            "The wishes say of a proposal that it must be in and must not be in."
        ),
        "size": _("More proposals must be in the series than it has places."),
        "unknown": _(
            "A proposal that must be in the series does not take part any more. Change "
            "the wishes."
        ),
    }[error.code]


def importance_words():
    """Return {importance: word}."""
    return {
        Importance.ESSENTIAL: _("essential"),
        Importance.IMPORTANT: _("important"),
        Importance.DESIRABLE: _("desirable"),
    }


def wish_words(wish, dimensions):
    """Return a wish as a phrase: "at least 1 from Africa (Region of action)"."""
    if isinstance(wish, PerOrganization):
        return ngettext(
            "at most %(count)d proposal of the same organization",
            "at most %(count)d proposals of the same organization",
            wish.at_most,
        ) % {"count": wish.at_most}
    words = {
        "least": wish.at_least,
        "most": wish.at_most,
        "what": _value_words(wish, dimensions),
    }
    if wish.at_most is None:
        return _("at least %(least)d × %(what)s") % words
    if not wish.at_least:
        return _("at most %(most)d × %(what)s") % words
    if wish.at_least == wish.at_most:
        return _("just %(most)d × %(what)s") % words
    return _("%(least)d to %(most)d × %(what)s") % words


def _value_words(wish, dimensions):
    dimension = dimensions.get(wish.dimension)
    if dimension is None:
        return _("an answer to a question that is gone")
    if wish.value not in dimension.values:
        return _("an answer that is gone (%(label)s)") % {"label": dimension.label}
    words = {"label": dimension.label, "word": dimension.word(wish.value)}
    if wish.value in (YES, NO):
        return _("%(label)s: %(word)s") % words
    return _("%(word)s (%(label)s)") % words


def is_scarce(wish, board):
    """Tell whether less than ``wish`` asks for is offered, may be in, and has room."""
    candidates = [c for c in board.candidates if c.key not in board.wishes.must_not]
    possible = min(len(wish.groups(candidates)[0]), board.wishes.size)
    return bool(wish.at_least) and possible < wish.at_least


def scarcity_words(wish, board):
    """Return why ``wish`` is hard to meet, or "" where nothing is scarce by itself."""
    candidates = [c for c in board.candidates if c.key not in board.wishes.must_not]
    words = {}
    if isinstance(wish, PerOrganization):
        counted = {key for c in candidates for key in c.organizations}
        words["count"] = len(counted)
        return _("%(count)d organizations stand behind all that is offered") % words
    offered = len(wish.groups(candidates)[0])
    kept_out = len(wish.groups(board.candidates)[0]) - offered
    words |= {"offered": offered, "least": wish.at_least, "kept_out": kept_out}
    if wish.at_least and wish.at_least > board.wishes.size <= offered:
        text = ngettext(
            "the series has %(count)d place",
            "the series has %(count)d places",
            board.wishes.size,
        ) % {"count": board.wishes.size}
    elif not wish.at_least or offered >= wish.at_least:
        text = _("offered: %(offered)d") % words
    elif offered:
        text = _("at most %(offered)d of %(least)d are possible") % words
    else:
        text = _("no eligible proposal has it")
    if kept_out:
        text = _("%(text)s, as %(kept_out)d must not be in the series") % {
            **words,
            "text": text,
        }
    return text
