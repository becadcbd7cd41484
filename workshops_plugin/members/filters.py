"""By what the members' listings can be narrowed down."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from .enums import MembershipRole, OrganizationKind, Region, Standing
from .models import ActionGroup, Membership, Organization, PathfinderCountry
from .regions import countries_in


class StandingFilter(django_filters.ChoiceFilter):
    """Keeps the rows that are past, current or not yet begun.

    ``periods`` are pairs of the lookups of a first and a last day; a row is
    current only if all of its periods are.
    """

    def __init__(self, *periods, **kwargs):
        self.periods = periods
        kwargs.setdefault("label", _("Standing"))
        super().__init__(
            choices=Standing.choices,
            empty_label=_("All"),
            widget=forms.RadioSelect,
            **kwargs,
        )

    def filter(self, queryset, value):
        if value not in Standing.values:
            return queryset
        today = timezone.localdate()
        past, future = Q(), Q()
        for start, end in self.periods:
            past |= Q(**{f"{end}__isnull": False, f"{end}__lt": today})
            future |= Q(**{f"{start}__isnull": False, f"{start}__gt": today})
        if value == Standing.PAST:
            return queryset.filter(past)
        if value == Standing.FUTURE:
            return queryset.filter(future).exclude(past)
        return queryset.exclude(past | future)


class OrganizationFilterSet(WagtailFilterSet):
    standing = StandingFilter(("member_since", "member_until"), label=_("Membership"))
    kind = django_filters.MultipleChoiceFilter(
        label=_("Kind"),
        choices=OrganizationKind.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    region = django_filters.MultipleChoiceFilter(
        label=_("Region"), choices=Region.choices, widget=forms.CheckboxSelectMultiple
    )
    action_groups = django_filters.ModelMultipleChoiceFilter(
        label=_("Action group"),
        queryset=ActionGroup.objects.all(),
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Organization
        fields = []


class MembershipFilterSet(WagtailFilterSet):
    organization = django_filters.ModelChoiceFilter(
        label=_("Organization"), queryset=Organization.objects.all()
    )
    role = django_filters.MultipleChoiceFilter(
        label=_("Role"),
        choices=MembershipRole.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    account = django_filters.ChoiceFilter(
        label=_("Account"),
        method="by_account",
        choices=[("linked", _("Linked")), ("waiting", _("Waiting for sign-in"))],
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    standing = StandingFilter(
        ("valid_from", "valid_until"),
        ("organization__member_since", "organization__member_until"),
    )

    class Meta:
        model = Membership
        fields = []

    def by_account(self, queryset, name, value):
        return queryset.filter(user__isnull=value == "waiting")


class PathfinderFilterSet(WagtailFilterSet):
    standing = StandingFilter(("since", "until"))
    region = django_filters.ChoiceFilter(
        label=_("Region"),
        choices=Region.choices,
        method="in_region",
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )

    class Meta:
        model = PathfinderCountry
        fields = []

    def in_region(self, queryset, name, value):
        return queryset.filter(country__in=countries_in(value))
