"""The list of calls, a call's own screen, and the forms that change its facts."""

from itertools import chain

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from ...languages.panels import LanguagesColumn, with_languages
from ...screens import AdminView, VerbFormView
from .. import rules
from ..actions import set_dates, set_rules
from ..cards import call_cards, next_step
from ..changes import public_changes
from ..enums import CallPhase, ProposalStatus
from ..forms.facts import DatesForm, RulesForm
from ..models import Call
from ..moments import time_zones
from ..pages import CallIndexPage
from ..queries import call_page_models, with_source_live
from ..words import criteria_of
from .base import CALL_POLICY, CallMixin


def phase_words(call):
    """Return the phase of ``call``, or that nobody can see it though they should."""
    phase = call.phase()
    if phase in (CallPhase.UPCOMING, CallPhase.OPEN) and not call.is_live:
        return _("Page not published")
    return phase.label


class CallIndexView(IndexView):
    model = Call
    permission_policy = CALL_POLICY
    page_title = gettext_lazy("Calls")
    header_icon = "clipboard-list"
    default_ordering = "-created_at"
    search_fields = ["title", "prefix"]
    search_backend_name = None
    table_classname = "listing workshops-listing"
    index_url_name = "workshops_calls:index"
    index_results_url_name = "workshops_calls:index_results"
    any_permission_required = ["change", "view"]
    columns = [
        TitleColumn(
            "title", label=gettext_lazy("Call"), url_name="workshops_calls:screen"
        ),
        StatusTagColumn(
            "phase",
            label=gettext_lazy("Phase"),
            accessor=phase_words,
            primary=lambda call: call.phase() == CallPhase.OPEN and call.is_live,
        ),
        Column(
            "closes_at",
            label=gettext_lazy("Closes"),
            sort_key="closes_at",
            accessor=lambda call: call.local_closing,
        ),
        Column("submitted", label=gettext_lazy("Submitted proposals")),
        Column(
            "action_group",
            label=gettext_lazy("Action group"),
            accessor=lambda call: call.action_group or _("All members"),
        ),
        LanguagesColumn(),
    ]

    def get_base_queryset(self):
        submitted = Count("proposals", Q(proposals__status=ProposalStatus.SUBMITTED))
        calls = Call.objects.select_related("source_locale", "action_group")
        return with_source_live(calls.annotate(submitted=submitted))

    def get_table(self, object_list):
        return super().get_table(with_languages(object_list))

    def get_add_url(self):
        return None

    @cached_property
    def header_buttons(self):
        if not self.user_has_permission("change"):
            return []
        return [
            HeaderButton(
                _("Add a call"), url=reverse("workshops_calls:add"), icon_name="plus"
            )
        ]


class CallScreenView(CallMixin, AdminView):
    """Facts, state, next step, and links to every job."""

    template_name = "workshops_plugin/admin/calls/screen.html"

    def get_page_title(self):
        return self.call.title

    def crumbs(self):
        return super().crumbs()[:1]

    @cached_property
    def header_buttons(self):
        page, buttons = self.call.source_page, []
        if self.user_has_permission("change"):
            arguments = ["call_invitation", self.call.pk]
            url = reverse("workshops_mailing:add_campaign", args=arguments)
            buttons.append(HeaderButton(_("Invite"), url=url, icon_name="mail"))
        if not page:
            return buttons
        permissions = page.permissions_for_user(self.request.user)
        if permissions.can_edit():
            url = reverse("wagtailadmin_pages:edit", args=[page.pk])
            buttons.append(HeaderButton(_("Edit the page"), url=url, icon_name="edit"))
        if page.live and page.url:
            buttons.append(
                HeaderButton(_("See it on the site"), url=page.url, icon_name="view")
            )
        return buttons

    def get_context_data(self, **kwargs):
        call = self.call
        cards = call_cards.cards(call, self.request)
        changeable = self.user_has_permission("change")
        return super().get_context_data(
            cards=cards,
            media=sum((card.media for card in cards[1:]), cards[0].media)
            if cards
            else "",
            step=next_step(call, cards) if changeable else None,
            phases=phase_line(call),
            phase=call.phase(),
            criteria=criteria_of(call),
            may_change=changeable and not call.announced_at,
            changes=public_changes(call),
            accepting=rules.accepts_proposals(call),
            **kwargs,
        )


