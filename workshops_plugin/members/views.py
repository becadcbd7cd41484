"""What the members' admin views do beyond Wagtail's own."""

from django.db import IntegrityError
from django.db.models import PROTECT, ProtectedError
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.views import generic

from .languages import language_name


class CollisionMixin:
    """Says so where somebody else saved the same at the same moment."""

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except IntegrityError:
            form.add_error(
                None,
                _(
                    "Somebody has just saved something that contradicts this. Open "
                    "the list to see it, then try again."
                ),
            )
            self.produced_error_code = "validation_error"
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)


class CreateView(CollisionMixin, generic.CreateView):
    pass


class EditView(CollisionMixin, generic.EditView):
    pass


class DeleteView(generic.DeleteView):
    """Says in a sentence what still needs the row, instead of failing on it."""

    template_name = "workshops_plugin/admin/members/confirm_delete.html"
    advice = ""

    @cached_property
    def needed_by(self):
        """Which rows protect this one, as “3 memberships, 1 proposal”, or ``""``."""
        counted = []
        for relation in self.object._meta.related_objects:
            if relation.on_delete is PROTECT:
                rows = relation.related_model._base_manager.filter(
                    **{relation.field.name: self.object}
                )
                counted.append((rows.count(), relation.related_model._meta))
        return ", ".join(
            f"{count} {meta.verbose_name if count == 1 else meta.verbose_name_plural}"
            for count, meta in counted
            if count
        )

    @property
    def refusal(self):
        if not self.needed_by:
            return ""
        return _(
            "“%(object)s” cannot be deleted while something refers to it: %(things)s."
        ) % {"object": self.object, "things": self.needed_by}

    def form_valid(self, form):
        if self.refusal:
            return self.refuse()
        try:
            return super().form_valid(form)
        except ProtectedError:
            self.__dict__.pop("needed_by", None)
            return self.refuse()

    def refuse(self):
        messages.error(self.request, self.refusal)
        return self.render_to_response(self.get_context_data())


class OrganizationDeleteView(DeleteView):
    advice = gettext_lazy(
        "To end its membership, open it and fill in “member until”. What it did stays."
    )


class MembershipDeleteView(DeleteView):
    advice = gettext_lazy(
        "If this person acted for the organization until some day, fill in “until” "
        "instead: then it remains visible who acted when."
    )


class ActionGroupDeleteView(DeleteView):
    advice = gettext_lazy("Its members remain members of the partnership.")


class PathfinderDeleteView(DeleteView):
    advice = gettext_lazy(
        "If the country’s commitment ended, fill in “until” instead: proposals of "
        "that time count its commitment."
    )


class InspectView(generic.InspectView):
    """Shows empty values as a dash."""

    def get_field_label(self, field_name, field):
        return capfirst(super().get_field_label(field_name, field))

    def get_field_display_value(self, field_name, field):
        value = super().get_field_display_value(field_name, field)
        return "–" if value is None or value == "" else value

    def get_country_display_value(self):
        return self.object.country.name

    def get_language_display_value(self):
        return language_name(self.object.language)

    def get_labels_display_value(self):
        return labels_in_words(self.object)


def labels_in_words(group):
    """Return a group's names in other languages, as “Français: …; Español: …”."""
    return "; ".join(
        _("%(language)s: %(label)s") % {"language": language_name(code), "label": label}
        for code, label in sorted(group.labels.items())
        if label
    )
