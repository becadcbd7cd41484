"""Editors enter proposals that reached them another way."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from workshops_plugin.calls import actions
from workshops_plugin.models import Call, Proposal

from . import site
from .screens import complaints, errors, main, panel, said, typed, words

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
def commits(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


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
    site.put(Call.objects.filter(pk=announced.pk), announced_at=timezone.now())
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
    site.put(Call.objects.filter(pk=call.pk), announced_at=timezone.now())
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
