"""The admin's screens: who sees them, what they show, what they cost."""

import csv
import io
from datetime import date
from itertools import chain, repeat

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_countries.data import COUNTRIES
from openpyxl import load_workbook

from workshops_plugin.members.views import DeleteView
from workshops_plugin.models import (
    ActionGroup,
    Membership,
    Organization,
    PathfinderCountry,
)

from .factories import (
    ActionGroupFactory,
    MembershipFactory,
    OrganizationFactory,
    PathfinderCountryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NAMESPACES = ("organizations", "memberships", "action_groups", "pathfinder_countries")


def url(name, *args, **query):
    address = reverse(f"workshops_{name}", args=args)
    if not query:
        return address
    return f"{address}?" + "&".join(f"{key}={value}" for key, value in query.items())


def export(client, name, **query):
    """Return the rows of a CSV export, headings first."""
    response = client.get(url(f"{name}:index", export="csv", **query))
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def listed(client, name, **query):
    """Return what the first column of a listing names, in its order."""
    response = client.get(url(f"{name}:index", **query))
    return [str(row) for row in response.context["object_list"]]


def errors(response):
    return response.context["form"].errors


@pytest.fixture
def secret():
    """Rows of every kind whose words must not reach just anybody."""
    group = ActionGroupFactory(name="Secret group")
    union = OrganizationFactory(name="Secret union", action_groups=[group])
    membership = MembershipFactory(
        user=None, email="secret@union.example", organization=union
    )
    country = PathfinderCountryFactory(country="PE")
    return dict(zip(NAMESPACES, (union, membership, group, country), strict=True))


@pytest.mark.parametrize("name", NAMESPACES)
@pytest.mark.parametrize(
    "view", ["index", "index_results", "add", "edit", "delete", "inspect", "history"]
)
def test_outsider_sees_nothing(client, outsider, secret, name, view):
    client.force_login(outsider)
    single = view in ("edit", "delete", "inspect", "history")
    address = url(f"{name}:{view}", *([secret[name].pk] if single else []))
    for response in (client.get(address), client.post(address)):
        assert response.status_code in (302, 403, 405)
        assert b"secret" not in response.content.lower()
    assert client.get(f"{address}?export=csv").status_code in (302, 403)


@pytest.mark.parametrize("name", NAMESPACES)
def test_auditor_reads_and_changes_nothing(client, auditor, secret, name):
    client.force_login(auditor)
    row = secret[name]
    assert client.get(url(f"{name}:index")).status_code == 200
    assert client.get(url(f"{name}:inspect", row.pk)).status_code == 200
    for view in ("edit", "delete"):
        assert client.post(url(f"{name}:{view}", row.pk)).status_code == 302
    assert type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("name", NAMESPACES)
@pytest.mark.parametrize("view", ["edit", "delete", "inspect", "history"])
def test_editor_opens_every_screen(desk, secret, name, view):
    response = desk.get(url(f"{name}:{view}", secret[name].pk))
    assert response.status_code == 200
    assert "{&#x27;" not in response.content.decode()


def test_menu_shows_the_four_screens(desk):
    props = desk.get(reverse("wagtailadmin_home")).content.decode()
    for name in NAMESPACES:
        assert url(f"{name}:index") in props


def test_organizations_are_found_by_name_acronym_and_id(desk):
    OrganizationFactory(name="Union", acronym="SU", external_id="crm-9")
    OrganizationFactory(name="Firm")
    for word in ("uni", "su", "crm-9"):
        assert listed(desk, "organizations", q=word) == ["Union"]


def test_organizations_are_filtered(desk, today):
    group, other = ActionGroupFactory(), ActionGroupFactory()
    OrganizationFactory(name="Union", action_groups=[group, other])
    OrganizationFactory(
        name="Firm", kind="business", country="KE", member_until=date(2024, 11, 30)
    )
    OrganizationFactory(
        name="School", kind="academia", country="NP", member_since=date(2024, 12, 2)
    )
    for query, names in (
        ({"kind": "business"}, ["Firm"]),
        ({"region": "asia_pacific"}, ["School"]),
        ({"action_groups": group.pk}, ["Union"]),
        ({"action_groups": f"{group.pk}&action_groups={other.pk}"}, ["Union"]),
        ({"standing": "current"}, ["Union"]),
        ({"standing": "past"}, ["Firm"]),
        ({"standing": "future"}, ["School"]),
        ({"standing": "nonsense"}, ["Firm", "School", "Union"]),
    ):
        assert listed(desk, "organizations", **query) == names


def test_people_of_an_organization_are_counted_as_of_today(desk, today):
    union = OrganizationFactory(
        action_groups=[ActionGroupFactory(), ActionGroupFactory()]
    )
    MembershipFactory.create_batch(2, organization=union)
    MembershipFactory(organization=union, valid_until=date(2024, 11, 30))
    response = desk.get(url("organizations:index"))
    assert response.context["object_list"][0].people == 2
    link = url("memberships:index", organization=union.pk)
    assert link in response.content.decode()
    assert len(listed(desk, "memberships", organization=union.pk)) == 3


def test_memberships_are_found_by_whatever_names_the_person(desk):
    union = OrganizationFactory(name="Union", acronym="SU")
    user = UserFactory(first_name="Flora", last_name="Tristán", email="ft@example.org")
    MembershipFactory(user=user, organization=union)
    MembershipFactory(user=None, email="else@example.net", name="Somebody Else")
    for word in ("flora", "tristán", "ft@example", "union", "su"):
        found = desk.get(url("memberships:index", q=word)).context["object_list"]
        assert [row.user for row in found] == [user]


def test_memberships_are_filtered(desk, today):
    current = MembershipFactory(role="focal_point")
    waiting = MembershipFactory(user=None, email="ana@union.example")
    left = MembershipFactory(
        organization=OrganizationFactory(member_until=date(2024, 11, 30))
    )
    future = MembershipFactory(valid_from=date(2025, 1, 1))
    for query, wanted in (
        ({"organization": current.organization_id}, {current}),
        ({"role": "focal_point"}, {current}),
        ({"account": "waiting"}, {waiting}),
        ({"account": "linked"}, {current, left, future}),
        ({"standing": "past"}, {left}),
        ({"standing": "future"}, {future}),
        ({"standing": "current"}, {current, waiting}),
    ):
        found = desk.get(url("memberships:index", **query)).context["object_list"]
        assert set(found) == wanted


def test_pathfinder_countries_are_filtered(desk, today):
    PathfinderCountryFactory(country="PE")
    PathfinderCountryFactory(country="NP", until=date(2024, 11, 30))
    assert listed(desk, "pathfinder_countries", region="americas") == ["Peru"]
    assert listed(desk, "pathfinder_countries", standing="past") == ["Nepal"]


def test_lists_show_words_and_no_codes(desk):
    group = ActionGroupFactory(name="Supply Chains", labels={"fr": "Chaînes"})
    union = OrganizationFactory(
        kind="civil_society", country="CI", action_groups=[group]
    )
    MembershipFactory(organization=union, language="fr", role="focal_point")
    page = desk.get(url("organizations:index")).content.decode()
    for words in ("Civil society", "Côte d&#x27;Ivoire", "Supply Chains"):
        assert words in page
    page = desk.get(url("memberships:index")).content.decode()
    assert "Français" in page
    assert "Focal point" in page
    page = desk.get(url("action_groups:index")).content.decode()
    assert "Français: Chaînes" in page


EXPORTED = {
    "organizations": (
        "Name Acronym Kind Country Country_code Region Website Member_since "
        "Member_until Action_groups External_id"
    ),
    "memberships": (
        "Name E-mail Organization Organization_id Role Language From Until "
        "Account Standing"
    ),
    "pathfinder_countries": "Country Country_code Since Until Standing",
}


@pytest.mark.parametrize("name", EXPORTED)
def test_export_has_headings_for_people(desk, secret, name):
    headings, *rows = export(desk, name)
    assert headings == [word.replace("_", " ") for word in EXPORTED[name].split()]
    assert len(rows) == 1


def test_export_follows_the_filter(desk):
    OrganizationFactory(name="Union", kind="workers")
    OrganizationFactory(name="Firm", kind="business")
    assert [row[0] for row in export(desk, "organizations", kind="business")] == [
        "Name",
        "Firm",
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_holds_no_formulas(desk, start):
    name = f"{start}HYPERLINK(1)"
    Organization.objects.bulk_create([Organization(name=name, kind="other")])
    assert export(desk, "organizations")[1][0] == f"'{name}"


def test_xlsx_holds_texts_and_dates(desk):
    Organization.objects.bulk_create(
        [Organization(name="=1+1\x0b", kind="other", member_since=date(2016, 1, 2))]
    )
    response = desk.get(url("organizations:index", export="xlsx"))
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    assert sheet["A2"].value == "=1+1"
    assert sheet["A2"].data_type == "s"
    assert sheet["H2"].value == date(2016, 1, 2)


def fill(name, count):
    """Make ``count`` rows of the kind that the listing ``name`` shows."""
    if name == "organizations":
        groups = ActionGroupFactory.create_batch(2)
        for organization in OrganizationFactory.create_batch(
            count, action_groups=groups
        ):
            MembershipFactory(organization=organization)
    elif name == "memberships":
        MembershipFactory.create_batch(count)
    elif name == "action_groups":
        for group in ActionGroupFactory.create_batch(count, labels={"fr": "Groupe"}):
            OrganizationFactory(action_groups=[group])
    else:
        known = PathfinderCountry.objects.count()
        for code in sorted(COUNTRIES)[known : known + count]:
            PathfinderCountryFactory(country=code)


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(address)
        if response.streaming:
            b"".join(response.streaming_content)
    assert response.status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", NAMESPACES)
@pytest.mark.parametrize("form", ["", "csv", "xlsx"])
def test_more_rows_cost_no_more_queries(desk, name, form):
    address = url(f"{name}:index", **({"export": form} if form else {}))
    fill(name, 5)
    queries(desk, address)
    few = queries(desk, address)
    fill(name, 45)
    assert queries(desk, address) == few


ORGANIZATION = {
    "name": "Union",
    "acronym": "",
    "kind": "workers",
    "country": "PE",
    "website": "",
    "member_since": "",
    "member_until": "",
    "external_id": "",
}


def test_organization_is_added(desk):
    group = ActionGroupFactory()
    data = {**ORGANIZATION, "action_groups": [group.pk]}
    assert desk.post(url("organizations:add"), data).status_code == 302
    made = Organization.objects.get()
    assert (made.name, made.region) == ("Union", "americas")
    assert list(made.action_groups.all()) == [group]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": "KNOWN"}, "An organization of this name exists."),
        (
            {"member_since": "2024-01-01", "member_until": "2023-01-01"},
            "Membership cannot end before it begins. Check the two dates.",
        ),
        (
            {"external_id": "crm-1"},
            "Organization with this External id already exists.",
        ),
    ],
)
def test_broken_rules_are_sentences(desk, changes, sentence):
    OrganizationFactory(name="Known", external_id="crm-1")
    response = desk.post(url("organizations:add"), {**ORGANIZATION, **changes})
    assert [m for each in errors(response).values() for m in each] == [sentence]


