"""Organizations from a CSV file: what its columns mean, and what a row would do."""

import re

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..enums import OrganizationKind
from ..models import ActionGroup, Organization
from ..regions import region_of
from . import cells
from .plan import CellError, Change, ends_too_early
from .reading import Column
from .synonyms import KINDS


def _field(name):
    return Organization._meta.get_field(name)


COLUMNS = (
    Column(
        "name",
        gettext_lazy("Name"),
        cells.text_of(_field("name")),
        ("organization", "organisation", "nom", "nombre", "organizacion"),
        gettext_lazy("Needed in every row."),
    ),
    Column(
        "acronym",
        gettext_lazy("Acronym"),
        cells.text_of(_field("acronym")),
        ("abbreviation", "sigle", "sigla", "acronyme", "acronimo"),
        gettext_lazy("How it is known for short."),
    ),
    Column(
        "kind",
        gettext_lazy("Kind"),
        cells.choice_of(OrganizationKind, KINDS),
        ("type", "tipo", "categorie", "category"),
        gettext_lazy("Needed for new organizations: such as Government or Business."),
    ),
    Column(
        "country",
        gettext_lazy("Country"),
        cells.parse_country,
        ("pays", "pais"),
        gettext_lazy("Its name in English, French or Spanish, or its ISO code."),
    ),
    Column(
        "country_code",
        gettext_lazy("Country code"),
        cells.parse_country,
        ("iso", "iso code", "code pays", "codigo pais"),
        gettext_lazy("The ISO code, instead of the name."),
    ),
    Column(
        "website",
        gettext_lazy("Website"),
        cells.parse_url,
        ("url", "web", "site web", "sitio web"),
        gettext_lazy("Its address, with or without https://."),
    ),
    Column(
        "member_since",
        gettext_lazy("Member since"),
        cells.parse_date,
        ("since", "membre depuis", "miembro desde"),
        gettext_lazy("A date such as 2024-12-31, or 31/12/2024 with the day first."),
    ),
    Column(
        "member_until",
        gettext_lazy("Member until"),
        cells.parse_date,
        ("until", "membre jusqu’au", "miembro hasta"),
        gettext_lazy("The last day of membership."),
    ),
    Column(
        "action_groups",
        gettext_lazy("Action groups"),
        lambda text: [name for name in re.split(r"\s*[;|]\s*", text) if name],
        ("action group", "groups", "groupes", "groupes d’action", "grupos de accion"),
        gettext_lazy("All of them, with semicolons in between. They must exist."),
    ),
    Column(
        "external_id",
        gettext_lazy("External id"),
        cells.text_of(_field("external_id")),
        ("id", "identifiant", "identificador"),
        gettext_lazy("How another system of yours names it. Recognized before names."),
    ),
    Column("region", gettext_lazy("Region")),
)
REQUIRED = (("name",),)
DATES = ("member_since", "member_until")


class Planner:
    """Compares rows with the organizations that exist; two of a kind are refused."""

    def __init__(self, rows):
        organizations = list(Organization.objects.all())
        self.by_id = {o.external_id: o for o in organizations if o.external_id}
        self.by_name = {cells.name_key(o.name): o for o in organizations}
        self.groups = _groups_by_label()
        self.groups_of = _groups_by_organization()
        self.seen = {}

    def plan(self, row, values):
        """Return the :class:`Change` that a row of parsed ``values`` asks for.

        The change has no values where the row says what is there already. Raises
        ``CellError`` if the row cannot be imported.
        """
        _merge_country(values)
        groups = self._groups(values.pop("action_groups", None))
        organization = self._find(values) or Organization()
        self._once(row, organization, values)
        self._check_name(organization, values)
        change = self._change(row, organization, values, groups)
        _check(organization)
        return change

    def _find(self, values):
        named = self.by_name.get(cells.name_key(values["name"]))
        external_id = values.get("external_id")
        if found := self.by_id.get(external_id):
            return found
        if named and external_id and named.external_id:
            raise CellError(
                _("“%(name)s” has the id “%(id)s” already.")
                % {"name": named.name, "id": named.external_id},
                "external_id",
            )
        return named

    def _once(self, row, organization, values):
        marks = [("name", cells.name_key(values["name"]))]
        marks.append(("external_id", values.get("external_id")))
        marks.append(("pk", organization.pk))
        for column, mark in marks:
            if mark and (earlier := self.seen.setdefault((column, mark), row)) != row:
                raise CellError(
                    _("This organization is in row %(row)d already.")
                    % {"row": earlier},
                    "name" if column == "pk" else column,
                )

    def _check_name(self, organization, values):
        named = self.by_name.get(cells.name_key(values["name"]))
        if named and named is not organization:
            raise CellError(
                _("Another organization is called “%(name)s” already.")
                % {"name": named.name},
                "name",
            )

    def _groups(self, names):
        if names is None:
            return None
        found = [self.groups.get(cells.key(name)) for name in names]
        if None in found:
            raise CellError(
                _("There is no action group “%(name)s”. Add it first.")
                % {"name": cells.shorten(names[found.index(None)])},
                "action_groups",
            )
        return sorted(set(found), key=lambda group: group.name)

    def _change(self, row, organization, values, groups):
        change = Change(row=row, instance=organization, values=[])
        for name, value in values.items():
            before = _plain(getattr(organization, name))
            if value != before:
                setattr(organization, name, value)
                change.fields.add(name)
                shown = _in_words(organization, name, before)
                change.values.append(
                    (_label(name), shown, _in_words(organization, name, value))
                )
        self._change_groups(change, groups)
        if "country" in change.fields:
            organization.region = region_of(organization.country)
            change.fields.add("region")
        return change

    def _change_groups(self, change, groups):
        before = self.groups_of.get(change.instance.pk, [])
        if groups is None or groups == before:
            return
        change.groups = groups
        change.values.append((_label("action_groups"), *map(_names, (before, groups))))


def _groups_by_label():
    groups = {}
    for group in ActionGroup.objects.all():
        for label in (*group.labels.values(), group.name):
            groups[cells.key(label)] = group
    return groups


def _groups_by_organization():
    found = {}
    through = Organization.action_groups.through.objects.select_related("actiongroup")
    for link in through.order_by("actiongroup__name"):
        found.setdefault(link.organization_id, []).append(link.actiongroup)
    return found


def _merge_country(values):
    code = values.pop("country_code", None)
    if code and values.get("country", code) != code:
        raise CellError(
            _("The country and its code do not belong together."), "country_code"
        )
    if code:
        values["country"] = code


def _check(organization):
    if not organization.kind:
        raise CellError(_("A new organization needs a kind."), "kind")
    since, until = organization.member_since, organization.member_until
    if since and until and until < since:
        raise ends_too_early(since, until, "member_until")


def _plain(value):
    """Return a country as its code, and nothing as an empty text."""
    return getattr(value, "code", value) or ""


def _label(name):
    return next(str(c.heading) for c in COLUMNS if c.name == name)


def _names(groups):
    return ", ".join(group.label for group in groups)


def _in_words(organization, name, value):
    if name == "kind":
        return str(OrganizationKind(value).label) if value else ""
    if name == "country":
        return str(Organization(country=value).country.name)
    if name in DATES and value:
        return date_format(value, "DATE_FORMAT")
    return value
