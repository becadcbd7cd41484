"""The forms with which editors assign, lift, decide and tell."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from ...calls.enums import ProposalDecision
from ...calls.forms.refusals import RefusableForm
from ...calls.models import Proposal
from ..enums import AssignmentState
from ..models import Reviewer
from ..queries import those_who_can_enter
from ..rules import name_of


class ReasonForm(RefusableForm):
    """A reason that has to be given."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept in the history."),
    )


class UsersField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, user):
        return name_of(user)


class ReviewerField(forms.ModelChoiceField):
    def label_from_instance(self, reviewer):
        return f"{reviewer.number} · {name_of(reviewer.user)}"


class ReviewerForm(RefusableForm):
    """Picks people who can open the admin and are not picked yet."""

    users = UsersField(
        label=_("People"),
        queryset=None,
        help_text=_(
            "Whoever can open the admin. Hold Ctrl or Command to choose several."
        ),
    )

    def __init__(self, *args, call, **kwargs):
        super().__init__(*args, **kwargs)
        picked = Reviewer.objects.filter(call=call, active=True).exclude(user=None)
        people = those_who_can_enter().exclude(pk__in=picked.values("user"))
        self.fields["users"].queryset = people
        self.fields["users"].widget.attrs["size"] = 8

    @property
    def has_choices(self):
        return self.fields["users"].queryset.exists()


def _reviewers(call):
    rows = Reviewer.objects.filter(call=call, active=True, user__is_active=True)
    return rows.select_related("user").order_by("number")


class DueForm(RefusableForm):
    due = forms.DateField(
        label=_("Due"),
        required=False,
        widget=AdminDateInput,
        help_text=_("Until the end of this day. You may leave it empty."),
    )

    def clean_due(self):
        due = self.cleaned_data["due"]
        if due and due < timezone.localdate():
            raise forms.ValidationError(_("This day is over. Choose a later one."))
        return due


class AssignForm(DueForm):
    reviewer = ReviewerField(label=_("Reviewer"), queryset=None)
    field_order = ["reviewer", "due"]

    def __init__(self, *args, call, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reviewer"].queryset = _reviewers(call)


class WithdrawForm(ReasonForm):
    instead = ReviewerField(
        label=_("Give it to"),
        queryset=None,
        required=False,
        empty_label=_("Nobody"),
    )

    def __init__(self, *args, assignment, **kwargs):
        super().__init__(*args, **kwargs)
        proposal = assignment.proposal
        taken = proposal.assignments.filter(state=AssignmentState.ASSIGNED)
        others = _reviewers(proposal.call).exclude(user__in=taken.values("reviewer"))
        self.fields["instead"].queryset = others.exclude(user=assignment.reviewer_id)


class ConflictForm(ReasonForm):
    """Sets a conflict between a reviewer and a proposal."""

    reviewer = ReviewerField(label=_("Reviewer"), queryset=None)
    proposal = forms.ModelChoiceField(label=_("Proposal"), queryset=None)
    field_order = ["reviewer", "proposal", "reason"]

    def __init__(self, *args, call, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reviewer"].queryset = _reviewers(call)
        proposals = Proposal.objects.filter(call=call).exclude(reference=None)
        field = self.fields["proposal"]
        field.queryset = proposals.order_by("reference")
        field.label_from_instance = lambda row: f"{row.reference} · {row.title}"


class DecisionForm(RefusableForm):
    decision = forms.ChoiceField(label=_("Decision"), choices=ProposalDecision.choices)
    reserve_order = forms.IntegerField(
        label=_("Place among the reserves"),
        min_value=1,
        max_value=1000,
        required=False,
        help_text=_("For reserves only; empty: after the last one."),
    )
    rationale = forms.CharField(
        label=_("Rationale"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Needed where the decision departs from the ranking, and for what is not "
            "eligible. The selection report prints it."
        ),
    )


class LetterForm(RefusableForm):
    subject = forms.CharField(label=_("Subject"), max_length=250)
    body = forms.CharField(
        label=_("Text"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 16})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
