import pytest
from django.core.management import CommandError, call_command

from workshops_plugin.models import Membership, Organization

from .factories import OrganizationFactory

pytestmark = pytest.mark.django_db
MIXED = "Name,Kind\nUnion,Workers\nClub,Chess\n"


@pytest.fixture
def run(tmp_path, capsys):
    """Run ``import_members`` on a text; return what it printed."""

    def run(kind, text, *options):
        path = tmp_path / "members.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        call_command("import_members", kind, str(path), *options)
        return capsys.readouterr()

    return run


def names():
    return sorted(Organization.objects.values_list("name", flat=True))


def test_dry_run_says_what_would_happen(run):
    printed = run("organizations", MIXED, "--dry-run")
    assert "+ row 2, Union: Name: Union, Kind: Workers’ organization" in printed.out
    assert "1 new, 0 changed, 0 unchanged, 1 bad rows." in printed.out
    assert "Nothing was imported: this was a dry run." in printed.out
    assert "Row 3, Kind: “Chess” is none of these" in printed.err
    assert names() == []


def test_bad_rows_fail(run, capsys):
    with pytest.raises(
        CommandError, match="Nothing was imported, because 1 row is bad"
    ):
        run("organizations", MIXED)
    assert "Row 3, Kind" in capsys.readouterr().err
    assert names() == []


def test_bad_rows_can_be_skipped(run):
    printed = run("organizations", MIXED, "--skip-bad-rows")
    assert "Added 1, changed 0, skipped 1." in printed.out
    assert names() == ["Union"]


def test_changes_show_both_values(run):
    OrganizationFactory(name="Union", kind="business")
    printed = run("organizations", "Name,Kind\nUnion,Workers\n")
    assert "~ row 2, Union: Kind: Business → Workers’ organization" in printed.out
    assert "Added 0, changed 1, skipped 0." in printed.out


def test_people_are_imported_with_a_warning_on_encoding(run):
    OrganizationFactory(name="Élan")
    text = "E-mail,Organization,Shoe\nana@union.example,Élan,\n".encode("latin-1")
    printed = run("people", text)
    assert "not in UTF-8" in printed.err
    assert "“Shoe”" in printed.err
    assert Membership.objects.get().email == "ana@union.example"


@pytest.mark.parametrize(("text", "words"), [("", "empty"), ("a\nb", "Missing")])
def test_unreadable_file_fails(run, text, words):
    with pytest.raises(CommandError, match=words):
        run("organizations", text)


def test_absent_file_fails():
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("import_members", "people", "/nowhere/members.csv")
