"""The form as people use it: saving, two tabs at once, half-typed values, partners."""

import pytest
from django.contrib.messages import get_messages

from tests.kept import kept
from workshops_plugin.calls import actions
from workshops_plugin.models import Proposal, ProposalDraft, ProposalPartner

from . import site

AUTOSAVE = {"X-Workshops-Autosave": "1"}


@kept
def draft(call, union, ana):
    return site.draft(call, union, ana)


@pytest.fixture
def form(client, draft, ana):
    """Post the form of ``draft`` as Ana does; ``version`` is what her tab shows."""
    client.force_login(ana)

    def post(version=2, action="save", headers=None, **changes):
        data = {**site.complete(**changes), "version": version, "action": action}
        return client.post(site.address("edit", draft), data, headers=headers)

    return post


def saved():
    return ProposalDraft.objects.get().data


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


# Saving.


def test_saving_leads_back_to_the_form_and_says_so(form, draft):
    response = form(title="Changed")
    assert response.url == site.address("edit", draft)
    assert said(response) == ["Your text is saved."]
    assert saved()["title"] == ["Changed"]


def test_what_was_emptied_is_empty(form, client, draft):
    data = {"version": 2, "title": "Only this", "action": "save"}
    assert client.post(site.address("edit", draft), data).status_code == 302
    assert saved()["title"] == ["Only this"]
    assert saved()["focus"] == saved()["countries"] == saved()["wants_public"] == []
    assert saved()["summary"] == []


def test_only_fields_of_the_form_are_saved(form):
    form(title="x", status="submitted", q_unknown="y", reference="1")
    assert not {"status", "q_unknown", "reference", "version"} & saved().keys()


def test_reading_it_through_comes_after_saving(form, draft):
    assert form(action="review").url == site.address("review", draft)


def test_an_autosave_answers_with_the_version_and_what_is_complete(form):
    response = form(headers=AUTOSAVE, summary="")
    assert response.json() == {
        "version": 3,
        "complete": ["scope", "part-1", "delivery", "contact"],
    }
    assert form(version=3, headers=AUTOSAVE).json()["version"] == 4


# What was typed comes back.


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("title", "x" * 300),
        ("contact_email", "ana@"),
        ("website", "htp:/half"),
        ("mail", "ana at union"),
        ("participants", "about 40"),
        ("participants", "1 000,50"),
        ("start", "2025-02-30"),
        ("start", "March"),
        ("method", "  spaces  around\r\nand <b>lines</b> "),
        ("where", "typed while hidden"),
        ("approach", "ريم 中文 é 👩‍👩‍👧"),
    ],
)
def test_half_typed_values_are_kept_and_shown_again(form, client, draft, name, typed):
    field = name if name in site.complete() else site.answer(name)
    assert form(**{field: typed}).status_code == 302
    assert saved()[field] == [typed]
    page = client.get(site.address("edit", draft))
    assert page.context["form"][field].value() == typed


def test_values_that_are_not_offered_are_kept_but_not_accepted(form, client, draft):
    form(**{"focus": ["child_labour", "<script>"], site.answer("format"): "gone"})
    assert saved()["focus"] == ["child_labour", "<script>"]
    page = client.get(site.address("edit", draft) + "?check=1")
    assert page.context["form"].errors.keys() == {"focus", site.answer("format")}
    assert "<script>" not in page.content.decode().replace("<script src=", "")


def test_the_form_says_what_is_wrong_only_when_asked(form, client, draft):
    form(title="")
    assert not client.get(site.address("edit", draft)).context["errors"]
    page = client.get(site.address("edit", draft) + "?check=1")
    assert [error["name"] for error in page.context["errors"]] == ["title"]


# Two tabs.


def test_the_second_tab_is_told_and_sees_both_texts(form, client, draft):
    form(version=2, title="First tab")
    response = form(version=2, title="Second tab", summary="From the second.")
    assert response.status_code == 409
    assert response.context["conflicts"] == [
        {
            "name": "title",
            "label": "Title",
            "theirs": "First tab",
            "mine": "Second tab",
        },
        {
            "name": "summary",
            "label": "Summary",
            "theirs": "What three unions learned in artisanal mines.",
            "mine": "From the second.",
        },
    ]
    assert saved()["title"] == ["First tab"]
    page = response.content.decode()
    assert "Somebody has saved this proposal since you opened it." in page
    assert "First tab" in page
    assert 'value="Second tab"' in page


def test_saving_after_having_seen_both_texts_wins(form):
    form(version=2, title="First tab")
    response = form(version=2, title="Second tab")
    assert response.context["version"] == 3
    assert form(version=3, title="Second tab").status_code == 302
    assert saved()["title"] == ["Second tab"]