def test_collision_at_the_same_moment_is_a_sentence(desk, monkeypatch):
    def collide(*args, **kwargs):
        raise IntegrityError

    monkeypatch.setattr(Organization, "save", collide)
    response = desk.post(url("organizations:add"), ORGANIZATION)
    assert "Somebody has just saved" in errors(response)["__all__"][0]


def person(**changes):
    return {
        "user": "",
        "email": "",
        "name": "",
        "language": "",
        "role": "contributor",
        "valid_from": "",
        "valid_until": "",
        **changes,
    }


def test_person_is_added_by_user_or_by_address(desk):
    union, user = OrganizationFactory(), UserFactory()
    for data in (
        person(user=user.pk, organization=union.pk, language="fr"),
        person(email="Luz@union.example", organization=union.pk),
    ):
        assert desk.post(url("memberships:add"), data).status_code == 302
    assert set(Membership.objects.values_list("user", "email", "language")) == {
        (user.pk, "", "fr"),
        (None, "luz@union.example", ""),
    }


def test_person_needs_a_user_or_an_address(desk):
    union = OrganizationFactory()
    response = desk.post(url("memberships:add"), person(organization=union.pk))
    assert errors(response)["__all__"] == ["Choose a user or enter an e-mail address."]


@pytest.mark.parametrize("by", ["user", "email", "account"])
def test_person_acts_once_for_an_organization(desk, by):
    user = UserFactory(email="ana@union.example")
    known = MembershipFactory(user=user, organization__name="Union")
    if by == "email":
        known.user, known.email = None, user.email
        known.save()
    given = {"user": user.pk} if by == "user" else {"email": "ANA@union.example"}
    data = person(organization=known.organization_id, **given)
    (sentence,) = [
        m
        for each in errors(desk.post(url("memberships:add"), data)).values()
        for m in each
    ]
    assert sentence == (
        "This person already acts for Union. Change that membership instead."
    )
    edit = url("memberships:edit", known.pk)
    assert desk.post(edit, data).status_code == 302


