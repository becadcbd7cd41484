"""The pages: words only. Every fact lives in the :class:`~.models.Call` row."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import (
    FieldPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from ..languages.family import root_of
from ..languages.links import alternates, canonical, sitemap_urls
from ..languages.panels import FollowsPanel, LanguagesPanel
from .blocks import BodyBlock, CriteriaBlock, OutcomesBlock, QuestionsBlock
from .defaults import default_criteria, default_outcomes
from .fields import WordsField
from .panels import FactsPanel
from .structure import from_page

RICH = ["h3", "bold", "italic", "link", "ol", "ul", "document-link"]


class CallPageForm(WagtailAdminPageForm):
    """Says beside the field what publishing would otherwise have to ignore."""

    def clean(self):
        cleaned = super().clean()
        if not self.is_deferred_validation and "criteria" in cleaned:
            self._check_criteria(cleaned)
        return cleaned

    def _check_criteria(self, cleaned):
        from .rules import criteria_change, is_new_reason

        change = criteria_change(self.instance, cleaned["criteria"])
        reason = (cleaned.get("criteria_reason") or "").strip()
        if change == "frozen":
            self.add_error(
                "criteria",
                ValidationError(
                    _(
                        "Reviews have been submitted, so the criteria are frozen. Put "
                        "back those that were published, or reopen the criteria on the "
                        "call’s screen first."
                    ),
                    code="frozen",
                ),
            )
        elif change == "needs_reason" and not reason:
            self.add_error(
                "criteria_reason",
                ValidationError(
                    _(
                        "Proposals have been submitted under the published criteria. "
                        "Say why they change; the call page shows the reason."
                    ),
                    code="reason",
                ),
            )
        elif change == "needs_reason" and not is_new_reason(self.instance.call, reason):
            self.add_error(
                "criteria_reason",
                ValidationError(
                    _("This reason was given for an earlier change. Write a new one."),
                    code="reason",
                ),
            )


class CallPageMixin(models.Model):
    """Makes a page type a call's page. Put it before Page among the bases."""

    lead = models.TextField(
        _("lead"), blank=True, help_text=_("One or two sentences that say it all.")
    )
    body = WordsField(BodyBlock(required=False), verbose_name=_("body"), blank=True)
    outcomes = WordsField(
        OutcomesBlock(required=False),
        verbose_name=_("outcomes"),
        blank=True,
        default=default_outcomes,
        help_text=_("A proposal serves at least one of these."),
    )
    criteria = WordsField(
        CriteriaBlock(),
        verbose_name=_("criteria"),
        blank=True,
        default=default_criteria,
        help_text=_("Their weights are set on the call’s own screen."),
    )
    criteria_reason = models.TextField(
        _("why the criteria change"),
        blank=True,
        help_text=_(
            "Needed only when you change criteria after the first proposal has been "
            "submitted. The call page shows it."
        ),
    )
    questions = WordsField(
        QuestionsBlock(required=False),
        verbose_name=_("questions"),
        blank=True,
        help_text=_(
            "Every proposal asks for a title, a summary, organizations, outcomes, "
            "focus, countries, languages and dates. Add here what you want to know "
            "besides."
        ),
    )
    host_duties = RichTextField(_("what hosts arrange"), blank=True, features=RICH)
    secretariat_support = RichTextField(
        _("what the Secretariat provides"), blank=True, features=RICH
    )
    contact_name = models.CharField(_("contact"), max_length=200, blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    confirmation_heading = models.CharField(
        _("heading after submitting"), max_length=200, blank=True
    )
    confirmation_text = RichTextField(
        _("text after submitting"),
        blank=True,
        features=RICH,
        help_text=_("Shown after submitting; the confirmation e-mail repeats it."),
    )

    override_translatable_fields = [
        SynchronizedField("criteria_reason", overridable=False),
    ]

    base_form_class = CallPageForm
    preview_templates = {
        "": "workshops_plugin/calls/call_page.html",
        "form": "workshops_plugin/calls/form_preview.html",
        "confirmation": "workshops_plugin/calls/confirmation.html",
    }
    page_description = _("Asks members for proposals and takes them in.")

    facts_panel = FactsPanel(heading=_("Facts"))
    content_panels = [
        *Page.content_panels,
        facts_panel,
        LanguagesPanel(),
        FieldPanel("lead"),
        FieldPanel("body"),
        FieldPanel("outcomes"),
        MultiFieldPanel(
            [FieldPanel("host_duties"), FieldPanel("secretariat_support")],
            heading=_("Who organizes what"),
        ),
        MultiFieldPanel(
            [FieldPanel("contact_name"), FieldPanel("contact_email")],
            heading=_("Contact"),
        ),
    ]
    selection_panels = [
        FollowsPanel(),
        FieldPanel("criteria"),
        FieldPanel("criteria_reason"),
    ]
    form_panels = [
        FollowsPanel(),
        FieldPanel("questions"),
        MultiFieldPanel(
            [FieldPanel("confirmation_heading"), FieldPanel("confirmation_text")],
            heading=_("After submitting"),
        ),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(selection_panels, heading=_("Selection")),
            ObjectList(form_panels, heading=_("Form")),
            ObjectList(Page.promote_panels, heading=_("Promote")),
            ObjectList(Page.settings_panels, heading=_("Settings")),
        ]
    )

    class Meta:
        abstract = True

    @property
    def call_key(self):
        """The key of this page's call; an alias shares the call of its original."""
        return root_of(self).translation_key

    @cached_property
    def call(self):
        """The row behind this page, or None while there is none."""
        from .models import Call
        from .queries import with_source_live

        calls = Call.objects.select_related("source_locale", "action_group")
        return with_source_live(calls).filter(pk=self.call_key).first()

    def copy_all_child_relations(self, target, *args, **kwargs):
        """Tell the copy, which every way of copying brings here, of its original.

        The copy's call takes over the rules, not the dates, once it is saved.
        """
        target.copied_from_page = self
        return super().copy_all_child_relations(target, *args, **kwargs)

    @property
    def structure(self):
        """What this page's words say, whether or not that is published."""
        return from_page(self)

    @property
    def preview_modes(self):
        return [
            ("", _("Call")),
            ("form", _("Form")),
            ("confirmation", _("After submitting")),
        ]

    def get_preview_template(self, request, mode_name):
        return self.preview_templates[mode_name]

    def get_preview_context(self, request, mode_name):
        from .public_views.preview import preview_context

        return {
            **super().get_preview_context(request, mode_name),
            **preview_context(self, mode_name),
        }

    def get_sitemap_urls(self, request=None):
        return sitemap_urls(self, super().get_sitemap_urls(request), request)

    def get_context(self, request, *args, **kwargs):
        from .public_views.call import call_context

        return {
            **super().get_context(request, *args, **kwargs),
            **call_context(self, request),
        }


class CallPage(CallPageMixin, Page):  # noqa: DJ008 (Page has its __str__)
    """A call for proposals."""

    template = "workshops_plugin/calls/call_page.html"

    class Meta:
        verbose_name = _("call page")
        verbose_name_plural = _("call pages")


class CallIndexPage(Page):
    """Lists the calls that stand below it: open, upcoming and past."""

    introduction = RichTextField(_("introduction"), blank=True, features=RICH)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    template = "workshops_plugin/calls/call_index_page.html"
    page_description = _("Lists calls for proposals.")

    class Meta:
        verbose_name = _("call index page")
        verbose_name_plural = _("call index pages")

    def get_sitemap_urls(self, request=None):
        return sitemap_urls(self, super().get_sitemap_urls(request), request)

    def get_context(self, request, *args, **kwargs):
        from .queries import calls_below

        return {
            **super().get_context(request, *args, **kwargs),
            "groups": calls_below(self),
            "alternates": alternates(self),
            "canonical": canonical(self),
        }