def phase_line(call):
    """Return the phases in order, each with its state and its date."""
    current = call.phase()
    order = list(CallPhase)
    dates = {CallPhase.OPEN: call.opens_at, CallPhase.IN_REVIEW: call.closes_at}
    dates[CallPhase.ANNOUNCED] = call.announced_at
    return [
        {
            "phase": phase,
            "at": dates.get(phase),
            "current": phase == current,
            "past": order.index(phase) < order.index(current),
        }
        for phase in order
        if phase != CallPhase.NO_DATES or current == CallPhase.NO_DATES
    ]


class FactsFormView(CallMixin, VerbFormView):
    """A form over one of the call's verbs, with a reason where one is needed."""

    any_permission_required = ["change"]
    template_name = "workshops_plugin/admin/calls/facts_form.html"

    def get_form(self, data=None):
        form = self.build_form(data)
        form.explain_reason(rules.has_submitted(self.call))
        return form

    def get_context_data(self, **kwargs):
        if self.request.method == "POST":
            # What a form or a verb put into it did not last.
            self.call.refresh_from_db()
        return super().get_context_data(**kwargs)

    def back(self):
        return reverse("workshops_calls:screen", args=[self.call.pk])


class DatesView(FactsFormView):
    page_title = gettext_lazy("Dates")
    success = gettext_lazy("The dates are set.")
    template_name = "workshops_plugin/admin/calls/dates.html"

    def build_form(self, data):
        return DatesForm(data, call=self.call)

    def carry_out(self, form):
        values = form.cleaned_data
        set_dates(
            self.call,
            values["opens_at"],
            values["closes_at"],
            timezone=values["timezone"],
            reason=values["reason"],
            by=self.request.user,
        )

    def get_context_data(self, **kwargs):
        zones = sorted(zone for zone in time_zones() if "/" in zone)
        return super().get_context_data(zones=zones, **kwargs)


class RulesView(FactsFormView):
    page_title = gettext_lazy("Rules")
    success = gettext_lazy("The rules are set.")
    template_name = "workshops_plugin/admin/calls/rules.html"

    def build_form(self, data):
        return RulesForm(data, instance=self.call)

    def carry_out(self, form):
        set_rules(
            self.call,
            by=self.request.user,
            reason=form.cleaned_data["reason"],
            **form.changes(),
        )


class AddCallView(AdminView):
    """A call begins with its page: leads to where one can be made."""

    permission_policy = CALL_POLICY
    any_permission_required = ["change"]
    page_title = gettext_lazy("Add a call")
    header_icon = "clipboard-list"
    template_name = "workshops_plugin/admin/calls/add.html"

    def crumbs(self):
        return [(_("Calls"), reverse("workshops_calls:index"))]

    def get_context_data(self, **kwargs):
        return super().get_context_data(places=list(self.places()), **kwargs)

    def places(self):
        """Yield (parent page, page type, address) for each place of a new call.

        Call indexes come first. Below another call nobody looks for a call, and
        what stands beside the sites' home pages has no address.
        """
        user = self.request.user
        policy = PagePermissionPolicy(Page)
        pages = policy.instances_user_has_permission_for(user, "add")
        pages = pages.filter(depth__gt=1).not_type(*call_page_models())
        for model in call_page_models():
            parents = pages.type(*model.allowed_parent_page_models())
            for parent in chain(
                _first(parents.type(CallIndexPage)),
                _first(parents.not_type(CallIndexPage)),
            ):
                may_add = parent.permissions_for_user(user).can_add_subpage()
                if may_add and model in parent.specific_class.allowed_subpage_models():
                    yield parent, model, add_url(model, parent)


def _first(pages, count=100):
    return pages.specific().order_by("path")[:count]


def add_url(model, parent):
    """Return where Wagtail adds a page of type ``model`` below ``parent``."""
    names = model._meta.app_label, model._meta.model_name
    return reverse("wagtailadmin_pages:add", args=[*names, parent.pk])
