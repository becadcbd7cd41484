"""What the admin pages of all parts share."""

from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.base import ViewSet

from .errors import Refused


class GuardedViewSet(ViewSet):
    """Shows its menu entry only to those whom its pages let in."""

    policy = None

    @cached_property
    def menu_item_class(self):
        policy = self.policy

        class GuardedMenuItem(MenuItem):
            def is_shown(self, request):
                return policy.user_has_any_permission(request.user, ["change", "view"])

        return GuardedMenuItem


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
    #: What leads back without doing it; by default “Cancel”.
    back_label = ""
    template_name = "workshops_plugin/admin/verb_form.html"

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
            back_label=self.back_label,
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
