"""Submitting: one reference, one version, one message, however often one clicks."""

from collections import Counter

import pytest
from django.core import mail
from django.utils import translation

from tests.kept import kept
from workshops_plugin.calls import actions
from workshops_plugin.calls.enums import ProposalStatus
from workshops_plugin.models import Proposal, ProposalDraft
from workshops_plugin.signals import proposal_submitted

from . import site


@kept
def draft(call, union, ana):
    return site.draft(call, union, ana)


def test_the_first_submission_gives_the_reference_and_empties_the_draft(draft, ana):
    actions.submit(draft, by=ana, version=2)
    draft.refresh_from_db()
    assert (draft.reference, draft.status) == ("SCW24-001", ProposalStatus.SUBMITTED)
    assert draft.submitted_at == draft.changed_at == site.NOW
    assert draft.submitted_by == ana
    assert draft.countries == ["GH", "CI"]
    assert not ProposalDraft.objects.exists()


def test_references_count_up_within_a_call_and_are_never_used_again(call, union, ana):
    first, second = (site.submitted(call, union, ana) for _ in range(2))
    actions.withdraw(second, by=ana)
    third = site.submitted(call, union, ana)
    actions.submit(second, by=ana, version=second.version)
    numbers = [p.reference for p in (first, second, third)]
    assert numbers == ["SCW24-001", "SCW24-002", "SCW24-003"]


def test_each_call_has_references_of_its_own(call, union, ana):
    other = site.make_call(title="Supply Chain Workshops", slug="again")
    site.submitted(call, union, ana)
    assert site.submitted(other, union, ana).reference == "SCW24-2-001"


def test_an_incomplete_draft_is_refused_field_by_field(call, union, ana):
    proposal = actions.start_proposal(call, organization=union, by=ana)
    with site.refusal("invalid") as refused:
        actions.submit(proposal, by=ana, version=1)
    assert refused.value.fields.keys() == {
        "title",
        "summary",
        "outcomes",
        "focus",
        "languages",
        "contact_name",
        "contact_email",
        *map(site.answer, ("approach", "method", "format", "audience", "recorded")),
    }
    assert refused.value.fields["focus"] == ["Answer this question."]
    call.refresh_from_db()
    assert call.last_number == 0


def test_submitting_an_older_version_than_was_saved_is_refused(draft, ana):
    actions.save_draft(draft, {"title": "Newer"}, by=ana, version=2)
    with site.refusal("stale"):
        actions.submit(draft, by=ana, version=2)
    assert Proposal.objects.get().is_draft


def test_submitting_twice_without_a_change_does_nothing(draft, ana):
    actions.submit(draft, by=ana, version=2)
    before = Proposal.objects.values().get()
    actions.submit(draft, by=ana, version=2)
    assert Proposal.objects.values().get() == before
    assert draft.history.count() == 1


def test_saving_the_same_text_and_submitting_it_does_nothing(draft, ana, at_noon):
    actions.submit(draft, by=ana, version=2)
    at_noon.shift(60)
    actions.save_draft(draft, site.complete(), by=ana, version=draft.version)
    actions.submit(draft, by=ana, version=draft.version)
    draft.refresh_from_db()
    assert draft.changed_at == site.NOW
    assert draft.history.count() == 1
    assert not ProposalDraft.objects.exists()


def test_submitting_a_change_keeps_the_reference_and_the_first_date(
    draft, ana, at_noon
):
    actions.submit(draft, by=ana, version=2)
    at_noon.shift(60)
    actions.save_draft(draft, {"title": "Better"}, by=ana, version=draft.version)
    actions.submit(draft, by=ana, version=draft.version)
    draft.refresh_from_db()
    assert (draft.title, draft.reference) == ("Better", "SCW24-001")
    assert draft.submitted_at == site.NOW
    assert (draft.changed_at - site.NOW).total_seconds() == 60


def test_an_answer_is_stored_with_its_question_words_and_language(draft, ana):
    actions.submit(draft, by=ana, version=2)
    draft.refresh_from_db()
    assert draft.answers[site.key("audience")] == {
        "kind": "multiple_choice",
        "question": "Audience",
        "value": [site.key("audience/Unions"), site.key("audience/Firms")],
        "labels": ["Unions", "Firms"],
        "language": "en",
    }


# As a visitor.


@pytest.fixture
def heard():
    """What receivers of ``proposal_submitted`` were told."""
    calls = []

    def receiver(sender, proposal, first, by, **kwargs):
        calls.append((proposal.reference, first, by))

    proposal_submitted.connect(receiver)
    yield calls
    proposal_submitted.disconnect(receiver)


