"""A source page that goes away stops its call, keeps everything and says so."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from wagtail.users.models import UserProfile

from workshops_plugin.calls import actions, rules
from workshops_plugin.calls.enums import CallPhase
from workshops_plugin.calls.structure import from_rows
from workshops_plugin.errors import Refused
from workshops_plugin.models import Call, CallCriterion, CallOutcome, Proposal

from . import site
from .editor import fresh, in_other_tree, locale, publish, save_draft

pytestmark = pytest.mark.usefixtures("db", "at_noon")

SUBJECT = "The call “Supply Chain Workshops” is not on the site any more"


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """Run what is put off until the transaction ends."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def editors(db):
    """Two editors through one group, and people who are told nothing."""
    group = Group.objects.create(name="Secretariat")
    group.permissions.add(Permission.objects.get(codename="change_call"))
    second = Group.objects.create(name="Also the Secretariat")
    second.permissions.add(Permission.objects.get(codename="change_call"))
    for name in ("bea", "carlos"):
        site.make_user(f"{name}@secretariat.example").groups.add(group, second)
    gone = site.make_user("gone@secretariat.example", is_active=False)
    gone.groups.add(group)
    auditor = site.make_user("auditor@secretariat.example")
    auditor.user_permissions.add(Permission.objects.get(codename="view_call"))
    return ["bea@secretariat.example", "carlos@secretariat.example"]


def told():
    """To whom and about what the messages went, then forgotten."""
    found = sorted((*message.to, message.subject) for message in mail.outbox)
    mail.outbox.clear()
    return found


def everybody(editors):
    """The call has a contact address, so that is told and no single editor."""
    return [("calls@alliance.example", SUBJECT)]


def test_deleting_the_page_closes_the_call_and_keeps_what_came_in(
    call, union, ana, editors, commit
):
    proposal = site.submitted(call, union, ana)
    draft = actions.start_proposal(call, organization=union, by=ana)
    before = from_rows(call)
    with commit():
        call.source_page.delete()

    call = Call.objects.get(pk=call.pk)
    assert call.source_page is None
    assert (call.is_live, rules.accepts_proposals(call)) == (False, False)
    assert call.phase() == CallPhase.OPEN
    assert set(Proposal.objects.all()) == {proposal, draft}
    assert from_rows(call) == before
    with pytest.raises(Refused) as refused:
        actions.submit(draft, by=ana, version=draft.version)
    assert refused.value.code == "unavailable"
    assert told() == everybody(editors)


def test_the_message_says_what_happened_and_what_is_kept(
    call, union, ana, editors, commit
):
    site.submitted(call, union, ana)
    mail.outbox.clear()
    with commit():
        call.source_page.unpublish()
    message = mail.outbox[0]
    assert message.body == (
        "The page of the call “Supply Chain Workshops” was unpublished or deleted, so "
        "the call takes no proposals. Nothing that was submitted is lost.\n\n"
        "It has 1 proposal or draft. Publish its page again to take proposals.\n\n"
        f"See the call\nhttp://localhost:8000/admin/workshops/calls/{call.pk}/\n"
    )
    assert "Publish its page again" in message.alternatives[0].content


def test_unpublishing_stops_and_publishing_again_opens(
    call, union, ana, editors, commit
):
    page = call.source_page
    with commit():
        page.unpublish()
    assert not rules.accepts_proposals(fresh(page).call)
    assert told() == everybody(editors)
    with pytest.raises(Refused) as refused:
        actions.start_proposal(fresh(page).call, organization=union, by=ana)
    assert refused.value.code == "unavailable"

    with commit():
        publish(page)
    assert rules.accepts_proposals(fresh(page).call)
    assert actions.start_proposal(fresh(page).call, organization=union, by=ana)
    assert told() == []


def test_a_page_that_expires_tells_the_editors_too(call, editors, commit, at_noon):
    revision = save_draft(call.source_page, expire_at=site.CLOSES.replace(day=20))
    revision.publish()
    at_noon.move_to(site.CLOSES.replace(day=21))
    with commit():
        call_command("publish_scheduled")
    assert told() == everybody(editors)


