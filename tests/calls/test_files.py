"""Files: which are taken, how they are kept, and when they go."""

from random import Random

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import storages

from tests.kept import kept
from workshops_plugin.calls import actions
from workshops_plugin.calls.actions.files import check_file
from workshops_plugin.models import Attachment, Proposal, ProposalDraft
from workshops_plugin.signals import attachment_received

from . import samples, site
from .samples import file

PAPER = site.key("paper")


@kept
def draft(call, union, ana):
    return site.draft(call, union, ana)


@pytest.fixture
def paper(draft, ana):
    return actions.attach(draft, PAPER, file(), by=ana)


def listed():
    return ProposalDraft.objects.get().data.get(site.answer("paper"))


def is_stored(attachment):
    return storages["workshops_private"].exists(attachment.file.name)


def check(name, content=samples.PDF):
    return check_file(file(name, content), proposal=None, by=None)


# What is taken.


@pytest.mark.parametrize(("name", "content", "kind"), samples.GOOD)
def test_files_of_every_allowed_kind_are_taken(name, content, kind):
    assert check(name, content) == (name, kind)


@pytest.mark.parametrize(("name", "content"), samples.BAD)
def test_files_that_are_not_what_their_name_says_are_refused(name, content):
    with site.refusal("type"):
        check(name, content)


