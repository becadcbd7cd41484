"""Downloads: who may, and how a file leaves the house."""

import pytest
from django.core.files.storage import storages

from tests.kept import kept
from workshops_plugin.calls import actions
from workshops_plugin.calls.storage import private_storage
from workshops_plugin.models import Membership

from . import samples, site

PAPER = site.key("paper")
NAME = "Résumé été.pdf"


@kept
def bank():
    return site.make_organization("Bank of Workers", kind="business")


@pytest.fixture
def paper(call, union, ana):
    """A file in a draft."""
    proposal = site.draft(call, union, ana)
    return actions.attach(proposal, PAPER, samples.file(NAME), by=ana)


@pytest.fixture
def people(union, bank, paper, ana):
    """One user for each way of standing to the proposal of ``paper``."""
    names = ["invited", "confirmed", "refused", "removed"]
    found = {"lead": ana, "colleague": site.make_user("kofi@union.example", union)}
    for name in names:
        organization = site.make_organization(f"The {name}")
        found[name] = site.make_user(f"{name}@partner.example", organization)
        partner = actions.invite_partner(paper.proposal, organization, by=ana)
        if name in ("confirmed", "refused"):
            accept = name == "confirmed"
            actions.answer_invitation(partner, accept=accept, by=found[name])
        if name == "removed":
            actions.remove_partner(partner, by=ana)
    found["other member"] = site.make_user("eve@bank.example", bank)
    found["stranger"] = site.make_user("nobody@example.org")
    found["left"] = site.make_user("left@union.example", union)
    Membership.objects.filter(user=found["left"]).update(valid_until="2024-11-30")
    found["editor"] = site.make_editor()
    found["auditor"] = site.make_editor("auditor@audit.example", "view_proposal")
    return found


def allowed(client, people, attachment):
    """The names of those who may download ``attachment``."""
    found = set()
    for name, user in people.items():
        client.force_login(user)
        status = client.get(site.address("file", attachment)).status_code
        assert status in (200, 404), name
        if status == 200:
            found.add(name)
    return found


MEMBERS = {"lead", "colleague", "invited", "confirmed"}


def test_files_of_a_draft_are_for_those_who_write_or_stand_behind_it(
    client, people, paper
):
    assert allowed(client, people, paper) == MEMBERS


def test_files_that_were_submitted_are_for_editors_and_auditors_too(
    client, people, paper, ana
):
    proposal = paper.proposal
    actions.submit(proposal, by=ana, version=proposal.version)
    assert allowed(client, people, paper) == {*MEMBERS, "editor", "auditor"}


def test_a_file_that_only_an_older_version_names_stays_readable(
    client, people, paper, ana
):
    proposal = paper.proposal
    actions.submit(proposal, by=ana, version=proposal.version)
    actions.remove_attachment(paper, by=ana)
    proposal.refresh_from_db()
    actions.submit(proposal, by=ana, version=proposal.version)
    assert PAPER not in proposal.answers
    assert allowed(client, people, paper) == {*MEMBERS, "editor", "auditor"}


def test_a_file_attached_after_submitting_is_not_for_editors_yet(
    client, people, paper, ana
):
    proposal = paper.proposal
    actions.submit(proposal, by=ana, version=proposal.version)
    later = actions.attach(proposal, PAPER, samples.file("later.pdf"), by=ana)
    assert allowed(client, people, later) == MEMBERS


def test_the_letter_in_which_a_proposal_came_is_for_editors_and_auditors_alone(
    client, people, paper
):
    letter = actions.attach_source(
        paper.proposal, samples.file("letter.pdf"), by=people["editor"]
    )
    assert allowed(client, people, letter) == {"editor", "auditor"}


def test_a_visitor_signs_in_first(client, paper):
    here = site.address("file", paper)
    assert client.get(here).url == f"/en/sign-in/?next={here}"


def test_a_file_is_sent_as_an_attachment_that_no_browser_shows_or_keeps(
    client, paper, ana
):
    client.force_login(ana)
    response = client.get(site.address("file", paper))
    assert b"".join(response.streaming_content) == samples.PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''R%C3%A9sum%C3%A9_%C3%A9t%C3%A9.pdf"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert set(response["Cache-Control"].split(", ")) == {
        "max-age=0",
        "no-cache",
        "no-store",
        "must-revalidate",
        "private",
    }


def test_a_file_that_is_gone_from_its_storage_is_not_found(client, paper, ana):
    storages["workshops_private"].delete(paper.file.name)
    client.force_login(ana)
    assert client.get(site.address("file", paper)).status_code == 404


def test_without_a_storage_of_their_own_files_lie_outside_the_public_folder(settings):
    settings.STORAGES = {
        key: value for key, value in settings.STORAGES.items() if "private" not in key
    }
    settings.MEDIA_ROOT = "/srv/site/media"
    settings.WORKSHOPS_PRIVATE_ROOT = None
    assert private_storage().path("a") == "/srv/site/workshops_private/a"
    settings.WORKSHOPS_PRIVATE_ROOT = "/srv/secret"
    assert private_storage().path("a") == "/srv/secret/a"


# From the form.


def test_files_come_with_the_form_and_go_with_a_button(client, call, union, ana):
    proposal = site.draft(call, union, ana)
    client.force_login(ana)
    here = site.address("edit", proposal)
    data = {**site.complete(), "version": 2, "action": "save"}
    files = [samples.file("one.pdf"), samples.file("two.pdf")]
    assert client.post(here, {**data, site.answer("paper"): files}).status_code == 302
    one, two = proposal.attachments.all()
    page = client.get(here)
    assert site.address("file", one) in page.content.decode()
    data |= {"version": page.context["version"], "action": f"remove_file:{one.pk}"}
    assert client.post(here, data).url == f"{here}#id_{site.answer('paper')}"
    assert list(proposal.attachments.all()) == [two]


def test_a_file_that_is_refused_keeps_the_text_and_stays_on_the_form(
    client, call, union, ana
):
    proposal = site.draft(call, union, ana)
    client.force_login(ana)
    data = {
        **site.complete(title="Saved all the same"),
        "version": 2,
        "action": "review",
        site.answer("paper"): samples.file("a.pdf", samples.EXE),
    }
    response = client.post(site.address("edit", proposal), data)
    assert response.url == site.address("edit", proposal)
    page = client.get(response.url)
    assert "is not a file of an allowed kind" in page.content.decode()
    assert page.context["form"]["title"].value() == "Saved all the same"
    assert not proposal.attachments.exists()
