"""Letters and the announcement: drafted, looked through, sent."""

from collections import Counter

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from ...calls.admin_views.base import CALL_POLICY, CallMixin
from ...calls.enums import ProposalDecision
from ...errors import Refused
from ...screens import AdminView, PostedMixin, VerbFormView
from ..actions import (
    announce,
    edit_letter,
    obstacles,
    prepare_letters,
    reopen_decisions,
    reopen_rubric,
    send_letters,
)
from ..actions.announcing import results_to_tell, round_of, waiting_letters
from ..enums import FINAL, LetterState
from ..forms import LetterForm, ReasonForm
from ..models import Letter
from ..queries import coverage, latest_decisions
from ..rules import barred_for, current_decision, is_editable, may_read_reviews
from .base import LETTERS


class LettersMixin(CallMixin):
    permission_policy = LETTERS
    any_permission_required = ["change", "view"]
    header_icon = "mail"


class LettersView(LettersMixin, AdminView):
    """All letters by kind, what is exceptional flagged; the way to announce."""

    template_name = "workshops_plugin/admin/reviews/letters.html"
    page_title = gettext_lazy("Letters and announcement")

    def get_context_data(self, **kwargs):
        call = self.call
        editable = is_editable(call)
        number = round_of(call) if editable else max(round_of(call) - 1, 1)
        letters = call.letters.filter(round=number).select_related("proposal")
        letters = list(letters.order_by("proposal__reference"))
        barred = barred_for(self.request.user, call)
        hidden = [letter for letter in letters if letter.proposal_id in barred]
        letters = [letter for letter in letters if letter not in hidden]
        decisions = latest_decisions(call)
        flagged = [(row, flags(row, decisions.get(row.proposal_id))) for row in letters]
        return super().get_context_data(
            groups=_groups(letters),
            exceptions=[
                (row, found)
                for row, found in flagged
                if found and row.state != LetterState.SENT
            ],
            editable=editable,
            may_change=self.user_has_permission("change") and editable,
            may_announce=self.request.user.has_perm("workshops_plugin.announce_call"),
            obstacles=obstacles(call, by=self.request.user) if editable else [],
            number=number,
            hidden=len(hidden),
            waiting=waiting_letters(call).count(),
            **kwargs,
        )


def _groups(letters):
    """Return [(decision, [letter, …], {language: count}), …], the best first."""
    found = []
    for decision in FINAL:
        some = [letter for letter in letters if letter.decision == decision]
        if some:
            label = ProposalDecision(decision).label
            found.append((label, some, dict(Counter(row.language for row in some))))
    return found


def flags(letter, decision):
    """Return what is exceptional about a letter, in words.

    ``decision`` is the one that its proposal has now, or None.
    """
    found = []
    if not letter.to:
        found.append(_("There is no address to send it to."))
    if letter.edited_at:
        found.append(_("Its text was changed by hand."))
    if letter.state == LetterState.DRAFT and not letter.tells(decision):
        found.append(
            _("Its decision has changed since, so it will not leave as it is.")
        )
    elif letter.replaced and not letter.edited_at:
        found.append(
            _(
                "It was drafted anew because its decision has changed; what had been "
                "written by hand is kept beside it."
            )
        )
    if letter.state == LetterState.WAITING:
        found.append(_("It could not be sent yet."))
    return found


class PrepareView(PostedMixin, LettersMixin, AdminView):
    page = "workshops_reviews:letters"
    any_permission_required = ["change"]

    def post(self, request, *args, **kwargs):
        try:
            letters = prepare_letters(self.call, by=request.user)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(
                request,
                ngettext(
                    "%(count)d letter is drafted.",
                    "%(count)d letters are drafted.",
                    len(letters),
                )
                % {"count": len(letters)},
            )
        return redirect("workshops_reviews:letters", self.call.pk)