def test_a_document_larger_than_what_is_looked_at_first_is_recognized():
    photograph = Random(1).randbytes(1_500_000)
    members = {"[Content_Types].xml": "<x/>", "word/media/1.jpg": photograph}
    assert check("a.docx", samples.archive(members))[0] == "a.docx"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/paper.pdf", "paper.pdf"),
        ("C:\\Users\\Ana\\paper.pdf", "paper.pdf"),
        ("Résumé été.pdf", "Résumé_été.pdf"),
        ("Re\u0301sume\u0301.pdf", "Résumé.pdf"),
        ("资料 (1).PDF", "资料_1.PDF"),
        ("ملف.pdf", "ملف.pdf"),
        ("💥💥.pdf", "file.pdf"),
        ('a"b\r\nc;.pdf', "abc.pdf"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_a_name_loses_its_path_and_odd_characters(given, kept):
    assert check(given)[0] == kept


@pytest.mark.parametrize("name", ["", "..", "/", "💥", "a/b/"])
def test_a_name_that_is_none_is_refused(name):
    with site.refusal("type"):
        check(name)


def test_an_empty_file_is_refused():
    with site.refusal("empty") as refused:
        check("a.pdf", b"")
    assert str(refused.value) == "“a.pdf” is empty."


def test_a_file_may_be_as_large_as_the_limit_and_no_larger(settings):
    settings.WORKSHOPS_FILE_MAX_SIZE = len(samples.PDF)
    assert check("a.pdf")
    with site.refusal("too_large"):
        check("a.pdf", samples.PDF + b"\n")


def test_a_site_may_allow_other_kinds(settings):
    settings.WORKSHOPS_FILE_TYPES = ("png",)
    assert check("a.png", samples.image("PNG"))
    with site.refusal("type") as refused:
        check("a.pdf")
    assert str(refused.value).endswith("of an allowed kind: png.")


# Scanners.


@pytest.fixture
def scanner():
    """Connect a scanner that does what it is given."""
    connected = []

    def connect(action):
        def receiver(sender, **kwargs):
            return action(kwargs)

        attachment_received.connect(receiver)
        connected.append(receiver)

    yield connect
    for receiver in connected:
        attachment_received.disconnect(receiver)


def test_a_scanner_reads_the_file_and_the_file_is_kept_whole(draft, ana, scanner):
    seen = []
    scanner(lambda got: seen.append((got["file"].read(), got["proposal"], got["by"])))
    attachment = actions.attach(draft, PAPER, file(), by=ana)
    assert seen == [(samples.PDF, draft, ana)]
    with attachment.file.open("rb") as stored:
        assert stored.read() == samples.PDF


def test_a_scanner_refuses_a_file_with_its_own_sentence(draft, ana, scanner):
    def refuse(got):
        raise ValidationError(["It carries a virus.", "Clean it."])

    scanner(refuse)
    with site.refusal("scan") as refused:
        actions.attach(draft, PAPER, file(), by=ana)
    assert str(refused.value) == "It carries a virus. Clean it."
    assert not Attachment.objects.exists()


def test_a_scanner_that_crashes_refuses_the_file(draft, ana, scanner, caplog):
    def crash(got):
        raise RuntimeError("secret address of the scanner")

    scanner(crash)
    with site.refusal("scan") as refused:
        actions.attach(draft, PAPER, file(), by=ana)
    assert str(refused.value) == (
        "“paper.pdf” could not be checked, so it was not taken."
    )
    assert "A scanner failed on a file" in caplog.text
    assert not Attachment.objects.exists()


# Attaching.


def test_a_file_is_kept_privately_under_its_id_and_listed_in_the_draft(
    paper, draft, ana
):
    assert paper.file.name == f"proposals/{draft.pk}/{paper.pk}"
    assert is_stored(paper)
    assert (paper.name, paper.size) == ("paper.pdf", len(samples.PDF))
    assert (paper.question, paper.uploaded_by) == (PAPER, ana)
    assert listed() == [str(paper.pk)]
    assert Proposal.objects.get().version == 3


def test_a_submitted_answer_names_its_files(paper, draft, ana):
    actions.submit(draft, by=ana, version=draft.version)
    answer = draft.answers[PAPER]
    assert (answer["value"], answer["labels"]) == ([str(paper.pk)], ["paper.pdf"])


def test_an_answer_holds_a_limited_number_of_files(draft, ana, settings):
    settings.WORKSHOPS_FILE_MAX_COUNT = 2
    for _ in range(2):
        actions.attach(draft, PAPER, file(), by=ana)
    with site.refusal("count"):
        actions.attach(draft, PAPER, file(), by=ana)
    assert Attachment.objects.count() == len(listed()) == 2


@pytest.mark.parametrize("name", ["approach", "part", "unknown"])
def test_files_answer_only_questions_that_ask_for_them(draft, ana, name):
    with site.refusal("no_question"):
        actions.attach(draft, site.key(name), file(), by=ana)


def test_only_the_lead_attaches_and_removes_and_only_while_open(
    paper, draft, ana, at_noon
):
    eve = site.make_user("eve@bank.example", site.make_organization("Bank"))
    with site.refusal("not_acting"):
        actions.attach(draft, PAPER, file(), by=eve)
    with site.refusal("not_acting"):
        actions.remove_attachment(paper, by=eve)
    at_noon.move_to(site.CLOSES)
    with site.refusal("closed"):
        actions.attach(draft, PAPER, file(), by=ana)
    with site.refusal("closed"):
        actions.remove_attachment(paper, by=ana)
    assert listed() == [str(paper.pk)]


def test_the_files_of_another_proposal_are_not_an_answer(call, union, ana, paper):
    other = site.draft(call, union, ana, title="Another")
    stolen = {site.answer("paper"): [str(paper.pk)]}
    actions.save_draft(other, stolen, by=ana, version=other.version)
    with site.refusal("invalid") as refused:
        actions.submit(other, by=ana, version=other.version)
    assert refused.value.fields == {
        site.answer("paper"): ["A file is not there any more. Attach it again."]
    }


# Removing.


def test_a_file_taken_out_of_a_draft_is_gone_once_that_is_committed(
    paper, ana, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True) as waiting:
        actions.remove_attachment(paper, by=ana)
        assert is_stored(paper)
    assert len(waiting) == 1
    assert not is_stored(paper)
    assert not Attachment.objects.exists()
    assert listed() == []


def test_a_file_that_a_version_names_is_kept(
    paper, draft, ana, django_capture_on_commit_callbacks
):
    actions.submit(draft, by=ana, version=draft.version)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_attachment(Attachment.objects.get(), by=ana)
    assert listed() == []
    draft.refresh_from_db()
    actions.submit(draft, by=ana, version=draft.version)
    assert PAPER not in draft.answers
    assert is_stored(Attachment.objects.get())


def test_a_file_that_no_version_names_goes_from_a_submitted_proposal_too(
    draft, ana, django_capture_on_commit_callbacks
):
    actions.submit(draft, by=ana, version=2)
    paper = actions.attach(draft, PAPER, file(), by=ana)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_attachment(paper, by=ana)
    assert not Attachment.objects.exists()
    assert not is_stored(paper)


def test_deleting_a_draft_deletes_its_files_once_that_is_committed(
    paper, draft, ana, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        actions.delete_draft(draft, by=ana)
        assert is_stored(paper)
    assert not is_stored(paper)
    assert not Attachment.objects.exists()
