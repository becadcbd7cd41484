"""The form in which a review is written."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ...calls.forms.refusals import RefusableForm
from ..actions import Given
from ..actions.reviews import LONGEST
from ..enums import Recommendation

#: What the radio button for "cannot judge" stands for.
CANNOT = "x"


class ReviewForm(RefusableForm):
    """One review: scores with remarks, recommendation, note and feedback.

    Nothing is required, so that half a review can be saved; submitting says what is
    missing. Browsers are told not to refill it from their memory, which has been
    seen to change a score.
    """

    recommendation = forms.ChoiceField(
        label=_("Recommendation"),
        choices=Recommendation.choices,
        required=False,
        widget=forms.RadioSelect(attrs={"autocomplete": "off"}),
    )
    note = forms.CharField(
        label=_("Note to the committee"),
        help_text=_(
            "Editors, auditors and the committee read it, and other reviewers where "
            "the call shows them each other's reviews. The proposer never does."
        ),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )
    feedback = forms.CharField(
        label=_("Feedback for the proposer"),
        help_text=_("Sent with the result, without your name."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )
    reason = forms.CharField(
        label=_("Why you change it"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, call, criteria, review=None, amending=False, **kwargs):
        self.call, self.criteria = call, list(criteria)
        kwargs.setdefault("initial", self.initial_of(review))
        super().__init__(*args, **kwargs)
        scale = range(call.scale_min, call.scale_max + 1)
        choices = [*((str(n), str(n)) for n in scale), (CANNOT, _("Cannot judge"))]
        for row in self.criteria:
            self.fields[f"score_{row.pk}"] = forms.ChoiceField(
                label=row.title,
                choices=choices,
                required=False,
                widget=forms.RadioSelect(attrs={"autocomplete": "off"}),
            )
            self.fields[f"remark_{row.pk}"] = forms.CharField(
                label=_("Remark"),
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
            )
        if not amending:
            del self.fields["reason"]

    @staticmethod
    def initial_of(review):
        if review is None:
            return {"version": 0}
        initial = {
            name: getattr(review, name)
            for name in ("recommendation", "note", "feedback", "version")
        }
        for row in review.scores.all():
            value = "" if row.value is None else str(row.value)
            initial[f"score_{row.criterion_id}"] = CANNOT if row.cannot_judge else value
            initial[f"remark_{row.criterion_id}"] = row.remark
        return initial

    def scored(self):
        """Return (criterion, score field, remark field) of each criterion."""
        return [
            (row, self[f"score_{row.pk}"], self[f"remark_{row.pk}"])
            for row in self.criteria
        ]

    def changes(self):
        """Return what was written, as keyword arguments of ``save_review``."""
        data = self.cleaned_data
        scores = {
            row.pk: _given(data[f"score_{row.pk}"], data[f"remark_{row.pk}"])
            for row in self.criteria
        }
        texts = {name: data[name] for name in ("recommendation", "note", "feedback")}
        return {"scores": scores, **texts, "reason": data.get("reason", "")}

    def refuse(self, refused):
        """Show a refusal beside the fields that it is about, and above the form."""
        super().refuse(refused)
        if not self.non_field_errors() and refused.code not in self.fields:
            self.add_error(None, refused.message)


def _given(score, remark):
    if score == CANNOT:
        return Given(cannot_judge=True, remark=remark)
    return Given(int(score) if score else None, remark=remark)
