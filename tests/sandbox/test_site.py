"""The site of the demonstration: every page answers, in every language."""

from django.apps import apps
from django.test import TestCase
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from sandbox.demo.catalogue import LANGUAGES
from sandbox.demo.load_pages import page_of
from workshops_plugin.calls.rules import is_open
from workshops_plugin.models import (
    Membership,
    Organization,
    Proposal,
    WebinarSectionPage,
)

from .loading import load_demo, member


class SiteTests(TestCase):
    """Every page of the site answers, whoever asks."""

    @classmethod
    def setUpTestData(cls):
        load_demo()

    def addresses(self):
        root = Page.get_first_root_node()
        pages = Page.objects.live().descendant_of(root).not_type(WebinarSectionPage)
        for language in LANGUAGES:
            with translation.override(language):
                yield reverse("login"), True
        open_to_all = set(Page.objects.public().values_list("pk", flat=True))
        for page in pages.specific():
            yield page.url, page.pk in open_to_all

    def test_for_anybody(self):
        for address, is_public in self.addresses():
            with self.subTest(address):
                response = self.client.get(address)
                assert response.status_code == (200 if is_public else 302)

    def test_for_members(self):
        for email in ("adwoa@volta.example", "fatoumata@rsec.example"):
            self.client.force_login(member(email))
            for address, _is_public in self.addresses():
                with self.subTest(address, email=email):
                    assert self.client.get(address).status_code == 200

    def test_every_proposal_for_its_people(self):
        for proposal in self.proposals_of(Organization.objects.current()):
            self.sign_in_for(proposal)
            with self.subTest(proposal.title):
                response = self.client.get(proposal.get_absolute_url())
                assert response.status_code == 200
                edit = self.client.get(reverse("workshops:edit", args=[proposal.pk]))
                assert edit.status_code == (200 if is_open(proposal) else 302)

    def test_no_proposal_for_people_whose_membership_has_ended(self):
        former = Organization.objects.exclude(pk__in=Organization.objects.current())
        (proposal,) = self.proposals_of(former)
        self.sign_in_for(proposal)
        assert self.client.get(proposal.get_absolute_url()).status_code == 404

    def proposals_of(self, organizations):
        proposals = Proposal.objects.filter(lead_organization__in=organizations)
        return proposals.select_related("call", "lead_organization")

    def sign_in_for(self, proposal):
        people = Membership.objects.filter(organization=proposal.lead_organization)
        self.client.force_login(people.exclude(user=None).first().user)

    def test_the_language_switch_leads_to_the_same_page(self):
        for name in ("home", "calls"):
            self.check_switch(name)

    def check_switch(self, name):
        model = {"home": "home.HomePage", "calls": "workshops_plugin.CallIndexPage"}
        pages = [page_of(apps.get_model(model[name]), name, x) for x in LANGUAGES]
        for page in pages:
            links = self.client.get(page.url).context["links"]
            assert [link.url for link in links] == [p.url for p in pages]

    def test_the_language_switch_of_the_apps_pages(self):
        self.client.force_login(member("marta@zafra.example"))
        links = self.client.get("/es/workshops/proposals/").context["links"]
        assert [link.url for link in links] == [
            f"/{language}/workshops/proposals/" for language in LANGUAGES
        ]
        assert [link.current for link in links] == [False, False, True]

    def test_an_address_that_is_not_there(self):
        response = self.client.get("/fr/nulle-part/")
        self.assertContains(response, "Cette page n’existe pas", status_code=404)
