from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from workshops_plugin.webinars.pages import WebinarPageMixin


class HomePage(Page):
    introduction = RichTextField(blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]


class EventPage(WebinarPageMixin, Page):
    """An event as this site has them, which can carry a webinar."""

    venue = models.CharField(max_length=200, blank=True)

    content_panels = [*WebinarPageMixin.content_panels, FieldPanel("venue")]


class DemoItem(models.Model):
    """One thing that ``load_demo`` has made, by the name that it has there."""

    name = models.CharField(max_length=200, unique=True)

    def __str__(self):
        return self.name
