import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from workshops_plugin.members import roles
from workshops_plugin.models import CallIndexPage

from .factories import OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db
EDITORS, REVIEWERS, AUDITORS = (role.name for role in roles.ROLES)


@pytest.fixture
def index():
    root = Page.get_first_root_node()
    return root.add_child(instance=CallIndexPage(title="Calls", slug="calls"))


def held(name):
    """Return the codenames that a role holds, as a set."""
    return set(
        Permission.objects.filter(group__name=name).values_list("codename", flat=True)
    )


def on_page(name, page):
    return sorted(
        GroupPagePermission.objects.filter(group__name=name, page=page).values_list(
            "permission__codename", flat=True
        )
    )


def test_editors_keep_members_and_look_after_calls(index):
    roles.set_up_roles()
    codenames = held(EDITORS)
    for model in ("organization", "membership", "actiongroup", "pathfindercountry"):
        assert {f"{each}_{model}" for each in roles.EVERYTHING} <= codenames
    assert {"change_call", "view_call", "announce_call"} <= codenames
    assert not {"add_call", "delete_call"} & codenames
    assert {"delete_proposal", "export_proposal", "access_admin"} <= codenames
    assert not any("historical" in codename for codename in codenames)
    assert on_page(EDITORS, index) == ["add_page", "change_page", "publish_page"]


def test_reviewers_may_enter_and_no_more(index):
    roles.set_up_roles()
    assert held(REVIEWERS) == {"access_admin"}
    assert on_page(REVIEWERS, index) == []


def test_auditors_view_everything_and_change_nothing(index):
    roles.set_up_roles()
    codenames = held(AUDITORS) - {"access_admin"}
    assert {
        "view_organization",
        "view_proposal",
        "view_historicalproposal",
    } <= codenames
    assert {codename.split("_")[0] for codename in codenames} == {"export", "view"}
    assert on_page(AUDITORS, index) == []


def test_second_run_does_nothing(index):
    assert roles.set_up_roles()
    before = (held(EDITORS), held(AUDITORS), GroupPagePermission.objects.count())
    assert roles.set_up_roles() == []
    after = (held(EDITORS), held(AUDITORS), GroupPagePermission.objects.count())
    assert after == before


def test_what_a_site_added_stays(index):
    roles.set_up_roles()
    group = Group.objects.get(name=REVIEWERS)
    group.permissions.add(Permission.objects.get(codename="add_group"))
    roles.set_up_roles()
    assert held(REVIEWERS) == {"access_admin", "add_group"}


def test_what_a_site_took_away_is_reported_and_returned(index):
    roles.set_up_roles()
    Group.objects.get(name=EDITORS).permissions.remove(
        Permission.objects.get(codename="announce_call")
    )
    sentence = "“Workshop editors” gets “Can announce the results of a call”."
    assert roles.missing() == [sentence]
    assert roles.set_up_roles() == [sentence]
    assert roles.missing() == []


def test_later_call_index_is_added(index):
    roles.set_up_roles()
    second = index.get_parent().add_child(
        instance=CallIndexPage(title="More calls", slug="more")
    )
    assert roles.missing() == [
        f"“Workshop editors” gets “{action}” on pages under “More calls”."
        for action in ("add", "change", "publish")
    ]
    roles.set_up_roles()
    assert on_page(EDITORS, second) == ["add_page", "change_page", "publish_page"]


def test_command_reports_what_it_did(capsys):
    call_command("setup_workshops")
    printed = capsys.readouterr().out
    assert "Made the group “Workshop editors”." in printed
    assert "“Workshop auditors” gets “Can view call”." in printed
    call_command("setup_workshops")
    assert capsys.readouterr().out == "Everything was there already.\n"


def test_check_fails_until_all_is_there(capsys):
    with pytest.raises(CommandError) as caught:
        call_command("setup_workshops", "--check")
    assert caught.value.returncode == 1
    assert "Missing: The group “Workshop reviewers”." in capsys.readouterr().out
    assert not Group.objects.filter(name=REVIEWERS).exists()
    call_command("setup_workshops")
    capsys.readouterr()
    call_command("setup_workshops", "--check")
    assert capsys.readouterr().out == "Nothing is missing.\n"


def test_group_editor_offers_our_permissions(client):
    client.force_login(UserFactory(is_superuser=True))
    page = client.get(reverse("wagtailusers_groups:add")).content.decode()
    offered = roles.role_permissions()
    for codename in ("announce_call", "export_proposal", "view_membership"):
        assert f'value="{offered.get(codename=codename).pk}"' in page
    assert not offered.filter(codename__contains="historical").exists()


@pytest.mark.parametrize(
    ("role", "reads", "changes"),
    [(EDITORS, 200, 200), (AUDITORS, 200, 302), (REVIEWERS, 302, 302)],
)
def test_roles_open_the_screens_that_they_should(client, role, reads, changes):
    roles.set_up_roles()
    user = UserFactory()
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    union = OrganizationFactory()
    read = client.get(reverse("workshops_organizations:index"))
    change = client.get(reverse("workshops_organizations:edit", args=[union.pk]))
    assert (read.status_code, change.status_code) == (reads, changes)
