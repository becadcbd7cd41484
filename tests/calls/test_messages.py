"""Messages: to whom, in which language, with which address, and when none leaves."""

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import Page, Site

from sandbox.home.models import HomePage
from tests.kept import kept
from workshops_plugin.calls import actions
from workshops_plugin.calls.messages import site_url
from workshops_plugin.models import Delivery, Membership, Organization, Proposal
from workshops_plugin.signals import proposal_submitted

from . import site


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """Run what waits for the end of a transaction."""

    def run(verb, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return verb(*args, **kwargs)

    return run


@kept
def bank():
    return site.make_organization("Bank of Workers", kind="business")


def submit(commit, proposal, by):
    return commit(actions.submit, proposal, by=by, version=proposal.version)


def html(message):
    return message.alternatives[0].content


# The confirmation.


def test_the_confirmation_has_the_reference_and_a_copy_of_the_answers(
    call, union, ana, commit
):
    submit(commit, site.draft(call, union, ana), ana)
    (message,) = mail.outbox
    assert message.to == ["ana@union.example"]
    assert message.subject == "Your proposal SCW24-001: Safe mines without children"
    for text in (message.body, html(message)):
        for words in (
            "SCW24-001",
            "Supply Chain Workshops",
            "Ana Mensah",
            "What three unions learned in artisanal mines.",
            "Ghana",
            "Panel",
            "Unions, Firms",
            "31 December 2024, 23:59 CET (Europe/Zurich)",
        ):
            assert words in text, words
    assert Proposal.objects.get().confirmed_at == site.NOW


def test_the_confirmation_goes_to_the_contact_person_alone(call, union, ana, commit):
    draft = site.draft(call, union, ana, contact_email="office@union.example")
    submit(commit, draft, ana)
    (message,) = mail.outbox
    assert message.recipients() == ["office@union.example"]


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_confirmation_is_in_the_language_of_the_form(
    call, union, ana, commit, language
):
    with translation.override(language):
        submit(commit, site.draft(call, union, ana), ana)
        greeting = gettext("Dear %(name)s,") % {"name": "Ana Mensah"}
    (message,) = mail.outbox
    assert message.body.startswith(greeting)
    pk = Proposal.objects.get().pk
    assert f"http://testserver/{language}/workshops/proposals/{pk}/\n" in message.body
    assert f'<html lang="{language}"' in html(message)


def test_the_confirmation_repeats_what_the_page_says(union, ana, at_noon, commit):
    words = {"confirmation_text": "<p>We answer in <b>March</b>.</p>"}
    call = site.make_call(**words)
    submit(commit, site.draft(call, union, ana), ana)
    (message,) = mail.outbox
    assert "We answer in March." in message.body
    assert "We answer in <b>March</b>." in html(message)


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Mines & “children’s” <rights>", "Mines & “children’s” <rights>"),
        ("One\r\nBcc: eve@bank.example", "One Bcc: eve@bank.example"),
        ("One\n\n\ttwo\x0b\x85three\u2028four", "One two three four"),
    ],
)
def test_a_title_is_plain_text_on_one_line_in_the_subject(
    call, union, ana, commit, title, subject
):
    submit(commit, site.draft(call, union, ana, title=title), ana)
    (message,) = mail.outbox
    assert message.subject == f"Your proposal SCW24-001: {subject}"
    sent = message.message()
    assert sent["Bcc"] is None
    assert message.recipients() == ["ana@union.example"]
    assert "<rights>" not in html(message)


# Invitations and answers.


@pytest.fixture
def people(bank):
    """Three people of the bank, each with a language of their own."""
    joan = site.make_user("joan@bank.example")
    ruth = site.make_user("ruth@bank.example")
    members = [
        {"user": joan, "language": "fr", "role": "focal_point"},
        {"email": "waits@bank.example", "language": "es"},
        {"user": ruth},
    ]
    for fields in members:
        Membership.objects.create(organization=bank, **fields)
    left = site.make_user("left@bank.example")
    Membership.objects.create(
        organization=bank, user=left, valid_until="2024-11-30", language="fr"
    )
    gone = site.make_user("gone@bank.example", is_active=False)
    Membership.objects.create(organization=bank, user=gone)
    return {"joan@bank.example": "fr", "waits@bank.example": "es", ruth.email: "en"}


def test_each_person_of_a_partner_is_invited_in_their_language(
    call, union, ana, bank, people, commit
):
    draft = site.draft(call, union, ana)
    partner = commit(actions.invite_partner, draft, bank, by=ana)
    assert {message.to[0] for message in mail.outbox} == set(people)
    for message in mail.outbox:
        language = people[message.to[0]]
        with translation.override(language):
            subject = gettext("%(lead)s asks you to be a partner in a proposal")
        assert message.subject == subject % {"lead": "Union of Miners"}
        link = f"http://testserver/{language}/workshops/partners/{partner.pk}/\n"
        assert link in message.body
        assert "Safe mines without children" in message.body


def test_an_invitation_tells_nothing_but_the_title(
    call, union, ana, bank, people, commit
):
    commit(actions.invite_partner, site.draft(call, union, ana), bank, by=ana)
    for message in mail.outbox:
        for secret in ("three unions learned", "Peer learning", "Ghana"):
            assert secret not in message.body + html(message)


