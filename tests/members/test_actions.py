import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError
from wagtail.models import ModelLogEntry

from workshops_plugin.errors import Refused
from workshops_plugin.members import actions
from workshops_plugin.members.actions import (
    claim_memberships,
    import_organizations,
    import_people,
)
from workshops_plugin.models import Membership, Organization

from .factories import (
    PASSWORD,
    ActionGroupFactory,
    MembershipFactory,
    OrganizationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
VERIFIED = "workshops_plugin.members.verification.user_email"


def log_of(instance):
    return list(
        ModelLogEntry.objects.for_instance(instance)
        .order_by("pk")
        .values_list("action", "user")
    )


@pytest.fixture
def waiting():
    return MembershipFactory(user=None, email="ana@union.example")


def test_sign_in_claims_what_waits(client, waiting):
    user = UserFactory(email="ANA@Union.example")
    assert client.login(email=user.email, password=PASSWORD)
    waiting.refresh_from_db()
    assert waiting.user == user
    assert log_of(waiting) == [("workshops_plugin.membership.claim", user.pk)]


def test_claim_says_how_many(waiting):
    MembershipFactory(user=None, email="ana@union.example")
    MembershipFactory(user=None, email="luz@union.example")
    user = UserFactory(email="ana@union.example")
    assert claim_memberships(user) == 2
    assert claim_memberships(user) == 0
    assert user.workshops_memberships.count() == 2


def test_second_membership_of_one_organization_stays_unclaimed(waiting):
    user = UserFactory(email="ana@union.example")
    MembershipFactory(user=user, organization=waiting.organization)
    assert claim_memberships(user) == 0


@pytest.mark.parametrize("setting", [None, "tests.members.test_actions.vouch_for_none"])
def test_unverified_address_claims_nothing(waiting, settings, setting):
    settings.WORKSHOPS_VERIFIED_EMAILS = setting
    assert claim_memberships(UserFactory(email="ana@union.example")) == 0
    waiting.refresh_from_db()
    assert waiting.user is None


def vouch_for_none(user):
    return ["", " "]


def test_user_without_address_claims_nothing():
    assert claim_memberships(get_user_model()(email="")) == 0


ROWS = "Name,Kind\nUnion,Workers\nFirm,Business\n"


def test_import_adds_and_leaves_a_trace(editor):
    plan = import_organizations(ROWS, by=editor)
    assert len(plan.new) == 2
    union = Organization.objects.get(name="Union")
    assert log_of(union) == [("workshops_plugin.organization.import_new", editor.pk)]


def test_import_by_a_command_is_the_systems():
    import_organizations(ROWS, by=None)
    assert log_of(Organization.objects.get(name="Firm")) == [
        ("workshops_plugin.organization.import_new", None)
    ]


def test_second_import_changes_nothing(editor):
    import_organizations(ROWS, by=editor)
    plan = import_organizations(ROWS, by=editor)
    assert (plan.changes, plan.unchanged) == ([], 2)
    assert ModelLogEntry.objects.count() == 2


def test_bad_row_stops_everything(editor):
    with pytest.raises(Refused) as refused:
        import_organizations(ROWS + "Club,Chess\n", by=editor)
    assert refused.value.code == "bad_rows"
    assert str(refused.value) == "Nothing was imported, because 1 row is bad."
    assert not Organization.objects.exists()


def test_bad_rows_can_be_skipped(editor):
    plan = import_organizations(ROWS + "Club,Chess\n", by=editor, skip_bad_rows=True)
    assert plan.bad_rows == [4]
    assert set(Organization.objects.values_list("name", flat=True)) == {"Union", "Firm"}


@pytest.mark.parametrize("seen", [[3], [3, 4], []])
def test_only_those_bad_rows_are_skipped_that_were_seen(editor, seen):
    with pytest.raises(Refused):
        import_organizations(ROWS + "Club,Chess\n", by=editor, skip_bad_rows=seen)
    assert not Organization.objects.exists()
    import_organizations(ROWS + "Club,Chess\n", by=editor, skip_bad_rows=[4])
    assert Organization.objects.count() == 2


def test_rows_that_the_database_cannot_tell_apart_are_refused(editor, monkeypatch):
    """As on databases that compare texts without case or accents."""

    def collide(plan, *, word, by):
        plan.new[0].instance.save()
        raise IntegrityError

    monkeypatch.setattr(actions, "write", collide)
    with pytest.raises(Refused) as refused:
        import_organizations(ROWS, by=editor)
    assert refused.value.code == "conflict"
    assert not Organization.objects.exists()


def test_import_writes_every_column(editor):
    group = ActionGroupFactory(name="Supply Chains")
    import_organizations(
        "Name;Acronym;Kind;Country;Website;Member since;Member until;Groups;Id\n"
        "Sindicato;SU;Sindicato;Perú;union.example;2016-01-02;31/12/2025;"
        "Supply Chains;crm-7\n",
        by=editor,
    )
    made = Organization.objects.get()
    assert (made.acronym, made.kind, made.country.code, made.region) == (
        "SU",
        "workers",
        "PE",
        "americas",
    )
    assert (made.website, made.external_id) == ("https://union.example", "crm-7")
    assert (str(made.member_since), str(made.member_until)) == (
        "2016-01-02",
        "2025-12-31",
    )
    assert list(made.action_groups.all()) == [group]


def test_import_changes_what_is_known_by_id(editor):
    old, new = ActionGroupFactory(name="Old"), ActionGroupFactory(name="New")
    known = OrganizationFactory(name="Before", external_id="1", action_groups=[old])
    import_organizations("Id,Name,Country,Groups\n1,After,NP,New\n", by=editor)
    known.refresh_from_db()
    assert (known.name, known.region) == ("After", "asia_pacific")
    assert list(known.action_groups.all()) == [new]
    assert log_of(known) == [("workshops_plugin.organization.import_change", editor.pk)]


def people(*rows):
    return "E-mail,Organization,Name,Language\n" + "\n".join(rows)


def test_import_links_the_account_that_surely_has_the_address(editor):
    OrganizationFactory(name="Union")
    user = UserFactory(email="Ana@Union.example")
    import_people(people("ANA@union.example,union,Ana,fr"), by=editor)
    membership = Membership.objects.get()
    assert (membership.user, membership.email, membership.language) == (
        user,
        "ana@union.example",
        "fr",
    )


def test_import_lets_wait_whom_nobody_vouches_for(editor, settings):
    settings.WORKSHOPS_VERIFIED_EMAILS = None
    OrganizationFactory(name="Union")
    UserFactory(email="ana@union.example")
    import_people(people("ana@union.example,Union,,"), by=editor)
    assert Membership.objects.get().user is None


def test_import_does_not_link_an_inactive_account(editor):
    OrganizationFactory(name="Union")
    UserFactory(email="ana@union.example", is_active=False)
    import_people(people("ana@union.example,Union,,"), by=editor)
    assert Membership.objects.get().user is None


def test_import_links_who_has_waited(editor, waiting):
    user = UserFactory(email=waiting.email)
    row = f"{waiting.email},{waiting.organization.name},,"
    assert len(import_people(people(row), by=editor).changed) == 1
    waiting.refresh_from_db()
    assert waiting.user == user
    assert import_people(people(row), by=editor).unchanged == 1


def test_import_knows_members_by_their_accounts_address(editor):
    user = UserFactory(email="ana@union.example")
    membership = MembershipFactory(user=user)
    row = f"ana@union.example,{membership.organization.name},Dr Ana,"
    import_people(people(row), by=editor)
    assert Membership.objects.get().name == "Dr Ana"
