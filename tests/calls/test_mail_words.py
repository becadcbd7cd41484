"""Whose words a message uses."""

from wagtail.models import Locale

from workshops_plugin.calls import actions
from workshops_plugin.models import Membership

from . import site


def test_an_invitation_names_the_call_as_its_page_in_the_readers_language(
    call, union, ana, mailoutbox, django_capture_on_commit_callbacks
):
    french, _created = Locale.objects.get_or_create(language_code="fr")
    page = call.source_page
    copy = page.copy_for_translation(french, copy_parents=True)
    copy.title = "Ateliers"
    copy.save_revision().publish()
    partner = site.make_organization("Réseau Sahel", "civil_society")
    Membership.objects.create(
        organization=partner, email="awa@sahel.example", language="fr"
    )
    proposal = actions.start_proposal(call, organization=union, by=ana)
    with django_capture_on_commit_callbacks(execute=True):
        actions.invite_partner(proposal, partner, by=ana)
    (message,) = mailoutbox
    assert "Ateliers" in message.body
    assert call.title not in message.body
