"""Form and model fields that the call's form needs and Django does not have."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.deconstruct import deconstructible
from django.utils.translation import (
    get_language,
    ngettext_lazy,
)
from django.utils.translation import gettext_lazy as _
from django_countries import countries
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField

from ..members.enums import Region
from ..members.regions import region_of


class WordsField(StreamField):
    """A StreamField whose block definitions stay out of migrations.

    Sites add question kinds of their own, and Wagtail versions differ in how
    blocks are frozen; neither may call for a migration of this app.
    """

    def deconstruct(self):
        name, _path, _args, kwargs = super().deconstruct()
        kwargs["block_lookup"] = {}
        return name, "wagtail.fields.StreamField", [[]], kwargs

    def get_prep_value(self, value):
        """Store an id with each block and option, also with those that had none.

        Wagtail passes on what code assigned as it is; options without ids would
        have others at each load.
        """
        if isinstance(value, StreamValue):
            list(value)
        return super().get_prep_value(value)


def count_words(text):
    """Count words as a person would: what white space separates."""
    return len(text.split())


@deconstructible
class MaxWords:
    """Refuse a text of more than ``limit`` words."""

    message = ngettext_lazy(
        "Use at most %(limit)d word; there are %(count)d now.",
        "Use at most %(limit)d words; there are %(count)d now.",
        "limit",
    )

    def __init__(self, limit):
        self.limit = limit

    def __call__(self, text):
        count = count_words(text)
        if count > self.limit:
            raise ValidationError(
                self.message,
                code="max_words",
                params={"limit": self.limit, "count": count},
            )


class CountryCheckboxes(forms.CheckboxSelectMultiple):
    """Countries by region, each region folding; those ticked come open."""

    template_name = "workshops_plugin/widgets/countries.html"

    class Media:
        js = ["workshops_plugin/countries.js"]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        options = [
            option
            for _group, options, _index in context["widget"]["optgroups"]
            for option in options
        ]
        regions = {region: [] for region in [*Region.values, ""]}
        for option in options:
            regions[region_of(option["value"])].append(option)
        labels = dict(Region.choices) | {"": _("Elsewhere")}
        context["regions"] = [
            {
                "label": labels[region],
                "options": members,
                "chosen": sum(bool(option["selected"]) for option in members),
            }
            for region, members in regions.items()
            if members
        ]
        return context


class CountriesField(forms.MultipleChoiceField):
    """Any number of countries, by ISO 3166 code."""

    widget = CountryCheckboxes

    def __init__(self, **kwargs):
        super().__init__(choices=lambda: list(countries), **kwargs)


def country_name(code):
    """Return the name of a country in the active language (or the code)."""
    return countries.name(code) or code


def active_language():
    return get_language() or "en"
