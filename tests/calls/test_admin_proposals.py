"""One proposal as editors read it."""

import pytest
from django.urls import reverse

from tests.kept import kept
from workshops_plugin.calls import actions
from workshops_plugin.calls.actions import attach_source
from workshops_plugin.models import Call, PathfinderCountry, Proposal

from . import site
from .screens import facts, lines, main, make_auditor, panel, words
from .test_admin_entry import letter


@pytest.fixture
def editor(client, db):
    editor = site.make_editor()
    client.force_login(editor)
    return editor


@kept
def proposal(call, union, ana):
    return site.submitted(call, union, ana)


def inspect(proposal):
    return reverse("workshops_proposals:inspect", args=[proposal.pk])


def versions(response):
    """[(heading, reason, {what: (before, after)})], the latest first."""
    found = []
    for item in panel(response, "versions").select("ol > li"):
        changes = {
            words(row.th): tuple(words(cell) for cell in row.select("td"))
            for row in item.select("tbody tr")
        }
        found.append((words(item.h3), words(item.q), changes))
    return found


def chips(response):
    return [words(chip) for chip in main(response).select(".workshops-chips > span")]


def buttons(response):
    """The links in the header, and the buttons on the page."""
    page = main(response)
    for part in page.select(".w-breadcrumbs"):
        part.decompose()
    links = page.select(".w-slim-header a, form button")
    return {words(item) for item in links} - {""}


def test_a_proposal_reads_like_a_document(client, proposal, ana, editor):
    response = client.get(inspect(proposal))
    assert words(main(response).h2) == "Safe mines without children"
    assert facts(response) == {
        "Reference": "SCW24-001",
        "Lead organization": "Union of Miners",
        "Call": "Supply Chain Workshops",
        "Can be changed until": "31 December 2024, 23:59 CET (Europe/Zurich)",
        "First submitted": "1 December 2024, 13:00",
        "Submitted by": "ana@union.example",
    }
    assert lines(response, "core") == {
        "Summary": ["What three unions learned in artisanal mines."],
        "Outcomes": ["Research"],
        "Focus": ["Child labour"],
        "Countries of action": ["Ghana", "Côte d'Ivoire"],
        "Languages of the webinar": ["English", "French"],
        "Interpretation wanted": ["Spanish"],
        "Preferred dates": ["March 2025"],
        "Asks to be open to the public": ["Yes"],
        "Contact": ["Ana Mensah", "ana@union.example"],
    }
    assert lines(response, "answers") == {
        "Approach": ["Peer learning"],
        "Method": ["Stories told by former working children"],
        "Format": ["Panel"],
        "Audience": ["Unions", "Firms"],
        "Recorded": ["No"],
    }
    assert versions(response) == [("Version 1", "", {})]


def test_what_members_write_is_text_and_nothing_else(client, call, union, ana, editor):
    evil = "<script>alert('x')</script>"
    proposal = site.submitted(
        call,
        union,
        ana,
        title=evil,
        summary=f"{evil}\n&amp; مرحبا 🙂",
        **{site.answer("approach"): evil},
    )
    actions.add_note(proposal, evil, by=editor)
    response = client.get(inspect(proposal))
    assert evil not in response.content.decode()
    assert words(main(response).h2) == evil
    assert lines(response, "core")["Summary"] == [f"{evil} &amp; مرحبا 🙂"]
    assert lines(response, "answers")["Approach"] == [evil]
    assert evil in words(panel(response, "notes"))


def test_joint_and_pathfinder_are_shown_as_chips(client, call, union, ana, editor):
    firm = site.make_organization("Firm of Fairness", kind="business")
    ben = site.make_user("ben@firm.example", firm)
    proposal = site.draft(call, union, ana)
    partner = actions.invite_partner(proposal, firm, by=ana)
    proposal = actions.submit(proposal, by=ana, version=proposal.version)
    assert chips(client.get(inspect(proposal))) == ["Submitted"]
    partner.refresh_from_db()
    actions.answer_invitation(partner, accept=True, by=ben)
    PathfinderCountry.objects.create(country="GH")
    assert chips(client.get(inspect(proposal))) == ["Submitted", "Joint", "Pathfinder"]


def test_an_announced_decision_is_shown(client, proposal, editor):
    site.put(Proposal.objects.filter(pk=proposal.pk), decision="reserve")
    assert chips(client.get(inspect(proposal))) == ["Reserve"]


def test_partners_are_shown_with_their_answers(client, call, union, ana, editor):
    proposal = site.submitted(call, union, ana)
    people = {}
    for name in ("Asked", "Ready", "Unwilling", "Parted"):
        organization = site.make_organization(name)
        person = site.make_user(f"{name}@partner.example", organization)
        partner = actions.invite_partner(proposal, organization, by=ana)
        people[name] = (person, partner)
    actions.answer_invitation(people["Ready"][1], accept=True, by=people["Ready"][0])
    person, partner = people["Unwilling"]
    actions.answer_invitation(partner, accept=False, by=person)
    actions.remove_partner(people["Parted"][1], by=ana)
    shown = panel(client.get(inspect(proposal)), "partners").select("li")
    assert sorted(words(item) for item in shown) == [
        "Asked Invited on 1 December 2024, not answered",
        "Parted Removed",
        "Ready Confirmed on 1 December 2024",
        "Unwilling Refused on 1 December 2024",
    ]


