"""Entering a proposal for a member, and correcting one."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from ...errors import Refused
from ...members.models import Organization
from ...screens import AdminView
from ..actions import correct_proposal, enter_proposal
from ..forms.editorial import EntryForm
from ..forms.proposal import ProposalForm
from ..kinds import registry
from ..models import Call
from ..present import differences
from ..public_views.base import posted_number
from ..queries import structure_for_editors
from .base import PROPOSAL_POLICY
from .proposal import ProposalMixin


class ChooseCallView(AdminView):
    """Asks to which call the proposal belongs."""

    permission_policy = PROPOSAL_POLICY
    any_permission_required = ["add"]
    header_icon = "form"
    page_title = gettext_lazy("Enter a proposal")
    template_name = "workshops_plugin/admin/calls/choose_call.html"

    def crumbs(self):
        return [(_("Proposals"), reverse("workshops_proposals:index"))]

    def get_context_data(self, **kwargs):
        calls = Call.objects.filter(announced_at=None).exclude(closes_at=None)
        return super().get_context_data(calls=calls, **kwargs)


class EntryFormView(AdminView):
    """The member's own form, with the editor's reason and the file it came in."""

    permission_policy = PROPOSAL_POLICY
    header_icon = "form"
    template_name = "workshops_plugin/admin/calls/entry.html"

    def organizations(self):
        return None

    def data(self):
        return {}

    def proposal_form(self, data=None):
        form = ProposalForm(
            data, structure=self.structure(), proposal=self.get_proposal()
        )
        return form if data is not None else form.show(self.data())

    def structure(self):
        if not hasattr(self, "_structure"):
            self._structure = structure_for_editors(self.get_call())
        return self._structure

    def get_context_data(self, **kwargs):
        form = kwargs.pop("form", None) or self.proposal_form()
        entry = kwargs.pop("entry", None) or EntryForm(
            organizations=self.organizations()
        )
        for question in form.questions():
            # Members attach files to their answers; editors keep the whole source.
            if registry.get(question.kind).is_file:
                form.fields.pop(question.name, None)
        return super().get_context_data(
            sections=form.sections(),
            entry=entry,
            form=form,
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        entry = EntryForm(
            request.POST, request.FILES, organizations=self.organizations()
        )
        typed = {name: request.POST.getlist(name) for name in self.typed_names()}
        form = self.proposal_form({**self.data(), **typed})
        context = {}
        if entry.is_valid() & form.is_valid():
            try:
                proposal = self.carry_out(typed, entry.cleaned_data)
            except Refused as refused:
                entry.refuse(refused)
                context = self.explain(refused, typed)
            else:
                messages.success(request, self.success)
                return redirect("workshops_proposals:inspect", proposal.pk)
        context = self.get_context_data(form=form, entry=entry, **context)
        return self.render_to_response(context)

    def explain(self, refused, typed):
        """Return what else to show because a verb ``refused`` what was ``typed``."""
        return {}

    def typed_names(self):
        files = {
            question.name
            for question in self.structure().questions
            if registry.get(question.kind).is_file
        }
        return [name for name in self.proposal_form().fields if name not in files]


class EnterView(EntryFormView):
    any_permission_required = ["add"]
    page_title = gettext_lazy("Enter a proposal")
    success = gettext_lazy("The proposal is entered; the contact person is told.")

    @cached_property
    def call(self):
        return get_object_or_404(Call, pk=self.kwargs["pk"])

    def crumbs(self):
        return [
            (_("Proposals"), reverse("workshops_proposals:index")),
            (self.call.title, reverse("workshops_calls:screen", args=[self.call.pk])),
        ]

    def get_call(self):
        return self.call

    def get_proposal(self):
        return None

    def get_context_data(self, **kwargs):
        return super().get_context_data(call=self.call, **kwargs)

    def organizations(self):
        members = Organization.objects.current()
        group = self.call.action_group
        return members.filter(action_groups=group) if group else members

    def carry_out(self, data, values):
        return enter_proposal(
            self.call,
            values["organization"],
            data,
            reason=values["reason"],
            file=values["file"],
            by=self.request.user,
        )


class CorrectView(ProposalMixin, EntryFormView):
    any_permission_required = ["change"]
    page_title = gettext_lazy("Correct it")
    success = gettext_lazy("The proposal is corrected; the contact person is told.")

    def get(self, request, *args, **kwargs):
        if not self.proposal.is_submitted:
            return redirect(self.proposal_url())
        return super().get(request, *args, **kwargs)

    def get_call(self):
        return self.proposal.call

    def get_proposal(self):
        return self.proposal

    def data(self):
        return ProposalForm.data_of(self.proposal, self.structure())

    def get_context_data(self, **kwargs):
        version = self.request.POST.get("version", self.proposal.version)
        return super().get_context_data(**{"version": version, **kwargs})

    def explain(self, refused, typed):
        """Show both texts: saving then is a decision, made knowing the other."""
        if refused.code != "stale":
            return {}
        self.proposal.refresh_from_db()
        saved = self.data()
        return {
            "version": self.proposal.version,
            "conflict_message": refused.message,
            "conflicts": differences(
                self.proposal_form(saved), self.proposal_form({**saved, **typed})
            ),
        }

    def carry_out(self, data, values):
        return correct_proposal(
            self.proposal,
            data,
            reason=values["reason"],
            file=values["file"],
            version=posted_number(self.request, "version"),
            by=self.request.user,
        )
