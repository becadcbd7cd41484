"""A campaign: who gets it, what it looks like, and how far it has come."""

import logging

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.utils.decorators import xframe_options_sameorigin_override

from ...screens import AdminView, PostedMixin, VerbFormView
from .. import actions
from ..audiences import audience_of, audiences
from ..enums import CampaignState
from ..forms import CampaignForm
from ..kinds import CampaignKind, kind_of
from ..languages import languages
from ..models import Campaign, MailState
from ..previews import campaign_message
from ..progress import causes_of, estimate, progress_of
from ..reckoning import reckon

CAMPAIGNS = ModelPermissionPolicy(Campaign)
logger = logging.getLogger(__name__)


class CampaignMixin:
    """Finds the campaign in the address, once the permission is checked."""

    permission_policy = CAMPAIGNS
    any_permission_required = ["change", "view"]
    header_icon = "group"

    @cached_property
    def campaign(self):
        campaign = get_object_or_404(Campaign, pk=self.kwargs["pk"])
        if not kind_of(campaign.kind).may_read(self.request.user):
            raise Http404
        return campaign

    @cached_property
    def kind(self):
        return kind_of(self.campaign.kind)

    @cached_property
    def subject(self):
        return self.kind.about(self.campaign)

    @property
    def may_send(self):
        needed = self.kind.permission
        user = self.request.user
        return self.user_has_permission("change") and (
            not needed or user.has_perm(needed)
        )

    def crumbs(self):
        return [(_("Outbox"), reverse("workshops_mailing:index"))]

    def back(self):
        return reverse("workshops_mailing:campaign", args=[self.campaign.pk])


class CampaignFormMixin:
    """The form of a campaign, before it is sent."""

    any_permission_required = ["change"]
    template_name = "workshops_plugin/admin/mailing/campaign_form.html"
    submit_label = gettext_lazy("Save and look at it")

    def get(self, request, *args, **kwargs):
        # What the address names stands in the context under the same names.
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs):
        names = sorted(
            (name, each)
            for name, each in self.kind.all_placeholders().items()
            if not each.block
        )
        return super().get_context_data(
            kind=self.kind,
            placeholders=names if self.kind.words == "message" else [],
            **kwargs,
        )


class AddCampaignView(CampaignFormMixin, VerbFormView):
    """Makes a draft about what the address names."""

    permission_policy = CAMPAIGNS
    header_icon = "group"

    @cached_property
    def kind(self):
        kind = kind_of(self.kwargs["kind"])
        if not isinstance(kind, CampaignKind) or not kind.audiences:
            raise Http404
        return kind

    @cached_property
    def subject(self):
        row = Campaign(subject=self.kwargs["subject"], kind=self.kind.name)
        subject = self.kind.about(row)
        if subject is None or not self.request.user.has_perm(self.kind.permission):
            raise Http404
        return subject

    def get_page_title(self):
        return str(self.kind.label)

    def crumbs(self):
        return [(str(self.subject), self.kind.admin_url(self.subject))]

    def get_form(self, data=None):
        return CampaignForm(data, kind=self.kind)

    def get_explanation(self):
        return _(
            "About “%(subject)s”. Nothing leaves yet: on the next page you see whom "
            "it reaches."
        ) % {"subject": self.subject}

    def carry_out(self, form):
        values = form.values()
        values["parameters"] |= self.kind.parameters(self.request.GET)
        for audience in audiences([values["audience"]]):
            values["parameters"] |= audience.parameters(self.request.GET)
        self.campaign = actions.make_campaign(
            self.kind.name, self.subject, by=self.request.user, **values
        )

    def back(self):
        if campaign := self.__dict__.get("campaign"):
            return reverse("workshops_mailing:campaign", args=[campaign.pk])
        return self.kind.admin_url(self.subject)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            obstacles=self.kind.obstacles(self.subject), **kwargs
        )


class EditCampaignView(CampaignMixin, CampaignFormMixin, VerbFormView):
    any_permission_required = ["change"]
    page_title = gettext_lazy("Change it")

    def crumbs(self):
        return [*super().crumbs(), (self.campaign.title, self.back())]

    def get_form(self, data=None):
        initial = CampaignForm.initial_for(self.campaign)
        return CampaignForm(data, kind=self.kind, initial=initial)

    def carry_out(self, form):
        values = form.values()
        values["parameters"] = {**self.campaign.parameters, **values["parameters"]}
        actions.change_campaign(self.campaign, by=self.request.user, **values)


