"""Who will attend a webinar, for the Secretariat."""

import csv

from django.http import HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets.button import HeaderButton

from ...record.export import neutralize
from ...screens import AdminView
from ..attending import attendees
from .base import WebinarMixin


class AttendeesView(WebinarMixin, AdminView):
    template_name = "workshops_plugin/admin/webinars/attendees.html"
    page_title = gettext_lazy("Who will attend")

    @cached_property
    def header_buttons(self):
        return [
            HeaderButton(_("Download CSV"), url="?export=csv", icon_name="download")
        ]

    def get(self, request, *args, **kwargs):
        if request.GET.get("export") == "csv":
            return self.as_csv()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(attendees=attendees(self.webinar), **kwargs)

    def as_csv(self):
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="attendees.csv"'
        response.write("\ufeff")
        writer = csv.writer(response)
        writer.writerow([_("Name"), _("E-mail"), _("Organizations"), _("Since")])
        for person in attendees(self.webinar):
            row = (person["name"], person["address"], person["organizations"])
            writer.writerow([*map(neutralize, row), person["since"].isoformat()])
        return response