def test_files_of_answers_stand_apart_from_those_it_came_in(
    client, call, union, ana, editor
):
    proposal = site.draft(call, union, ana)
    actions.attach(proposal, site.key("paper"), letter("paper.pdf"), by=ana)
    actions.attach(proposal, site.key("paper"), letter("gone.pdf"), by=ana)
    gone = proposal.attachments.get(name="gone.pdf")
    actions.remove_attachment(gone, by=ana)
    proposal.refresh_from_db()
    actions.submit(proposal, by=ana, version=proposal.version)
    attach_source(proposal, letter("by-post.pdf"), by=editor)
    response = client.get(inspect(proposal))
    size = f"({letter().size} bytes)"
    assert lines(response, "answers")["Paper"] == [f"paper.pdf {size}"]
    assert words(panel(response, "sources")) == f"by-post.pdf {size}"
    assert "gone.pdf" not in response.content.decode()
    for link in main(response).select("a[href*='/files/']"):
        assert client.get(link["href"]).status_code == 200


def test_each_version_tells_what_changed_who_did_it_and_why(
    client, call, union, ana, editor, at_noon
):
    proposal = site.submitted(call, union, ana)
    at_noon.shift(3600)
    changed = {
        "title": "Safer mines",
        "countries": ["GH", "PE"],
        "focus": ["child_labour", "forced_labour"],
        "wants_public": [],
        site.answer("format"): site.key("format/Workshop"),
        site.answer("recorded"): "yes",
        site.answer("where"): "On our site",
    }
    actions.save_draft(proposal, changed, by=ana, version=proposal.version)
    actions.submit(proposal, by=ana, version=proposal.version)
    at_noon.shift(3600)
    actions.extend(
        proposal, site.CLOSES.replace(year=2025), by=editor, reason="Floods in <Accra>"
    )
    assert versions(client.get(inspect(proposal))) == [
        (
            "Version 3",
            "Floods in <Accra>",
            {"Own closing": ("", "31 December 2025, 23:59")},
        ),
        (
            "Version 2",
            "",
            {
                "Title": ("Safe mines without children", "Safer mines"),
                "Focus": ("Child labour", "Child labour, Forced labour"),
                "Countries of action": ("Ghana, Côte d'Ivoire", "Ghana, Peru"),
                "Asks to be open to the public": ("Yes", "No"),
                "Format": ("Panel", "Workshop"),
                "Recorded": ("No", "Yes"),
                "Where will it be published?": ("", "On our site"),
            },
        ),
        ("Version 1", "", {}),
    ]


def test_a_withdrawal_stands_in_the_versions(client, proposal, ana, editor, at_noon):
    at_noon.shift(60)
    actions.withdraw(proposal, by=ana, reason="No money")
    response = client.get(inspect(proposal))
    assert chips(response) == ["Withdrawn"]
    assert versions(response)[0] == (
        "Version 2",
        "No money",
        {"Status": ("Submitted", "Withdrawn")},
    )
    # Its words stay readable for the editors.
    assert words(main(response).h2) == "Safe mines without children"


def test_people_and_accounts_that_are_gone_leave_the_versions_standing(
    client, proposal, ana, editor
):
    ana.delete()
    response = client.get(inspect(proposal))
    assert versions(response) == [("Version 1", "", {})]
    assert "Submitted by" not in facts(response)


def test_an_editor_is_offered_what_can_be_done(client, call, union, ana, editor):
    submitted = site.submitted(call, union, ana)
    assert buttons(client.get(inspect(submitted))) == {
        "Correct it",
        "Give it more time",
        "Withdraw it",
        "Add the note",
        "Send the confirmation again",
    }
    draft = site.draft(call, union, ana)
    assert buttons(client.get(inspect(draft))) == {"Give it more time", "Add the note"}


def test_after_the_announcement_nothing_is_offered(client, call, proposal, editor):
    site.put(Call.objects.filter(pk=call.pk), announced_at=site.NOW)
    assert buttons(client.get(inspect(proposal))) == set()


def test_an_auditor_reads_everything_and_is_offered_nothing(client, proposal, editor):
    actions.add_note(proposal, "A remark among us", by=editor)
    client.force_login(make_auditor())
    response = client.get(inspect(proposal))
    assert buttons(response) == set()
    assert "A remark among us" in words(panel(response, "notes"))
    assert lines(response, "core")["Focus"] == ["Child labour"]


def test_a_proposal_that_does_not_exist_is_not_found(client, editor):
    nobody = Proposal(pk="00000000-0000-0000-0000-000000000000")
    assert client.get(inspect(nobody), follow=True).status_code == 404
