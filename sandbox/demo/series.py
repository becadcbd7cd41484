"""What the Secretariat wished for the series of the closed call, and when."""

from workshops_plugin.reviews.balance import Importance, PerOrganization, Range, Wishes

PLACES = 7
_EVERYWHERE = tuple(
    Range("region", region, 1)
    for region in ("africa", "americas", "asia_pacific", "europe_central_asia")
)
_TRAFFICKING = Range("focus", "human_trafficking", 2)
_ONCE = PerOrganization(1, Importance.ESSENTIAL)

#: (days after the closing, wishes, why they changed)
WISHES = [
    (13.2, Wishes(PLACES, (*_EVERYWHERE, _TRAFFICKING, _ONCE)), ""),
    (
        56.38,
        Wishes(
            PLACES,
            (
                Range("region", "arab_states", 1, importance=Importance.ESSENTIAL),
                *_EVERYWHERE,
                _TRAFFICKING,
                _ONCE,
            ),
        ),
        "The committee had asked for every region, and the list of regions left out the "
        "Arab States by mistake.",
    ),
]
#: Minutes after the last decision of a day, the board is decided by.
SETTLED = 20
