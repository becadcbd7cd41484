"""The webinars of the demonstration: past, live, upcoming, cancelled; open and not."""

from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from sandbox.demo.clock import at
from sandbox.demo.load_webinars import page_named
from sandbox.demo.webinars import LIVE, WEBINARS
from sandbox.demo.webinars_text import TOMATOES
from workshops_plugin.mailing.models import Delivery
from workshops_plugin.models import Webinar
from workshops_plugin.record.verification import verify
from workshops_plugin.webinars.access import is_public
from workshops_plugin.webinars.enums import WebinarPhase
from workshops_plugin.webinars.placing import misplaced

from .loading import load_demo, member


class WebinarTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        with cls.captureOnCommitCallbacks(execute=True):
            load_demo()

    def found(self):
        return {story.slug: page_named(story.slug).webinar for story in WEBINARS}

    def test_eight_in_every_phase(self):
        found = self.found().values()
        assert len(found) == 8
        phases = [webinar.phase() for webinar in found]
        assert {phase: phases.count(phase) for phase in set(phases)} == {
            WebinarPhase.ENDED: 3,
            WebinarPhase.LIVE: 1,
            WebinarPhase.UPCOMING: 3,
            WebinarPhase.CANCELLED: 1,
        }
        assert [is_public(webinar) for webinar in found].count(True) == 3
        assert {w.preparation.state for w in found} == {
            "changes",
            "submitted",
            "approved",
        }
        assert any(webinar.moved_from for webinar in found)

    def test_they_are_on_record_and_in_their_places(self):
        assert verify().intact
        assert list(misplaced()) == []

    def test_members_were_invited_and_heard_of_what_changed(self):
        sent = Delivery.objects.filter(state="sent")
        kinds = sent.filter(campaign__isnull=False).values_list("kind", "subject")
        found = self.found()
        moved, cancelled = found[TOMATOES["slug"][0]], found["visit-to-a-hiring-hall"]
        assert set(kinds) == {
            ("webinar_invitation", str(moved.pk)),
            ("webinar_update", str(moved.pk)),
            ("webinar_invitation", str(cancelled.pk)),
            ("webinar_cancelled", str(cancelled.pk)),
        }
        assert not Delivery.objects.exclude(state__in=("sent", "dropped")).exists()

    def test_every_language_has_them(self):
        for story in WEBINARS:
            spanish = page_named(story.slug, "es")
            assert spanish.alias_of_id
            if story.french:
                french = page_named(story.slug, "fr")
                assert french.title != page_named(story.slug).title
                assert french.speakers
                for block in french.agenda:
                    assert block.value["title"]

    def test_one_selected_proposal_is_left_to_try(self):
        call = self.found()["paid-to-notice"].proposals.get().call
        left = call.proposals.filter(decision="selected", webinars=None)
        assert [row.lead_organization.external_id for row in left] == ["demo-straits"]

    def test_the_live_one_is_live_again_another_day(self):
        tomorrow = timezone.now() + timedelta(days=1, hours=3)
        with at(tomorrow):
            load_demo()
            webinar = page_named(LIVE).webinar
            assert webinar.phase() == WebinarPhase.LIVE
            assert webinar.moved_from is None or webinar.moved_from < tomorrow
        assert Webinar.objects.count() == 8

    def test_members_see_what_visitors_do_not(self):
        url = page_named(LIVE).get_url()
        assert self.client.get(url).status_code == 302
        self.client.force_login(member("adwoa@volta.example"))
        text = self.client.get(url).content.decode()
        assert "Join now" in text
        assert "meet.alliance.example" not in text
