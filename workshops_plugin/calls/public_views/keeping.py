"""Text that arrives where it cannot be saved: shown again, never lost."""

from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import Http404, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ..forms.proposal import ProposalForm
from ..models import Proposal
from ..present import readable
from ..queries import structure_for
from ..structure import Structure
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

    #: Whether the proposal is deleted, or not this person's any more.
    is_missing = False

    def setup(self, request, *args, **kwargs):
        try:
            super().setup(request, *args, **kwargs)
        except Http404:
            if request.method != "POST":
                raise
            self.is_missing = True

    def dispatch(self, request, *args, **kwargs):
        try:
            if self.is_missing:
                return self.missing()
            return super().dispatch(request, *args, **kwargs)
        except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
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

    def missing(self):
        if "title" not in self.request.POST:
            raise Http404
        message = _(
            "This proposal is not there any more, or you can no longer change it. "
            "What you typed stands below: copy what you still need."
        )
        if self.is_autosave:
            return JsonResponse({"message": message, "code": "missing"}, status=404)
        return self.kept(message, status=404)

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

    def shown_proposal(self):
        """Return the proposal whose questions may be named here, or None."""
        if self.is_missing:
            return None
        pk = self.kwargs["pk"]
        return Proposal.objects.select_related("call").filter(pk=pk).first()

    def kept(self, message, status=409):
        """Show what was typed, with the way to save it after all."""
        proposal = self.shown_proposal()
        structure = structure_for(proposal.call) if proposal else Structure()
        posted = self.request.POST
        form = ProposalForm(posted, structure=structure)
        signed_out = not self.request.user.is_authenticated
        context = {
            "message": message,
            "signed_out": signed_out,
            "proposal_url": proposal.get_absolute_url()
            if proposal and not signed_out
            else "",
            "login_url": sign_in(self.request, reverse("workshops:proposals")).url,
            "texts": [
                {"name": name, "values": values, **_words_for(name, values, form)}
                for name, values in posted.lists()
                if any(values) and (name in form.fields or name.startswith("q_"))
            ],
            "version": posted.get("version", ""),
        }
        return render(
            self.request, "workshops_plugin/calls/kept.html", context, status=status
        )


def _words_for(name, values, form):
    if name not in form.fields:
        return {"label": _("An answer"), "words": ", ".join(values)}
    return {"label": form.fields[name].label, "words": readable(form[name])}
