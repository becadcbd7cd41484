"""Text that arrives where it cannot be saved is shown again, never lost."""

from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.kept import kept
from workshops_plugin.calls import actions
from workshops_plugin.models import CallQuestion, Proposal, ProposalDraft

from . import site

AUTOSAVE = {"X-Workshops-Autosave": "1"}
TYPED = "Typed for two hours, <em>and</em> “unsaved”"


@kept
def draft(call, union, ana):
    return site.draft(call, union, ana)


def post(client, draft, headers=None, **changes):
    data = {**site.complete(title=TYPED), "version": 2, "action": "save", **changes}
    return client.post(site.address("edit", draft), data, headers=headers)


def kept(response):
    return {text["name"]: text["values"] for text in response.context["texts"]}


def saved():
    return ProposalDraft.objects.get().data["title"]


# A session that ended.


def test_a_visitor_whose_session_ended_gets_the_text_back(client, draft):
    response = post(client, draft)
    assert response.status_code == 403
    texts = kept(response)
    assert texts["title"] == [TYPED]
    assert texts["languages"] == ["en", "fr"]
    assert texts[site.answer("audience")] == [
        site.key("audience/Unions"),
        site.key("audience/Firms"),
    ]
    page = response.content.decode()
    assert TYPED in unescape(page)
    assert "<em>" not in page
    for name in ("languages", site.answer("audience")):
        for value in texts[name]:
            assert f'name="{name}" value="{value}"' in page
    assert saved() == ["Safe mines without children"]


def test_what_comes_back_holds_nothing_of_the_saved_proposal(client, draft, ana):
    secret = "The secret of the mine"
    actions.save_draft(draft, {"preferred_dates": secret}, by=ana, version=2)
    response = post(client, draft, preferred_dates="")
    assert response.status_code == 403
    assert secret not in response.content.decode()


def test_after_signing_in_again_the_kept_text_can_be_saved(client, draft, ana):
    page = post(client, draft)
    again = {text["name"]: text["values"] for text in page.context["texts"]}
    client.force_login(ana)
    response = client.post(
        site.address("edit", draft),
        {**again, "version": page.context["version"], "action": "save"},
    )
    assert response.url == site.address("edit", draft)
    assert saved() == [TYPED]
    assert ProposalDraft.objects.get().data["languages"] == ["en", "fr"]


def test_the_way_back_leads_to_the_sign_in(client, draft):
    page = post(client, draft)
    assert page.context["login_url"] == "/en/sign-in/?next=/en/workshops/proposals/"


def test_an_autosave_of_a_session_that_ended_is_told_so(client, draft):
    response = post(client, draft, headers=AUTOSAVE)
    assert response.status_code == 401
    assert response.json()["code"] == "signed_out"
    assert saved() == ["Safe mines without children"]


def test_a_session_that_ended_submits_nothing(client, draft):
    response = client.post(site.address("review", draft), {"version": 2})
    assert response.status_code == 403
    assert "Your session has ended" in response.content.decode()
    assert Proposal.objects.get().is_draft


def test_a_visitor_who_only_looks_is_sent_to_sign_in_and_back(client, draft):
    here = site.address("edit", draft)
    assert client.get(here).url == f"/en/sign-in/?next={here}"


# A sign-in in another tab.


