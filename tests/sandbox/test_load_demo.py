"""The demonstration: complete, believable, and the same after a second loading."""

from datetime import timedelta

from django.apps import apps
from django.contrib.auth import get_user_model
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from sandbox.demo import load_calls
from sandbox.demo.catalogue import LANGUAGES
from sandbox.demo.clock import at
from sandbox.demo.load_calls import CLOSED, OPEN, REVIEW, call_of
from sandbox.demo.load_pages import page_of
from sandbox.demo.people import LOG_INS
from sandbox.demo.proposals import STORIES
from workshops_plugin.calls.enums import PartnerState, ProposalStatus
from workshops_plugin.calls.kinds import registry
from workshops_plugin.members.backends import get_backend
from workshops_plugin.models import (
    Attachment,
    Call,
    CallPage,
    CallQuestion,
    Organization,
    Proposal,
    ProposalPartner,
    Review,
)
from workshops_plugin.record.verification import verify

from .loading import load_demo, member


def rows():
    """Return how many rows each table holds, histories and logs included."""
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy
    }


class LoadDemoTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        with cls.captureOnCommitCallbacks(execute=True):
            cls.output = load_demo(port=8123)

    def test_it_ends_with_addresses_and_log_ins(self):
        assert "http://localhost:8123/en/calls/" in self.output
        assert "http://localhost:8123/admin/" in self.output
        for address, _meaning in LOG_INS:
            assert address in self.output
            assert self.client.login(username=address, password="demo")

    def test_a_second_loading_changes_nothing(self):
        before = rows()
        load_demo(port=8123)
        assert rows() == before

    def test_a_second_loading_may_be_for_another_port(self):
        assert "http://localhost:8124/en/calls/" in load_demo(port=8124)

    def test_a_second_loading_keeps_what_a_person_did(self):
        organization = Organization.objects.get(external_id="demo-volta")
        organization.name = "Volta Farm Workers’ Union"
        organization.save()
        Proposal.objects.filter(status=ProposalStatus.DRAFT).first().delete()
        page = page_of(CallPage, OPEN)
        page.lead = "Shorter."
        page.save_revision().publish()
        before = rows()

        load_demo()

        assert rows() == before
        organization.refresh_from_db()
        assert organization.name == "Volta Farm Workers’ Union"
        assert page_of(CallPage, OPEN).lead == "Shorter."

    def test_the_open_call_is_opened_again_once_it_has_closed(self):
        call = call_of(OPEN)
        opens, closes, versions = call.opens_at, call.closes_at, call.history.count()
        assert call.phase() == "open"
        later = closes + timedelta(days=3)
        with at(later):
            load_demo()
            call.refresh_from_db()
            assert call.phase() == "open"
        assert call.opens_at == opens
        assert call.closes_at > later + timedelta(days=27)
        assert call.history.count() == versions + 1
        assert call.history.latest("history_date").history_change_reason

    def test_the_closed_call_closed_with_the_year_2024(self):
        call = call_of(CLOSED)
        closes = timezone.localtime(call.closes_at, load_calls.ZONE)
        assert f"{closes:%Y-%m-%d %H:%M}" == "2024-12-31 23:59"
        assert call.phase() == "announced"
        # Made, its rules, its dates; frozen by the first review; announced.
        assert call.history.count() == 5
        for version in [*call.history.all(), *self.history_of(call)]:
            assert version.history_date.isoformat() < "2025-03-02"

    def test_the_call_in_review_closed_twelve_days_ago_and_stays_so(self):
        call = call_of(REVIEW)
        closes, versions = call.closes_at, call.history.count()
        assert timedelta(days=11) < timezone.now() - closes < timedelta(days=12.1)
        assert (call.blind, call.reviews_wanted) == (True, 2)
        assert (call.consideration_rule, call.joint_points, call.pathfinder_points) == (
            "points",
            3,
            2,
        )
        states = list(call.proposals.values_list("status", flat=True))
        assert sorted(states) == ["submitted"] * 9 + ["withdrawn"]
        languages = call.proposals.values_list("language", flat=True)
        assert set(languages) == {*LANGUAGES}
        with at(timezone.now() + timedelta(days=30)):
            load_demo()
        call.refresh_from_db()
        assert (call.phase(), call.closes_at) == ("in_review", closes)
        assert call.history.count() == versions

    def test_reviews_decisions_and_letters_are_on_record_and_intact(self):
        report = verify()
        assert (report.findings, report.seals) == ([], 1)
        reviews = Review.objects.filter(proposal__call=call_of(CLOSED))
        assert set(reviews.values_list("state", flat=True)) == {"submitted"}
        assert reviews.count() == 57
        decided = call_of(CLOSED).proposals.exclude(decision="")
        assert decided.count() == call_of(CLOSED).letters.count() == 20

    def test_what_is_reviewed_blindly_names_no_organization(self):
        for proposal in call_of(REVIEW).proposals.all():
            lead = proposal.lead_organization
            told = f"{proposal.title} {proposal.summary} {proposal.answers}"
            told += " ".join(proposal.attachments.values_list("name", flat=True))
            for name in filter(None, (lead.name, lead.acronym)):
                assert name.lower() not in told.lower()

    def history_of(self, call):
        ids = call.proposals.values("pk")
        return [
            *Proposal.history.filter(id__in=ids),
            *ProposalPartner.history.filter(proposal_id__in=ids),
        ]

    def test_members_of_every_kind_and_region(self):
        organizations = Organization.objects.all()
        assert len(organizations) >= 40
        kinds = Organization._meta.get_field("kind").choices
        assert {o.kind for o in organizations} == {kind for kind, _ in kinds}
        regions = Organization._meta.get_field("region").choices
        assert {o.region for o in organizations} == {r for r, _ in regions}

    def test_who_is_a_member(self):
        backend = get_backend()
        assert backend.is_member(member("adwoa@volta.example"))
        assert not backend.is_member(member("comfort@delta.example"))
        assert not backend.is_member(member("visitor@alliance.example"))
        newcomer = member("amparo@invernadero.example")
        assert not backend.is_member(newcomer)
        self.client.post(
            reverse("login"), {"username": newcomer.email, "password": "demo"}
        )
        assert backend.is_member(newcomer)

    def test_reviewers_of_many_kinds_and_regions(self):
        reviewers = get_user_model().objects.filter(groups__name="Workshop reviewers")
        assert len(reviewers) == 12
        organizations = Organization.objects.filter(memberships__user__in=reviewers)
        assert len({o.kind for o in organizations}) >= 7
        assert len({o.region for o in organizations}) == 5
        languages = {r.wagtail_userprofile.preferred_language for r in reviewers}
        assert languages == {*LANGUAGES}
        leads = call_of(CLOSED).proposals.values("lead_organization")
        assert organizations.filter(pk__in=leads).count() == 2

    def test_three_trees_with_aliases_in_spanish(self):
        assert tuple(map(list, Page.find_problems())) == ([], [], [], [], [])
        for name in (CLOSED, REVIEW, OPEN):
            source, french, spanish = (page_of(CallPage, name, x) for x in LANGUAGES)
            assert spanish.alias_of_id == source.pk
            assert french.alias_of_id is None
            assert french.lead != source.lead
            assert spanish.lead == source.lead
            assert french.call == source.call
            assert self.ids(french) == self.ids(source)

    def ids(self, page):
        """Return the ids of all blocks and options, in order."""
        structure = page.structure
        return [
            *(text.key for text in (*structure.outcomes, *structure.criteria)),
            *(
                key
                for question in structure.questions
                for key in (question.key, *(option.key for option in question.options))
            ),
        ]

    def test_no_word_of_the_call_stays_english_in_french(self):
        source, french = (page_of(CallPage, OPEN, x).structure for x in ("en", "fr"))
        for ours, theirs in zip(source.questions, french.questions, strict=True):
            assert ours.label != theirs.label
            for option, translated in zip(ours.options, theirs.options, strict=True):
                assert option.label != translated.label
        tables = [
            block.value["data"]
            for language in ("en", "fr")
            for block in page_of(CallPage, OPEN, language).body
            if block.block_type == "table"
        ]
        ours, theirs = ([cell for row in table for cell in row] for table in tables)
        alike = {a for a, b in zip(ours, theirs, strict=True) if a == b}
        assert alike == {"Minutes", "5", "15", "25"}

    def test_the_form_uses_every_kind_of_question(self):
        for call in Call.objects.all():
            kinds = set(call.questions.values_list("kind", flat=True))
            assert kinds == set(registry.names())
            assert call.questions.exclude(shown_if_question=None)
            linked = call.questions.exclude(criterion=None)
            assert linked.values("criterion").distinct().count() == 4

    def test_proposals_in_every_state(self):
        assert Proposal.objects.count() == len(STORIES)
        assert call_of(CLOSED).proposals.count() >= 20
        assert call_of(OPEN).proposals.count() >= 10
        for name in (CLOSED, OPEN):
            states = set(call_of(name).proposals.values_list("status", flat=True))
            assert states == set(ProposalStatus.values)
        submitted = Proposal.objects.filter(status=ProposalStatus.SUBMITTED)
        assert submitted.filter(draft__isnull=False)
        assert submitted.filter(closes_at__isnull=False)
        assert set(submitted.values_list("language", flat=True)) == {*LANGUAGES}
        entered = Proposal.objects.get(attachments__question="")
        assert entered.history.earliest().history_change_reason
        assert None not in submitted.values_list("confirmed_at", flat=True)

    def test_a_third_of_the_proposals_have_partners_in_every_state(self):
        partners = ProposalPartner.objects.all()
        assert {partner.state for partner in partners} == {
            PartnerState.INVITED,
            PartnerState.CONFIRMED,
            PartnerState.REFUSED,
        }
        joint = partners.filter(state=PartnerState.CONFIRMED).values("proposal")
        assert joint.distinct().count() >= len(STORIES) // 4
        assert partners.values("proposal").distinct().count() >= len(STORIES) // 3

    def test_answers_have_the_same_questions_in_all_languages(self):
        known = set(CallQuestion.objects.values_list("block_id", flat=True))
        given = {language: set() for language in LANGUAGES}
        for proposal in Proposal.objects.exclude(status=ProposalStatus.DRAFT):
            given[proposal.language] |= proposal.answers.keys()
        for language in LANGUAGES:
            assert given[language] <= known
        required = CallQuestion.objects.filter(
            required=True, shown_if_question=None
        ).values_list("block_id", flat=True)
        for language in LANGUAGES:
            assert given[language] >= set(required)

    def test_attachments_are_what_they_say(self):
        for attachment in Attachment.objects.all():
            with attachment.file.open() as file:
                head = file.read(8)
            signature = b"%PDF" if attachment.name.endswith(".pdf") else b"\x89PNG"
            assert head.startswith(signature), attachment.name

    def test_nobody_filled_it_with_dummy_text(self):
        pages = CallPage.objects.all()
        words = [str(page.body) + str(page.questions) + page.lead for page in pages]
        words += [
            f"{proposal.title} {proposal.summary} {proposal.answers}"
            for proposal in Proposal.objects.all()
        ]
        assert "lorem" not in " ".join(words).lower()
