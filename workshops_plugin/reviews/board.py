"""What the board shows: pool, series, reserve, and how the series balances."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import wishing
from .balance import PER_POINT, difference, merit_of, misses, shares
from .dimensions import NO, YES, candidates_of, dimensions_of
from .enums import Place
from .listing import Line
from .models import Series
from .ranking import ranking, without
from .rules import barred_for
from .scoring import rounded

#: So many values are named where a change adds or loses many.
AT_MOST = 4
#: So many blocks are drawn of what is offered.
BLOCKS = 10


def points(merit):
    """Return a merit in thousandths of a point as it is shown, with its sign."""
    sign = "+" if merit > 0 else "−" if merit < 0 else ""
    return sign + number_format(rounded(Fraction(abs(merit), PER_POINT)), 1)


@dataclass
class Card:
    """One proposal on the board; ``effect`` says what its next move would do."""

    line: Line
    candidate: Any
    place: str
    must: bool = False
    must_not: bool = False
    effect: str = ""

    @property
    def proposal(self):
        return self.line.proposal

    @property
    def values(self):
        """Its values, "dimension=value" each, for the script that draws effects."""
        return " ".join(
            f"{dimension}={value}"
            for dimension, values in self.candidate.values.items()
            for value in sorted(values)
        )


@dataclass
class Strip:
    """One dimension of the balance, with a Bar for each value."""

    dimension: Any
    bars: list


@dataclass
class Bar:
    """One value: filled blocks for the series, pale ones for the pool, and the wish."""

    share: Any
    label: str

    @property
    def key(self):
        return self.share.value

    @property
    def blocks(self):
        """Return what each block is: "in", "over", "missing" or just "pool"."""
        share = self.share
        drawn = [
            *["in"] * (share.chosen - share.too_many),
            *["over"] * share.too_many,
            *["missing"] * share.missing,
        ]
        rest = share.pool - share.chosen - share.missing
        return drawn + ["pool"] * max(0, min(rest, BLOCKS - len(drawn)))

    @property
    def wish(self):
        """Return the wish in words, or ""."""
        wish = self.share.wish
        if wish is None:
            return ""
        words = {"least": wish.at_least, "most": wish.at_most}
        if wish.at_most is None:
            return _("wished: at least %(least)d") % words
        if not wish.at_least:
            return _("wished: at most %(most)d") % words
        return _("wished: %(least)d to %(most)d") % words

    @property
    def is_missed(self):
        return bool(self.share.missing or self.share.too_many)


class Board:
    """The board of ``call`` as ``user`` sees it. Its queries do not grow with it."""

    def __init__(self, call, user):
        self.call, self.user = call, user
        self.barred = barred_for(user, call)
        everything = ranking(call)
        self.fingerprint = everything.fingerprint
        self.ranking = without(everything, self.barred)
        self.series = Series.of(call)
        self.dimensions = {each.key: each for each in dimensions_of(call)}
        self.candidates = candidates_of(self.ranking, self.dimensions.values())
        self.wishes = wishing.effective(
            self.series.wishes, self.candidates, self.dimensions.values()
        )
        keys = {candidate.key for candidate in self.candidates}
        self.chosen = [key for key in self.series.chosen if key in keys]
        self.reserve = [key for key in self.series.reserve if key in keys]

    @cached_property
    def cards(self):
        """Return {key: :class:`Card`} of all that is ranked, in its order."""
        found = {}
        wanted = self.ranking.rules.reviews_wanted
        for row, candidate in zip(self.ranking.rows, self.candidates, strict=True):
            key = candidate.key
            found[key] = Card(
                line=Line(row, wanted, hidden=row.proposal.pk in self.barred),
                candidate=candidate,
                place=self.place_of(key),
                must=key in self.wishes.must,
                must_not=key in self.wishes.must_not,
                effect=self.effect(key),
            )
        return found

    def place_of(self, key):
        if key in self.chosen:
            return Place.SERIES
        return Place.RESERVE if key in self.reserve else Place.POOL

    def effect(self, key):
        """Return in words what putting ``key`` in, or taking it out, would do; or "".

        Where no place is free, what it would do in the place of :attr:`weakest`.
        """
        words = {}
        if key in self.chosen:
            text, after = _("Without it: %(effect)s"), self.chosen_without(key)
        elif self.free:
            text, after = _("With it: %(effect)s"), [*self.chosen, key]
        elif self.weakest:
            text = _("In the place of %(other)s: %(effect)s")
            words["other"] = self.proposals[self.weakest].reference
            after = [key if k == self.weakest else k for k in self.chosen]
        else:
            return ""
        effect = self.words(after)
        return text % {**words, "effect": effect} if effect else ""

    @cached_property
    def proposals(self):
        """Return {key: proposal} of all that is ranked."""
        return {str(row.proposal.pk): row.proposal for row in self.ranking.rows}

    def chosen_without(self, key):
        return [other for other in self.chosen if other != key]

    @cached_property
    def weakest(self):
        """The key of what is ranked last in the series and may leave it; or None.

        Never one of which the person must not know the rank.
        """
        places = {candidate.key: candidate.place for candidate in self.candidates}
        settled = self.wishes.must | {str(key) for key in self.barred}
        free_to_go = [key for key in self.chosen if key not in settled]
        return max(free_to_go, key=places.get, default=None)

    def words(self, after):
        """Return in words what it would cost and bring to have ``after`` instead."""
        found = difference(self.candidates, self.wishes, self.chosen, after)
        parts = []
        if not self.barred:
            parts.append(_("merit %(points)s") % {"points": points(found.merit)})
        # To the first of a series everything is new.
        adds = found.adds if self.chosen else ()
        for sentence, pairs in (
            (_("adds %(values)s"), adds),
            (_("loses %(values)s"), found.loses),
        ):
            if pairs:
                parts.append(sentence % {"values": self.values(pairs)})
        for sentence, wishes in (
            (_("comes nearer to: %(wishes)s"), found.meets),
            (_("goes against: %(wishes)s"), found.misses),
        ):
            if wishes:
                parts.append(sentence % {"wishes": self.in_words(wishes)})
        return "; ".join(parts)

    def values(self, pairs):
        """Return (dimension, value) pairs in words; the last of many are counted."""
        words = list(dict.fromkeys(self.value(*pair) for pair in pairs))
        if len(words) <= AT_MOST + 1:
            return ", ".join(words)
        more = {"words": ", ".join(words[:AT_MOST]), "count": len(words) - AT_MOST}
        return _("%(words)s and %(count)d more") % more

    def value(self, key, value):
        dimension = self.dimensions[key]
        word = dimension.word(value)
        # What is but yes or no says nothing without its question.
        if value in (YES, NO):
            return _("%(label)s: %(word)s") % {"label": dimension.label, "word": word}
        return word

    def in_words(self, wishes):
        return "; ".join(wishing.wish_words(wish, self.dimensions) for wish in wishes)

    @cached_property
    def series_cards(self):
        return [self.cards[key] for key in self.chosen]

    @cached_property
    def reserve_cards(self):
        return [self.cards[key] for key in self.reserve]

    @cached_property
    def pool_cards(self):
        return [card for card in self.cards.values() if card.place == Place.POOL]

    @property
    def free(self):
        return max(0, self.wishes.size - len(self.chosen))

    @property
    def places_words(self):
        """Return what is to be said of the number of places, or ""."""
        if self.chosen and self.free:
            return ngettext(
                "%(count)d place is still free.",
                "%(count)d places are still free.",
                self.free,
            ) % {"count": self.free}
        over = len(self.chosen) - self.wishes.size
        if over <= 0:
            return ""
        return ngettext(
            "The series has %(count)d proposal more than places.",
            "The series has %(count)d proposals more than places.",
            over,
        ) % {"count": over}

    @property
    def free_places(self):
        return range(self.free)

    @property
    def merit(self):
        """The merit of the series as it is shown; None where conflicts hide some."""
        if self.barred:
            return None
        return rounded(Fraction(merit_of(self.candidates, self.chosen), PER_POINT))

    @cached_property
    def strips(self):
        """Return a :class:`Strip` for each dimension that tells proposals apart."""
        found = []
        for dimension in self.dimensions.values():
            its = shares(
                self.candidates,
                self.wishes,
                self.chosen,
                dimension.key,
                dimension.values,
            )
            bars = [Bar(share, dimension.word(share.value)) for share in its]
            if bars:
                found.append(Strip(dimension, bars))
        return found

    @cached_property
    def missed(self):
        """Return in words each wish that is missed, and why it cannot be met."""
        found = misses(self.candidates, self.wishes, self.chosen)
        return [
            (
                wishing.wish_words(wish, self.dimensions),
                wishing.scarcity_words(wish, self)
                if wishing.is_scarce(wish, self)
                else "",
            )
            for wish in found
        ]
