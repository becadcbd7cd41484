"""One proposal to read, and what an editor can do with it."""

from django.contrib.admin.utils import quote
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets.button import Button, HeaderButton

from ...record.timeline import versions
from ...screens import AdminView, PostedMixin, VerbFormView
from ..actions import add_note, extend, send_confirmation_again, withdraw
from ..cards import proposal_cards
from ..changes import proposal_change_words
from ..forms.editorial import ExtendForm, NoteForm, WithdrawForm
from ..listing import listed_proposals
from ..present import answer_lines, core_lines
from ..queries import structure_for
from .base import PROPOSAL_POLICY
from .proposals import shown_title

#: Fields whose change is told by the version itself.
SELF_EVIDENT = (
    "version",
    "changed_at",
    "submitted_at",
    "withdrawn_at",
    "submitted_by",
    "reference",
    "created_at",
)


class ProposalMixin:
    """Finds the proposal in the address, once the permission is checked."""

    permission_policy = PROPOSAL_POLICY
    any_permission_required = ["change", "view"]
    header_icon = "form"

    @cached_property
    def proposal(self):
        return get_object_or_404(listed_proposals(), pk=self.kwargs["pk"])

    def crumbs(self):
        return [
            (_("Proposals"), reverse("workshops_proposals:index")),
            (str(self.proposal), self.proposal_url()),
        ]

    def proposal_url(self):
        return reverse("workshops_proposals:inspect", args=[quote(self.proposal.pk)])

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            proposal=self.proposal, call=self.proposal.call, **kwargs
        )


class ProposalInspectView(ProposalMixin, AdminView):
    """A proposal as a document, with partners, files, notes and versions."""

    template_name = "workshops_plugin/admin/calls/proposal.html"

    def get_page_title(self):
        return str(self.proposal)

    def crumbs(self):
        return super().crumbs()[:1]

    @cached_property
    def header_buttons(self):
        proposal = self.proposal
        announced = bool(proposal.call.announced_at)
        if announced or not self.may_change or not proposal.is_submitted:
            return []
        return [self.button(HeaderButton, _("Correct it"), "correct", "edit")]

    @cached_property
    def header_more_buttons(self):
        if not self.may_change:
            return []
        buttons = []
        if not self.proposal.call.announced_at:
            buttons.append(
                self.button(Button, _("Give it more time"), "extend", "time")
            )
        if self.proposal.is_submitted:
            buttons.append(self.button(Button, _("Withdraw it"), "withdraw", "cross"))
        return buttons

    def button(self, kind, label, name, icon):
        url = reverse(f"workshops_proposals:{name}", args=[self.proposal.pk])
        return kind(label, url=url, icon_name=icon)

    @property
    def may_change(self):
        call = self.proposal.call
        open_ = not call.announced_at or bool(call.reopened_at)
        return self.user_has_permission("change") and open_

    def get_context_data(self, **kwargs):
        proposal = self.proposal
        structure = structure_for(proposal.call)
        cards = proposal_cards.cards(proposal, self.request)
        context = {
            "shown_title": shown_title(proposal),
            "partners": proposal.partners.select_related("organization"),
            "notes": proposal.notes.select_related("author"),
            "note_form": kwargs.pop("note_form", None) or NoteForm(),
            "may_change": self.may_change,
            "cards": cards,
            "media": sum((card.media for card in cards[1:]), cards[0].media)
            if cards
            else "",
            "sources": proposal.attachments.filter(question=""),
        }
        if not proposal.is_draft:
            context |= {
                "core": core_lines(proposal, structure),
                "answers": answer_lines(proposal, structure),
                "versions": [
                    (version, proposal_change_words(version.changes, structure))
                    for version in versions(proposal, ignore=SELF_EVIDENT)
                ],
            }
        return super().get_context_data(**context, **kwargs)


class NoteView(PostedMixin, ProposalInspectView):
    """Adds a note; one that cannot be taken is shown again on the same page."""

    page = "workshops_proposals:inspect"
    any_permission_required = ["change"]

    def post(self, request, *args, **kwargs):
        form = NoteForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(note_form=form))
        self.try_to(
            add_note,
            self.proposal,
            form.cleaned_data["text"],
            success=_("The note is added."),
        )
        return redirect(f"{self.proposal_url()}#notes-section")


class ConfirmationView(PostedMixin, ProposalMixin, AdminView):
    """Sends the confirmation again."""

    page = "workshops_proposals:inspect"
    any_permission_required = ["change"]

    def post(self, request, *args, **kwargs):
        self.try_to(
            send_confirmation_again,
            self.proposal,
            success=_("The confirmation is sent to %(address)s.")
            % {"address": self.proposal.contact_email},
        )
        return redirect(self.proposal_url())


class ProposalFormView(ProposalMixin, VerbFormView):
    any_permission_required = ["change"]
    template_name = "workshops_plugin/admin/calls/proposal_form.html"

    def back(self):
        return self.proposal_url()


class ExtendView(ProposalFormView):
    page_title = gettext_lazy("Give it more time")
    success = gettext_lazy("The proposal has a later closing.")
    explanation = gettext_lazy(
        "This proposal alone can then be changed and submitted after the call has "
        "closed. The reason stays in its history."
    )

    def get_form(self, data=None):
        return ExtendForm(data, zone=self.proposal.call.zone)

    def carry_out(self, form):
        values = form.cleaned_data
        extend(
            self.proposal,
            values["until"],
            reason=values["reason"],
            by=self.request.user,
        )


class WithdrawView(ProposalFormView):
    page_title = gettext_lazy("Withdraw it")
    form_class = WithdrawForm
    success = gettext_lazy("The proposal is withdrawn.")
    explanation = gettext_lazy(
        "The proposal takes no part in the selection then. Nothing of it is lost."
    )

    def carry_out(self, form):
        reason = form.cleaned_data["reason"]
        withdraw(self.proposal, reason=reason, by=self.request.user)
