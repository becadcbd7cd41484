"""A webinar's own screen: facts, state, next step, and links to every job."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import HeaderButton

from ...calls.cards import NextStep
from ...languages.panels import context_of
from ...mailing.progress import campaigns_about
from ...screens import AdminView
from ..access import is_public
from ..checklist import checklist, current, is_ready
from ..enums import Owner, PreparationState, WebinarPhase
from ..preparation import preparation_of
from ..queries import has_live_page, outcome_titles, source_page_of
from ..rules import join_state, join_window
from .base import WebinarMixin


class WebinarScreenView(WebinarMixin, AdminView):
    template_name = "workshops_plugin/admin/webinars/screen.html"

    def get_page_title(self):
        return self.webinar.title

    def crumbs(self):
        return super().crumbs()[:1]

    @cached_property
    def page(self):
        return source_page_of(self.webinar)

    @cached_property
    def header_buttons(self):
        page, buttons = self.page, []
        if page and page.permissions_for_user(self.request.user).can_edit():
            url = reverse("wagtailadmin_pages:edit", args=[page.pk])
            buttons.append(HeaderButton(_("Edit the page"), url=url, icon_name="edit"))
        if page and page.live and page.url:
            buttons.append(
                HeaderButton(_("See it on the site"), url=page.url, icon_name="view")
            )
        return buttons

    def get_context_data(self, **kwargs):
        webinar = self.webinar
        phase, items = webinar.phase(), checklist(webinar)
        shown = current(items, phase)
        details = getattr(webinar, "join_details", None)
        may_change = self.user_has_permission("change")
        return super().get_context_data(
            phase=phase,
            public=is_public(webinar),
            is_live=has_live_page(webinar),
            approvals=webinar.approvals.select_related("approved_by", "withdrawn_by"),
            proposals=webinar.proposals.select_related("call", "lead_organization"),
            outcomes=outcome_titles(webinar),
            details=details,
            window=join_window(webinar, details)
            if details and webinar.starts_at
            else None,
            join=join_state(webinar),
            preparation=preparation_of(webinar),
            items=shown,
            done=sum(not item.open for item in shown),
            ready=is_ready(items),
            step=next_step(webinar, self.page, shown) if may_change else None,
            **context_of(webinar, self.request.user),
            campaigns=campaigns_about(webinar),
            attending=webinar.attendances.count(),
            may_change=may_change,
            may_open=self.user_has_permission("open"),
            **kwargs,
        )


def next_step(webinar, page, items):
    """Return what the Secretariat does next for ``webinar``, or None."""
    phase, state = webinar.phase(), preparation_of(webinar).state

    def step(sentence, label, name):
        url = reverse(f"workshops_webinars:{name}", args=[webinar.pk])
        return NextStep(sentence, label, url)

    if phase == WebinarPhase.CANCELLED:
        return None
    if page is None:
        return NextStep(
            _("The page of this webinar was deleted, so nobody can see it.")
        )
    if phase == WebinarPhase.DRAFT:
        return step(_("This webinar has no time yet."), _("Set its time"), "time")
    if state == PreparationState.SUBMITTED:
        return step(
            _("The hosts have submitted their preparation."), _("Read it"), "approve"
        )
    waiting = [i for i in items if i.open and i.owner == Owner.HOST]
    if waiting and (page.live or state != PreparationState.APPROVED):
        return step(
            _("It is the hosts’ turn: %(duty)s.") % {"duty": waiting[0].label},
            _("See the preparation"),
            "approve",
        )
    if not page.live:
        return NextStep(
            _("The page is not published, so members do not see this webinar."),
            _("Edit the page"),
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
        )
    return None
