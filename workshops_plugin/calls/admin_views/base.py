"""What the admin pages of calls share."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from ...errors import Refused
from ..models import Call, Proposal

CALL_POLICY = ModelPermissionPolicy(Call)
PROPOSAL_POLICY = ModelPermissionPolicy(Proposal)


class AdminView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """An admin page with breadcrumbs, about one object."""

    #: [(label, URL), …] between Home and this page.
    def crumbs(self):
        return []

    def get_breadcrumbs_items(self):
        items = [{"label": label, "url": url} for label, url in self.crumbs()]
        last = {"label": self.get_page_title(), "url": ""}
        return [*self.breadcrumbs_items, *items, last]

    def try_to(self, verb, *args, success, **kwargs):
        """Carry out ``verb`` by the user or show its refusal; tell which it was."""
        try:
            verb(*args, by=self.request.user, **kwargs)
        except Refused as refused:
            messages.error(self.request, refused.message)
            return False
        messages.success(self.request, success)
        return True


class VerbFormView(AdminView):
    """A form over one verb: explained, filled in, carried out.

    ``carry_out`` gets the valid form; what its verb refuses is shown on the form.
    ``back`` says where it leads to afterwards.
    """

    form_class = None
    success = ""
    explanation = ""
    submit_label = ""

    def get_form(self, data=None):
        return self.form_class(data)

    def get_context_data(self, **kwargs):
        form = kwargs.pop("form", None) or self.get_form()
        return super().get_context_data(
            form=form,
            media=form.media,
            explanation=self.get_explanation(),
            submit_label=self.submit_label or self.get_page_title(),
            back=self.back(),
            **kwargs,
        )

    def get_explanation(self):
        return self.explanation

    def post(self, request, *args, **kwargs):
        form = self.get_form(request.POST)
        if form.is_valid():
            try:
                self.carry_out(form)
            except Refused as refused:
                form.refuse(refused)
            else:
                if self.success:
                    messages.success(request, self.success)
                return redirect(self.back())
        return self.render_to_response(self.get_context_data(form=form))


class PostedMixin:
    """Takes what a form on another page posts. Put it before the view.

    Whoever comes by a link instead, as after signing in again, is led to that page.
    """

    #: The name of that page's address, which takes the same key.
    page = None

    def get(self, request, *args, **kwargs):
        return redirect(self.page, self.kwargs["pk"])


class CallMixin:
    """Finds the call in the address and leads back to it.

    It is looked for once the permission is checked: whoever may not come in does
    not learn whether it exists.
    """

    permission_policy = CALL_POLICY
    any_permission_required = ["change", "view"]
    header_icon = "clipboard-list"

    @cached_property
    def call(self):
        calls = Call.objects.select_related("source_locale", "action_group")
        return get_object_or_404(calls, pk=self.kwargs["pk"])

    def crumbs(self):
        return [
            (_("Calls"), reverse("workshops_calls:index")),
            (self.call.title, reverse("workshops_calls:screen", args=[self.call.pk])),
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(call=self.call, **kwargs)