@pytest.fixture
def strict(draft, ana):
    """A client whose CSRF tokens are checked, and the token of its open form."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(ana)
    client.get(site.address("edit", draft))
    return client, client.cookies["csrftoken"].value


def test_the_form_is_saved_with_its_own_token(strict, draft):
    client, token = strict
    assert post(client, draft, csrfmiddlewaretoken=token).status_code == 302
    assert saved() == [TYPED]


def test_a_token_that_a_sign_in_replaced_saves_nothing_and_keeps_the_text(
    strict, draft
):
    client, token = strict
    signed_in = client.post(
        "/en/sign-in/",
        {
            "username": "ana@union.example",
            "password": "secret",
            "csrfmiddlewaretoken": token,
        },
    )
    assert signed_in.status_code == 302
    assert client.cookies["csrftoken"].value != token

    response = post(client, draft, csrfmiddlewaretoken=token)
    assert response.status_code == 403
    assert response.context["form"]["title"].value() == TYPED
    assert "Your sign-in has changed" in response.content.decode()
    assert saved() == ["Safe mines without children"]

    fresh = response.context["csrf_token"]
    assert post(client, draft, csrfmiddlewaretoken=str(fresh)).status_code == 302
    assert saved() == [TYPED]


def test_a_form_without_a_token_saves_and_submits_nothing(strict, draft):
    client, _token = strict
    assert post(client, draft).status_code == 403
    assert saved() == ["Safe mines without children"]
    response = client.post(site.address("review", draft), {"version": 2})
    assert response.url == site.address("review", draft)
    assert Proposal.objects.get().is_draft
    assert post(client, draft, headers=AUTOSAVE).json()["code"] == "csrf"


def test_text_that_comes_back_signed_out_carries_a_token_that_works(draft, ana):
    client = Client(enforce_csrf_checks=True)
    page = post(client, draft)
    token = str(page.context["csrf_token"])
    assert f'value="{token}"' in page.content.decode()


# Too much.


def test_a_request_that_is_too_big_is_answered_with_a_sentence(
    client, draft, ana, settings
):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2000
    response = post(client, draft, summary="x" * 3000)
    assert response.status_code == 413
    client.force_login(ana)
    response = post(client, draft, summary="x" * 3000)
    assert response.status_code == 413
    assert "What you sent is too long" in response.content.decode()
    response = post(client, draft, headers=AUTOSAVE, summary="x" * 3000)
    assert response.status_code == 413
    assert "What you sent is too long" in response.json()["message"]
    assert saved() == ["Safe mines without children"]


def test_a_request_with_too_many_values_is_answered_with_a_sentence(
    client, draft, ana, settings
):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 30
    client.force_login(ana)
    response = post(client, draft, countries=["GH"] * 40)
    assert response.status_code == 413
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 1
    files = [SimpleUploadedFile(f"{n}.pdf", b"%PDF-1.7") for n in range(2)]
    response = post(client, draft, **{site.answer("paper"): files})
    assert response.status_code == 413
    assert "What you sent is too long" in response.content.decode()


def test_a_text_that_is_too_long_for_a_draft_stays_in_the_form(client, draft, ana):
    client.force_login(ana)
    response = post(client, draft, summary="y" * 100_001)
    assert response.status_code == 413
    assert response.context["form"]["summary"].value() == "y" * 100_001
    assert "This is too long to be saved" in response.content.decode()
    assert saved() == ["Safe mines without children"]


def test_a_title_that_is_too_long_is_kept_and_named(client, draft, ana):
    client.force_login(ana)
    assert post(client, draft, title="z" * 300).status_code == 302
    page = client.get(site.address("review", draft))
    (error,) = page.context["errors"]
    assert error["name"] == "title"
    assert error["errors"] == [
        "Ensure this value has at most 200 characters (it has 300)."
    ]


# Odd characters.


def test_characters_that_no_database_stores_are_left_out(client, draft, ana):
    client.force_login(ana)
    assert post(client, draft, title="A\x00B", focus=["a\x00"]).status_code == 302
    assert saved() == ["AB"]


def test_lone_surrogates_are_replaced(draft, ana):
    odd = {"title": "Half \ud83d emoji", site.answer("approach"): ["\udc00"]}
    actions.save_draft(draft, odd, by=ana, version=2)
    assert saved() == ["Half \ufffd emoji"]
    actions.submit(draft, by=ana, version=3)
    assert Proposal.objects.get().title == "Half \ufffd emoji"


def test_names_with_odd_characters_are_no_trouble(draft, ana):
    actions.save_draft(draft, {"q_\x00\ud800": "x", 7: [None]}, by=ana, version=2)
    data = ProposalDraft.objects.get().data
    assert data["q_\ufffd"] == ["x"]
    assert data["7"] == []


# Questions that are gone.


def test_an_answer_to_a_question_that_is_gone_is_kept_and_shown(
    client, draft, ana, call
):
    actions.submit(draft, by=ana, version=2)
    CallQuestion.objects.filter(block_id=site.key("approach")).update(retired=True)
    client.force_login(ana)
    assert post(client, draft, version=3).status_code == 302
    proposal = Proposal.objects.get()
    actions.submit(proposal, by=ana, version=proposal.version)
    proposal.refresh_from_db()
    assert proposal.title == TYPED
    assert proposal.answers[site.key("approach")]["value"] == "Peer learning"
    page = client.get(site.address("proposal", draft)).content.decode()
    assert "Approach</bdi> <span" in page
    assert "(no longer asked)" in page
    assert "Peer learning" in page


def test_a_draft_keeps_the_answer_to_a_question_for_the_day_it_comes_back(
    client, draft, ana
):
    client.force_login(ana)
    questions = CallQuestion.objects.filter(block_id=site.key("approach"))
    questions.update(retired=True)
    assert post(client, draft, **{site.answer("approach"): ""}).status_code == 302
    questions.update(retired=False)
    form = client.get(site.address("edit", draft)).context["form"]
    assert form[site.answer("approach")].value() == "Peer learning"


# A draft that is gone, or out of reach.


def test_text_for_a_draft_that_a_colleague_deleted_comes_back(
    client, draft, ana, union
):
    client.force_login(ana)
    kofi = site.make_user("kofi@union.example", union)
    actions.delete_draft(Proposal.objects.get(), by=kofi)
    response = post(client, draft)
    assert response.status_code == 404
    assert kept(response)["title"] == [TYPED]
    assert kept(response)[site.answer("approach")] == ["Peer learning"]
    assert "not there any more" in response.content.decode()
    assert post(client, draft, headers=AUTOSAVE).json()["code"] == "missing"


def test_somebody_who_has_left_gets_back_what_was_typed_and_nothing_else(
    client, draft, ana
):
    client.force_login(ana)
    ana.workshops_memberships.update(valid_until="2024-11-30")
    response = post(client, draft, summary="Mine")
    assert response.status_code == 404
    assert kept(response)["summary"] == ["Mine"]
    page = response.content.decode()
    assert "Approach" not in page
    assert "What three unions learned" not in page
    assert saved() == ["Safe mines without children"]


def test_a_post_without_text_finds_nothing(client, draft):
    client.force_login(site.make_user("eve@bank.example"))
    for name in ("edit", "review"):
        assert client.post(site.address(name, draft), {}).status_code == 404
