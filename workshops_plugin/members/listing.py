"""The members' listings: what they fetch, and what their exports hold."""

from django.db.models import Count, Q
from django.forms import Media
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton

from ..record.export import SafeExportMixin
from .enums import Standing
from .languages import language_name
from .models import Membership
from .rules import (
    may_import,
    membership_standing,
    pathfinder_standing,
)


class StandingColumn(StatusTagColumn):
    """A status tag that stands out while a period lasts."""

    def __init__(self, name, standing_of, **kwargs):
        super().__init__(
            name,
            accessor=lambda row: standing_of(row).label,
            primary=lambda row: standing_of(row) == Standing.CURRENT,
            **kwargs,
        )


class DayColumn(Column):
    """A date as it is written, where “8 years ago” would say too little."""

    def get_value(self, instance):
        day = super().get_value(instance)
        return date_format(day) if day else ""


class PeopleColumn(TitleColumn):
    """How many people act for an organization today, with a link to all of them."""

    def get_link_url(self, instance, parent_context):
        url = reverse("workshops_memberships:index")
        return f"{url}?organization={instance.pk}"


class IndexView(SafeExportMixin, generic.IndexView):
    """A listing whose export takes its cells from :attr:`export_cells`.

    ``import_url_name`` puts a button for the import beside the one that adds.
    """

    export_cells = {}
    import_url_name = None

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["media"] += Media(css={"all": ["workshops_plugin/admin/members.css"]})
        return context

    def to_row_dict(self, item):
        return {name: self.export_cells[name](item) for name in self.list_export}

    @property
    def header_buttons(self):
        buttons = list(super().header_buttons)
        if self.import_url_name and may_import(self.request.user, self.model):
            buttons.append(
                HeaderButton(
                    _("Import"), url=reverse(self.import_url_name), icon_name="upload"
                )
            )
        return buttons


def group_names(organization):
    """Return the names of an organization's action groups, in a fixed order."""
    return "; ".join(group.name for group in organization.action_groups.all())


class OrganizationIndexView(IndexView):
    export_cells = {
        "name": lambda row: row.name,
        "acronym": lambda row: row.acronym,
        "kind": lambda row: row.get_kind_display(),
        "country": lambda row: row.country.name,
        "country_code": lambda row: row.country.code or "",
        "region": lambda row: row.get_region_display(),
        "website": lambda row: row.website,
        "member_since": lambda row: row.member_since,
        "member_until": lambda row: row.member_until,
        "action_groups": group_names,
        "external_id": lambda row: row.external_id or "",
    }

    def get_base_queryset(self):
        current = Membership.objects.current()
        return (
            super()
            .get_base_queryset()
            .prefetch_related("action_groups")
            .annotate(
                people=Count(
                    "memberships", filter=Q(memberships__in=current), distinct=True
                )
            )
        )

    def filter_queryset(self, queryset):
        # Belonging to two of the chosen groups must not list a row twice.
        return super().filter_queryset(queryset).distinct()


class MembershipIndexView(IndexView):
    export_cells = {
        "name": lambda row: row.person,
        "email": lambda row: row.address,
        "organization": lambda row: row.organization.name,
        "organization_id": lambda row: row.organization.external_id or "",
        "role": lambda row: row.get_role_display(),
        "language": lambda row: language_name(row.language),
        "valid_from": lambda row: row.valid_from,
        "valid_until": lambda row: row.valid_until,
        "account": lambda row: _("yes") if row.user_id else _("no"),
        "standing": lambda row: membership_standing(row).label,
    }

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("user", "organization")


class ActionGroupIndexView(IndexView):
    def get_base_queryset(self):
        return (
            super()
            .get_base_queryset()
            .annotate(members=Count("organizations", distinct=True))
        )


class PathfinderIndexView(IndexView):
    export_cells = {
        "country": lambda row: row.country.name,
        "country_code": lambda row: row.country.code,
        "since": lambda row: row.since,
        "until": lambda row: row.until,
        "standing": lambda row: pathfinder_standing(row).label,
    }
