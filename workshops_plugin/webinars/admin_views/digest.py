"""The newsletter, before somebody sends it or copies it into another one."""

from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput
from wagtail.utils.decorators import xframe_options_sameorigin_override

from ...mailing.languages import languages
from ...mailing.models import Campaign
from ...mailing.previews import campaign_copy, campaign_message
from ...screens import AdminView
from ..message_kinds.news import digest_for
from ..pages import WebinarIndexPage
from ..rules import EDITOR
from .base import WEBINARS


class DigestForm(forms.Form):
    index = forms.ModelChoiceField(
        WebinarIndexPage.objects.none(), label=gettext_lazy("List of webinars")
    )
    since = forms.DateField(label=gettext_lazy("From"), widget=AdminDateInput)
    until = forms.DateField(label=gettext_lazy("Until"), widget=AdminDateInput)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=languages)
    scope = forms.ChoiceField(
        label=gettext_lazy("For whom"),
        choices=[
            ("public", gettext_lazy("Everybody: public webinars only")),
            ("members", gettext_lazy("Members: all webinars")),
        ],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = WebinarIndexPage.objects.filter(alias_of=None).live().order_by("path")
        self.fields["index"].queryset = rows

    def clean(self):
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("The period ends before it begins."))
        return cleaned


class DigestView(AdminView):
    """Chooses period, language and audience; shows the newsletter, to send or copy."""

    permission_policy = WEBINARS
    any_permission_required = ["change"]
    template_name = "workshops_plugin/admin/webinars/digest.html"
    page_title = gettext_lazy("Newsletter")
    header_icon = "mail"

    def crumbs(self):
        return [(_("Webinars"), reverse("workshops_webinars:index"))]

    def initial(self):
        today = timezone.localdate()
        return {
            "since": today.replace(day=1),
            "until": today,
            "language": languages()[0][0],
            "scope": "public",
            "index": WebinarIndexPage.objects.filter(alias_of=None).live().first(),
        }

    @cached_property
    def form(self):
        if "since" in self.request.GET:
            return DigestForm(self.request.GET)
        return DigestForm(initial=self.initial())

    @cached_property
    def chosen(self):
        """What the form holds, or its initial values; None if they are not valid."""
        if not self.form.is_bound:
            found = self.initial()
            return found if found["index"] else None
        return self.form.cleaned_data if self.form.is_valid() else None

    def campaign(self):
        """Return an unsaved campaign that stands for what is shown."""
        chosen = self.chosen
        parameters = {name: str(chosen[name]) for name in ("since", "until", "scope")}
        return Campaign(
            kind="digest",
            subject=str(chosen["index"].pk),
            audience="given",
            parameters=parameters,
        )

    @method_decorator(xframe_options_sameorigin_override)
    def get(self, request, *args, **kwargs):
        if request.GET.get("as") == "html" and self.chosen:
            return HttpResponse(self.message().alternatives[0].content)
        return super().get(request, *args, **kwargs)

    def message(self):
        language = self.chosen["language"]
        return campaign_message(self.campaign(), language, self.request.user)

    def get_context_data(self, **kwargs):
        found = {}
        if self.chosen:
            campaign = self.campaign()
            html, text = campaign_copy(campaign, self.chosen["language"])
            query = {**campaign.parameters, "language": self.chosen["language"]}
            query["index"] = campaign.subject
            parameters = campaign.parameters
            index, language = self.chosen["index"], self.chosen["language"]
            arguments = ["digest", campaign.subject]
            send = reverse("workshops_mailing:add_campaign", args=arguments)
            found = {
                "empty": not digest_for(index, parameters, language),
                "html": html,
                "text": text,
                "preview": f"?{urlencode({**query, 'as': 'html'})}",
                "send": f"{send}?{urlencode(parameters)}",
            }
        return super().get_context_data(
            form=self.form,
            media=self.form.media,
            may_send=self.request.user.has_perm(EDITOR),
            **found,
            **kwargs,
        )