def test_a_third_save_between_the_conflict_and_the_decision_is_a_new_conflict(form):
    form(version=2, title="First tab")
    assert form(version=2, title="Second tab").status_code == 409
    form(version=3, title="First tab again")
    assert form(version=3, title="Second tab").status_code == 409
    assert saved()["title"] == ["First tab again"]


def test_the_same_text_in_two_tabs_is_no_conflict(form, draft):
    form(version=2, title="Same")
    response = form(version=2, title="Same", action="review")
    assert response.url == site.address("review", draft)
    assert Proposal.objects.get().version == 3


def test_line_ends_make_no_conflict(form):
    form(version=2, summary="One\ntwo")
    assert form(version=2, summary="One\r\ntwo").status_code == 302


def test_a_conflict_names_choices_in_words(form):
    form(version=2, focus=["forced_labour"], wants_public="")
    response = form(version=2, focus=["child_labour", "forced_labour"])
    texts = [
        (conflict["name"], conflict["theirs"], conflict["mine"])
        for conflict in response.context["conflicts"]
    ]
    assert texts == [
        ("focus", "Forced labour", "Child labour, Forced labour"),
        ("wants_public", "No", "Yes"),
    ]


def test_an_autosave_of_the_second_tab_is_refused_and_overwrites_nothing(form):
    form(version=2, title="First tab")
    response = form(version=2, title="Second tab", headers=AUTOSAVE)
    assert response.status_code == 409
    assert response.json() == {
        "message": "Somebody has saved this proposal since you opened it.",
        "code": "stale",
    }
    assert saved()["title"] == ["First tab"]


def test_a_colleague_who_saved_meanwhile_is_named(form, draft, union):
    kofi = site.make_user("kofi@union.example", union, first_name="Kofi")
    actions.save_draft(draft, {"title": "Kofi’s"}, by=kofi, version=2)
    response = form(version=2, title="Ana’s")
    page = " ".join(response.content.decode().split())
    assert "Kofi saved it on" in page


def test_two_tabs_over_a_submitted_proposal_conflict_too(form, draft, ana):
    actions.submit(draft, by=ana, version=2)
    actions.save_draft(draft, {"title": "First tab"}, by=ana, version=3)
    response = form(version=3, title="Second tab")
    assert response.status_code == 409
    assert [c["theirs"] for c in response.context["conflicts"]] == ["First tab"]


def test_a_tab_from_before_the_submission_conflicts_with_what_was_submitted(
    form, draft, ana
):
    actions.submit(draft, by=ana, version=2)
    response = form(version=2, title="Old tab")
    assert response.status_code == 409
    (conflict,) = response.context["conflicts"]
    assert (conflict["theirs"], conflict["mine"]) == (
        "Safe mines without children",
        "Old tab",
    )
    assert not ProposalDraft.objects.exists()


# Partners.


def test_inviting_saves_the_text_first(form, draft):
    bank = site.make_organization("Bank", kind="business")
    response = form(action="invite", partner=bank.pk, title="Saved first")
    assert response.url == site.address("edit", draft) + "#partners"
    assert ProposalPartner.objects.get().organization == bank
    assert saved()["title"] == ["Saved first"]


@pytest.mark.parametrize("chosen", ["", "0", "x", "9" * 30, "²"])
def test_inviting_nobody_says_so(form, draft, chosen):
    response = form(action="invite", partner=chosen)
    assert said(response) == ["Choose an organization to invite."]
    assert not ProposalPartner.objects.exists()


def test_partners_are_removed_and_invited_again_from_the_form(
    form, draft, ana, at_noon
):
    bank = site.make_organization("Bank", kind="business")
    partner = actions.invite_partner(draft, bank, by=ana)
    response = form(action=f"send_again:{partner.pk}")
    assert "was invited a moment ago" in said(response)[0]
    at_noon.shift(600)
    response = form(version=3, action=f"send_again:{partner.pk}")
    assert said(response)[-1] == "Bank is invited to stand behind this proposal."
    form(version=4, action=f"remove_partner:{partner.pk}")
    assert not draft.partners.exclude(state="removed").exists()


def test_a_partner_of_another_proposal_is_not_touched(form, call, union, ana):
    bank = site.make_organization("Bank", kind="business")
    other = site.draft(call, union, ana, title="Another")
    partner = actions.invite_partner(other, bank, by=ana)
    form(action=f"remove_partner:{partner.pk}")
    partner.refresh_from_db()
    assert partner.state == "invited"


def test_the_form_offers_members_that_are_not_partners_yet(form, client, draft, ana):
    names = ["Bank", "Ministry", "Gone"]
    bank, ministry, gone = (site.make_organization(name) for name in names)
    type(gone).objects.filter(pk=gone.pk).update(member_until="2024-11-30")
    actions.invite_partner(draft, bank, by=ana)
    page = client.get(site.address("edit", draft))
    assert list(page.context["candidates"]) == [ministry]
