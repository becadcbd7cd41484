"""The closing: to the second, in every language, whatever page was open before."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone
from wagtail.models import Locale

from tests.kept import kept
from workshops_plugin.calls import actions, rules
from workshops_plugin.calls.enums import CallPhase, ProposalStatus
from workshops_plugin.models import Call, Proposal, ProposalDraft

from . import site

SECOND = timedelta(seconds=1)
LANGUAGES = ["en", "fr", "es"]


@kept
def draft(call, union, ana):
    return site.draft(call, union, ana)


def edit(client, proposal, language="en", action="save", **changes):
    data = {**site.complete(**changes), "version": proposal.version, "action": action}
    return client.post(site.address("edit", proposal, language), data)


def submit(client, proposal, language="en"):
    data = {"version": proposal.version}
    return client.post(site.address("review", proposal, language), data)


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_the_call_is_open_from_its_opening_second_to_before_its_closing_second(call):
    assert call.phase(site.OPENS - SECOND) == CallPhase.UPCOMING
    assert call.phase(site.OPENS) == CallPhase.OPEN
    assert call.phase(site.CLOSES - SECOND) == CallPhase.OPEN
    assert call.phase(site.CLOSES) == CallPhase.IN_REVIEW


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_second_before_the_closing_a_proposal_is_taken(
    client, draft, ana, at_noon, language
):
    at_noon.move_to(site.CLOSES - SECOND)
    client.force_login(ana)
    response = submit(client, draft, language)
    assert response.url == site.address("submitted", draft, language)
    draft.refresh_from_db()
    assert draft.reference == "SCW24-001"
    assert draft.submitted_at == site.CLOSES - SECOND


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("late", [timedelta(0), SECOND, timedelta(days=30)])
def test_from_the_closing_second_on_no_proposal_is_taken(
    client, draft, ana, at_noon, late, language
):
    at_noon.move_to(site.CLOSES + late)
    client.force_login(ana)
    response = submit(client, draft, language)
    assert response.url == site.address("proposal", draft, language)
    (message,) = said(response)
    with site.refusal("closed") as refused:
        rules.require_open(draft)
    if language == "en":
        assert message == str(refused.value)
    draft.refresh_from_db()
    assert (draft.status, draft.reference) == (ProposalStatus.DRAFT, None)


def test_a_review_page_that_was_open_before_submits_nothing_after(
    client, draft, ana, at_noon
):
    at_noon.move_to(site.CLOSES - SECOND)
    client.force_login(ana)
    assert client.get(site.address("review", draft)).status_code == 200
    at_noon.move_to(site.CLOSES)
    page = client.get(submit(client, draft).url)
    assert "This call has closed." in page.content.decode()
    assert "this draft was not submitted" in page.content.decode()
    assert Proposal.objects.get().status == ProposalStatus.DRAFT


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_that_was_open_before_gets_its_text_back_and_changes_nothing(
    client, draft, ana, at_noon, language
):
    at_noon.move_to(site.CLOSES - SECOND)
    client.force_login(ana)
    assert client.get(site.address("edit", draft, language)).status_code == 200
    at_noon.move_to(site.CLOSES)
    late = "Typed while the clock struck"
    before = ProposalDraft.objects.values().get()
    response = edit(client, draft, language, title=late, summary="First\nsecond")
    assert response.status_code == 409
    typed = {text["name"]: text["values"] for text in response.context["texts"]}
    assert typed["title"] == [late]
    assert typed["summary"] == ["First\nsecond"]
    assert typed["languages"] == ["en", "fr"]
    assert late in response.content.decode()
    assert ProposalDraft.objects.values().get() == before
    draft.refresh_from_db()
    assert draft.version == 2


def test_the_text_that_comes_back_says_what_happened_and_where_the_draft_is(
    client, draft, ana, at_noon
):
    at_noon.move_to(site.CLOSES)
    client.force_login(ana)
    page = edit(client, draft).content.decode()
    assert "This call has closed." in page
    assert f'href="{site.address("proposal", draft)}"' in page


def test_an_autosave_after_the_closing_is_told_so(client, draft, ana, at_noon):
    at_noon.move_to(site.CLOSES)
    client.force_login(ana)
    response = client.post(
        site.address("edit", draft),
        {**site.complete(), "version": draft.version},
        headers={"X-Workshops-Autosave": "1"},
    )
    assert response.status_code == 409
    assert response.json()["code"] == "closed"


def test_no_form_opens_after_the_closing(client, draft, ana, at_noon):
    at_noon.move_to(site.CLOSES)
    client.force_login(ana)
    for name in ("edit", "review"):
        response = client.get(site.address(name, draft))
        assert response.url == site.address("proposal", draft)
    assert client.get(response.url).status_code == 200


def test_after_the_closing_every_verb_of_the_lead_refuses(call, union, ana, at_noon):
    other = site.make_organization("Ministry", kind="government")
    bank = site.make_organization("Bank", kind="business")
    proposal = site.submitted(call, union, ana)
    partner = actions.invite_partner(proposal, other, by=ana)
    at_noon.move_to(site.CLOSES)
    before = Proposal.objects.values().get(pk=proposal.pk)
    version = proposal.version
    for verb in (
        lambda: actions.start_proposal(call, organization=union, by=ana),
        lambda: actions.save_draft(proposal, {"title": "x"}, by=ana, version=version),
        lambda: actions.withdraw(proposal, by=ana),
        lambda: actions.invite_partner(proposal, bank, by=ana),
        lambda: actions.remove_partner(partner, by=ana),
    ):
        with site.refusal("closed"):
            verb()
    assert Proposal.objects.values().get(pk=proposal.pk) == before


def test_a_withdrawn_proposal_stays_withdrawn_after_the_closing(
    call, union, ana, at_noon
):
    proposal = site.submitted(call, union, ana)
    actions.withdraw(proposal, by=ana)
    at_noon.move_to(site.CLOSES)
    with site.refusal("closed"):
        actions.submit(proposal, by=ana, version=proposal.version)


def test_changes_left_unsubmitted_at_the_closing_do_not_count(
    call, union, ana, at_noon
):
    proposal = site.submitted(call, union, ana, title="As submitted")
    actions.save_draft(proposal, {"title": "Later"}, by=ana, version=proposal.version)
    at_noon.move_to(site.CLOSES)
    with site.refusal("closed"):
        actions.submit(proposal, by=ana, version=proposal.version)
    proposal.refresh_from_db()
    assert proposal.title == "As submitted"
    assert proposal.draft.data["title"] == ["Later"]


def move_closing(call, closes):
    """Move the closing as an editor does: elsewhere, with rows of their own."""
    theirs = Call.objects.get(pk=call.pk)
    actions.set_dates(theirs, site.OPENS, closes, by=None, reason="It was agreed.")


def test_moving_the_closing_earlier_closes_forms_that_are_open(
    client, call, draft, ana, at_noon
):
    client.force_login(ana)
    assert client.get(site.address("edit", draft)).status_code == 200
    move_closing(call, site.NOW)
    response = edit(client, draft, title="Typed on")
    assert response.status_code == 409
    assert "Typed on" in response.content.decode()
    assert ProposalDraft.objects.get().data["title"] == ["Safe mines without children"]


def test_verbs_see_a_closing_that_moved_after_their_rows_were_read(
    call, union, ana, at_noon
):
    proposal = site.draft(call, union, ana)
    move_closing(call, site.NOW)
    with site.refusal("closed"):
        actions.save_draft(proposal, {"title": "x"}, by=ana, version=2)
    move_closing(call, site.NOW + SECOND)
    actions.save_draft(proposal, {"title": "x"}, by=ana, version=2)
    move_closing(call, site.NOW)
    with site.refusal("closed"):
        actions.submit(proposal, by=ana, version=3)


def test_moving_the_closing_later_opens_a_draft_again(call, draft, ana, at_noon):
    at_noon.move_to(site.CLOSES)
    move_closing(call, site.CLOSES + SECOND)
    actions.submit(draft, by=ana, version=draft.version)
    assert draft.reference == "SCW24-001"


def test_one_proposal_can_have_more_time_than_the_others(call, union, ana, at_noon):
    first = site.draft(call, union, ana)
    second = site.draft(call, union, ana, title="Another")
    until = site.CLOSES + timedelta(days=2)
    actions.extend(first, until, by=None, reason="The network was down.")
    at_noon.move_to(until - SECOND)
    with site.refusal("closed"):
        actions.submit(second, by=ana, version=second.version)
    with site.refusal("closed"):
        actions.start_proposal(call, organization=union, by=ana)
    actions.submit(first, by=ana, version=first.version)
    assert first.submitted_at == until - SECOND
    at_noon.move_to(until)
    with site.refusal("closed"):
        actions.save_draft(first, {"title": "x"}, by=ana, version=first.version)


def test_a_proposal_with_more_time_is_written_in_the_form(
    client, call, draft, ana, at_noon
):
    until = site.CLOSES + timedelta(days=2)
    actions.extend(draft, until, by=None, reason="The network was down.")
    at_noon.move_to(until - SECOND)
    client.force_login(ana)
    assert client.get(site.address("edit", draft)).status_code == 200
    assert edit(client, draft, title="In time").status_code == 302
    at_noon.move_to(until)
    response = edit(client, draft, title="Too late")
    assert response.status_code == 409
    assert ProposalDraft.objects.get().data["title"] == ["In time"]


def test_a_closing_moved_beyond_an_extension_counts_for_that_proposal_too(
    call, draft, ana, at_noon
):
    actions.extend(draft, site.CLOSES + SECOND, by=None, reason="Illness.")
    late = site.CLOSES + timedelta(days=9)
    move_closing(call, late)
    at_noon.move_to(late - SECOND)
    actions.submit(draft, by=ana, version=draft.version)
    assert draft.is_submitted


def test_partners_answer_longer_than_proposals_change(call, union, ana, at_noon):
    ministry = site.make_organization("Ministry", kind="government")
    joan = site.make_user("joan@ministry.example", ministry)
    until = site.CLOSES + timedelta(days=3)
    actions.set_rules(call, by=None, partners_until=until)
    proposal = site.submitted(call, union, ana)
    partner = actions.invite_partner(proposal, ministry, by=ana)
    at_noon.move_to(until - SECOND)
    with site.refusal("closed"):
        actions.save_draft(proposal, {}, by=ana, version=proposal.version)
    actions.answer_invitation(partner, accept=True, by=joan)
    at_noon.move_to(until)
    with site.refusal("closed"):
        actions.answer_invitation(partner, accept=False, by=joan)
    partner.refresh_from_db()
    assert partner.state == "confirmed"


def test_unpublishing_the_page_stops_those_who_are_writing(client, call, draft, ana):
    client.force_login(ana)
    assert client.get(site.address("edit", draft)).status_code == 200
    call.source_page.unpublish()
    response = edit(client, draft, title="Typed on")
    assert response.status_code == 409
    assert "does not take proposals at the moment" in response.content.decode()
    assert "Typed on" in response.content.decode()
    assert submit(client, draft).url == site.address("review", draft)
    assert client.get(site.address("edit", draft)).status_code == 302
    page = client.get(site.address("proposal", draft))
    assert "Safe mines without children" in page.content.decode()
    call.source_page.specific.save_revision().publish()
    assert client.get(site.address("edit", draft)).status_code == 200


def test_unpublishing_a_translation_stops_nobody(client, call, draft, ana):
    french = Locale.objects.create(language_code="fr")
    page = call.source_page.copy_for_translation(french, copy_parents=True)
    page.save_revision().publish()
    page.unpublish()
    client.force_login(ana)
    assert edit(client, draft, "fr", title="Écrit").status_code == 302
    assert submit(client, Proposal.objects.get(), "fr").url == site.address(
        "submitted", draft, "fr"
    )


def test_an_announced_call_takes_nothing_even_before_its_closing(call, draft, ana):
    site.put(Call.objects.all(), announced_at=timezone.now())
    draft.refresh_from_db()
    with site.refusal("closed"):
        actions.save_draft(draft, {"title": "x"}, by=ana, version=draft.version)
    with site.refusal("closed"):
        actions.submit(draft, by=ana, version=draft.version)
    assert not rules.partners_open(Proposal.objects.get())


def test_before_the_opening_nothing_can_be_started(call, union, ana, at_noon):
    at_noon.move_to(site.OPENS - SECOND)
    with site.refusal("not_open"):
        actions.start_proposal(call, organization=union, by=ana)
    at_noon.move_to(site.OPENS)
    assert actions.start_proposal(call, organization=union, by=ana).is_draft
