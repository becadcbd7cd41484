"""Reading what the hosts wrote: approve it, or ask for changes; materials; duties."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from ...calls.queries import row_or_404
from ...errors import Refused
from ...screens import AdminView, PostedMixin
from ..actions import (
    add_duty,
    add_material,
    add_recording,
    approve_preparation,
    ask_for_changes,
    finish_duty,
    remove_duty,
    remove_material,
    remove_recording,
    set_duty,
)
from ..checklist import checklist
from ..enums import PreparationState, Section, WebinarPhase
from ..forms.admin import ApprovalForm, DutyForm
from ..forms.workspace import MaterialForm, RecordingForm
from ..models import Material, Recording
from ..preparation import (
    agenda_words,
    differences,
    length_of,
    planned_minutes,
    preparation_of,
    speaker_words,
)
from ..queries import source_page_of
from .base import WebinarFormView, WebinarMixin

LABELS = {
    "lead": gettext_lazy("Lead"),
    "description": gettext_lazy("Description"),
    "agenda": gettext_lazy("Agenda"),
    "speakers": gettext_lazy("Speakers and moderation"),
    "lessons": gettext_lazy("Lessons learned"),
}
WORDS = {"agenda": agenda_words, "speakers": speaker_words}


def difference_words(webinar):
    """Return [(what, as approved, as written), …] of what waits for approval."""
    return [
        (
            LABELS[name],
            WORDS.get(name, str)(before) if before else "",
            WORDS.get(name, str)(after) if after else "",
        )
        for name, (before, after) in differences(webinar).items()
    ]


class ApproveView(WebinarFormView):
    """Shows the whole preparation; approves it or sends it back with comments."""

    any_permission_required = ["change", "view"]
    page_title = gettext_lazy("Preparation")
    template_name = "workshops_plugin/admin/webinars/approve.html"
    form_class = ApprovalForm

    def post(self, request, *args, **kwargs):
        if not self.user_has_permission("change"):
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def carry_out(self, form):
        by = self.request.user
        if self.request.POST.get("action") == "changes":
            ask_for_changes(self.webinar, by=by, comments=form.comments())
            done = _("The hosts are asked for changes.")
        else:
            page = approve_preparation(
                self.webinar, by=by, publish=form.cleaned_data["publish"]
            )
            page.refresh_from_db()
            done = (
                _("It is approved, and the page is published.")
                if page.live and not page.has_unpublished_changes
                else _("It is approved. The page holds it as a draft.")
            )
        messages.success(self.request, done)

    def get_context_data(self, **kwargs):
        webinar, form = self.webinar, kwargs.pop("form", None) or self.get_form()
        preparation = preparation_of(webinar)
        comments = webinar.comments.select_related("author")
        page = source_page_of(webinar)
        return super().get_context_data(
            form=form,
            preparation=preparation,
            sections=[
                {
                    "section": section,
                    "field": form[f"comment_{section}"],
                    "comments": [c for c in comments if c.section == section],
                }
                for section in Section
                if section != Section.AFTERWARDS
                or webinar.phase() == WebinarPhase.ENDED
            ],
            differences=difference_words(webinar),
            items=checklist(webinar),
            planned=planned_minutes(webinar.agenda.all()),
            length=length_of(webinar),
            waits=preparation.state == PreparationState.SUBMITTED,
            may_change=self.user_has_permission("change"),
            holds_more=bool(page and page.live and page.has_unpublished_changes),
            page_exists=page is not None,
            **kwargs,
        )


class MaterialsView(WebinarMixin, AdminView):
    """Files, links and recordings, with a form to add one of each."""

    page_title = gettext_lazy("Materials and recordings")
    template_name = "workshops_plugin/admin/webinars/materials.html"
    verbs = ("material", "recording", "remove_material", "remove_recording")

    def post(self, request, *args, **kwargs):
        if not self.user_has_permission("change"):
            raise PermissionDenied
        action, _colon, key = request.POST.get("action", "").partition(":")
        if action not in self.verbs:
            return redirect(self.here())
        return getattr(self, action)(key)

    def here(self):
        return reverse("workshops_webinars:materials", args=[self.webinar.pk])

    def material(self, _key):
        form = MaterialForm(self.request.POST, self.request.FILES)
        return self.add(form, "material", add_material, _("It is added."))

    def recording(self, _key):
        form = RecordingForm(self.request.POST)
        return self.add(form, "recording", add_recording, _("The recording is added."))

    def add(self, form, name, verb, done):
        if form.is_valid():
            try:
                verb(self.webinar, by=self.request.user, **form.cleaned_data)
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(self.request, done)
                return redirect(self.here())
        return self.render_to_response(self.get_context_data(**{f"{name}_form": form}))

    def remove_material(self, key):
        row = row_or_404(Material, key, webinar=self.webinar)
        self.try_to(remove_material, row, success=_("It is removed."))
        return redirect(self.here())

    def remove_recording(self, key):
        row = row_or_404(Recording, key, webinar=self.webinar)
        self.try_to(remove_recording, row, success=_("The recording is removed."))
        return redirect(self.here())

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **{
                "material_form": MaterialForm(),
                "recording_form": RecordingForm(prefix=None),
                "may_change": self.user_has_permission("change"),
                **kwargs,
            }
        )


class DutiesView(WebinarMixin, AdminView):
    """The checklist, with due dates to change and duties to add."""

    any_permission_required = ["change"]
    page_title = gettext_lazy("Checklist")
    template_name = "workshops_plugin/admin/webinars/duties.html"

    @cached_property
    def items(self):
        return checklist(self.webinar)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **{"form": DutyForm(), "items": self.items, **kwargs}
        )


class ChangeDutiesView(PostedMixin, DutiesView):
    """Carries out what a button of the checklist says."""

    page = "workshops_webinars:duties"

    def post(self, request, *args, **kwargs):
        action, _colon, key = request.POST.get("action", "").partition(":")
        if action == "add":
            return self.add()
        if not self.save_days():
            return redirect(self.page, self.webinar.pk)
        verb, values = {
            "remove": (remove_duty, {}),
            "done": (finish_duty, {"done": True}),
            "undone": (finish_duty, {"done": False}),
            "skip": (set_duty, {"not_needed": True}),
            "need": (set_duty, {"not_needed": False}),
        }.get(action, (None, None))
        if verb:
            self.try_to(
                verb, self.webinar, key, success=_("The list is changed."), **values
            )
        elif action == "save":
            messages.success(self.request, _("The list is changed."))
        return redirect(self.page, self.webinar.pk)

    def save_days(self):
        """Save each due date that was changed, whichever button was pressed."""
        for item in self.items:
            typed = self.request.POST.get(f"days-{item.key}", str(item.days))
            try:
                days = int(typed)
            except ValueError:
                # Out of the range that the verb explains.
                days = 10**6
            if days != item.days:
                try:
                    by = self.request.user
                    set_duty(self.webinar, item.key, by=by, days_before=days)
                except Refused as refused:
                    messages.error(self.request, f"{item.label}: {refused.message}")
                    return False
        return True

    def add(self):
        form = DutyForm(self.request.POST)
        if form.is_valid():
            values = form.cleaned_data
            try:
                add_duty(
                    self.webinar, values.pop("label"), by=self.request.user, **values
                )
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(self.request, _("The duty is added."))
                return redirect(self.page, self.webinar.pk)
        return self.render_to_response(self.get_context_data(form=form))
