"""Where recipients refuse messages: with one click, or on a page of their own."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView

from . import preferences
from .recipients import address_of
from .tokens import read_token


@method_decorator(csrf_exempt, name="dispatch")
class RefuseView(TemplateView):
    """Refuses one category for one recipient: by POST, as RFC 8058 has it.

    GET only asks, because programs that check links follow them. No session is
    needed, and doing it twice is no different from doing it once.
    """

    template_name = "workshops_plugin/mail/refuse.html"
    done = ""

    def dispatch(self, request, *args, **kwargs):
        self.refusal = read_token(kwargs["token"])
        if self.refusal is None:
            raise Http404
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        response["Referrer-Policy"] = "no-referrer"
        return response

    def post(self, request, *args, **kwargs):
        again = request.POST.get("action") == "accept"
        change = preferences.accept if again else preferences.refuse
        change(self.refusal.recipient, self.refusal.key, self.refusal.category)
        self.done = "accepted" if again else "refused"
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs):
        identity = (self.refusal.recipient, self.refusal.key)
        return super().get_context_data(
            category=self.refusal.category,
            refused=self.refusal.category in preferences.refused([identity]),
            done=self.done,
            **kwargs,
        )


class PreferencesView(LoginRequiredMixin, TemplateView):
    """What somebody who is signed in wants to get."""

    template_name = "workshops_plugin/mail/preferences.html"

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def get_context_data(self, **kwargs):
        user = self.request.user
        refused = preferences.refused(preferences.identities_of(user))
        return super().get_context_data(
            choices=[
                {"category": category, "wanted": category not in refused}
                for category in preferences.CHOICES
            ],
            address=address_of(user),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        wanted = set(request.POST.getlist("wanted"))
        preferences.choose(request.user, wanted)
        messages.success(request, _("Your choice is saved."))
        return redirect("workshops:preferences")
