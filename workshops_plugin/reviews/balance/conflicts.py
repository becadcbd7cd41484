"""Says which wishes cannot be met together."""

from dataclasses import dataclass

from .search import Search


@dataclass(frozen=True)
class Conflict:
    """What cannot be had together, and could if any one of it were given up.

    ``wishes``; keys of candidates that ``must`` and ``must_not`` be in the set; and
    whether all places have ``to_fill`` that can be filled.
    """

    wishes: tuple
    must: tuple = ()
    must_not: tuple = ()
    to_fill: bool = False


def conflicts(candidates, wishes, given_up) -> list[Conflict]:
    """Return a :class:`Conflict` for what is ``given_up``; most wishes are in one.

    What is settled and the filling of places is in one only where it has to be, and so
    are, in this order, desirable, important and essential wishes. A wish that is given
    up only because another one would be missed by more is in the other's, or in none.

    Raises like :func:`~.suggesting.suggest`.
    """
    wishes.check(candidates)
    question = _Question(sorted(candidates, key=lambda each: each.place), wishes)
    met = [wish for wish in wishes.wishes if wish not in given_up]
    found = []
    for wish in sorted(given_up, key=lambda wish: wish.importance):
        if question.can_be([*question.settled, *met, wish]):
            met.append(wish)
        else:
            found.append(question.smallest(met, wish))
    return list(dict.fromkeys(found))


class _Question:
    """Whether some demands can be met: wishes, settled candidates, filled places.

    A demand is a wish, ("must", key), ("must not", key) or "fill".
    """

    def __init__(self, candidates, wishes):
        self.wishes = wishes
        self.search = Search(candidates, wishes)
        self.filling = self.search.fill()
        self.settled = [
            *(("must", key) for key in sorted(wishes.must)),
            *(("must not", key) for key in sorted(wishes.must_not & self.keys)),
            "fill",
        ]

    @property
    def keys(self):
        return self.search.number.keys()

    def can_be(self, demands):
        """Tell whether all ``demands`` can be met together."""
        program, number = self.search.program, self.search.number
        for wish, variables in self.search.slack.items():
            for variable in variables:
                if wish in demands:
                    program.fix(variable, 0)
                else:
                    program.free(variable)
        for key in self.wishes.must:
            program.bound(number[key], int(("must", key) in demands), 1)
        for key in self.wishes.must_not & self.keys:
            program.bound(number[key], 0, int(("must not", key) not in demands))
        if self.filling is not None:
            filled = self.search.filled if "fill" in demands else 0
            program.demand(self.filling, filled)
        return program.is_possible()

    def smallest(self, met, wish):
        """Return a smallest :class:`Conflict` of ``wish`` with what is ``met``."""
        kept = [*self.settled, *sorted(met, key=lambda each: -each.importance)]
        for demand in list(kept):
            without = [other for other in kept if other != demand]
            if not self.can_be([*without, wish]):
                kept = without
        kept.append(wish)
        return Conflict(
            wishes=tuple(each for each in self.wishes.wishes if each in kept),
            must=_keys("must", kept),
            must_not=_keys("must not", kept),
            to_fill="fill" in kept,
        )


def _keys(kind, demands):
    return tuple(d[1] for d in demands if isinstance(d, tuple) and d[0] == kind)
