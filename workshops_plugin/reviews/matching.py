"""Who reviews what, planned evenly: arithmetic without a database.

Each proposal needs a number of reviewers, each pair may be possible or not, and
nobody shall have more than others if it can be helped. The plan fills as many places
as can be filled at all; among such plans it is one whose highest load is lowest. It
is found by augmenting paths, as in a bipartite matching: where nobody who is free may
take a place, somebody who may hands one of his own on.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping

Pair = tuple[Hashable, Hashable]


def match(
    needs: Mapping[Hashable, int],
    loads: Mapping[Hashable, int],
    possible: Callable[[Hashable, Hashable], bool],
    preference: Callable[[Hashable, Hashable], object],
) -> list[Pair]:
    """Return the planned pairs of (proposal, reviewer).

    ``needs`` maps proposals to the number of reviewers that each still wants,
    ``loads`` maps reviewers to what they have already. ``possible`` tells of a pair
    whether it may be planned; ``preference`` orders reviewers of the same load.
    """
    if not loads:
        return []
    options = {
        proposal: sorted(
            (reviewer for reviewer in loads if possible(proposal, reviewer)),
            key=lambda reviewer, p=proposal: preference(p, reviewer),
        )
        for proposal in needs
    }
    # What nobody can fill is not waited for; whoever is hard to place comes first.
    waiting = {
        proposal: min(needs[proposal], len(options[proposal]))
        for proposal in sorted(needs, key=lambda p: len(options[p]) - needs[p])
    }
    plan, ceiling = _Plan(options, loads), min(loads.values())
    while any(waiting.values()):
        ceiling += 1
        waiting = plan.fill(waiting, ceiling)
    return plan.pairs()


class _Plan:
    def __init__(self, options, loads):
        self.options, self.loads = options, dict(loads)
        self.chosen = {proposal: set() for proposal in options}

    def pairs(self) -> Iterable[Pair]:
        return [
            (proposal, reviewer)
            for proposal, options in self.options.items()
            for reviewer in options
            if reviewer in self.chosen[proposal]
        ]

    def fill(self, waiting, ceiling):
        """Fill what can be filled while nobody has more than ``ceiling``.

        Returns what is still waiting.
        """
        left = {}
        for proposal, places in waiting.items():
            while places > 0 and self._place(proposal, ceiling, set()):
                places -= 1
            if places > 0:
                left[proposal] = places
        return left

    def _place(self, proposal, ceiling, seen):
        """Give ``proposal`` one more reviewer; tell whether that was possible."""
        candidates = [
            reviewer
            for reviewer in self.options[proposal]
            if reviewer not in self.chosen[proposal] and reviewer not in seen
        ]
        candidates.sort(key=self.loads.__getitem__)
        for reviewer in candidates:
            if self.loads[reviewer] < ceiling:
                self.chosen[proposal].add(reviewer)
                self.loads[reviewer] += 1
                return True
        for reviewer in candidates:
            seen.add(reviewer)
            if self._hand_on(reviewer, ceiling, seen):
                self.chosen[proposal].add(reviewer)
                self.loads[reviewer] += 1
                return True
        return False

    def _hand_on(self, reviewer, ceiling, seen):
        """Let somebody else take one of the places planned for ``reviewer``."""
        for proposal, chosen in self.chosen.items():
            if reviewer in chosen:
                chosen.remove(reviewer)
                self.loads[reviewer] -= 1
                if self._place(proposal, ceiling, seen):
                    return True
                chosen.add(reviewer)
                self.loads[reviewer] += 1
        return False
