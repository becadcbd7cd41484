"""Text that arrives where it cannot be saved: shown again, never lost."""

from django.core.exceptions import RequestDataTooBig
from django.http import JsonResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ..forms.proposal import ProposalForm
from ..models import Proposal
from ..queries import structure_for
from .base import sign_in


class CsrfCheck(CsrfViewMiddleware):
    """Django's own check, but its verdict comes back instead of a bare page."""

    def _reject(self, request, reason):
        return reason

    @classmethod
    def fails(cls, request):
        check = cls(lambda request: None)
        check.process_request(request)
        return check.process_view(request, None, (), {})


class KeepsText:
    """Answers posts that cannot be saved with what was typed in them."""

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except RequestDataTooBig:
            return self.too_big()

    @property
    def is_autosave(self):
        return self.request.headers.get("X-Workshops-Autosave") == "1"

    def too_big(self):
        message = _(
            "What you sent is too long to be taken in. Go back: your text is still in "
            "the form. Shorten it and save again."
        )
        if self.is_autosave:
            return JsonResponse({"message": message}, status=413)
        context = {"message": message}
        return render(
            self.request, "workshops_plugin/calls/kept.html", context, status=413
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

    def kept(self, message, status=409):
        """Show what was typed, with the way to save it after all."""
        pk = self.kwargs["pk"]
        proposal = Proposal.objects.select_related("call").filter(pk=pk).first()
        labels = {}
        if proposal:
            form = ProposalForm(structure=structure_for(proposal.call))
            labels = {name: field.label for name, field in form.fields.items()}
        posted = self.request.POST
        signed_out = not self.request.user.is_authenticated
        context = {
            "message": message,
            "signed_out": signed_out,
            "proposal_url": proposal.get_absolute_url() if not signed_out else "",
            "login_url": sign_in(self.request, reverse("workshops:proposals")).url,
            "texts": [
                {"name": name, "label": label, "values": posted.getlist(name)}
                for name, label in labels.items()
                if any(posted.getlist(name))
            ],
            "version": posted.get("version", ""),
        }
        return render(
            self.request, "workshops_plugin/calls/kept.html", context, status=status
        )
