"""Saying that one will attend, from a webinar's page; and who has said so."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ...calls.public_views.base import MemberView
from ..access import may_see
from ..actions import attend, stay_away
from ..attending import attendees
from ..models import Webinar
from ..queries import page_for
from .workspace import PrepareMixin


class AttendView(MemberView):
    """Takes what the button on a webinar's page posts, and leads back there."""

    http_method_names = ["get", "head", "post"]

    def target(self):
        rows = Webinar.objects.select_related("source_locale")
        self.webinar = get_object_or_404(rows, pk=self.kwargs["pk"])
        page = page_for(self.webinar, get_language())
        if page is None or not may_see(self.request.user, self.webinar):
            raise Http404
        return page.get_url(self.request)

    def get(self, request, *args, **kwargs):
        return redirect(self.target())

    def post(self, request, *args, **kwargs):
        target = self.target()
        if request.POST.get("action") == "withdraw":
            if stay_away(self.webinar, by=request.user):
                messages.success(request, _("You do not attend it any more."))
        else:
            success = _("You are on the list. You will be reminded.")
            self.try_to(attend, self.webinar, success=success)
        return redirect(f"{target}#workshops-way-in")


class AttendeesView(PrepareMixin, MemberView):
    """Who has said to hosts that they will attend."""

    template_name = "workshops_plugin/webinars/prepare/attendees.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            attendees=attendees(self.webinar),
            url=reverse("workshops:prepare", args=[self.webinar.pk]),
            **kwargs,
        )
