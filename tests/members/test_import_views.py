"""Importing in the admin: upload, look, decide."""

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from workshops_plugin.members.import_views import SHOWN
from workshops_plugin.models import Membership, Organization

from .factories import OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db
GOOD = "Name,Kind\nUnion,Workers\n"
MIXED = GOOD + "Club,Chess\n"
KINDS = ("organizations", "memberships")


def url(kind="organizations", view="import"):
    return reverse(f"workshops_{kind}:{view}")


def check(client, text=GOOD, kind="organizations", name="members.csv"):
    """Upload a file and return the response that shows what it would do."""
    data = text if isinstance(text, bytes) else text.encode()
    return client.post(url(kind), {"file": SimpleUploadedFile(name, data)})


def decide(client, checked, **data):
    return client.post(url(), {"checked": checked, **data}, follow=True)


def names():
    return sorted(Organization.objects.values_list("name", flat=True))


def said(response):
    return [str(message).strip() for message in response.context["messages"]]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("view", ["import", "import_template"])
@pytest.mark.parametrize("who", ["outsider", "auditor"])
def test_only_editors_import(client, request, kind, view, who):
    client.force_login(request.getfixturevalue(who))
    for response in (client.get(url(kind, view)), client.post(url(kind, view))):
        assert response.status_code == 302
    assert b">Import<" not in client.get(url(kind, "index")).content


@pytest.mark.parametrize("missing", ["add", "change"])
def test_import_takes_both_permissions(client, missing):
    held = {"add", "change", "view"} - {missing}
    user = UserFactory(
        permissions=["access_admin", *(f"{each}_organization" for each in held)]
    )
    client.force_login(user)
    assert client.get(url()).status_code == 302
    assert url() not in client.get(url(view="index")).content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_lists_lead_to_the_import(desk, kind):
    assert f'href="{url(kind)}"' in desk.get(url(kind, "index")).content.decode()
    page = desk.get(url(kind)).content.decode()
    assert "What the columns mean" in page
    assert url(kind, "import_template") in page


def test_check_imports_nothing(desk):
    page = check(desk, name="union.csv").content.decode()
    assert "This is what “union.csv” would do. Nothing has been imported yet." in page
    assert "Import 1 row" in page
    assert "Kind:" in page
    assert names() == []


def test_checked_file_is_imported(desk):
    checked = check(desk).context["checked"]
    response = decide(desk, checked)
    assert names() == ["Union"]
    assert said(response) == ["1 row added. 0 rows changed."]
    assert response.redirect_chain[-1][0] == url(view="index")


def test_bad_rows_are_shown_and_stop_the_import(desk):
    response = check(desk, MIXED)
    page = response.content.decode()
    assert "“Chess” is none of these" in page
    assert "Skip the bad rows and import 1 row" in page
    response = decide(desk, response.context["checked"])
    assert "Nothing was imported, because 1 row is bad." in response.content.decode()
    assert names() == []


def test_editor_may_skip_bad_rows(desk):
    response = decide(desk, check(desk, MIXED).context["checked"], skip="yes")
    assert said(response) == ["1 row added. 0 rows changed. 1 bad row was skipped."]
    assert names() == ["Union"]


def test_rows_that_went_bad_meanwhile_are_shown_first(desk):
    text = "Id,Name,Kind\n1,Union,Workers\n2,Firm,?\n"
    checked = check(desk, text).context["checked"]
    OrganizationFactory(name="Union", external_id="9")
    response = decide(desk, checked, skip="yes")
    page = response.content.decode()
    assert "Nothing was imported, because 2 rows are bad." in page
    assert "“Union” has the id “9” already." in page
    assert names() == ["Union"]


def test_problems_that_vanished_meanwhile_are_no_reason_to_skip(desk):
    text = "E-mail,Organization\nana@union.example,Union\n"
    checked = check(desk, text, "memberships").context["checked"]
    OrganizationFactory(name="Union")
    response = desk.post(url("memberships"), {"checked": checked, "skip": "yes"})
    assert "because the data changed. Look again." in response.content.decode()
    assert not Membership.objects.exists()


def test_a_forged_file_is_refused(desk):
    payload = {"text": GOOD, "notes": [], "file": "x", "bad": []}
    forged = signing.dumps(payload, salt="something else")
    response = decide(desk, forged)
    assert said(response) == ["This check is no longer valid. Choose the file again."]
    assert names() == []


def test_a_check_is_for_its_editor_and_its_list(desk, client):
    checked = check(desk).context["checked"]
    assert desk.post(url("memberships"), {"checked": checked}).status_code == 302
    other = UserFactory(is_superuser=True)
    client.force_login(other)
    decide(client, checked)
    assert names() == []


def test_a_check_grows_old(desk, today):
    checked = check(desk).context["checked"]
    today.shift(3601)
    decide(desk, checked)
    assert names() == []


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "This file is empty. Choose another."),
        (b"\n\n", "This file is empty."),
        (b"PK\x03\x04", "This is not a CSV file."),
        (b"Colour\nred", "Missing: “Name”."),
        (b'Name\n"A', "its quotation marks do not match."),
    ],
)
def test_unreadable_files_are_refused_in_a_sentence(desk, data, sentence):
    response = check(desk, data)
    (error,) = response.context["form"].errors["file"]
    assert sentence in error


def test_no_file_is_a_sentence(desk):
    response = desk.post(url())
    assert response.context["form"].errors["file"] == ["Choose a file first."]


def test_file_that_would_not_come_back_is_refused(desk, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    response = check(desk)
    assert response.context["form"].errors["file"] == [
        "This file is too large. Split it and import the parts."
    ]


def test_limit_may_be_off(desk, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = None
    assert check(desk).context["checked"]


def test_doubtful_encoding_is_said(desk):
    page = check(desk, "Nom;Type\nCôte;Syndicat\n".encode("latin-1")).content.decode()
    assert "This file is not in UTF-8" in page
    assert "Côte" in page


def test_long_lists_are_cut_and_counted(desk):
    rows = "".join(f"New {n},Business\n" for n in range(SHOWN + 3))
    response = check(desk, "Name,Kind\n" + rows)
    assert len(response.context["report"].new) == SHOWN
    assert "And 3 more rows." in response.content.decode()


def test_nothing_to_do_offers_no_button(desk):
    OrganizationFactory(name="Union", kind="workers")
    page = check(desk).content.decode()
    assert "Import 0 rows" not in page
    assert "Choose another file" in page


def test_uploaded_words_are_escaped(desk):
    page = check(desk, "Name,Kind\n<script>x</script>,Business\n").content.decode()
    assert "<script>x</script>" not in page


@pytest.mark.parametrize(("language", "delimiter"), [("en", ","), ("fr", ";")])
def test_template_suits_the_users_spreadsheet(desk, language, delimiter):
    with translation.override(language):
        response = desk.get(
            url(view="import_template"), headers={"accept-language": language}
        )
    text = response.content.decode("utf-8-sig")
    assert text.count(delimiter) == 9
    assert "organizations.csv" in response["Content-Disposition"]


def test_filled_template_is_understood(desk):
    text = desk.get(url(view="import_template")).content.decode("utf-8-sig")
    row = "Union,SU,Workers,Peru,PE,,,,,\r\n"
    response = check(desk, text + row)
    assert response.context["report"].plan.problems == []
    assert len(response.context["report"].new) == 1
