"""Choosing one of the site's users, however many there are and of whatever model."""

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db.models import Q
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets.chooser import BaseChooser

from .rules import may_choose_users


def user_search_fields():
    """Return the fields of the site's user model that name a person."""
    model = get_user_model()
    wanted = (
        model.get_email_field_name(),
        model.USERNAME_FIELD,
        "first_name",
        "last_name",
        "name",
    )
    return [name for name in dict.fromkeys(wanted) if _has_field(model, name)]


def _has_field(model, name):
    try:
        return model._meta.get_field(name).concrete
    except FieldDoesNotExist:
        return False


def user_address(user):
    return getattr(user, user.get_email_field_name(), "") or ""


def user_title(user):
    """Return “Name (address)”, or whichever of the two is known."""
    name, address = get_user_display_name(user), user_address(user)
    if not address or name == address:
        return str(name)
    return _("%(name)s (%(address)s)") % {"name": name, "address": address}


class UserSearchForm(BaseFilterForm):
    q = forms.CharField(
        label=_("Search by name or e-mail"),
        widget=forms.TextInput(attrs={"placeholder": _("Name or e-mail")}),
        required=False,
    )

    def filter(self, objects):
        self.search_query = self.cleaned_data.get("q")
        self.is_searching = bool(self.search_query)
        for word in (self.search_query or "").split():
            query = Q()
            for field in user_search_fields():
                query |= Q(**{f"{field}__icontains": word})
            objects = objects.filter(query)
        return objects


class EditorsOnly:
    """The list of users is for those alone who keep memberships."""

    def dispatch(self, request, *args, **kwargs):
        if not may_choose_users(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class UserListing(EditorsOnly):
    filter_form_class = UserSearchForm

    @property
    def ordering(self):
        return get_user_model().USERNAME_FIELD

    @property
    def title_column(self):
        column = super().title_column
        column.label = _("Name")
        column.accessor = get_user_display_name
        return column

    @property
    def columns(self):
        return [
            *super().columns,
            Column("address", label=_("E-mail"), accessor=user_address),
        ]


class ChooseUserView(UserListing, chooser.ChooseView):
    pass


class ChooseUserResultsView(UserListing, chooser.ChooseResultsView):
    pass


class UserChosenView(EditorsOnly, chooser.ChosenView):
    def get_display_title(self, instance):
        return user_title(instance)


class UserChooserWidget(BaseChooser):
    def get_display_title(self, instance):
        return user_title(instance)


class UserChooserViewSet(ChooserViewSet):
    model = settings.AUTH_USER_MODEL
    icon = "user"
    choose_one_text = _("Choose a user")
    choose_another_text = _("Choose another user")
    register_widget = False
    base_widget_class = UserChooserWidget
    choose_view_class = ChooseUserView
    choose_results_view_class = ChooseUserResultsView
    chosen_view_class = UserChosenView

    def get_urlpatterns(self):
        return [
            path("", self.choose_view, name="choose"),
            path("results/", self.choose_results_view, name="choose_results"),
            path("chosen/<str:pk>/", self.chosen_view, name="chosen"),
        ]


user_chooser = UserChooserViewSet("workshops_users")
