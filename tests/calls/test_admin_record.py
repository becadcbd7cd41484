"""The record of a call: what it counts, checks, seals and hands out, and to whom."""

import json

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.kept import kept
from workshops_plugin.calls import actions
from workshops_plugin.models import Proposal, Seal
from workshops_plugin.record import seals
from workshops_plugin.record.verification import verify
from workshops_plugin.testing import suspended

from . import site
from .screens import facts, main, make_auditor, may, words


@kept
def proposal(call, union, ana):
    return site.submitted(call, union, ana)


@kept
def announcer():
    return may(site.make_editor(), "announce_call")


def url(call, name="record", *args):
    return reverse(f"workshops_calls:{name}", args=[call.pk, *args])


def card(client, call):
    screen = client.get(reverse("workshops_calls:screen", args=[call.pk]))
    return main(screen).select_one("#card-recordcard-content")


def test_the_call_screen_says_in_a_line_what_is_on_record(client, call, proposal):
    client.force_login(site.make_editor())
    assert words(card(client, call)) == "5 versions on record See the record"
    assert card(client, call).a["href"] == url(call)
    seals.seal(call.pk, by=None)
    sealed = "5 versions on record, sealed on 1 December 2024, 13:00"
    assert sealed in words(card(client, call))


def test_an_auditor_checks_it(client, call, proposal):
    client.force_login(make_auditor())
    page = client.get(url(call))
    assert facts(page) == {"Versions": "5", "Chains": "2", "Last sealed": "Never"}
    assert "Seal the record" not in words(main(page))
    page = words(main(client.post(url(call))))
    assert "5 versions were checked just now, and all is intact." in page


def test_what_is_wrong_is_named(client, call, proposal):
    with suspended():
        Proposal.objects.update(title="Another")
    client.force_login(make_auditor())
    page = words(main(client.post(url(call))))
    assert "The record is not as it was written." in page
    assert f"Proposal {proposal.pk} is not what its latest version says: title." in page
    assert "all is intact" not in page


def test_whoever_announces_seals_and_takes_the_seal_along(
    client, call, proposal, announcer
):
    client.force_login(announcer)
    response = client.post(url(call, "seal"), {"reason": " End of the reviews "})
    assert response.url == url(call)
    seal = Seal.objects.get()
    assert (seal.reason, seal.sealed_by) == ("End of the reviews", str(announcer.pk))
    page = words(main(client.get(url(call))))
    assert seal.digest in page
    assert "Seal 1, 1 December 2024, 13:00" in page
    assert "signature was made with a key" not in page
    file = client.get(url(call, "seal_file", 1))
    assert file["Content-Disposition"] == 'attachment; filename="seal-scw24-1.json"'
    assert verify(held=seals.read(json.loads(file.content))).intact
    assert client.get(url(call, "seal_file", 2), follow=True).status_code == 404


def test_a_seal_needs_a_word_on_what_it_is_for(client, call, announcer):
    client.force_login(announcer)
    page = client.post(url(call, "seal"), {"reason": "  "})
    assert page.status_code == 200
    assert "This field is required." in words(main(page))
    with site.refusal("reason"):
        actions.seal_call(call, by=announcer, reason=" ")
    assert not Seal.objects.exists()


def test_after_the_key_has_changed_the_page_says_so(client, call, announcer, settings):
    seals.seal(call.pk, by=announcer)
    settings.SECRET_KEY = "another"
    client.force_login(announcer)
    page = words(main(client.get(url(call))))
    assert "a key that this site does not have any more" in page


def test_who_may_not_see_calls_sees_no_record(client, call, proposal):
    seals.seal(call.pk, by=None)
    client.force_login(site.make_editor("e@x.example", "access_admin", "view_proposal"))
    for address in (url(call), url(call, "seal_file", 1)):
        response = client.get(address)
        home = reverse("wagtailadmin_home")
        assert (response.status_code, response.url) == (302, home)


def test_an_editor_who_does_not_announce_does_not_seal(client, call):
    editor = site.make_editor()
    client.force_login(editor)
    assert client.post(url(call, "seal"), {"reason": "x"}).status_code == 302
    with site.refusal("forbidden"):
        actions.seal_call(call, by=editor, reason="x")
    assert not Seal.objects.exists()


def test_the_page_asks_the_same_for_any_number(client, call, union, ana, announcer):
    client.force_login(announcer)
    seals.seal(call.pk, by=announcer)
    client.get(url(call))
    with CaptureQueriesContext(connection) as few:
        client.get(url(call))
    for number in range(5):
        site.submitted(call, union, ana, title=f"Title {number}")
        seals.seal(call.pk, by=site.make_editor(f"{number}@s.example"))
    with CaptureQueriesContext(connection) as many:
        client.get(url(call))
    assert len(many) == len(few) <= 25
