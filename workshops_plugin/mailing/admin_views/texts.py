"""The words of messages: which there are, and how to change them."""

import logging

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import PreviewSidePanel
from wagtail.admin.views.generic.preview import PreviewOnEdit
from wagtail.permission_policies import ModelPermissionPolicy

from ...errors import Refused
from ...screens import AdminView, PostedMixin
from ..actions import reset_text, set_text
from ..enums import Category
from ..forms import text_form
from ..kinds import all_kinds, kind_of
from ..languages import languages
from ..models import MessageText
from ..previews import examples, message_about
from ..rendering import shipped_text

TEXTS = ModelPermissionPolicy(MessageText)
logger = logging.getLogger(__name__)


class TextsView(AdminView):
    """All kinds of messages, and in which languages the site has words of its own."""

    permission_policy = TEXTS
    any_permission_required = ["change", "view"]
    template_name = "workshops_plugin/admin/mailing/texts.html"
    page_title = gettext_lazy("Texts of messages")
    header_icon = "mail"

    def crumbs(self):
        return [(_("Outbox"), reverse("workshops_mailing:index"))]

    def get_context_data(self, **kwargs):
        own = set(MessageText.objects.values_list("kind", "language"))
        groups = [
            (
                category.label,
                [
                    (
                        kind,
                        [(c, name, (kind.name, c) in own) for c, name in languages()],
                    )
                    for kind in all_kinds()
                    if kind.category == category
                ],
            )
            for category in Category
        ]
        return super().get_context_data(
            groups=[(label, rows) for label, rows in groups if rows], **kwargs
        )


class TextMixin:
    """Finds the text in the address: the site's own or, unsaved, the shipped one."""

    permission_policy = TEXTS

    @cached_property
    def kind(self):
        kind = kind_of(self.kwargs["kind"])
        if kind.name != self.kwargs["kind"]:
            raise Http404
        return kind

    @cached_property
    def text(self):
        language = self.kwargs["language"]
        if language not in dict(settings.LANGUAGES):
            raise Http404
        with translation.override(language):
            return self.stored() or shipped_text(self.kind)

    def stored(self):
        """Return the site's own text as it stands in the database now, or None."""
        return MessageText.objects.filter(
            kind=self.kind.name, language=self.kwargs["language"]
        ).first()


class TextView(TextMixin, AdminView):
    """The words of one kind in one language, with a live preview and a test."""

    any_permission_required = ["change"]
    template_name = "workshops_plugin/admin/mailing/text.html"
    header_icon = "mail"

    def get_page_title(self):
        name = translation.gettext(dict(settings.LANGUAGES)[self.text.language])
        return f"{self.kind.label} · {name}"

    def crumbs(self):
        return [
            (_("Outbox"), reverse("workshops_mailing:index")),
            (_("Texts of messages"), reverse("workshops_mailing:texts")),
        ]

    def get_form(self, data=None):
        return text_form()(data, instance=self.text, for_user=self.request.user)

    def get(self, request, *args, **kwargs):
        # What the address names stands in the context under the same names.
        return self.render_to_response(self.get_context_data())

    def placeholders(self, form):
        """Return (name, placeholder, example) for each that the text may use."""
        sample = form["sample"].value()
        found = examples(self.kind, self.text.language, self.request.user, sample)
        names = sorted(self.kind.all_placeholders().items())
        return [(name, each, found.get(name, "")) for name, each in names]

    def get_context_data(self, **kwargs):
        form = kwargs.pop("form", None) or self.get_form()
        arguments = [self.kind.name, self.text.language]
        preview = reverse("workshops_mailing:text_preview", args=arguments)
        panels = MediaContainer(
            [PreviewSidePanel(self.text, self.request, preview_url=preview)]
        )
        stored = self.stored()
        return super().get_context_data(
            form=form,
            seen=kwargs.pop("seen", stored.version if stored else ""),
            kind=self.kind,
            text=self.text,
            side_panels=panels,
            media=form.media + panels.media,
            placeholders=self.placeholders(form),
            action_url=self.request.path,
            submit_button_label=_("Save"),
            submit_button_active_label=_("Saving…"),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        form = self.get_form(request.POST)
        if not form.is_valid():
            messages.error(request, _("The text could not be saved, see below."))
        elif "test" in request.POST:
            self.send_test(form.instance)
        else:
            try:
                set_text(form.instance, by=request.user, seen=request.POST.get("seen"))
            except Refused as refused:
                messages.error(request, refused.message)
                theirs = self.stored() or shipped_text(self.kind)
                context = self.get_context_data(form=form, theirs=theirs)
                return self.render_to_response(context)
            messages.success(request, _("The text is saved. It is used from now on."))
            return redirect(request.path)
        seen = request.POST.get("seen", "")
        return self.render_to_response(self.get_context_data(form=form, seen=seen))

    def send_test(self, text):
        """Send what stands in the form, saved or not, to whoever is looking at it."""
        user = self.request.user
        message = message_about(self.kind, text, user, text.sample)
        message.subject = _("[Test] %(subject)s") % {"subject": message.subject}
        if not message.to[0]:
            messages.error(self.request, _("Your account has no e-mail address."))
            return
        try:
            message.send()
        except Exception:
            logger.exception("A test could not be sent")
            messages.error(
                self.request,
                _("The test could not be sent. Ask whoever runs the mail server."),
            )
        else:
            messages.success(
                self.request,
                _("A test is sent to %(address)s. The text is not saved yet.")
                % {"address": message.to[0]},
            )


class TextPreviewView(TextMixin, PreviewOnEdit):
    """What a text looks like while it is written."""

    model = MessageText
    permission_required = "change"

    def get_form_class(self):
        return text_form()

    def get_object(self):
        return self.text


class ResetTextView(TextMixin, PostedMixin, AdminView):
    """Goes back to the shipped text."""

    any_permission_required = ["change"]

    def get(self, request, *args, **kwargs):
        return redirect("workshops_mailing:text", self.kind.name, self.text.language)

    def post(self, request, *args, **kwargs):
        reset_text(self.kind.name, self.text.language, by=request.user)
        messages.success(request, _("The shipped text is used again."))
        return redirect("workshops_mailing:text", self.kind.name, self.text.language)