class CampaignView(CampaignMixin, AdminView):
    """Before: who gets it and what it looks like. Then: how far it has come."""

    template_name = "workshops_plugin/admin/mailing/campaign.html"

    def get_page_title(self):
        return self.campaign.title

    def get_context_data(self, **kwargs):
        campaign = self.campaign
        more = self.draft() if campaign.state == CampaignState.DRAFT else self.sent()
        return super().get_context_data(
            campaign=campaign,
            kind=self.kind,
            subject=self.subject,
            subject_url=self.kind.admin_url(self.subject) if self.subject else "",
            audience=audience_of(campaign).words(campaign),
            may_send=self.may_send,
            languages=languages(),
            **more,
            **kwargs,
        )

    def draft(self):
        obstacles = [_("What it is about does not exist any more.")]
        if self.subject is not None:
            obstacles = self.kind.obstacles(self.subject)
        reckoning, subjects = reckon(self.campaign), {}
        if self.subject is not None:
            subjects = {
                code: campaign_message(self.campaign, code, self.request.user).subject
                for code, _name in languages()
            }
        return {
            "reckoning": reckoning,
            "obstacles": obstacles,
            "subjects": subjects,
            "opened": next(iter(reckoning.languages), (languages()[0][0],))[0],
        }

    def sent(self):
        progress = progress_of([self.campaign])[self.campaign.pk]
        return {
            "paused": MailState.load().paused_at,
            "unfinished": self.campaign.state == CampaignState.PAUSED
            and (progress.waiting or not self.campaign.fanned_out_at),
            "progress": estimate(self.campaign, progress),
            "causes": causes_of(self.campaign),
            "reload": self.campaign.state == CampaignState.RUNNING
            and (progress.waiting or not self.campaign.fanned_out_at),
        }


class CampaignPreviewView(CampaignMixin, AdminView):
    """What the campaign looks like in one language."""

    @method_decorator(xframe_options_sameorigin_override)
    def get(self, request, *args, **kwargs):
        language = kwargs["language"]
        if language not in dict(languages()) or self.subject is None:
            raise Http404
        message = campaign_message(self.campaign, language, request.user)
        if request.GET.get("as") == "text":
            content = f"{message.subject}\n\n{message.body}"
            return HttpResponse(content, content_type="text/plain; charset=utf-8")
        return HttpResponse(message.alternatives[0].content)


class ActView(CampaignMixin, PostedMixin, AdminView):
    """Starts, pauses, resumes, stops, tries again, tests or deletes a campaign."""

    any_permission_required = ["change"]
    page = "workshops_mailing:campaign"
    verbs = {
        "start": (actions.start_campaign, gettext_lazy("It is on its way.")),
        "pause": (actions.pause_campaign, gettext_lazy("Nothing more leaves for now.")),
        "resume": (actions.resume_campaign, gettext_lazy("It goes on.")),
        "stop": (actions.stop_campaign, gettext_lazy("Nothing more of it leaves.")),
    }

    def post(self, request, *args, **kwargs):
        action = request.POST.get("action")
        if action in self.verbs:
            verb, success = self.verbs[action]
            seen = {"seen": request.POST.get("seen")} if action == "start" else {}
            self.try_to(verb, self.campaign, success=success, **seen)
        elif action == "retry":
            self.retry()
        elif action == "test":
            self.send_test(request.POST.get("language"))
        elif action == "delete" and self.try_to(
            actions.delete_campaign, self.campaign, success=_("The draft is deleted.")
        ):
            return redirect("workshops_mailing:index")
        return redirect(self.back())

    def retry(self):
        count = actions.retry_failed(self.campaign, by=self.request.user)
        words = ngettext(
            "%(count)d message is tried again.",
            "%(count)d messages are tried again.",
            count,
        )
        messages.success(self.request, words % {"count": count})

    def send_test(self, language):
        if language not in dict(languages()) or self.subject is None:
            raise Http404
        message = campaign_message(self.campaign, language, self.request.user)
        message.subject = _("[Test] %(subject)s") % {"subject": message.subject}
        try:
            message.send()
        except Exception:
            logger.exception("A test could not be sent")
            messages.error(
                self.request,
                _("The test could not be sent. Ask whoever runs the mail server."),
            )
        else:
            words = _("A test is sent to %(address)s.") % {"address": message.to[0]}
            messages.success(self.request, words)
