"""People from a CSV file: what its columns mean, and what a row would do."""

from functools import lru_cache

from django.conf.locale import LANG_INFO
from django.contrib.auth import get_user_model
from django.db.models.functions import Lower
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...conf import app_settings
from ..enums import MembershipRole
from ..languages import language_choices, language_name
from ..models import Membership, Organization
from ..verification import vouched_addresses
from . import cells
from .plan import CellError, Change, ends_too_early
from .reading import Column
from .synonyms import ROLES

BATCH = 500


def parse_language(text):
    """Return the code of one of the site's languages, for its code or its name."""
    choices = tuple(language_choices())
    code = _language_words(choices).get(cells.key(text))
    if code is None:
        raise CellError(
            _("“%(text)s” is not one of the site’s languages: %(languages)s.")
            % {
                "text": cells.shorten(text),
                "languages": ", ".join(name for _code, name in choices),
            }
        )
    return code


@lru_cache(maxsize=4)
def _language_words(choices):
    words = {}
    for code, name in choices:
        info = LANG_INFO.get(code, {})
        names = {code, name, info.get("name", name), info.get("name_local", name)}
        for language in cells.LANGUAGES:
            with translation.override(language):
                names.add(translation.gettext(info.get("name", name)))
        words.update((cells.key(name), code) for name in names)
    return words


def _field(model, name):
    return model._meta.get_field(name)


COLUMNS = (
    Column(
        "email",
        gettext_lazy("E-mail"),
        cells.parse_email,
        (
            "mail",
            "e mail address",
            "email address",
            "courriel",
            "adresse e mail",
            "correo",
            "correo electronico",
        ),
        gettext_lazy("Needed in every row."),
    ),
    Column(
        "name",
        gettext_lazy("Name"),
        cells.text_of(_field(Membership, "name")),
        ("full name", "person", "nom", "nombre"),
        gettext_lazy("How messages address this person."),
    ),
    Column(
        "organization",
        gettext_lazy("Organization"),
        cells.text_of(_field(Organization, "name")),
        ("organisation", "organizacion", "acts for"),
        gettext_lazy("The name or the acronym of an organization that exists."),
    ),
    Column(
        "organization_id",
        gettext_lazy("Organization id"),
        cells.text_of(_field(Organization, "external_id")),
        ("organisation id", "external id"),
        gettext_lazy("Its external id, instead of the name."),
    ),
    Column(
        "role",
        gettext_lazy("Role"),
        cells.choice_of(MembershipRole, ROLES),
        ("rol", "funcion", "fonction"),
        gettext_lazy("Focal point or contributor; without it, contributor."),
    ),
    Column(
        "language",
        gettext_lazy("Language"),
        parse_language,
        ("langue", "idioma", "lengua"),
        gettext_lazy("In which language messages are written."),
    ),
    Column(
        "valid_from",
        gettext_lazy("From"),
        cells.parse_date,
        ("since", "depuis", "desde"),
        gettext_lazy("A date such as 2024-12-31, or 31/12/2024 with the day first."),
    ),
    Column(
        "valid_until",
        gettext_lazy("Until"),
        cells.parse_date,
        ("jusqu’au", "hasta"),
        gettext_lazy("The last day."),
    ),
    Column("account", gettext_lazy("Account")),
    Column("standing", gettext_lazy("Standing")),
)
REQUIRED = (("email",), ("organization", "organization_id"))
DATES = ("valid_from", "valid_until")


