"""Conflicts of interest of a call: what stands, what was lifted, and why."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from ...errors import Refused
from ...screens import AdminView, PostedMixin
from ..actions import declare_conflict, lift_conflicts, recheck_conflicts
from ..conflict_log import conflicts_of
from ..forms import ConflictForm, ReasonForm
from ..models import Conflict
from ..rules import is_editable
from .base import AssignMixin


class ConflictsView(AssignMixin, AdminView):
    template_name = "workshops_plugin/admin/reviews/conflicts.html"
    page_title = gettext_lazy("Conflicts of interest")
    any_permission_required = ["change", "view"]
    header_icon = "warning"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **{
                "conflicts": conflicts_of(self.call),
                "may_change": self.user_has_permission("change")
                and is_editable(self.call),
                "lift_form": ReasonForm(prefix="lift"),
                "set_form": ConflictForm(call=self.call, prefix="set"),
                **kwargs,
            }
        )


class ChangeConflictsView(PostedMixin, ConflictsView):
    """What is done on the page of conflicts."""

    page = "workshops_reviews:conflicts"
    any_permission_required = ["change"]

    def done(self, sentence):
        messages.success(self.request, sentence)
        return redirect("workshops_reviews:conflicts", self.call.pk)


class LiftView(ChangeConflictsView):
    def post(self, request, *args, **kwargs):
        form = ReasonForm(request.POST, prefix="lift")
        chosen = set(request.POST.getlist("conflicts"))
        rows = Conflict.objects.filter(proposal__call=self.call)
        rows = [row for row in rows.select_related("proposal") if str(row.pk) in chosen]
        if not rows:
            form.full_clean()
            form.add_error(None, _("Tick the conflicts that you want to lift."))
        elif form.is_valid():
            try:
                lift_conflicts(rows, by=request.user, **form.cleaned_data)
            except Refused as refused:
                form.refuse(refused)
            else:
                return self.done(
                    _("They are lifted. The proposals can be assigned again.")
                )
        context = self.get_context_data(lift_form=form, chosen=chosen)
        return self.render_to_response(context)


class SetView(ChangeConflictsView):
    def post(self, request, *args, **kwargs):
        form = ConflictForm(request.POST, call=self.call, prefix="set")
        if form.is_valid():
            try:
                declare_conflict(
                    form.cleaned_data["proposal"],
                    form.cleaned_data["reviewer"].user,
                    by=request.user,
                    reason=form.cleaned_data["reason"],
                )
            except Refused as refused:
                form.refuse(refused)
            else:
                return self.done(_("The conflict of interest is set."))
        return self.render_to_response(self.get_context_data(set_form=form))


class RecheckView(ChangeConflictsView):
    def post(self, request, *args, **kwargs):
        found = recheck_conflicts(self.call, by=request.user)
        if found:
            return self.done(_("New conflicts of interest were found."))
        return self.done(_("All memberships were looked at; nothing new was found."))
