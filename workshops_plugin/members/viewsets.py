"""The members' screens in Wagtail's admin."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, NumberColumn, StatusTagColumn
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from . import filters, import_views, listing, panels, views
from .choosers import user_search_fields
from .languages import language_name
from .models import ActionGroup, Membership, Organization, PathfinderCountry
from .rules import membership_standing, organization_standing, pathfinder_standing


class MembersViewSet(ModelViewSet):
    """What the four screens have in common.

    Nothing here is part of a page, so the reference index, which a bulk import
    would leave behind, is not kept; what needs a row is asked when it is deleted.
    """

    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    list_per_page = 50
    add_view_class = views.CreateView
    edit_view_class = views.EditView
    delete_view_class = views.DeleteView
    inspect_view_class = views.InspectView
    search_backend_name = None

    def get_common_view_kwargs(self, **kwargs):
        return {**super().get_common_view_kwargs(**kwargs), "usage_url_name": None}


class ImportingViewSet(MembersViewSet):
    """A screen whose rows can also come from a CSV file."""

    import_view_class = None

    def get_index_view_kwargs(self, **kwargs):
        return super().get_index_view_kwargs(
            import_url_name=self.get_url_name("import"), **kwargs
        )

    @property
    def import_view(self):
        return self.construct_view(
            self.import_view_class,
            template_url_name=self.get_url_name("import_template"),
            import_url_name=self.get_url_name("import"),
        )

    @property
    def import_template_view(self):
        return self.construct_view(
            import_views.TemplateView, kind=self.import_view_class.kind
        )

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("import/", self.import_view, name="import"),
            path("import/template/", self.import_template_view, name="import_template"),
        ]


class OrganizationViewSet(ImportingViewSet):
    model = Organization
    name = "workshops_organizations"
    url_prefix = "workshops/organizations"
    icon = "home"
    index_view_class = listing.OrganizationIndexView
    delete_view_class = views.OrganizationDeleteView
    import_view_class = import_views.ImportOrganizationsView
    filterset_class = filters.OrganizationFilterSet
    search_fields = ("name", "acronym", "external_id")
    ordering = "name"
    list_display = (
        "name",
        "acronym",
        "kind",
        Column(
            "country", label=_("Country"), accessor="country.name", sort_key="country"
        ),
        Column(
            "action_groups",
            label=_("Action groups"),
            accessor=lambda row: ", ".join(
                group.label for group in row.action_groups.all()
            ),
        ),
        listing.PeopleColumn("people", label=_("People"), sort_key="people"),
        listing.StandingColumn(
            "standing", organization_standing, label=_("Membership")
        ),
    )
    list_export = tuple(listing.OrganizationIndexView.export_cells)
    export_headings = {"country_code": _("Country code"), "region": _("Region")}
    export_filename = "organizations"
    inspect_view_fields = (
        "name",
        "acronym",
        "kind",
        "country",
        "region",
        "website",
        "member_since",
        "member_until",
        "action_groups",
        "external_id",
    )
    edit_handler = panels.organization


class MembershipViewSet(ImportingViewSet):
    model = Membership
    name = "workshops_memberships"
    url_prefix = "workshops/memberships"
    icon = "user"
    index_view_class = listing.MembershipIndexView
    delete_view_class = views.MembershipDeleteView
    import_view_class = import_views.ImportPeopleView
    filterset_class = filters.MembershipFilterSet
    ordering = ("organization__name", "name", "email", "pk")
    list_display = (
        "person",
        Column(
            "organization",
            label=_("Organization"),
            accessor="organization",
            sort_key="organization__name",
        ),
        "role",
        Column(
            "language",
            label=_("Language"),
            accessor=lambda row: language_name(row.language),
        ),
        StatusTagColumn(
            "account",
            label=_("Account"),
            accessor=lambda row: _("Linked") if row.user_id else _("Waiting"),
            primary=lambda row: bool(row.user_id),
        ),
        listing.StandingColumn("standing", membership_standing, label=_("Standing")),
    )
    list_export = tuple(listing.MembershipIndexView.export_cells)
    export_headings = {
        "email": _("E-mail"),
        "organization_id": _("Organization id"),
        "account": _("Account"),
        "standing": _("Standing"),
    }
    export_filename = "people"
    inspect_view_fields = (
        "person",
        "address",
        "organization",
        "role",
        "language",
        "valid_from",
        "valid_until",
    )
    edit_handler = panels.membership

    @property
    def search_fields(self):
        return (
            "name",
            "email",
            "organization__name",
            "organization__acronym",
            *(f"user__{field}" for field in user_search_fields()),
        )


class ActionGroupViewSet(MembersViewSet):
    model = ActionGroup
    name = "workshops_action_groups"
    url_prefix = "workshops/action-groups"
    icon = "group"
    index_view_class = listing.ActionGroupIndexView
    delete_view_class = views.ActionGroupDeleteView
    search_fields = ("name",)
    ordering = "name"
    list_display = (
        "name",
        Column(
            "labels",
            label=_("In other languages"),
            accessor=views.labels_in_words,
        ),
        NumberColumn("members", label=_("Organizations"), sort_key="members"),
    )
    inspect_view_fields = ("name", "labels")
    edit_handler = panels.action_group


class PathfinderCountryViewSet(MembersViewSet):
    model = PathfinderCountry
    name = "workshops_pathfinder_countries"
    url_prefix = "workshops/pathfinder-countries"
    icon = "globe"
    index_view_class = listing.PathfinderIndexView
    delete_view_class = views.PathfinderDeleteView
    filterset_class = filters.PathfinderFilterSet
    ordering = "country"
    list_display = (
        "country",
        listing.DayColumn("since", label=_("Since"), sort_key="since"),
        listing.DayColumn("until", label=_("Until"), sort_key="until"),
        listing.StandingColumn("standing", pathfinder_standing, label=_("Standing")),
    )
    list_export = tuple(listing.PathfinderIndexView.export_cells)
    export_headings = {"country_code": _("Country code"), "standing": _("Standing")}
    export_filename = "pathfinder-countries"
    inspect_view_fields = ("country", "since", "until")
    edit_handler = panels.pathfinder


class MembersViewSetGroup(ViewSetGroup):
    """The four screens, as one entry of the app's menu."""

    add_to_admin_menu = False
    menu_label = _("Members")
    menu_name = "workshops-members"
    menu_order = 300
    menu_icon = "group"
    items = (
        OrganizationViewSet,
        MembershipViewSet,
        ActionGroupViewSet,
        PathfinderCountryViewSet,
    )


members_viewset_group = MembersViewSetGroup()