@pytest.fixture
def click(client, ana, draft, django_capture_on_commit_callbacks):
    """Press the button of the review page that showed ``version``."""
    client.force_login(ana)

    def press(version):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(site.address("review", draft), {"version": version})

    return press


def test_a_double_click_makes_one_proposal_one_version_and_one_message(
    click, draft, heard, ana
):
    first, second = click(2), click(2)
    assert first.url == second.url == site.address("submitted", draft)
    assert Proposal.objects.count() == 1
    draft.refresh_from_db()
    assert draft.reference == "SCW24-001"
    assert draft.history.count() == 1
    assert len(mail.outbox) == 1
    assert heard == [("SCW24-001", True, ana)]


def test_the_whole_way_again_without_a_change_sends_and_records_nothing(
    client, click, draft, heard, ana
):
    click(2)
    draft.refresh_from_db()
    response = client.post(
        site.address("edit", draft),
        {**site.complete(), "version": draft.version, "action": "review"},
    )
    draft.refresh_from_db()
    assert response.url == site.address("review", draft)
    assert click(draft.version).url == site.address("submitted", draft)
    assert draft.history.count() == len(mail.outbox) == len(heard) == 1


def test_changes_send_the_confirmation_again_and_are_signalled(
    click, draft, heard, ana
):
    click(2)
    draft.refresh_from_db()
    actions.save_draft(draft, {"title": "Better"}, by=ana, version=draft.version)
    click(draft.version)
    assert heard == [("SCW24-001", True, ana), ("SCW24-001", False, ana)]
    assert [message.subject for message in mail.outbox] == [
        "Your proposal SCW24-001: Safe mines without children",
        "Your proposal SCW24-001: Better",
    ]


def test_the_review_page_lists_what_is_missing_and_shows_no_button(
    client, call, union, ana
):
    proposal = actions.start_proposal(call, organization=union, by=ana)
    actions.save_draft(proposal, {"contact_email": "ana@"}, by=ana, version=1)
    client.force_login(ana)
    response = client.get(site.address("review", proposal))
    names = [error["name"] for error in response.context["errors"]]
    assert names[:4] == ["title", "summary", "outcomes", "focus"]
    assert names[-2:] == ["contact_name", "contact_email"]
    page = response.content.decode()
    assert "Submit the proposal" not in page
    assert f"{site.address('edit', proposal)}?check=1#field-title" in page


def test_submitting_what_is_incomplete_leads_back_to_the_list(client, call, union, ana):
    proposal = actions.start_proposal(call, organization=union, by=ana)
    client.force_login(ana)
    response = client.post(site.address("review", proposal), {"version": 1})
    assert response.url == site.address("review", proposal)
    assert "Something is still missing" in client.get(response.url).content.decode()


def test_submitting_a_summary_that_is_out_of_date_is_refused(click, draft, ana):
    actions.save_draft(draft, {"title": "Newer"}, by=ana, version=2)
    assert click(2).url == site.address("review", draft)
    assert Proposal.objects.get().is_draft


@pytest.mark.parametrize("version", ["", "x", "-2", "２", "9" * 5000])
def test_a_version_that_nobody_could_have_seen_is_refused(click, draft, version):
    assert click(version).url == site.address("review", draft)
    assert Proposal.objects.get().is_draft


def test_the_review_page_shows_files_partners_and_answers(
    client, call, union, ana, draft
):
    bank = site.make_organization("Bank of Workers", kind="business")
    actions.invite_partner(draft, bank, by=ana)
    client.force_login(ana)
    page = client.get(site.address("review", draft)).content.decode()
    for words in (
        "Safe mines without children",
        "Ghana",
        "Stories told by former working children",
        "Panel",
        "Bank of Workers",
    ):
        assert words in page, words


def test_the_words_of_answers_follow_the_language_of_the_form(client, draft, ana):
    with translation.override("fr"):
        actions.submit(draft, by=ana, version=2)
    draft.refresh_from_db()
    assert draft.language == "fr"
    languages = Counter(answer["language"] for answer in draft.answers.values())
    assert languages == {"fr": len(draft.answers)}


def test_the_page_after_submitting_is_only_for_what_is_submitted(
    client, draft, ana, click
):
    assert client.get(site.address("submitted", draft)).url == site.address(
        "proposal", draft
    )
    click(2)
    assert "SCW24-001" in client.get(site.address("submitted", draft)).content.decode()
