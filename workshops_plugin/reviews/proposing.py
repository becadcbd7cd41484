"""What the board proposes: a set with its reasons, and decisions with theirs."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..calls.enums import ProposalDecision
from . import wishing
from .actions.series import choices_of
from .balance import (
    PER_POINT,
    Contradiction,
    NoSolver,
    SuggestionFailed,
    alternative,
    conflicts,
    difference,
    suggest,
)
from .board import points
from .departures import departures
from .facts import Decided
from .scoring import rounded


class Suggested:
    """The suggestion for a board, in words; ``problem`` says why there is none."""

    def __init__(self, board):
        self.board, self.found, self.problem = board, None, ""
        self.unexplained = ""
        if board.barred:
            self.problem = _(
                "You have a conflict of interest in this call. A suggestion weighs all "
                "proposals, so it is not shown to you."
            )
            return
        try:
            self.found = suggest(board.candidates, board.wishes)
        except NoSolver:
            self.problem = _(
                "To suggest a series, the site needs HiGHS. Ask whoever runs it to "
                "install the extra “balance”: "
                "pip install wagtail-workshops-plugin[balance]."
            )
        except SuggestionFailed:
            self.problem = failed_words()
        except Contradiction as error:
            self.problem = wishing.contradiction_words(error)

    @property
    def is_same(self):
        """Whether the series is what is suggested already."""
        return self.found and set(self.found.chosen) == set(self.board.chosen)

    @property
    def cards(self):
        return [self.board.cards[key] for key in self.found.chosen]

    @property
    def leaves(self):
        keys = self.board.chosen
        return [self.board.cards[k] for k in keys if k not in self.found.chosen]

    @property
    def others(self):
        keys = self.found.chosen
        return [card for key, card in self.board.cards.items() if key not in keys]

    @property
    def merit(self):
        return rounded(Fraction(self.found.merit, PER_POINT))

    @property
    def difference(self):
        return self.board.words(list(self.found.chosen))

    @property
    def gives_up(self):
        """Return in words what is given up, by how many, and what is scarce."""
        return [
            (
                wishing.wish_words(wish, self.board.dimensions),
                count,
                wishing.scarcity_words(wish, self.board),
            )
            for wish, count in self.found.gives_up.items()
        ]

    @cached_property
    def conflicts(self):
        """Return lists of what cannot be had together, in words.

        Where that is not found in time, ``unexplained`` says so then.
        """
        board, gives_up = self.board, self.found.gives_up
        try:
            found = conflicts(board.candidates, board.wishes, gives_up)
        except SuggestionFailed:
            self.unexplained = failed_words()
            return []
        # One alone conflicts with what is offered, which stands beside it already.
        return [words for each in found if len(words := self.conflict_words(each)) > 1]

    def conflict_words(self, conflict):
        board = self.board
        words = [wishing.wish_words(w, board.dimensions) for w in conflict.wishes]
        for sentence, keys in (
            (_("must be in the series: %(names)s"), conflict.must),
            (_("must not be in the series: %(names)s"), conflict.must_not),
        ):
            if keys:
                words.append(sentence % {"names": self.names(keys)})
        if conflict.to_fill:
            places = len(self.found.chosen)
            words.append(
                ngettext(
                    "%(count)d place is to be filled",
                    "%(count)d places are to be filled",
                    places,
                )
                % {"count": places}
            )
        return words

    def why(self, key):
        """Return sentences on why ``key`` is in, or what it would cost to have it."""
        if self.found is None:
            return []
        board = self.board
        try:
            other = alternative(board.candidates, board.wishes, self.found, key)
        except SuggestionFailed:
            return [failed_words()]
        if other is None:
            return [_settled_words(key, board)]
        return self.price_words(key, other)

    def price_words(self, key, other):
        """Return in sentences an :class:`~.balance.Alternative` for ``key``."""
        board, inside = self.board, key in self.found.chosen
        words = {"points": points(other.merit)}
        sentences = []
        if other.empty > 0:
            sentences.append(
                ngettext(
                    "%(count)d place would stay free.",
                    "%(count)d places would stay free.",
                    other.empty,
                )
                % {"count": other.empty}
            )
        if other.gives_up:
            wishes = {"wishes": board.in_words(other.gives_up)}
            sentences.append(
                _("Without it, no set comes as near to: %(wishes)s.") % wishes
                if inside
                else _("To have it would go against: %(wishes)s.") % wishes
            )
        if other.meets:
            wishes = {"wishes": board.in_words(other.meets)}
            sentences.append(_("It would come nearer to: %(wishes)s.") % wishes)
        if inside and (alone := self.alone(key)):
            sentences.append(_("It alone brings: %(values)s.") % {"values": alone})
        sentences.append(
            _("The best set without it: merit %(points)s.") % words
            if inside
            else _("The best set with it: merit %(points)s.") % words
        )
        if other.enters and inside:
            names = {"names": self.names(other.enters)}
            sentences.append(_("In its place would come: %(names)s.") % names)
        leaves = [left for left in other.leaves if left != key]
        if leaves:
            names = {"names": self.names(leaves)}
            sentences.append(
                _("With it would go: %(names)s.") % names
                if inside
                else _("It would take the place of: %(names)s.") % names
            )
        return sentences

    def alone(self, key):
        """Return in words which values nothing else in the suggestion has."""
        chosen, board = self.found.chosen, self.board
        rest = [other for other in chosen if other != key]
        found = difference(board.candidates, board.wishes, rest, chosen)
        return board.values(found.adds)

    def names(self, keys):
        return ", ".join(str(self.board.cards[key].proposal) for key in keys)


def failed_words():
    return _(
        "The search took too long or found nothing that holds. Wish for less, or "
        "settle some proposals, and try again."
    )


def _settled_words(key, board):
    if key in board.wishes.must:
        return _("The wishes say that it must be in the series.")
    if key in board.wishes.must_not:
        return _("The wishes say that it must not be in the series.")
    return _("All places are settled by what must be in the series.")


@dataclass
class ProposedLine:
    """One decision that follows from the board, and how it departs."""

    key: Any
    card: Any
    decision: str
    reserve_order: int | None
    departs: str = ""
    rationale: str = ""
    #: What is wrong with the rationale that was posted.
    errors: Any = ()

    @property
    def label(self):
        return ProposalDecision(self.decision).label


def proposed_lines(board):
    """Return a :class:`ProposedLine` for each proposal on which the user may decide.

    Where one departs from the ranking, its rationale is what the board knows of it.
    """
    choices = choices_of(board.series, board.ranking, barred=board.barred)
    decided = {
        each.proposal: Decided(
            each.proposal, 1, each.decision, each.reserve_order, "", False
        )
        for each in choices
    }
    found = departures(board.ranking, decided)
    lines = []
    for key, decision in decided.items():
        departure = found.get(key)
        row = board.ranking.row(key).decision
        lines.append(
            ProposedLine(
                key=key,
                card=board.cards[str(key)],
                decision=decision.decision,
                reserve_order=decision.reserve_order,
                departs=departure.sentence if departure else "",
                rationale=row.rationale
                if row and row.decision == decision.decision
                else reason_words(board, str(key), departure.other)
                if departure
                else "",
            )
        )
    return lines


def reason_words(board, key, other):
    """Return what speaks for the place of ``key`` on the board, or "".

    ``other`` is the key of the proposal that it is compared with, or None.
    """
    if key in board.wishes.must | board.wishes.must_not:
        return _settled_words(key, board)
    if key in board.chosen:
        rest = board.chosen_without(key)
        found = difference(board.candidates, board.wishes, rest, board.chosen)
        return _brought(board, found.meets, found.adds)
    other = str(other)
    # Of two reserves the series tells nothing.
    if other not in board.chosen:
        return ""
    name = {"other": board.cards[other].proposal}
    if other in board.wishes.must:
        return _("The wishes say that %(other)s must be in the series.") % name
    swapped = [key if each == other else each for each in board.chosen]
    found = difference(board.candidates, board.wishes, board.chosen, swapped)
    sentences = []
    if found.misses:
        words = {**name, "wishes": board.in_words(found.misses)}
        sentences.append(
            _("In the place of %(other)s it would go against: %(wishes)s.") % words
        )
    if found.loses:
        words = {**name, "values": board.values(found.loses)}
        sentences.append(_("Without %(other)s the series loses: %(values)s.") % words)
    return " ".join(sentences)


def _brought(board, meets, adds):
    sentences = []
    if meets:
        wishes = {"wishes": board.in_words(meets)}
        sentences.append(_("The series needs it for: %(wishes)s.") % wishes)
    if adds:
        values = {"values": board.values(adds)}
        sentences.append(_("It alone brings: %(values)s.") % values)
    return " ".join(sentences)
