"""What the admin pages of webinars share."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.permission_policies import ModelPermissionPolicy

from ...screens import VerbFormView
from ..audiences import invited
from ..checklist import with_checklist
from ..models import Webinar

WEBINARS = ModelPermissionPolicy(Webinar)


def all_webinars():
    """Return the queryset of webinars with what their screens show."""
    return with_checklist(Webinar.objects.select_related("source_locale"))


class WebinarMixin:
    """Finds the webinar in the address, once the permission is checked."""

    permission_policy = WEBINARS
    any_permission_required = ["change", "view"]
    header_icon = "calendar-alt"

    @cached_property
    def webinar(self):
        return get_object_or_404(all_webinars(), pk=self.kwargs["pk"])

    def crumbs(self):
        return [
            (_("Webinars"), reverse("workshops_webinars:index")),
            (self.webinar.title, self.webinar.get_admin_url()),
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(webinar=self.webinar, **kwargs)


class WebinarFormView(WebinarMixin, VerbFormView):
    """A form over one verb of a webinar."""

    any_permission_required = ["change"]

    def back(self):
        return self.webinar.get_admin_url()


class ToldFormView(WebinarFormView):
    """A form over a verb of which everybody hears who was invited."""

    def get_explanation(self):
        count = invited(self.webinar.pk).values("recipient").distinct().count()
        words = ngettext(
            "“%(title)s”: %(count)d person was told of it so far, and will hear of "
            "this.",
            "“%(title)s”: %(count)d people were told of it so far, and will hear of "
            "this.",
            count,
        )
        told = words % {"title": self.webinar.title, "count": count}
        return f"{told} {self.explanation}"
