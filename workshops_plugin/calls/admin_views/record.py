"""The record of a call: how much there is, whether it is intact, and its seals."""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from ...errors import Refused
from ...record import seals
from ...record.summary import summary
from ...record.verification import verify
from ...screens import AdminView, PostedMixin
from ..actions import seal_call
from ..rules import ANNOUNCER
from .base import CallMixin

#: More findings than these tell a reader nothing new.
SHOWN = 100


class SealForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("What this seal is for"),
        help_text=gettext_lazy(
            "It is part of the seal. For example: end of the reviews."
        ),
        max_length=200,
        strip=True,
    )


class RecordView(CallMixin, AdminView):
    """Shows the record and its seals; verifies it when asked."""

    template_name = "workshops_plugin/admin/calls/record.html"
    page_title = gettext_lazy("Record")
    header_icon = "history"

    def get_context_data(self, **kwargs):
        form = SealForm() if self.request.user.has_perm(ANNOUNCER) else None
        return super().get_context_data(
            summary=summary(self.call.pk),
            seals=seals.listed(self.call.pk),
            **{"seal_form": form, **kwargs},
        )

    def post(self, request, *args, **kwargs):
        """Verify the record and show what was found."""
        report = verify(self.call.pk)
        context = self.get_context_data(
            report=report,
            findings=report.findings[:SHOWN],
            more=max(len(report.findings) - SHOWN, 0),
        )
        return self.render_to_response(context)


class SealView(PostedMixin, RecordView):
    """Seals the record; a seal that cannot be made is explained on the same page."""

    page = "workshops_calls:record"
    any_permission_required = ["announce"]

    def post(self, request, *args, **kwargs):
        form = SealForm(request.POST)
        if form.is_valid():
            try:
                seal_call(self.call, by=request.user, **form.cleaned_data)
            except Refused as refused:
                messages.error(request, refused.message)
            else:
                messages.success(
                    request,
                    _("The record is sealed. Keep its digest outside this site."),
                )
            return redirect("workshops_calls:record", self.call.pk)
        return self.render_to_response(self.get_context_data(seal_form=form))


class SealFileView(CallMixin, AdminView):
    """Hands a seal out as a file that ``verify_history --seal`` reads."""

    http_method_names = ["get", "head"]

    def get(self, request, *args, **kwargs):
        number = kwargs["number"]
        seal = next((s for s in seals.listed(self.call.pk) if s.number == number), None)
        if seal is None:
            raise Http404
        name = f"seal-{self.call.prefix.lower()}-{number}.json"
        return HttpResponse(
            seals.as_file(seal),
            content_type="application/json",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )
