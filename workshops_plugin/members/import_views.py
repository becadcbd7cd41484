"""Importing in the admin: upload, look at what would happen, decide."""

import csv

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import get_format
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from django.views.generic.edit import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..errors import Refused
from ..record.export import BYTE_ORDER_MARK
from . import actions
from .forms import ImportForm
from .imports import decode, get_import
from .rules import may_import

AN_HOUR = 3600
SHOWN = 100


class ImportersOnly:
    """Lets in who may both add and change rows of the model."""

    kind = ""

    def dispatch(self, request, *args, **kwargs):
        if not may_import(request.user, self.chosen.model):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def chosen(self):
        return get_import(self.kind)


class ImportView(ImportersOnly, WagtailAdminTemplateMixin, FormView):
    """Checks an uploaded file, and imports it once the editor has seen the result.

    Between the two steps the file's text travels, signed, in the page itself; it
    is compared with the database again before anything is imported.
    """

    form_class = ImportForm
    template_name = "workshops_plugin/admin/members/import.html"
    header_icon = "upload"
    index_url_name = None
    import_url_name = None
    template_url_name = None
    verb = None

    def get_breadcrumbs_items(self):
        plural = self.chosen.model._meta.verbose_name_plural
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": capfirst(plural)},
            {"url": "", "label": self.get_page_title()},
        ]

    def post(self, request, *args, **kwargs):
        if "checked" in request.POST:
            return self.carry_out(request.POST["checked"])
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        """Dry run: show what the file would do."""
        file = form.cleaned_data["file"]
        try:
            text, notes = decode(file.read())
            return self.show(text, notes, file.name)
        except Refused as refused:
            form.add_error("file", str(refused))
            return self.form_invalid(form)

    def show(self, text, notes, file_name, refusal=""):
        plan = self.chosen.plan(text, notes)
        payload = {
            "text": text,
            "notes": notes,
            "file": file_name,
            "bad": plan.bad_rows,
        }
        checked = signing.dumps(payload, salt=self.salt, compress=True)
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if limit is not None and len(checked) > limit * 0.9:
            raise Refused(
                _("This file is too large. Split it and import the parts."),
                code="too_large",
            )
        context = self.get_context_data(
            form=ImportForm(), report=Report(plan, file_name), checked=checked
        )
        return self.render_to_response({**context, "refusal": refusal})

    def carry_out(self, checked):
        try:
            payload = signing.loads(checked, salt=self.salt, max_age=AN_HOUR)
        except signing.BadSignature:
            messages.error(
                self.request,
                _("This check is no longer valid. Choose the file again."),
            )
            return redirect(self.import_url_name)
        skip = payload["bad"] if "skip" in self.request.POST else ()
        try:
            plan = type(self).verb(
                payload["text"], by=self.request.user, skip_bad_rows=skip
            )
        except Refused as refused:
            return self.show(
                payload["text"], payload["notes"], payload["file"], str(refused)
            )
        messages.success(self.request, Report(plan, payload["file"]).outcome)
        return redirect(self.index_url_name)

    @property
    def salt(self):
        return f"workshops.import.{self.kind}.{self.request.user.pk}"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            chosen=self.chosen,
            template_url=reverse(self.template_url_name),
            import_url=reverse(self.import_url_name),
            **kwargs,
        )


class ImportOrganizationsView(ImportView):
    page_title = gettext_lazy("Import organizations")
    kind = "organizations"
    verb = staticmethod(actions.import_organizations)


class ImportPeopleView(ImportView):
    page_title = gettext_lazy("Import people")
    kind = "people"
    verb = staticmethod(actions.import_people)


class TemplateView(ImportersOnly, View):
    """An empty CSV file with the headings, for spreadsheets of the user's country."""

    def get(self, request):
        response = HttpResponse(BYTE_ORDER_MARK, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{self.kind}.csv"'
        comma = get_format("DECIMAL_SEPARATOR") != ","
        writer = csv.writer(response, delimiter="," if comma else ";")
        writer.writerow(str(column.heading) for column in self.chosen.columns)
        return response


class Report:
    """A plan in words: what an import would do, or did."""

    def __init__(self, plan, file_name):
        self.plan = plan
        self.file_name = file_name

    @property
    def new(self):
        return self.plan.new[:SHOWN]

    @property
    def changed(self):
        return self.plan.changed[:SHOWN]

    @property
    def problems(self):
        return self.plan.problems[:SHOWN]

    @property
    def more(self):
        """How many lines of each list are not shown."""
        lists = {"new": self.plan.new, "changed": self.plan.changed}
        lists["problems"] = self.plan.problems
        return {name: max(0, len(rows) - SHOWN) for name, rows in lists.items()}

    @property
    def counts(self):
        """(what, how many) for each thing that can happen to a row."""
        return (
            (_("New rows"), len(self.plan.new)),
            (_("Changed rows"), len(self.plan.changed)),
            (_("Unchanged rows"), self.plan.unchanged),
            (_("Bad rows"), len(self.plan.bad_rows)),
        )

    @property
    def button(self):
        """What the button says that imports what is good."""
        count = len(self.plan.changes)
        if self.plan.problems:
            return ngettext(
                "Skip the bad rows and import %(count)d row",
                "Skip the bad rows and import %(count)d rows",
                count,
            ) % {"count": count}
        return ngettext("Import %(count)d row", "Import %(count)d rows", count) % {
            "count": count
        }

    @property
    def outcome(self):
        new, changed = len(self.plan.new), len(self.plan.changed)
        said = [
            ngettext("%(count)d row added.", "%(count)d rows added.", new)
            % {"count": new},
            ngettext("%(count)d row changed.", "%(count)d rows changed.", changed)
            % {"count": changed},
        ]
        if bad := len(self.plan.bad_rows):
            said.append(
                ngettext(
                    "%(count)d bad row was skipped.",
                    "%(count)d bad rows were skipped.",
                    bad,
                )
                % {"count": bad}
            )
        return " ".join(said)
