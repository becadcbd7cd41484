from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page


class HomePage(Page):
    introduction = RichTextField(blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]


class DemoItem(models.Model):
    """One thing that ``load_demo`` has made, by the name that it has there."""

    name = models.CharField(max_length=200, unique=True)

    def __str__(self):
        return self.name
