"""Editors enter proposals for members, and correct them."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from workshops_plugin.calls import actions
from workshops_plugin.models import Call, Proposal, ProposalDraft

from . import site
from .screens import complaints, errors, main, panel, posted, said, typed, words

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def editor(client, db):
    editor = site.make_editor()
    client.force_login(editor)
    return editor


@pytest.fixture
def enter(call):
    return reverse("workshops_proposals:enter", args=[call.pk])


@pytest.fixture
def proposal(call, union, ana):
    return site.submitted(call, union, ana)


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def correct(proposal):
    return reverse("workshops_proposals:correct", args=[proposal.pk])


def inspect(proposal):
    return reverse("workshops_proposals:inspect", args=[proposal.pk])


def letter(name="letter.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def entry(union, **changes):
    return site.complete(
        **{"organization": str(union.pk), "reason": "It came by post.", **changes}
    )


# Choosing a call.


def test_a_proposal_can_be_entered_while_a_call_is_not_announced(
    client, call, editor, at_noon
):
    site.make_call(title="Without dates", opens=None)
    announced = site.make_call(title="Announced")
    Call.objects.filter(pk=announced.pk).update(announced_at=timezone.now())
    at_noon.move_to(site.CLOSES + timedelta(days=1))
    client.force_login(editor)
    page = main(client.get(reverse("workshops_proposals:choose_call")))
    assert [
        (words(item), item.a["href"]) for item in page.select(".workshops-log li")
    ] == [
        (
            "Supply Chain Workshops (In review)",
            reverse("workshops_proposals:enter", args=[call.pk]),
        )
    ]


def test_no_call_to_enter_a_proposal_for_is_said(client, editor):
    page = main(client.get(reverse("workshops_proposals:choose_call")))
    assert "No call with dates is left whose results are not announced." in words(page)


# Entering.


def test_what_came_by_post_is_entered_after_the_closing(
    client, call, union, editor, enter, at_noon, commits
):
    at_noon.move_to(site.CLOSES + timedelta(days=1))
    client.force_login(editor)
    with commits():
        response = client.post(enter, entry(union, file=letter()), follow=True)
    proposal = Proposal.objects.get()
    assert response.redirect_chain == [(inspect(proposal), 302)]
    assert said(response) == ["The proposal is entered; the contact person is told."]
    assert (proposal.status, proposal.reference) == ("submitted", "SCW24-001")
    assert proposal.submitted_by == proposal.started_by == editor
    assert proposal.answers[site.key("format")]["labels"] == ["Panel"]
    assert [v.history_change_reason for v in proposal.history.all()] == [
        "It came by post."
    ]
    assert [(f.name, f.question) for f in proposal.attachments.all()] == [
        ("letter.pdf", "")
    ]
    assert [message.to for message in mail.outbox] == [["ana@union.example"]]
    assert "SCW24-001" in mail.outbox[0].subject
    assert words(panel(response, "sources")) == f"letter.pdf ({len(PDF)} bytes)"


def test_only_eligible_members_can_be_chosen(client, call, union, editor, enter):
    yesterday = timezone.localdate() - timedelta(days=1)
    site.make_organization("Left Long Ago", member_until=yesterday)
    group = site.make_group()
    member = site.make_organization("In the Group", groups=[group])

    def offered():
        options = main(client.get(enter)).select("select[name=organization] option")
        return [words(option) for option in options if option["value"]]

    assert offered() == ["In the Group", "Union of Miners"]
    actions.set_rules(call, action_group=group, by=None)
    assert offered() == [member.name]
    assert list(errors(client.post(enter, entry(union)))) == ["organization"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"title": ""}, {"title": "Answer this question."}),
        ({"contact_email": "ana@"}, {"contact_email": "Enter a valid email address."}),
        ({"reason": ""}, {"reason": "This field is required."}),
        ({"outcomes": []}, {"outcomes": "Answer this question."}),
        (
            {site.answer("format"): "no such option"},
            {
                site.answer("format"): "Select a valid choice. no such option is not "
                "one of the available choices."
            },
        ),
        (
            {site.answer("recorded"): "yes", site.answer("where"): ""},
            {site.answer("where"): "Answer this question."},
        ),
        (
            {site.answer("method"): "word " * 21},
            {
                site.answer("method"): "Use at most 20 words; there are 21 now.",
            },
        ),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_the_rest_is_kept(
    client, call, union, editor, enter, change, expected
):
    data = entry(
        union, countries=["CI", "GH"], summary="<b>Zażółć</b> 🙂 مرحبا\n'\"", **change
    )
    response = client.post(enter, data)
    assert errors(response) == expected
    assert complaints(response) == [
        "Something is still missing or not right. Nothing was saved yet."
    ]
    shown = typed(response)
    for name, value in data.items():
        if name in (site.answer("format"), site.answer("method")) and name in change:
            continue
        assert shown[name] in (value, [value]), name
    assert Proposal.objects.count() == 0


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (letter("letter.exe", b"MZ"), "“letter.exe” is not a file of an allowed kind"),
        (letter("letter.pdf", b"no PDF at all"), "“letter.pdf” is not a file of an"),
        (letter("letter.pdf", b""), "The submitted file is empty."),
    ],
)
def test_a_source_file_that_cannot_be_taken_is_refused_with_all_the_rest(
    client, call, union, editor, enter, file, sentence
):
    file.seek(0)
    response = client.post(enter, entry(union, file=file))
    assert list(errors(response)) == ["file"]
    assert errors(response)["file"].startswith(sentence)
    assert typed(response)["title"] == "Safe mines without children"
    assert Proposal.objects.count() == 0


def test_a_file_that_members_must_attach_is_not_asked_of_editors(
    client, union, editor, at_noon
):
    call = site.make_call(
        questions=[site.question("file", "paper"), *site.ALL_KINDS[:-1]]
    )
    enter = reverse("workshops_proposals:enter", args=[call.pk])
    assert site.answer("paper") not in words(main(client.get(enter)))
    response = client.post(enter, entry(union))
    assert errors(response) == {}
    proposal = Proposal.objects.get()
    assert (proposal.status, site.key("paper") in proposal.answers) == (
        "submitted",
        False,
    )


def test_nothing_is_entered_once_the_results_are_announced(
    client, call, union, editor, enter
):
    Call.objects.filter(pk=call.pk).update(announced_at=timezone.now())
    response = client.post(enter, entry(union))
    assert "The results have been announced." in complaints(response)[0]
    assert typed(response)["title"] == "Safe mines without children"
    assert Proposal.objects.count() == 0


def test_nothing_is_entered_for_a_call_without_dates(client, union, editor, at_noon):
    call = site.make_call(opens=None)
    enter = reverse("workshops_proposals:enter", args=[call.pk])
    response = client.post(enter, entry(union))
    assert "Give the call its dates first." in complaints(response)[0]


def test_the_entry_form_for_no_call_is_not_found(client, editor, union):
    nobody = "00000000-0000-0000-0000-000000000000"
    url = reverse("workshops_proposals:enter", args=[nobody])
    assert client.get(url, follow=True).status_code == 404


# Correcting.


def test_an_editor_corrects_a_proposal_and_its_contact_is_told(
    client, proposal, ana, editor, commits
):
    shown = posted(client.get(correct(proposal)))
    assert (shown["title"], shown["focus"]) == (proposal.title, ["child_labour"])
    assert "organization" not in shown
    mail.outbox.clear()
    with commits():
        response = client.post(
            correct(proposal),
            {**shown, "title": "Safer mines", "reason": "Ana telephoned."},
            follow=True,
        )
    assert said(response) == ["The proposal is corrected; the contact person is told."]
    proposal.refresh_from_db()
    assert proposal.title == "Safer mines"
    assert proposal.submitted_by == ana
    version = proposal.history.get(history_change_reason="Ana telephoned.")
    assert version.history_user_id == str(editor.pk)
    assert [message.to for message in mail.outbox] == [["ana@union.example"]]


def test_what_its_member_has_begun_to_change_stays_the_members_own(
    client, proposal, ana, editor
):
    shown = posted(client.get(correct(proposal)))
    actions.save_draft(
        proposal, {"title": "Ana’s secret"}, by=ana, version=proposal.version
    )
    page = client.get(correct(proposal))
    assert "Ana’s secret" not in page.content.decode()
    response = client.post(
        correct(proposal), {**shown, "title": "Safer mines", "reason": "Phone"}
    )
    assert response.url == inspect(proposal)
    proposal.refresh_from_db()
    assert proposal.title == "Safer mines"
    draft = ProposalDraft.objects.get(proposal=proposal)
    assert (draft.data["title"], draft.saved_by) == (["Ana’s secret"], ana)


def test_a_correction_is_not_undone_by_what_its_member_had_begun(
    client, proposal, ana, editor
):
    begun = site.complete(title="Ana’s own", summary="As before", wants_public=[])
    summary = {"summary": "As before"}
    actions.save_draft(proposal, summary, by=ana, version=proposal.version)
    actions.submit(proposal, by=ana, version=proposal.version)
    shown = posted(
        client.get(correct(proposal)),
        title="Corrected title",
        summary="Corrected\r\nsummary",
        reason="Phone",
    )
    shown[site.answer("audience")] = [site.key("audience/States")]
    actions.save_draft(proposal, begun, by=ana, version=proposal.version)
    client.post(correct(proposal), shown)
    proposal.refresh_from_db()
    proposal = actions.submit(proposal, by=ana, version=proposal.version)
    assert (proposal.title, proposal.summary, proposal.wants_public) == (
        "Ana’s own",
        "Corrected\r\nsummary",
        False,
    )
    assert proposal.answers[site.key("audience")]["labels"] == ["States"]


def test_a_correction_of_what_was_submitted_anew_meanwhile_is_not_saved(
    client, proposal, ana, editor
):
    shown = posted(client.get(correct(proposal)), reason="Phone", summary="Mine")
    actions.save_draft(proposal, {"title": "Newer"}, by=ana, version=proposal.version)
    actions.submit(proposal, by=ana, version=proposal.version)
    response = client.post(correct(proposal), shown)
    assert (
        "Somebody has saved this proposal since you opened it."
        in (complaints(response)[0])
    )
    proposal.refresh_from_db()
    assert proposal.title == "Newer"
    # Both texts are shown; saving once more is a decision.
    conflict = main(response).select_one(".workshops-conflict")
    assert [words(heading) for heading in conflict.select("h3")] == ["Title", "Summary"]
    assert [words(text) for text in conflict.select(".workshops-quote")] == [
        "Newer",
        "Safe mines without children",
        "What three unions learned in artisanal mines.",
        "Mine",
    ]
    again = client.post(correct(proposal), posted(response))
    assert again.url == inspect(proposal)
    proposal.refresh_from_db()
    assert proposal.summary == "Mine"


@pytest.mark.parametrize("version", ["", "²", "-1", "9" * 30, "one"])
def test_a_version_that_nobody_saw_is_refused(client, proposal, editor, version):
    shown = posted(client.get(correct(proposal)), reason="Phone", version=version)
    response = client.post(correct(proposal), shown)
    assert response.status_code == 200
    assert "Somebody has saved this proposal" in complaints(response)[0]


def test_a_correction_without_a_reason_keeps_what_was_typed(client, proposal, editor):
    shown = posted(client.get(correct(proposal)), title="Safer mines", contact_email="")
    response = client.post(correct(proposal), shown)
    assert errors(response) == {
        "reason": "This field is required.",
        "contact_email": "Answer this question.",
    }
    assert typed(response)["title"] == "Safer mines"
    proposal.refresh_from_db()
    assert proposal.title == "Safe mines without children"


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_only_a_submitted_proposal_is_corrected(
    client, call, union, ana, editor, state
):
    if state == "draft":
        proposal = site.draft(call, union, ana)
    else:
        proposal = site.submitted(call, union, ana)
        actions.withdraw(proposal, by=ana)
    assert client.get(correct(proposal)).url == inspect(proposal)
    data = site.complete(reason="Because", version=str(proposal.version), title="New")
    response = client.post(correct(proposal), data)
    assert "Only a submitted proposal can be corrected." in complaints(response)[0]
    proposal.refresh_from_db()
    assert proposal.title != "New"