class Planner:
    """Compares rows with the memberships that exist; two of a kind are refused."""

    def __init__(self, rows):
        organizations = list(Organization.objects.all())
        self.by_id = {o.external_id: o for o in organizations if o.external_id}
        self.by_name = {cells.name_key(o.name): o for o in organizations}
        self.by_acronym = _unique_acronyms(organizations)
        self.memberships, self.acting = _memberships()
        self.users = _users_by_address({row.cells.get("email", "") for row in rows})
        self.seen = {}

    def plan(self, row, values):
        """Return the :class:`Change` that a row of parsed ``values`` asks for.

        The change has no values where the row says what is there already. Raises
        ``CellError`` if the row cannot be imported.
        """
        email = values.pop("email")
        organization = self._organization(
            values.pop("organization", ""), values.pop("organization_id", "")
        )
        self._once(row, email, organization)
        membership = self.memberships.get((organization.pk, email))
        if membership is None:
            membership = Membership(email=email, organization=organization)
        change = _change(row, membership, values)
        self._link(change, email)
        _check(membership)
        return change

    def _organization(self, name, external_id):
        wanted = cells.name_key(name)
        named = self.by_name.get(wanted) or self.by_acronym.get(wanted)
        if not external_id:
            return named or _no_organization(name)
        identified = self.by_id.get(external_id)
        if identified is None:
            raise CellError(
                _("There is no organization with the id “%(id)s”.")
                % {"id": cells.shorten(external_id)},
                "organization_id",
            )
        if named and named is not identified:
            raise CellError(
                _("The id “%(id)s” belongs to “%(name)s”.")
                % {"id": external_id, "name": identified.name},
                "organization_id",
            )
        return identified

    def _once(self, row, email, organization):
        earlier = self.seen.setdefault((organization.pk, email), row)
        if earlier != row:
            raise CellError(
                _("This person is in row %(row)d already for this organization.")
                % {"row": earlier},
                "email",
            )

    def _link(self, change, email):
        """Give the membership to the account that surely has the address."""
        membership = change.instance
        user = None if membership.user_id else self.users.get(email)
        if user and (user.pk, membership.organization_id) not in self.acting:
            membership.user = user
            change.fields.add("user")
            self.acting.add((user.pk, membership.organization_id))
            change.values.append((_("Account"), "", _("Linked with its account")))


def _no_organization(name):
    if not name:
        raise CellError(_("Say for which organization."), "organization")
    raise CellError(
        _("There is no organization “%(name)s”. Add it first, or correct the name.")
        % {"name": cells.shorten(name)},
        "organization",
    )


def _unique_acronyms(organizations):
    found = {}
    for organization in organizations:
        if organization.acronym:
            acronym = cells.name_key(organization.acronym)
            found[acronym] = None if acronym in found else organization
    return found


def _memberships():
    """Return memberships by (organization, address), and who acts for whom."""
    by_address, acting = {}, set()
    for membership in Membership.objects.select_related("user").order_by("pk"):
        for address in (membership.email, membership.address):
            place = (membership.organization_id, address.lower())
            if address and (membership.user_id or place not in by_address):
                by_address[place] = membership
        if membership.user_id:
            acting.add((membership.user_id, membership.organization_id))
    return by_address, acting


def _users_by_address(cells_of_email):
    """Return the active users who surely have one of these addresses.

    An address that more than one of them has is nobody's.
    """
    if not app_settings.VERIFIED_EMAILS:
        return {}
    addresses = sorted({text.lower() for text in cells_of_email if text})
    users, model = {}, get_user_model()
    for start in range(0, len(addresses), BATCH):
        batch = addresses[start : start + BATCH]
        found = model._default_manager.filter(is_active=True).annotate(
            workshops_address=Lower(model.get_email_field_name())
        )
        for user in found.filter(workshops_address__in=batch):
            address = user.workshops_address
            if address in vouched_addresses(user):
                users[address] = None if address in users else user
    return users


def _change(row, membership, values):
    change = Change(row=row, instance=membership, values=[])
    for name, value in values.items():
        before = getattr(membership, name) or ""
        if value == before or (name == "name" and value == _person(membership)):
            continue
        setattr(membership, name, value)
        change.fields.add(name)
        words = [_in_words(name, before), _in_words(name, value)]
        change.values.append((_label(name), *words))
    if membership._state.adding:
        change.values.insert(
            0, (_label("organization"), "", membership.organization.name)
        )
    return change


def _person(membership):
    """The name that an export of the membership shows."""
    return membership.person if membership.pk else ""


def _check(membership):
    start, end = membership.valid_from, membership.valid_until
    if start and end and end < start:
        raise ends_too_early(start, end, "valid_until")


def _label(name):
    return next(str(c.heading) for c in COLUMNS if c.name == name)


def _in_words(name, value):
    if name == "role":
        return str(MembershipRole(value).label) if value else ""
    if name == "language":
        return language_name(value)
    if name in DATES and value:
        return date_format(value, "DATE_FORMAT")
    return value