def test_deleting_the_index_above_tells_once_of_each_call(call, editors, commit):
    other = site.make_call(title="Another call", slug="another")
    with commit():
        call.source_page.get_parent().delete()
    assert not Call.objects.get(pk=other.pk).is_live
    subjects = {
        SUBJECT,
        SUBJECT.replace("Supply Chain Workshops", "Another call"),
    }
    assert told() == sorted(("calls@alliance.example", each) for each in subjects)


def test_deleting_in_the_admin_tells_once(call, editors, commit, admin_client):
    url = reverse("wagtailadmin_pages:delete", args=[call.source_page.pk])
    with commit():
        assert admin_client.post(url).status_code == 302
    assert fresh_call(call).source_page is None
    assert told() == everybody(editors)


def test_unpublishing_in_the_admin_tells_once(call, editors, commit, admin_client):
    url = reverse("wagtailadmin_pages:unpublish", args=[call.source_page.pk])
    with commit():
        assert admin_client.post(url).status_code == 302
    assert not fresh_call(call).is_live
    assert told() == everybody(editors)


def fresh_call(call):
    return Call.objects.get(pk=call.pk)


@pytest.mark.parametrize(
    "stop", [lambda page: page.unpublish(), lambda page: page.delete()]
)
def test_a_translation_or_an_alias_that_goes_stops_nothing(call, editors, commit, stop):
    in_other_tree("fr")
    in_other_tree("es")
    page = call.source_page
    french = publish(page.copy_for_translation(locale("fr")))
    spanish = page.copy_for_translation(locale("es"), alias=True)
    beside = page.create_alias(update_slug="beside")
    with commit():
        for other in (french, spanish, beside):
            stop(fresh(other))
    assert rules.accepts_proposals(fresh_call(call))
    assert told() == []


def test_a_source_page_that_goes_stops_the_translation_too(call, editors, commit):
    in_other_tree("fr")
    french = publish(call.source_page.copy_for_translation(locale("fr")))
    with commit():
        call.source_page.delete()
    assert not fresh(french).live
    assert not rules.accepts_proposals(fresh(french).call)
    assert told() == everybody(editors)


def test_a_draft_that_is_deleted_worries_nobody(editors, commit):
    page = site.make_page(live=False)
    actions.set_dates(page.call, site.OPENS, site.CLOSES, by=None)
    with commit():
        page.delete()
    assert told() == []
    assert Call.objects.get().prefix == "SCW24"


def test_a_call_without_dates_or_already_announced_worries_nobody(editors, commit):
    without_dates = site.make_page()
    announced = site.make_call(slug="announced")
    site.put(Call.objects.filter(pk=announced.pk), announced_at=site.NOW)
    with commit():
        without_dates.unpublish()
        announced.source_page.unpublish()
    assert told() == []


def without_contact(call):
    page = call.source_page
    type(page).objects.filter(pk=page.pk).update(contact_email="")
    call.refresh_from_db()
    return call.source_page


def test_without_a_contact_address_each_editor_is_told(call, editors, commit):
    page = without_contact(call)
    with commit():
        page.unpublish()
    assert told() == [(address, SUBJECT) for address in editors]


def test_each_editor_is_told_in_the_language_of_their_admin(call, commit):
    page = without_contact(call)
    editor = site.make_editor("marie@secretariat.example", "change_call")
    UserProfile.objects.create(user=editor, preferred_language="fr")
    with commit():
        page.unpublish()
    (message,) = mail.outbox
    assert 'lang="fr"' in message.alternatives[0].content


def test_a_mail_server_that_fails_does_not_keep_the_page_up(
    call, editors, commit, settings
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with commit():
        call.source_page.unpublish()
    assert not fresh_call(call).is_live


def test_a_page_whose_row_is_gone_can_be_deleted(commit, editors):
    page = site.make_page(questions=[])
    site.forget(CallCriterion, CallOutcome, Call)
    with commit():
        fresh(page).delete()
    assert told() == []
