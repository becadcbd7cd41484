"""The forms that change the facts of a webinar."""

from django.utils.translation import gettext_lazy as _

from ...calls.moments import time_zones
from ..actions import (
    cancel,
    close_to_members,
    open_to_public,
    reschedule,
    set_facts,
    set_hosts,
    set_join_details,
)
from ..forms.admin import FactsForm, HostsForm, NeededReasonForm, TimeForm
from ..forms.workspace import JoinForm
from .base import ToldFormView, WebinarFormView


class TimeView(ToldFormView):
    page_title = _("Date and time")
    submit_label = _("Save")
    success = _("The time is set.")
    explanation = _(
        "The pages show it at once, and calendars that are subscribed take it over; "
        "those into which somebody put it as a file do not. Everybody who was invited "
        "is told by e-mail."
    )
    template_name = "workshops_plugin/admin/webinars/time.html"

    def get_form(self, data=None):
        return TimeForm(data, initial=TimeForm.initial_for(self.webinar))

    def carry_out(self, form):
        values = form.cleaned_data
        reschedule(
            self.webinar,
            values["start"],
            values["end"],
            timezone=values["timezone"],
            reason=values["reason"],
            by=self.request.user,
        )

    def get_context_data(self, **kwargs):
        form = kwargs.get("form") or self.get_form()
        form.fields["reason"].help_text = _(
            "Kept in the history. You may leave it empty."
        )
        proposals = self.webinar.proposals.exclude(preferred_dates="")
        return super().get_context_data(
            form=form,
            zones=sorted(zone for zone in time_zones() if "/" in zone),
            wished=list(proposals.values_list("reference", "preferred_dates")),
            **{name: value for name, value in kwargs.items() if name != "form"},
        )


class CancelView(ToldFormView):
    page_title = _("Cancel the webinar")
    form_class = NeededReasonForm
    back_label = _("Do not cancel it")
    success = _("The webinar is cancelled.")
    explanation = _(
        "Its page and its place in calendars stay, marked as cancelled, with the "
        "reason that you give here. Everybody who was invited is told by e-mail. To "
        "hold it after all, set a new time."
    )

    def carry_out(self, form):
        cancel(self.webinar, by=self.request.user, reason=form.cleaned_data["reason"])


class FactsView(WebinarFormView):
    page_title = _("Language and outcomes")
    submit_label = _("Save")
    success = _("The facts are set.")

    def get_form(self, data=None):
        return FactsForm(data, webinar=self.webinar)

    def carry_out(self, form):
        set_facts(
            self.webinar,
            by=self.request.user,
            reason=form.cleaned_data["reason"],
            **form.changes(),
        )

    def get_context_data(self, **kwargs):
        form = kwargs.pop("form", None) or self.get_form()
        form.fields["reason"].help_text = _(
            "Kept in the history. You may leave it empty."
        )
        return super().get_context_data(form=form, **kwargs)


class HostsView(WebinarFormView):
    page_title = _("Hosts")
    submit_label = _("Save")
    success = _("The hosts are set.")

    def get_form(self, data=None):
        hosts = [host.organization_id for host in self.webinar.hosts.all()]
        return HostsForm(data, initial={"hosts": hosts})

    def carry_out(self, form):
        set_hosts(self.webinar, form.cleaned_data["hosts"], by=self.request.user)


class JoinView(WebinarFormView):
    page_title = _("Way into the meeting")
    submit_label = _("Save")
    success = _("The way into the meeting is set.")
    explanation = _(
        "The link leaves this site through the join gate only: nobody finds it on a "
        "page, in a calendar or in a message. Leave it empty to take it away."
    )

    def get_form(self, data=None):
        return JoinForm(data, webinar=self.webinar)

    def carry_out(self, form):
        set_join_details(self.webinar, by=self.request.user, **form.values())


class OpenView(WebinarFormView):
    any_permission_required = ["open"]
    page_title = _("Open it to everybody")
    form_class = NeededReasonForm
    success = _("Everybody can see this webinar now.")
    explanation = _(
        "Everybody will see its pages in all languages, its materials and recordings, "
        "and can join. Search engines will find it. Your name, the time and this "
        "reason stay in the history as the approval."
    )

    def carry_out(self, form):
        reason = form.cleaned_data["reason"]
        open_to_public(self.webinar, by=self.request.user, reason=reason)


class CloseView(WebinarFormView):
    any_permission_required = ["open"]
    page_title = _("Close it to all but members")
    form_class = NeededReasonForm
    success = _("Only members, hosts and staff can see this webinar now.")
    explanation = _(
        "What others have copied meanwhile cannot be recalled. If the meeting link "
        "may have spread, change it too."
    )

    def carry_out(self, form):
        reason = form.cleaned_data["reason"]
        close_to_members(self.webinar, by=self.request.user, reason=reason)
