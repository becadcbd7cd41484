"""What hosts write, how it is approved, and how it reaches the page."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Locale, ModelLogEntry

from tests.calls import samples, site
from tests.kept import kept
from tests.reviews import house
from workshops_plugin.models import (
    AgendaItem,
    JoinDetails,
    Material,
    Preparation,
    Speaker,
    Webinar,
)
from workshops_plugin.record.verification import verify
from workshops_plugin.webinars import actions
from workshops_plugin.webinars.checklist import checklist, is_ready, stage_of
from workshops_plugin.webinars.preparation import differences, preparation_of
from workshops_plugin.webinars.public_views.pages import agenda_of, speakers_of

from . import stage

pytestmark = pytest.mark.django_db


@kept
def host(host_organization):
    return site.make_user("host@host.example", host_organization)


def fresh(webinar):
    return Webinar.objects.get(pk=webinar.pk)


def state(webinar):
    return Preparation.objects.get(webinar=webinar).state


def page_of(webinar):
    return stage.fresh(stage.page(webinar))


def item(webinar, key):
    return next(each for each in checklist(fresh(webinar)) if each.key == key)


# Writing.


def test_hosts_and_the_secretariat_write_and_nobody_else(webinar, host, editor, member):
    for user in (host, editor, None):
        actions.save_description(webinar, by=user, lead="x", description="y")
    for user in (member, house.reviewer(), site.make_user("x@x.example")):
        for verb, values in (
            (actions.save_description, {"lead": "a", "description": "b"}),
            (actions.save_agenda, {"items": []}),
            (actions.save_speaker, {"values": {"name": "x", "position": "y"}}),
            (actions.save_interpretation, {"languages": []}),
            (actions.save_set_up, {"set_up": "x"}),
            (actions.set_join_details, {"url": "https://x.example"}),
            (actions.confirm_link, {}),
            (actions.save_afterwards, {"attendance": 3, "lessons": "x"}),
            (actions.add_recording, {"url": "https://x.example"}),
            (actions.add_material, {"title": "x", "url": "https://x.example"}),
            (actions.set_no_presentations, {"wanted": True}),
            (actions.submit_preparation, {}),
            (actions.take_back, {}),
            (actions.finish_duty, {"key": "x"}),
        ):
            with site.refusal("forbidden"):
                verb(webinar, by=user, **values)
        with site.refusal("forbidden"):
            actions.add_comment(webinar, "agenda", "x", by=user)
    for verb in (actions.approve_preparation, actions.ask_for_changes):
        more = {"comments": {}} if verb is actions.ask_for_changes else {}
        with site.refusal("forbidden"):
            verb(webinar, by=host, **more)
    assert preparation_of(fresh(webinar)).lead == "x"
    assert Material.objects.count() == Speaker.objects.count() == 0


def test_two_hosts_in_two_sections_lose_nothing(webinar, host):
    mine, theirs = fresh(webinar), fresh(webinar)
    actions.save_description(mine, by=host, lead="a", description="b", version=0)
    actions.save_interpretation(
        theirs, by=host, languages=["es"], settled=True, version=0
    )
    found = preparation_of(fresh(webinar))
    assert (found.lead, found.interpretation_settled) == ("a", True)
    assert fresh(webinar).interpretation == ["es"]
    assert verify().intact


def test_two_hosts_in_one_section_are_told(webinar, host):
    actions.save_description(webinar, by=host, lead="a", description="", version=0)
    with site.refusal("stale"):
        actions.save_description(webinar, by=host, lead="b", description="", version=0)
    assert preparation_of(fresh(webinar)).lead == "a"
    lines = [{"minutes": 5, "title": "a"}]
    actions.save_agenda(webinar, lines, by=host, version=0)
    with site.refusal("stale"):
        actions.save_agenda(webinar, [], by=host, version=0)
    values = {"name": "Ann", "position": "Union", "consent": True}
    speaker = actions.save_speaker(webinar, values, by=host)
    actions.save_speaker(webinar, values, by=host, speaker=speaker, version=1)
    with site.refusal("stale"):
        actions.save_speaker(webinar, values, by=host, speaker=speaker, version=1)


def test_an_item_of_the_agenda_stays_the_same_item(webinar, host):
    lines = [{"minutes": 5, "title": "a"}, {"minutes": 10, "title": "b"}]
    actions.save_agenda(webinar, lines, by=host)
    first, second = AgendaItem.objects.all()
    again = [
        {"id": str(second.pk), "minutes": 20, "title": "b!"},
        {"id": str(first.pk), "minutes": 5, "title": "a"},
        {"id": "nonsense", "minutes": 1, "title": "c"},
    ]
    actions.save_agenda(webinar, again, by=host)
    found = list(AgendaItem.objects.all())
    assert [row.pk for row in found][:2] == [second.pk, first.pk]
    assert [row.title for row in found] == ["b!", "a", "c"]
    actions.save_agenda(webinar, again[:1], by=host)
    assert [row.pk for row in AgendaItem.objects.all()] == [second.pk]
    with site.refusal("too_many"):
        actions.save_agenda(webinar, lines * 31, by=host)


def test_a_photo_is_made_small_and_freed_of_all_else(webinar, host):
    values = {"name": "Ann", "position": "Union"}
    speaker = actions.save_speaker(
        webinar, values, by=host, photo=stage.photo((3000, 2000), "PNG")
    )
    with speaker.photo.open() as file:
        content = file.read()
    assert content.startswith(b"\xff\xd8")
    assert len(content) < 20_000
    assert b"Exif" not in content
    old = speaker.photo.name
    for bad in (
        SimpleUploadedFile("a.jpg", b"GIF89a no picture"),
        SimpleUploadedFile("a.jpg", samples.PDF),
        SimpleUploadedFile("a.jpg", stage.photo().read()[:200]),
    ):
        with site.refusal("photo"):
            actions.save_speaker(webinar, values, by=host, speaker=speaker, photo=bad)
    speaker.refresh_from_db()
    assert speaker.photo.name == old
    actions.save_speaker(webinar, values, by=host, speaker=speaker, photo=False)
    speaker.refresh_from_db()
    assert not speaker.photo


def test_materials_are_checked_like_every_upload(webinar, host, settings):
    settings.WORKSHOPS_MATERIAL_MAX_SIZE = 100_000
    found = actions.add_material(webinar, by=host, title="", file=stage.pdf())
    assert (found.title, found.is_shown) == (f"{stage.MARKER}.pdf", False)
    for file, code in (
        (SimpleUploadedFile("a.exe", b"MZ" + b"x" * 99), "type"),
        (SimpleUploadedFile("a.pdf", b"no pdf at all"), "type"),
        (SimpleUploadedFile("a.pdf", b""), "empty"),
        (SimpleUploadedFile("a.pdf", samples.PDF + b"x" * 100_000), "too_large"),
    ):
        with site.refusal(code):
            actions.add_material(webinar, by=host, title="x", file=file)
    for values, code in (
        ({"title": "x"}, "nothing"),
        ({"title": "x", "url": "http://x.example"}, "invalid"),
        ({"title": "", "url": "https://x.example"}, "invalid"),
        ({"title": "x", "url": "https://x.example", "file": stage.pdf()}, "nothing"),
    ):
        with site.refusal(code):
            actions.add_material(webinar, by=host, **values)
    assert Material.objects.count() == 1
    actions.remove_material(found, by=host)
    assert Material.objects.count() == 0


def test_the_secretariats_materials_are_shown_at_once(webinar, editor):
    link = {"title": "Paper", "url": "https://papers.example/x"}
    assert actions.add_material(webinar, by=editor, **link).is_shown
    hidden = actions.add_material(webinar, by=editor, audience="hosts", **link)
    assert not hidden.is_shown


# Approval.


@pytest.fixture
def submitted(webinar, host, editor, django_capture_on_commit_callbacks):
    stage.prepared(webinar, by=host)
    actions.add_material(webinar, by=host, title="Slides", file=stage.pdf())
    with django_capture_on_commit_callbacks(execute=True):
        actions.submit_preparation(webinar, by=host)
    return webinar


def test_what_is_missing_is_said_before_submitting(webinar, host):
    with site.refusal("missing") as caught:
        actions.submit_preparation(webinar, by=host)
    for what in ("Lead and description", "Agenda", "Speakers", "Moderator"):
        assert what in caught.value.message
    stage.prepared(webinar, by=host)
    for minutes in (91, 89):
        other = [{"minutes": minutes, "title": "x"}]
        actions.save_agenda(webinar, other, by=host)
        with site.refusal("missing") as caught:
            actions.submit_preparation(webinar, by=host)
    assert caught.value.message.endswith("Agenda that fills the time.")


def test_while_it_is_read_the_hosts_wait(submitted, host, editor):
    values = {"lead": "x", "description": "y"}
    with site.refusal("submitted"):
        actions.save_description(submitted, by=host, **values)
    with site.refusal("submitted"):
        actions.submit_preparation(submitted, by=host)
    # The link is never late, and the Secretariat may mend what it reads.
    actions.set_join_details(submitted, by=host, url="https://meet.example/2")
    actions.save_description(submitted, by=editor, **values)
    assert state(submitted) == "submitted"
    actions.take_back(submitted, by=host)
    actions.save_description(submitted, by=host, **values)
    with site.refusal("not_submitted"):
        actions.take_back(submitted, by=host)


def test_changes_are_asked_for_with_comments_by_section(
    submitted, host, editor, django_capture_on_commit_callbacks
):
    with site.refusal("comments"):
        actions.ask_for_changes(submitted, by=editor, comments={"agenda": " "})
    with django_capture_on_commit_callbacks(execute=True):
        actions.ask_for_changes(
            submitted, by=editor, comments={"agenda": "Too long.", "speakers": ""}
        )
    assert state(submitted) == "changes"
    (comment,) = submitted.comments.all()
    assert (comment.section, comment.from_secretariat) == ("agenda", True)
    assert mail.outbox[-1].to == [host.email]
    assert "Changes asked for" in mail.outbox[-1].subject
    answer = actions.add_comment(submitted, "agenda", "Shortened.", by=host)
    assert not answer.from_secretariat
    actions.resolve_comment(comment, by=host)
    actions.submit_preparation(submitted, by=host)
    actions.approve_preparation(submitted, by=editor)
    # What a host has asked stays open until somebody answers it.
    (still_open,) = submitted.comments.filter(resolved_at=None)
    assert still_open == answer


def test_editors_hear_of_what_waits_for_them(submitted, editor):
    (message,) = mail.outbox
    assert message.to == [editor.email]
    assert "To be approved" in message.subject
    assert str(submitted.pk) in message.body
    assert stage.LINK not in message.body


def test_approval_puts_the_texts_onto_the_page(
    submitted, editor, host, django_capture_on_commit_callbacks
):
    before = page_of(submitted)
    assert not before.description
    with django_capture_on_commit_callbacks(execute=True):
        actions.approve_preparation(submitted, by=editor)
    page = page_of(submitted)
    assert page.live
    assert page.description == (
        f"<p>{stage.MARKER} described.</p><p>In two paragraphs.</p>"
    )
    assert [b.value["title"] for b in page.agenda] == [
        f"{stage.MARKER} welcome",
        "Questions",
    ]
    agenda = agenda_of(page, fresh(submitted))
    assert [a["start"] - submitted.starts_at for a in agenda] == [
        timedelta(0),
        timedelta(minutes=30),
    ]
    assert {b.id for b in page.speakers} == {
        str(s.pk) for s in submitted.speakers.all()
    }
    assert submitted.materials.get().is_shown
    assert state(submitted) == "approved"
    assert mail.outbox[-1].to == [host.email]
    with site.refusal("nothing"):
        actions.approve_preparation(submitted, by=editor)


def test_approval_writes_only_what_changed(submitted, editor, host):
    actions.approve_preparation(submitted, by=editor)
    page = page_of(submitted)
    page.description = "<p>Polished.</p>"
    page.save_revision().publish()
    actions.save_agenda(submitted, [{"minutes": 90, "title": "All of it"}], by=host)
    assert state(submitted) == "open"
    assert set(differences(fresh(submitted))) == {"agenda"}
    assert [b.value["title"] for b in page_of(submitted).agenda] != ["All of it"]
    actions.approve_preparation(submitted, by=editor)
    page = page_of(submitted)
    assert page.description == "<p>Polished.</p>"
    assert [b.value["title"] for b in page.agenda] == ["All of it"]


def test_approval_does_not_publish_what_somebody_has_in_hand(submitted, editor):
    page = page_of(submitted)
    page.title = "Half a title"
    page.save_revision()
    actions.approve_preparation(submitted, by=editor)
    page = page_of(submitted)
    assert page.title != "Half a title"
    assert not page.description
    draft = page.get_latest_revision_as_object()
    assert (draft.title, bool(draft.description)) == ("Half a title", True)


def test_whoever_may_not_publish_approves_without_publishing(submitted, index):
    user = site.make_editor("p@x.example", "access_admin", "change_webinar")
    with site.refusal("publish"):
        actions.approve_preparation(submitted, by=user)
    assert state(submitted) == "submitted"
    actions.approve_preparation(submitted, by=user, publish=False)
    assert not page_of(submitted).description
    assert page_of(submitted).get_latest_revision_as_object().description


def test_without_a_page_nothing_is_approved(submitted, editor):
    stage.page(submitted).delete()
    with site.refusal("no_page"):
        actions.approve_preparation(submitted, by=editor)


def test_what_hosts_write_cannot_break_the_page(webinar, host, editor, client):
    actions.save_description(
        webinar, by=host, lead="<b>x</b>", description="<script>alert(1)</script>\n& so"
    )
    actions.approve_preparation(webinar, by=None)
    client.force_login(host)
    text = client.get(page_of(webinar).get_url()).content.decode()
    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br/>&amp; so" in text
    assert "&lt;b&gt;x&lt;/b&gt;" in text


def test_who_withdraws_consent_is_gone_at_once(submitted, editor, host):
    actions.approve_preparation(submitted, by=editor)

    def shown():
        webinar = fresh(submitted)
        found = speakers_of(page_of(submitted), webinar)
        return [entry["value"]["name"] for entry in found]

    assert len(shown()) == 2
    moderator, speaker = submitted.speakers.order_by("role")
    values = {"role": "moderator", "name": "A", "position": "B", "consent": False}
    actions.save_speaker(submitted, values, by=host, speaker=moderator)
    assert shown() == [f"{stage.MARKER} speaker"]
    actions.remove_speaker(speaker, by=host)
    assert shown() == []


def test_without_consent_a_speaker_reaches_no_page(webinar, host, editor):
    stage.prepared(webinar, by=host, consent=False)
    with site.refusal("missing"):
        actions.submit_preparation(webinar, by=host)
    actions.approve_preparation(webinar, by=editor)
    assert len(page_of(webinar).speakers) == 0
    assert stage.MARKER not in str(preparation_of(fresh(webinar)).approved["speakers"])


def test_a_translation_keeps_the_same_items(submitted, editor):
    actions.approve_preparation(submitted, by=editor)
    source = page_of(submitted)
    french = Locale.objects.create(language_code="fr")
    copy = source.copy_for_translation(french, copy_parents=True)
    assert [b.id for b in copy.agenda] == [b.id for b in source.agenda]
    assert copy.webinar == submitted


# The link.


def test_a_link_is_tested_again_when_it_changes(webinar, host):
    actions.confirm_link(webinar, by=host)
    assert item(webinar, "link_test").done
    actions.set_join_details(webinar, by=host, url=stage.LINK, minutes_before=15)
    assert item(webinar, "link_test").done
    actions.set_join_details(webinar, by=host, url="https://meet.example/new")
    assert not item(webinar, "link_test").done
    actions.set_join_details(webinar, by=host, url="")
    assert not JoinDetails.objects.exists()
    with site.refusal("no_link"):
        actions.confirm_link(webinar, by=host)


def test_editors_hear_that_a_host_changed_the_link_and_not_what_it_is(
    webinar, host, editor, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        actions.set_join_details(webinar, by=editor, url="https://meet.example/1")
    assert mail.outbox == []
    with django_capture_on_commit_callbacks(execute=True):
        actions.set_join_details(webinar, by=host, url="https://meet.example/2")
    (message,) = mail.outbox
    assert message.to == [editor.email]
    assert "meet.example" not in str(message.message())


# The checklist.


def test_due_dates_follow_the_start(webinar, editor):
    assert item(webinar, "agenda").due.isoformat() == "2024-11-12"
    later = stage.START + timedelta(days=10)
    actions.reschedule(webinar, later, later + timedelta(hours=1), by=editor)
    assert item(webinar, "agenda").due.isoformat() == "2024-11-22"
    actions.set_duty(webinar, "agenda", by=editor, days_before=7)
    assert item(webinar, "agenda").due.isoformat() == "2024-12-13"


def test_what_is_late_is_said(webinar, at_noon):
    assert item(webinar, "agenda").overdue
    assert not item(webinar, "presentations").overdue
    at_noon.move_to(webinar.starts_at)
    assert item(webinar, "presentations").overdue


def test_duties_are_changed_added_and_ticked(webinar, editor, host):
    actions.set_duty(webinar, "interpretation", by=editor, not_needed=True)
    assert not item(webinar, "interpretation").open
    duty = actions.add_duty(webinar, " Book  the room ", by=editor, days_before=3)
    assert item(webinar, duty.key).label == "Book the room"
    actions.finish_duty(webinar, duty.key, by=host)
    assert item(webinar, duty.key).done
    actions.finish_duty(webinar, duty.key, by=host, done=False)
    assert item(webinar, duty.key).open
    theirs = actions.add_duty(
        webinar, "Tell the press", by=editor, days_before=3, owner="secretariat"
    )
    with site.refusal("forbidden"):
        actions.finish_duty(webinar, theirs.key, by=host)
    for key in ("agenda", "nonsense"):
        with site.refusal("unknown"):
            actions.finish_duty(webinar, key, by=host)
    with site.refusal("unknown"):
        actions.set_duty(webinar, "nonsense", by=editor, not_needed=True)
    with site.refusal("days"):
        actions.add_duty(webinar, "x", by=editor, days_before=1000)
    with site.refusal("label"):
        actions.add_duty(webinar, "  ", by=editor, days_before=1)
    with site.refusal("forbidden"):
        actions.set_duty(webinar, "agenda", by=host, not_needed=True)
    actions.remove_duty(webinar, duty.key, by=editor)
    assert duty.key not in {each.key for each in checklist(fresh(webinar))}


def test_a_webinar_goes_from_stage_to_stage(submitted, host, editor, at_noon):
    def where():
        webinar = fresh(submitted)
        items = checklist(webinar)
        return stage_of(webinar, items), is_ready(items)

    actions.take_back(submitted, by=host)
    assert where() == ("preparing", False)
    actions.submit_preparation(submitted, by=host)
    assert where() == ("submitted", False)
    actions.approve_preparation(submitted, by=editor)
    assert where() == ("approved", False)
    actions.confirm_link(submitted, by=host)
    assert where() == ("ready", True)
    at_noon.move_to(submitted.ends_at)
    assert where() == ("over", True)
    later = stage.START + timedelta(days=30)
    actions.reschedule(submitted, later, later + timedelta(hours=2), by=editor)
    actions.cancel(submitted, by=editor, reason="x")
    assert where()[0] is None


def test_one_sitting_is_one_entry_in_the_log(webinar, host, at_noon):
    entries = ModelLogEntry.objects.filter(action="workshops_plugin.webinar.prepare")
    for number in range(5):
        actions.save_description(webinar, by=host, lead=str(number), description="")
    assert entries.filter(user=host).count() == 1
    at_noon.shift(timedelta(hours=1))
    actions.save_description(webinar, by=host, lead="again", description="")
    assert entries.filter(user=host).count() == 2
    actions.save_set_up(webinar, by=host, set_up="x")
    sections = [entry.data["section"] for entry in entries.filter(user=host)]
    assert sorted(sections) == ["description", "description", "technical"]


def test_consent_leaves_a_trace_that_names_nobody(webinar, host):
    values = {"name": "Ann", "position": "Union", "consent": True}
    speaker = actions.save_speaker(webinar, values, by=host)
    values["consent"] = False
    actions.save_speaker(webinar, values, by=host, speaker=speaker)
    entries = ModelLogEntry.objects.filter(action__contains="consent")
    verbs = [entry.action.rsplit(".", 1)[1] for entry in entries.order_by("pk")]
    assert verbs == ["record_consent", "withdraw_consent"]
    assert "Ann" not in str([entry.data for entry in entries])


def test_a_new_photo_waits_for_approval(submitted, host, editor, client, member):
    actions.approve_preparation(submitted, by=editor)
    speaker = submitted.speakers.first()
    url = reverse("workshops:photo", args=[submitted.pk, speaker.pk])

    def statuses():
        found = []
        for user in (member, host):
            client.force_login(user)
            found.append(client.get(url).status_code)
        return found

    assert statuses() == [200, 200]
    values = {"role": speaker.role, "name": "Ann", "position": "B", "consent": True}
    actions.save_speaker(
        submitted, values, by=host, speaker=speaker, photo=stage.photo((90, 90))
    )
    assert statuses() == [404, 200]
    client.force_login(member)
    page = client.get(page_of(submitted).get_url()).content.decode()
    assert url not in page
    actions.approve_preparation(submitted, by=editor)
    assert statuses() == [200, 200]
    assert url in client.get(page_of(submitted).get_url()).content.decode()
