"""The look of a series of webinars: for its pages, slides and messages."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string

#: Contrast of text that everybody can read (WCAG 2.2, 1.4.3).
CONTRAST = 4.5
colour = RegexValidator(
    r"^#[0-9a-fA-F]{6}\Z", _("Give a colour such as #0b5394."), code="colour"
)


def luminance(value):
    """Return the relative luminance of ``value`` ("#rrggbb"), as in WCAG 2.2."""
    parts = [int(value[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """Return the contrast of two colours, from 1 (none) to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@register_setting(icon="view", order=700)
class SeriesBranding(BaseSiteSetting):
    """What hosts download, and what the pages of a site's webinars look like."""

    name = models.CharField(_("name of the series"), max_length=200, blank=True)
    accent = models.CharField(
        _("main colour"),
        max_length=7,
        blank=True,
        validators=[colour],
        help_text=_("Of links and buttons. It has to be readable on white."),
    )
    ink = models.CharField(
        _("colour of the text"), max_length=7, blank=True, validators=[colour]
    )
    logo = models.ForeignKey(
        get_image_model_string(),
        models.SET_NULL,
        verbose_name=_("logo"),
        null=True,
        blank=True,
        related_name="+",
    )
    mail_header = models.ForeignKey(
        get_image_model_string(),
        models.SET_NULL,
        verbose_name=_("header of e-mails"),
        null=True,
        blank=True,
        related_name="+",
    )
    slides = models.ForeignKey(
        get_document_model_string(),
        models.SET_NULL,
        verbose_name=_("template for slides"),
        null=True,
        blank=True,
        related_name="+",
    )
    background = models.ForeignKey(
        get_image_model_string(),
        models.SET_NULL,
        verbose_name=_("background for video calls"),
        null=True,
        blank=True,
        related_name="+",
    )
    advice = models.TextField(
        _("advice to hosts"),
        blank=True,
        help_text=_("How the look is to be used. Hosts see it beside the files."),
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("accent"),
        FieldPanel("ink"),
        FieldPanel("logo"),
        FieldPanel("mail_header"),
        FieldPanel("slides"),
        FieldPanel("background"),
        FieldPanel("advice"),
    ]

    class Meta:
        verbose_name = _("look of the webinars")

    def clean(self):
        super().clean()
        for name in ("accent", "ink"):
            value = getattr(self, name)
            if len(value) == 7 and contrast(value, "#ffffff") < CONTRAST:
                message = _(
                    "This colour is too pale to be read on white. Choose a darker one."
                )
                raise ValidationError({name: message}, code="contrast")

    @property
    def files(self):
        """Return [(what it is, its name, address), …] of what there is to download."""
        fields = ("logo", "mail_header", "slides", "background")
        return [
            (self._meta.get_field(name).verbose_name, found.title, _address(found))
            for name in fields
            if (found := getattr(self, name))
        ]


def _address(found):
    return found.file.url if hasattr(found, "width") else found.url