def test_a_partner_answer_goes_to_whoever_invited(
    call, union, ana, bank, people, commit
):
    kofi = site.make_user("kofi@union.example", union)
    partner = actions.invite_partner(site.draft(call, union, ana), bank, by=kofi)
    joan = get_user_model().objects.get(email="joan@bank.example")
    commit(actions.answer_invitation, partner, accept=True, by=joan)
    commit(actions.answer_invitation, partner, accept=False, by=joan)
    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["kofi@union.example"], "Bank of Workers has confirmed"),
        (["kofi@union.example"], "Bank of Workers has refused"),
    ]
    pk = partner.proposal_id
    assert f"http://testserver/en/workshops/proposals/{pk}/" in mail.outbox[0].body


def test_the_answer_goes_to_the_contact_where_the_inviter_is_gone(
    call, union, ana, bank, people, commit
):
    kofi = site.make_user("kofi@union.example", union)
    proposal = site.submitted(call, union, ana)
    partner = actions.invite_partner(proposal, bank, by=kofi)
    kofi.delete()
    partner.refresh_from_db()
    commit(actions.answer_invitation, partner, accept=True, by=None)
    assert [message.to for message in mail.outbox] == [["ana@union.example"]]


def test_names_of_organizations_are_plain_in_subjects(call, ana, union, bank, commit):
    odd = "Union d'Été & “Co”\nBcc: eve@bank.example"
    Organization.objects.filter(pk=union.pk).update(name=odd)
    draft = site.draft(call, union, ana)
    bank.memberships.create(email="joan@bank.example")
    commit(actions.invite_partner, Proposal.objects.get(pk=draft.pk), bank, by=ana)
    (message,) = mail.outbox
    assert message.subject == (
        "Union d'Été & “Co” Bcc: eve@bank.example asks you to be a partner in a "
        "proposal"
    )
    assert message.message()["Bcc"] is None


# Addresses.


def test_addresses_are_those_of_the_site_on_which_the_page_stands(union, at_noon):
    first = site.make_call()
    root = Page.get_first_root_node().add_child(
        instance=HomePage(title="Second", slug="second")
    )
    Site.objects.create(hostname="second.example", port=443, root_page=root)
    second = site.make_call(parent=site.make_index(root, slug="calls"))
    found = {
        call.pk: site_url(call, "workshops:propose", call.pk, language="fr")
        for call in (first, second)
    }
    assert found == {
        first.pk: f"http://testserver/fr/workshops/calls/{first.pk}/propose/",
        second.pk: f"https://second.example/fr/workshops/calls/{second.pk}/propose/",
    }


def test_a_call_whose_page_is_gone_has_addresses_on_the_main_site(call):
    call.source_page.delete()
    call.refresh_from_db()
    address = site_url(call, "workshops:propose", call.pk, language="en")
    assert address == f"http://testserver/en/workshops/calls/{call.pk}/propose/"


def test_an_address_is_in_a_language_that_the_site_has(call):
    for given, prefix in [("fr-ca", "fr"), ("sw", "en"), ("", "en")]:
        address = site_url(call, "workshops:propose", call.pk, language=given)
        assert address.startswith(f"http://testserver/{prefix}/workshops/")


# When nothing leaves.


class DeadServer:
    """A mail server that nobody can reach."""

    def __init__(self, **kwargs):
        """Take what any backend takes."""

    def send_messages(self, messages):
        raise ConnectionRefusedError("mail.example")


@pytest.fixture
def dead_server(settings):
    settings.EMAIL_BACKEND = "tests.calls.test_messages.DeadServer"


def test_a_mail_server_that_fails_breaks_no_verb(
    call, union, ana, bank, people, commit, dead_server, client
):
    client.force_login(ana)
    draft = site.draft(call, union, ana)
    partner = commit(actions.invite_partner, draft, bank, by=ana)
    commit(actions.answer_invitation, partner, accept=True, by=None)
    response = commit(
        client.post, site.address("review", draft), {"version": draft.version}
    )
    assert response.url == site.address("submitted", draft)
    draft.refresh_from_db()
    assert draft.is_submitted
    assert draft.confirmed_at is None
    # All of it waits for the mail server.
    assert set(Delivery.objects.values_list("state", flat=True)) == {"waiting"}


def test_what_did_not_leave_can_be_sent_again(
    call, union, ana, commit, settings, dead_server
):
    proposal = submit(commit, site.draft(call, union, ana), ana)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    actions.send_confirmation_again(proposal, by=None)
    assert [message.to for message in mail.outbox] == [["ana@union.example"]]
    proposal.refresh_from_db()
    assert proposal.confirmed_at == site.NOW


def test_a_message_that_cannot_be_written_stops_neither_submission_nor_signal(
    call, union, ana, commit, settings, tmp_path, caplog
):
    broken = tmp_path / "workshops_plugin" / "mail"
    broken.mkdir(parents=True)
    (broken / "copy.txt").write_text("{% nonsense %}")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    heard = []

    def receiver(sender, proposal, **kwargs):
        heard.append(proposal.reference)

    proposal_submitted.connect(receiver)
    try:
        submit(commit, site.draft(call, union, ana), ana)
    finally:
        proposal_submitted.disconnect(receiver)
    assert Proposal.objects.get().is_submitted
    assert heard == ["SCW24-001"]
    assert not mail.outbox
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts) == ("waiting", 1)
    assert "nonsense" in delivery.detail


def test_a_receiver_that_fails_does_not_stop_the_others(call, union, ana, commit):
    heard = []

    def fails(sender, **kwargs):
        raise RuntimeError

    def hears(sender, proposal, **kwargs):
        heard.append(proposal.reference)

    proposal_submitted.connect(fails)
    proposal_submitted.connect(hears)
    try:
        submit(commit, site.draft(call, union, ana), ana)
    finally:
        proposal_submitted.disconnect(fails)
        proposal_submitted.disconnect(hears)
    assert heard == ["SCW24-001"]
    assert len(mail.outbox) == 1