class LetterView(LettersMixin, VerbFormView):
    """One letter to read, and to change while it is a draft."""

    template_name = "workshops_plugin/admin/reviews/letter.html"
    any_permission_required = ["change"]
    form_class = LetterForm
    submit_label = gettext_lazy("Save the letter")
    success = gettext_lazy("The letter is saved.")

    def get_page_title(self):
        return _("Letter about %(proposal)s") % {"proposal": self.letter.proposal}

    @cached_property
    def letter(self):
        rows = Letter.objects.select_related("proposal")
        letter = get_object_or_404(rows, pk=self.kwargs["letter"], call=self.call)
        if not may_read_reviews(self.request.user, letter.proposal):
            raise PermissionDenied
        return letter

    def get_form(self, data=None):
        letter = self.letter
        return LetterForm(
            data,
            initial={
                "subject": letter.subject,
                "body": letter.body,
                "version": letter.version,
            },
        )

    def get_context_data(self, **kwargs):
        decision = current_decision(self.letter.proposal)
        found = {"letter": self.letter, "flags": flags(self.letter, decision)}
        return super().get_context_data(**{**kwargs, **found})

    def carry_out(self, form):
        edit_letter(self.letter, by=self.request.user, **form.cleaned_data)

    def back(self):
        return reverse("workshops_reviews:letters", args=[self.call.pk])


class AnnounceMixin(CallMixin):
    permission_policy = CALL_POLICY
    any_permission_required = ["announce"]
    header_icon = "mail"

    def back(self):
        return reverse("workshops_reviews:letters", args=[self.call.pk])


class AnnounceView(AnnounceMixin, AdminView):
    """The last look before everybody is told."""

    template_name = "workshops_plugin/admin/reviews/announce.html"
    page_title = gettext_lazy("Announce the results")

    def get_context_data(self, **kwargs):
        call = self.call
        told = results_to_tell(call)
        drafted = call.letters.filter(round=round_of(call)).exists()
        found = coverage(call)
        return super().get_context_data(
            counts=[
                (ProposalDecision(decision).label, told[decision])
                for decision in FINAL
                if told[decision]
            ],
            drafted=drafted,
            short=found["proposals"] - found["covered"],
            obstacles=obstacles(call, by=self.request.user)
            if is_editable(call)
            else [],
            editable=is_editable(call),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        try:
            announce(
                self.call, by=request.user, reason=request.POST.get("reason", "")[:200]
            )
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect("workshops_reviews:announce", self.call.pk)
        messages.success(
            request,
            _("The results are announced, and the record is sealed. Keep the report."),
        )
        return redirect("workshops_reviews:report", self.call.pk)


class SendAgainView(PostedMixin, AnnounceMixin, AdminView):
    page = "workshops_reviews:letters"

    def post(self, request, *args, **kwargs):
        sent, waiting = send_letters(self.call)
        if waiting:
            messages.error(
                request,
                ngettext(
                    "%(count)d letter could still not be sent.",
                    "%(count)d letters could still not be sent.",
                    waiting,
                )
                % {"count": waiting},
            )
        elif sent:
            messages.success(request, _("All letters are sent."))
        return redirect(self.back())


class ReopenDecisionsView(AnnounceMixin, VerbFormView):
    page_title = gettext_lazy("Reopen the decisions")
    success = gettext_lazy(
        "Decisions can be revised. What was announced stays public until you announce "
        "again."
    )
    explanation = gettext_lazy(
        "For example because a host withdraws and a reserve moves up. Only those whose "
        "result changes get a letter, and a second seal follows the first."
    )
    form_class = ReasonForm

    def carry_out(self, form):
        reason = form.cleaned_data["reason"]
        reopen_decisions(self.call, reason=reason, by=self.request.user)


class ReopenRubricView(CallMixin, VerbFormView):
    """Lets criteria and weights change although reviews are in."""

    any_permission_required = ["change"]
    page_title = gettext_lazy("Reopen the criteria")
    success = gettext_lazy(
        "Criteria and weights can be changed. The next submitted review freezes them."
    )
    explanation = gettext_lazy(
        "Reviews that are submitted stay submitted: their totals follow the new "
        "weights, and scores of a criterion that is gone take no part. The scale "
        "cannot be changed any more."
    )
    form_class = ReasonForm

    def carry_out(self, form):
        reason = form.cleaned_data["reason"]
        reopen_rubric(self.call, reason=reason, by=self.request.user)

    def back(self):
        return reverse("workshops_calls:screen", args=[self.call.pk])
