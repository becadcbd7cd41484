"""What the sections of the workspace share: nothing that was typed is ever lost."""

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from ...calls.public_views.base import MemberView, posted_number, sign_in
from ...calls.public_views.keeping import CsrfCheck
from ...errors import Refused
from ..forms import workspace as forms
from ..preparation import APPROVED_SECTIONS, preparation_of
from .workspace import PrepareMixin, say_saved

PATH = "workshops_plugin/webinars/prepare"
#: {name of a field: its label} of all sections, for text that could not be saved.
LABELS = {
    name: field.label
    for form in (
        forms.DescriptionForm,
        forms.AgendaItemForm,
        forms.SpeakerForm,
        forms.InterpretationForm,
        forms.TechnicalForm,
        forms.MaterialForm,
        forms.AfterwardsForm,
        forms.RecordingForm,
    )
    for name, field in form.base_fields.items()
}


@method_decorator(csrf_exempt, name="dispatch")
class SectionView(PrepareMixin, MemberView):
    """A form over one section. It checks the CSRF token itself, to keep the text."""

    section = None
    form_class = None
    #: Whether it saves by itself while somebody types.
    saves_itself = True

    @property
    def waits_for_approval(self):
        return self.section in APPROVED_SECTIONS

    @property
    def template_name(self):
        return f"{PATH}/{self.section}.html"

    @property
    def is_autosave(self):
        return self.request.headers.get("X-Workshops-Autosave") == "1"

    def get_form(self, data=None):
        return self.form_class.of(self.webinar, data)

    def save(self, form, version):
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        comments = self.webinar.comments.filter(section=self.section)
        return super().get_context_data(
            **{
                "form": kwargs.pop("form", None) or self.get_form(),
                "version": preparation_of(self.webinar).version(self.section),
                "saved": preparation_of(self.webinar),
                "saves_itself": self.saves_itself,
                "comments": comments.select_related("author"),
                "login_url": sign_in(self.request, self.address()).url,
                **kwargs,
                "section": self.section,
            }
        )

    def signed_out(self):
        if self.request.method != "POST":
            return sign_in(self.request)
        message = _(
            "Your session has ended, so nothing could be saved. Your text is kept "
            "here: sign in again in a new window, then come back and save it."
        )
        if self.is_autosave:
            return JsonResponse({"message": message, "code": "signed_out"}, status=401)
        return self.kept(message, status=403)

    def kept(self, message, *, status):
        """Show what was typed, with the way to save it after all."""
        hidden = {"csrfmiddlewaretoken", "version", "action"}
        context = {
            "message": message,
            "signed_out": not self.request.user.is_authenticated,
            "login_url": sign_in(self.request).url,
            "texts": [
                {
                    "name": name,
                    "values": values,
                    "label": LABELS.get(name.rsplit("-", 1)[-1], ""),
                    "words": ", ".join(values),
                }
                for name, values in self.request.POST.lists()
                if any(values) and name not in hidden
            ],
            "version": self.request.POST.get("version", ""),
        }
        template = "workshops_plugin/calls/kept.html"
        return render(self.request, template, context, status=status)

    def post(self, request, *args, **kwargs):
        self.webinar  # noqa: B018 (404 for whoever does not work on it)
        if CsrfCheck.fails(request):
            return self.refuse_token()
        return self.take(self.get_form(request.POST))

    def refuse_token(self):
        message = _(
            "Your sign-in has changed since you opened this form. Nothing was saved "
            "yet: check your text and save it again."
        )
        if self.is_autosave:
            return JsonResponse({"message": message, "code": "csrf"}, status=409)
        form = self.get_form(self.request.POST)
        form.is_valid()
        if hasattr(form, "refuse"):
            form.refuse(Refused(message, code="csrf"))
        return self.again(form, 403)

    def take(self, form):
        if not form.is_valid():
            return self.invalid(form)
        try:
            self.save(form, posted_number(self.request, "version"))
        except Refused as refused:
            return self.refuse(form, refused)
        return self.saved()

    def saved(self):
        if not self.is_autosave:
            say_saved(self.request)
            return redirect(f"{self.address(self.section)}?saved")
        self.forget()
        complete = [part["section"] for part in self.parts() if part["complete"]]
        version = preparation_of(self.webinar).version(self.section)
        return JsonResponse({"version": version, "complete": complete})

    def invalid(self, form):
        if self.is_autosave:
            return JsonResponse(
                {"message": _first_error(form), "code": "invalid"}, status=409
            )
        return self.again(form, 200)

    def refuse(self, form, refused):
        self.forget()
        conflicts = self.conflicts(form) if refused.code == "stale" else None
        if conflicts == []:
            # Both have written the same.
            return self.saved()
        if self.is_autosave:
            body = {"message": refused.message, "code": refused.code}
            return JsonResponse(body, status=409)
        if conflicts:
            return self.again(
                form, 409, conflicts=conflicts, conflict_message=refused.message
            )
        form.refuse(refused)
        return self.again(form, 409)

    def forget(self):
        """Read afresh what a verb, or somebody else, has changed meanwhile."""
        for name in ("webinar", "items"):
            self.__dict__.pop(name, None)

    def again(self, form, status, **context):
        context = self.get_context_data(form=form, **context)
        return self.render_to_response(context, status=status)

    def conflicts(self, form):
        """Return where ``form`` differs from what somebody else has saved by now."""
        theirs = self.get_form()
        return [
            {
                "label": field.label,
                "theirs": str(theirs.initial.get(name) or ""),
                "mine": str(form.cleaned_data.get(name) or ""),
            }
            for name, field in form.fields.items()
            if (theirs.initial.get(name) or "") != (form.cleaned_data.get(name) or "")
        ]


def _first_error(form):
    """Return the first sentence that a form, or a set of forms, complains with."""
    for number, each in enumerate(getattr(form, "forms", [form]), start=1):
        for sentences in each.errors.values():
            words = {"number": number, "sentence": sentences[0]}
            if each is form:
                return _("Not saved yet: %(sentence)s") % words
            return _("Not saved yet, line %(number)d: %(sentence)s") % words
    return _("This cannot be saved as it is.")
