"""Making webinars: by hand, from proposals, and behind a page that has none."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.models import Page

from ...calls.forms.refusals import RefusableForm
from ...calls.models import Call, Proposal
from ...errors import Refused
from ...screens import AdminView, VerbFormView
from ..actions import (
    adopt_page,
    create_for_each,
    create_from_proposals,
    create_webinar,
)
from ..forms.admin import FromProposalsForm, NewWebinarForm
from ..pages import WebinarIndexPage, WebinarPageMixin
from ..queries import index_for, usable_proposals
from .base import WEBINARS


class MakingMixin:
    permission_policy = WEBINARS
    any_permission_required = ["add"]
    header_icon = "calendar-alt"
    template_name = "workshops_plugin/admin/webinars/make.html"

    def crumbs(self):
        return [(_("Webinars"), reverse("workshops_webinars:index"))]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            has_index=WebinarIndexPage.objects.exists(), **kwargs
        )


class AddView(MakingMixin, VerbFormView):
    """A webinar by hand, such as one of the Secretariat's own."""

    page_title = gettext_lazy("Add a webinar")
    success = gettext_lazy("The webinar is made. Its page is a draft.")
    made = None

    def get_form(self, data=None):
        return NewWebinarForm(data, initial={"index": index_for(None)})

    def carry_out(self, form):
        values = form.cleaned_data
        self.made = create_webinar(
            values["index"],
            values["title"],
            by=self.request.user,
            hosts=values["hosts"],
            language=values["language"],
        )

    def back(self):
        if self.made:
            return self.made.get_admin_url()
        return reverse("workshops_webinars:index")


class FromCallView(MakingMixin, VerbFormView):
    """Webinars from the selected proposals of a call, all at once."""

    page_title = gettext_lazy("Make webinars from selected proposals")
    made = ()

    @cached_property
    def call(self):
        calls = Call.objects.select_related("source_locale")
        return get_object_or_404(calls, pk=self.kwargs["pk"])

    def crumbs(self):
        screen = reverse("workshops_calls:screen", args=[self.call.pk])
        return [
            (_("Calls"), reverse("workshops_calls:index")),
            (self.call.title, screen),
        ]

    def get_form(self, data=None):
        return FromProposalsForm(
            data,
            proposals=usable_proposals(self.call),
            initial={"index": index_for(self.call)},
        )

    def carry_out(self, form):
        values, by = form.cleaned_data, self.request.user
        if values["how"] == form.TOGETHER:
            made = [
                create_from_proposals(values["proposals"], by=by, index=values["index"])
            ]
        else:
            made = create_for_each(values["proposals"], by=by, index=values["index"])
        self.made = made
        messages.success(
            self.request,
            ngettext(
                "%(count)d webinar is made. Its page is a draft.",
                "%(count)d webinars are made. Their pages are drafts.",
                len(made),
            )
            % {"count": len(made)},
        )

    def back(self):
        if len(self.made) == 1:
            return self.made[0].get_admin_url()
        if self.made:
            return reverse("workshops_webinars:index")
        return reverse("workshops_calls:screen", args=[self.call.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            nothing=not usable_proposals(self.call).exists(), **kwargs
        )


class FromProposalView(MakingMixin, AdminView):
    """One click: a webinar from this proposal, everything prefilled."""

    page_title = gettext_lazy("Make a webinar")

    @cached_property
    def proposal(self):
        rows = Proposal.objects.select_related("call__source_locale")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get(self, request, *args, **kwargs):
        return redirect("workshops_proposals:inspect", self.proposal.pk)

    def post(self, request, *args, **kwargs):
        index = index_for(self.proposal.call)
        try:
            if index is None:
                raise Refused(
                    _(
                        "There is no list of webinars yet. Make a page of the type "
                        "“webinar index page” first."
                    ),
                    code="no_index",
                )
            webinar = create_from_proposals(
                [self.proposal], by=request.user, index=index
            )
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect("workshops_proposals:inspect", self.proposal.pk)
        messages.success(request, _("The webinar is made. Its page is a draft."))
        return redirect(webinar.get_admin_url())


class AdoptView(MakingMixin, VerbFormView):
    """Makes the webinar behind a page that was not made from the list."""

    page_title = gettext_lazy("Make its webinar")
    form_class = RefusableForm
    success = gettext_lazy("The webinar behind this page is made.")
    explanation = gettext_lazy(
        "The webinar has no time yet and is for members only. Who holds it, and when, "
        "is set on its own screen."
    )

    @cached_property
    def page(self):
        page = get_object_or_404(Page, pk=self.kwargs["page"]).specific
        if not isinstance(page, WebinarPageMixin):
            raise Http404
        return page

    def carry_out(self, form):
        adopt_page(self.page, by=self.request.user)

    def back(self):
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])
