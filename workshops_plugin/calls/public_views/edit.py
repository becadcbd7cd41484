"""Writing a proposal: nothing that somebody typed is ever lost on the way."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from ...errors import Refused
from ...members.models import Organization
from .. import rules
from ..actions import (
    attach,
    invite_partner,
    remove_attachment,
    remove_partner,
    save_draft,
)
from ..actions.proposals import submitted_data
from ..enums import PartnerState
from ..forms.proposal import ProposalForm
from ..kinds import registry
from ..present import readable
from ..queries import structure_for
from .base import MemberView, ProposalMixin, posted_number, sign_in
from .keeping import CsrfCheck, KeepsText


@method_decorator(csrf_exempt, name="dispatch")
class EditView(KeepsText, ProposalMixin, MemberView):
    """The form. It checks the CSRF token itself, so that a failure keeps the text."""

    template_name = "workshops_plugin/calls/form.html"
    lead_only = True
    http_method_names = ["get", "post", "head", "options"]

    # Showing the form.

    def get(self, request, *args, **kwargs):
        if not rules.is_open(self.proposal):
            return redirect(self.proposal)
        return super().get(request, *args, **kwargs)

    def structure(self):
        if not hasattr(self, "_structure"):
            self._structure = structure_for(self.proposal.call)
        return self._structure

    def draft(self):
        return getattr(self.proposal, "draft", None)

    def data(self):
        """Return the working text: the draft's or what was submitted."""
        draft = self.draft()
        return draft.data if draft else submitted_data(self.proposal)

    def form(self, data=None):
        return ProposalForm(data, structure=self.structure(), proposal=self.proposal)

    def get_context_data(self, **kwargs):
        data = self.data()
        checked = self.form(data)
        wanted = checked if "check" in self.request.GET else self.form().show(data)
        form = kwargs.pop("form", None) or wanted
        sections = form.sections()
        for section, judged in zip(sections, checked.sections(), strict=True):
            section.complete = judged.complete
        self.attach_files(form, data)
        partners = list(self.proposal.current_partners())
        return super().get_context_data(
            form=form,
            errors=error_list(form),
            sections=sections,
            draft=self.draft(),
            version=kwargs.pop("version", self.proposal.version),
            partners=partners,
            candidates=self.candidates(partners),
            login_url=sign_in(self.request, reverse("workshops:proposals")).url,
            **kwargs,
        )

    def attach_files(self, form, data):
        """Show, at each file question, the files that the working answer lists."""
        for question in form.questions():
            if registry.get(question.kind).is_file:
                field = form.fields[question.name]
                listed = data.get(question.name, [])
                field.widget.attachments = [
                    field.attachments[pk] for pk in listed if pk in field.attachments
                ]

    def candidates(self, partners):
        taken = {p.organization_id for p in partners}
        taken.add(self.proposal.lead_organization_id)
        return Organization.objects.current().exclude(pk__in=taken)

    # Saving it.

    def post(self, request, *args, **kwargs):
        if CsrfCheck.fails(request):
            return self.refuse(
                Refused(
                    _(
                        "Your sign-in has changed since you opened this form. Nothing "
                        "was saved yet: check your text and save it again."
                    ),
                    code="csrf",
                )
            )
        typed = self.typed()
        try:
            save_draft(
                self.proposal, typed, by=request.user, version=self.posted_version()
            )
        except Refused as refused:
            if refused.code != "stale" or self.conflicts():
                return self.refuse(refused)
        self.forget_draft()
        if self.is_autosave:
            return self.saved_response()
        return self.carry_on()

    def posted_version(self):
        return posted_number(self.request, "version")

    def typed(self):
        """Return what was typed, by field; what has no entry was emptied."""
        fields = self.form().fields
        files = {q.name for q in self.file_questions()}
        return {
            name: self.request.POST.getlist(name)
            for name in fields
            if name not in files
        }

    def file_questions(self):
        return [
            question
            for question in self.structure().questions
            if registry.get(question.kind).is_file
        ]

    def forget_draft(self):
        self.proposal._state.fields_cache.pop("draft", None)

    def refuse(self, refused):
        if self.is_autosave:
            body = {"message": refused.message, "code": refused.code}
            return JsonResponse(body, status=409)
        if refused.code == "stale":
            return self.show_conflict(refused)
        if refused.code in ("csrf", "too_long"):
            messages.error(self.request, refused.message)
            return self.show_typed(status=403 if refused.code == "csrf" else 413)
        return self.kept(refused.message)

    def show_typed(self, *, status, **context):
        """Show the form again with what was typed, not with what is saved."""
        typed = {**self.data(), **self.typed()}
        form = self.form().show(typed)
        return self.render_to_response(
            self.get_context_data(form=form, **context), status=status
        )

    def conflicts(self):
        """Return where the typed text differs from what is saved by now."""
        self.proposal = self.get_proposal()
        saved, typed = self.data(), self.typed()
        theirs, mine = self.form(saved), self.form(typed)
        return [
            {
                "name": name,
                "label": theirs.fields[name].label,
                "theirs": readable(theirs[name]),
                "mine": readable(mine[name]),
            }
            for name, values in typed.items()
            if _without_blanks(values) != _without_blanks(saved.get(name, []))
        ]

    def show_conflict(self, refused):
        """Show both texts: saving now is a decision, made knowing the other."""
        return self.show_typed(
            status=409, conflicts=self.conflicts(), conflict_message=refused.message
        )

    def saved_response(self):
        sections = self.form(self.data()).sections()
        return JsonResponse(
            {
                "version": self.proposal.version,
                "complete": [s.key for s in sections if s.complete],
            }
        )

    def carry_on(self):
        """Do what the button said, once the text is safe."""
        uploaded = self.upload()
        action, _colon, target = self.request.POST.get("action", "").partition(":")
        if action == "remove_partner" and self.has_confirmed(target):
            return redirect("workshops:remove_partner", target)
        handler = {
            "invite": self.invite,
            "send_again": self.send_again,
            "remove_partner": self.remove_partner,
            "remove_file": self.remove_file,
        }.get(action)
        if handler:
            anchor = handler(target)
            return redirect(f"{self.edit_url()}#{anchor}")
        if action == "review" and uploaded:
            return redirect("workshops:review", self.proposal.pk)
        if uploaded:
            messages.success(self.request, _("Your text is saved."))
        return redirect(self.edit_url())

    def edit_url(self):
        return reverse("workshops:edit", args=[self.proposal.pk])

    def upload(self):
        """Attach each file that came along; return whether all were taken."""
        taken = True
        for question in self.file_questions():
            for file in self.request.FILES.getlist(question.name):
                done = self.try_to(attach, self.proposal, question.key, file)
                taken = taken and done is not None
        return taken

    def invite(self, target):
        pk = posted_number(self.request, "partner")
        organization = Organization.objects.filter(pk=pk).first()
        if organization is None:
            messages.error(self.request, _("Choose an organization to invite."))
        else:
            self.ask(organization)
        return "partners"

    def ask(self, organization):
        self.try_to(
            invite_partner,
            self.proposal,
            organization,
            success=_("%(organization)s is invited to stand behind this proposal.")
            % {"organization": organization},
        )

    def partner(self, target):
        return next(
            (p for p in self.proposal.current_partners() if str(p.pk) == target), None
        )

    def has_confirmed(self, target):
        partner = self.partner(target)
        return partner and partner.state == PartnerState.CONFIRMED

    def send_again(self, target):
        if partner := self.partner(target):
            self.ask(partner.organization)
        return "partners"

    def remove_partner(self, target):
        if partner := self.partner(target):
            partner.proposal = self.proposal
            self.try_to(
                remove_partner,
                partner,
                success=_("The invitation of %(organization)s is taken back.")
                % {"organization": partner.organization},
            )
        return "partners"

    def remove_file(self, target):
        for attachment in self.proposal.attachments.all():
            if str(attachment.pk) == target:
                attachment.proposal = self.proposal
                self.try_to(remove_attachment, attachment)
                return f"id_q_{attachment.question}"
        return "content"


def error_list(form):
    """Return the form's errors in the order of the page, each with its label."""
    return [
        {"name": field.name, "label": field.label, "errors": field.errors}
        for section in form.sections()
        for field in section.fields
        if field.errors
    ]


def _without_blanks(values):
    return [value.replace("\r\n", "\n") for value in values if value]
