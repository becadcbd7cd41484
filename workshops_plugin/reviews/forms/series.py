"""What is wished for a series."""

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...calls.forms.refusals import RefusableForm
from .. import wishing
from ..balance import Importance, PerOrganization, Range, Wishes

MOST = 200
FREE, MUST, MUST_NOT = "", "must", "must_not"


@dataclass
class RangeRow:
    """The fields of one value in the form, with what is offered of it."""

    label: str
    offered: int
    least: object
    most: object
    importance: object

    @property
    def fields(self):
        return self.least, self.most, self.importance


class WishesForm(RefusableForm):
    """Places, a range for each value of each dimension, and what is settled."""

    size = forms.IntegerField(
        label=gettext_lazy("Places in the series"), min_value=1, max_value=MOST
    )
    per_organization = forms.IntegerField(
        label=gettext_lazy("At most so many of the same organization"),
        min_value=1,
        max_value=MOST,
        required=False,
        help_text=gettext_lazy(
            "Counts proposals that it leads and those that it has confirmed as a "
            "partner. Leave empty for no limit."
        ),
    )
    per_organization_importance = forms.TypedChoiceField(
        label=gettext_lazy("How important that is"), coerce=int
    )
    publish = forms.BooleanField(
        label=gettext_lazy("Show the wishes on the call’s page"),
        required=False,
        help_text=gettext_lazy(
            "Places and ranges; not which proposals must or must not be in the series."
        ),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Needed once reviews have been submitted. Kept in the history."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, board, **kwargs):
        self.board = board
        wishes, series = board.wishes, board.series
        ranges = {(w.dimension, w.value): w for w in wishes.wishes if is_range(w)}
        limit = next((w for w in wishes.wishes if not is_range(w)), None)
        kwargs.setdefault(
            "initial",
            {
                "size": wishes.size,
                "per_organization": limit and limit.at_most,
                "per_organization_importance": (
                    limit.importance if limit else Importance.IMPORTANT
                ),
                "publish": series.publish_wishes,
                "version": series.version,
            },
        )
        super().__init__(*args, **kwargs)
        words = [(int(key), word) for key, word in wishing.importance_words().items()]
        self.fields["per_organization_importance"].choices = words
        for dimension in board.dimensions.values():
            for value in values_of(board, dimension):
                its = ranges.get((dimension.key, value))
                self._add_range(dimension, value, its, words)
        # What the person must not judge is not settled here.
        for card in board.cards.values():
            if not card.line.hidden:
                self._add_pin(card)

    def _add_range(self, dimension, value, wish, importances):
        name = f"{dimension.key}|{value}"
        words = {"value": dimension.word(value)}
        self.fields[f"{name}|least"] = forms.IntegerField(
            label=_("At least: %(value)s") % words,
            min_value=0,
            max_value=MOST,
            required=False,
            initial=wish and (wish.at_least or None),
        )
        self.fields[f"{name}|most"] = forms.IntegerField(
            label=_("At most: %(value)s") % words,
            min_value=0,
            max_value=MOST,
            required=False,
            initial=wish and wish.at_most,
        )
        self.fields[f"{name}|importance"] = forms.TypedChoiceField(
            label=_("How important: %(value)s") % words,
            coerce=int,
            choices=importances,
            required=False,
            empty_value=int(Importance.IMPORTANT),
            initial=wish.importance if wish else Importance.IMPORTANT,
        )

    def _add_pin(self, card):
        self.fields[pin_name(card)] = forms.ChoiceField(
            label=str(card.proposal),
            required=False,
            choices=[
                (FREE, _("free")),
                (MUST, _("must be in the series")),
                (MUST_NOT, _("must not be in the series")),
            ],
            initial=MUST if card.must else MUST_NOT if card.must_not else FREE,
        )

    @property
    def general(self):
        """Return the fields that stand for themselves."""
        names = ("size", "per_organization", "per_organization_importance")
        return [self[name] for name in names]

    @property
    def groups(self):
        """Return (dimension, rows, whether something is wished) for the screen."""
        found = []
        for dimension in self.board.dimensions.values():
            rows = [
                self._row(dimension, value)
                for value in values_of(self.board, dimension)
            ]
            if rows:
                found.append((dimension, rows, any(map(is_used, rows))))
        return found

    def _row(self, dimension, value):
        name = f"{dimension.key}|{value}"
        candidates = self.board.candidates
        offered = sum(value in c.values.get(dimension.key, ()) for c in candidates)
        return RangeRow(
            dimension.word(value),
            offered,
            *(self[f"{name}|{part}"] for part in ("least", "most", "importance")),
        )

    @property
    def pins(self):
        """Return (card, field) of each proposal that the person may settle."""
        cards = self.board.cards.values()
        return [
            (card, self[pin_name(card)])
            for card in cards
            if pin_name(card) in self.fields
        ]

    def clean(self):
        cleaned = super().clean()
        size = cleaned.get("size")
        for name in [name for name in self.fields if name.endswith("|least")]:
            least, most = cleaned.get(name), cleaned.get(f"{name[:-6]}|most")
            if least and size and least > size:
                self.add_error(name, _("The series has fewer places than that."))
            if least and most is not None and least > most:
                self.add_error(f"{name[:-6]}|most", _("This is less than “at least”."))
        return cleaned

    def wishes(self):
        """Return the :class:`~..balance.Wishes` of a valid form."""
        cleaned, wished = self.cleaned_data, []
        for dimension in self.board.dimensions.values():
            for value in values_of(self.board, dimension):
                name = f"{dimension.key}|{value}"
                least, most = cleaned.get(f"{name}|least"), cleaned.get(f"{name}|most")
                if least or most is not None:
                    importance = Importance(cleaned[f"{name}|importance"])
                    wished.append(
                        Range(dimension.key, value, least or 0, most, importance)
                    )
        if limit := cleaned["per_organization"]:
            importance = Importance(cleaned["per_organization_importance"])
            wished.append(PerOrganization(limit, importance))
        before = wishing.read(self.board.series.wishes)
        return Wishes(
            cleaned["size"],
            tuple(wished),
            self._pinned(MUST, before.must),
            self._pinned(MUST_NOT, before.must_not),
        )

    def _pinned(self, pin, before):
        """Return the keys with ``pin``; those that are not asked for stay as before."""
        asked = {card.candidate.key: self[pin_name(card)] for card, _field in self.pins}
        said = {key for key in asked if self.cleaned_data[asked[key].name] == pin}
        return frozenset(said | (before - asked.keys()))


class RationalesForm(forms.Form):
    """A rationale for each proposal; its fields are named by their keys."""

    prefix = "rationale"

    def __init__(self, *args, keys, **kwargs):
        super().__init__(*args, **kwargs)
        for key in keys:
            self.fields[str(key)] = forms.CharField(required=False, max_length=5000)

    def said(self, key):
        """Return what was posted for ``key``, or None."""
        return self.data.get(self.add_prefix(str(key)))

    def rationales(self):
        """Return {proposal key: text} of a valid form."""
        return {UUID(key): text for key, text in self.cleaned_data.items()}


def is_range(wish):
    return isinstance(wish, Range)


def is_used(row):
    return any(field.value() not in (None, "") for field in (row.least, row.most))


def pin_name(card):
    return f"pin|{card.candidate.key}"


def values_of(board, dimension):
    """Return the values of ``dimension`` for which something can be wished."""
    wished = [
        wish.value
        for wish in board.wishes.wishes
        if is_range(wish) and wish.dimension == dimension.key
    ]
    return list(dict.fromkeys([*dimension.values, *wished]))