def test_language_that_the_site_lost_is_kept(desk):
    membership = MembershipFactory(language="pt-br")
    page = desk.get(url("memberships:edit", membership.pk)).content.decode()
    assert '<option value="pt-br" selected>Português Brasileiro</option>' in page


def test_action_group_is_named_in_each_language(desk):
    group = ActionGroupFactory(name="Supply", labels={"fr": "Chaînes", "pt": "Cadeias"})
    edit = url("action_groups:edit", group.pk)
    page = desk.get(edit).content.decode()
    assert 'value="Chaînes"' in page
    assert "Cadeias" not in page
    desk.post(
        edit, {"name": "Supply", "label_en": "", "label_fr": " ", "label_es": "Cadenas"}
    )
    group.refresh_from_db()
    assert group.labels == {"es": "Cadenas", "pt": "Cadeias"}


def test_protected_organization_says_why(desk):
    union = MembershipFactory(organization__name="Union").organization
    MembershipFactory(organization=union)
    delete = url("organizations:delete", union.pk)
    for response in (desk.get(delete), desk.post(delete)):
        page = response.content.decode()
        assert (
            "“Union” cannot be deleted while something refers to it: 2 memberships."
        ) in page
        assert "fill in “member until”" in page
        assert "Yes, delete" not in page
    assert Organization.objects.filter(pk=union.pk).exists()


def test_protection_that_arises_meanwhile_is_a_sentence(desk, monkeypatch):
    union = MembershipFactory().organization
    answers = chain([""], repeat("1 membership"))
    monkeypatch.setattr(DeleteView, "needed_by", property(lambda view: next(answers)))
    page = desk.post(url("organizations:delete", union.pk)).content.decode()
    assert "while something refers to it: 1 membership." in page


def test_unprotected_rows_are_deleted(desk, secret):
    for name in ("memberships", "organizations", "action_groups"):
        desk.post(url(f"{name}:delete", secret[name].pk))
    for model in (Membership, Organization, ActionGroup):
        assert list(model.objects.all()) == []


def test_history_tells_what_was_done(desk, editor):
    desk.post(url("organizations:add"), ORGANIZATION)
    union = Organization.objects.get()
    page = desk.get(url("organizations:history", union.pk)).content.decode()
    assert "Created" in page
    assert editor.get_full_name() in page
