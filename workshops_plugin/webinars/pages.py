"""The pages: words alone. Everything that must hold in all languages is a row."""

from django.db import models
from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page, PageViewRestriction

from ..calls.blocks import BodyBlock
from ..calls.fields import WordsField
from ..calls.pages import RICH
from ..languages.family import root_of
from ..languages.links import sitemap_urls
from ..languages.panels import LanguagesPanel
from .blocks import AgendaBlock, SpeakersBlock
from .panels import FactsPanel

#: The slug of every section, which no address shows.
SECTION_SLUG = "workshops-members-only"


def derived(restrictions):
    """Return those of ``restrictions`` that only say “members-only” to Wagtail.

    They name no group, so Wagtail closes the page to all; who may see it,
    :mod:`.access` decides.
    """
    return [
        row
        for row in restrictions
        if row.restriction_type == PageViewRestriction.GROUPS
        and not row.groups.exists()
    ]


class WebinarPageMixin(models.Model):
    """Makes a page type a webinar's page. Put it before Page among the bases."""

    lead = models.TextField(
        _("lead"), blank=True, help_text=_("One or two sentences that say it all.")
    )
    description = RichTextField(
        _("description"),
        blank=True,
        features=RICH,
        help_text=_("What the hosts write is put here once it is approved."),
    )
    body = WordsField(BodyBlock(required=False), verbose_name=_("body"), blank=True)
    agenda = WordsField(
        AgendaBlock(required=False),
        verbose_name=_("agenda"),
        blank=True,
        help_text=_("Times follow from the start of the webinar."),
    )
    speakers = WordsField(
        SpeakersBlock(required=False),
        verbose_name=_("speakers and moderation"),
        blank=True,
        help_text=_("Shown are those who agreed to it."),
    )
    lessons = RichTextField(
        _("lessons learned"),
        blank=True,
        features=RICH,
        help_text=_("What the hosts took home, once the webinar is over."),
    )

    facts_panel = FactsPanel(heading=_("Facts"))
    content_panels = [
        *Page.content_panels,
        facts_panel,
        LanguagesPanel(),
        FieldPanel("lead"),
        FieldPanel("description"),
        FieldPanel("agenda"),
        FieldPanel("speakers"),
        FieldPanel("body"),
        FieldPanel("lessons"),
    ]
    # Who can see it is a fact of the webinar, not of one of its pages.
    private_page_options = []
    page_description = _("Shows a webinar to those who may see it.")

    class Meta:
        abstract = True

    @property
    def webinar_key(self):
        """The key of this page's webinar; an alias shares that of its original."""
        return root_of(self).translation_key

    @cached_property
    def webinar(self):
        """The row behind this page, or None: then the page is closed."""
        from .access import with_opened
        from .models import Webinar

        rows = with_opened(Webinar.objects.select_related("source_locale"))
        return rows.filter(pk=self.webinar_key).first()

    def get_view_restrictions(self):
        """Return the site's own restrictions; the derived ones are not for people."""
        rows = super().get_view_restrictions()
        ours = {row.pk for row in derived(rows)}
        return rows.exclude(pk__in=ours)

    @classmethod
    def get_indexed_objects(cls):
        """Return the pages that the site's search may find: public ones alone."""
        from .access import public_webinars

        return (
            super()
            .get_indexed_objects()
            .filter(
                alias_of__isnull=True,
                translation_key__in=public_webinars().values("pk"),
            )
        )

    def serve(self, request, *args, **kwargs):
        from .access import is_public
        from .public_views.refusals import keep_from_caches, refusal

        refused = refusal(self, request)
        if refused is not None:
            return refused
        if f"/{SECTION_SLUG}/" in request.path:
            # Whoever asks a page that is not of its own type for its address gets this.
            return redirect(self.get_url(request))
        response = super().serve(request, *args, **kwargs)
        keep_from_caches(response, request, public=is_public(self.webinar))
        return response

    def get_context(self, request, *args, **kwargs):
        from .public_views.pages import webinar_context

        return {
            **super().get_context(request, *args, **kwargs),
            **webinar_context(self, request),
        }

    def get_sitemap_urls(self, request=None):
        return sitemap_urls(self, super().get_sitemap_urls(request), request)

    def get_url_parts(self, request=None):
        """Leave the section of members-only webinars out of the address.

        So an address stays when the webinar is opened or closed.
        """
        parts = super().get_url_parts(request)
        if not (parts and parts[2]):
            return parts
        path = parts[2].replace(f"/{SECTION_SLUG}/", "/")
        return (*parts[:2], path)


class WebinarPage(WebinarPageMixin, Page):  # noqa: DJ008 (Page has its __str__)
    """A webinar."""

    template = "workshops_plugin/webinars/webinar_page.html"
    parent_page_types = [
        "workshops_plugin.WebinarSectionPage",
        "workshops_plugin.WebinarIndexPage",
    ]
    subpage_types = []

    class Meta:
        verbose_name = _("webinar page")
        verbose_name_plural = _("webinar pages")

    @classmethod
    def can_create_at(cls, parent):
        """Webinars are made from their own list, which puts them where they belong."""
        return False


class WebinarSectionPage(Page):
    """Holds the members-only webinars of an index; nobody visits it.

    One restriction on it stands for all of them, because Wagtail's queries grow with
    each restriction there is.
    """

    parent_page_types = ["workshops_plugin.WebinarIndexPage"]
    subpage_types = ["workshops_plugin.WebinarPage"]
    max_count_per_parent = 1
    private_page_options = []

    class Meta:
        verbose_name = _("section of members-only webinars")
        verbose_name_plural = _("sections of members-only webinars")

    @classmethod
    def can_create_at(cls, parent):
        return False

    def save(self, *args, **kwargs):
        self.slug = SECTION_SLUG
        return super().save(*args, **kwargs)

    def serve(self, request, *args, **kwargs):
        """Answer nobody; what stands below leads to its own address."""
        raise Http404

    def get_sitemap_urls(self, request=None):
        return []


class WebinarIndexPage(Page):
    """Lists the webinars that a visitor may see: upcoming and past."""

    introduction = RichTextField(_("introduction"), blank=True, features=RICH)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    template = "workshops_plugin/webinars/webinar_index_page.html"
    subpage_types = [
        "workshops_plugin.WebinarSectionPage",
        "workshops_plugin.WebinarPage",
    ]
    page_description = _("Lists webinars.")

    class Meta:
        verbose_name = _("webinar index page")
        verbose_name_plural = _("webinar index pages")

    @property
    def section(self):
        """The section of members-only webinars below, or None before the first."""
        return WebinarSectionPage.objects.child_of(self).first()

    def route(self, request, path_components):
        section = self.section if path_components else None
        if section and section.get_children().filter(slug=path_components[0]).exists():
            return section.route(request, path_components)
        return super().route(request, path_components)

    def get_sitemap_urls(self, request=None):
        return sitemap_urls(self, super().get_sitemap_urls(request), request)

    def serve(self, request, *args, **kwargs):
        from .public_views.refusals import keep_from_caches

        response = super().serve(request, *args, **kwargs)
        keep_from_caches(response, request, public=True)
        return response

    def get_context(self, request, *args, **kwargs):
        from .listing import index_context

        return {
            **super().get_context(request, *args, **kwargs),
            **index_context(self, request),
        }
