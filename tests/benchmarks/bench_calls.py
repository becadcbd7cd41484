"""How long the pages take that people wait for, with 5,000 proposals in a call.

Run them with ``make bench``. They measure and judge nothing: what they measured
stands in docs/explanation/performance.md.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.calls import site
from workshops_plugin.calls import actions
from workshops_plugin.members.backends import get_backend

INDEX = reverse("workshops_proposals:index")


@pytest.fixture
def fetch(client, benchmark):
    """Return a benchmark of getting an address, with its number of queries."""

    def measure(url, rounds=10):
        def get():
            response = client.get(url)
            assert response.status_code == 200
            return response.getvalue()

        get()
        with CaptureQueriesContext(connection) as captured:
            get()
        benchmark.extra_info["queries"] = len(captured)
        return benchmark.pedantic(get, rounds=rounds)

    return measure


@pytest.fixture
def make_draft(call, member):
    """Return a function that makes a draft which can be submitted."""
    organization = get_backend().organizations_for(member).get()
    return lambda: site.draft(call, organization, member)


# What members wait for.


def test_call_page_signed_in(fetch, call, member):
    fetch(call.source_page.url)


def test_form(fetch, make_draft):
    fetch(reverse("workshops:edit", args=[make_draft().pk]))


def test_submit(client, benchmark, make_draft, django_capture_on_commit_callbacks):
    """The confirmation is part of it."""

    def setup():
        draft = make_draft()
        return (reverse("workshops:review", args=[draft.pk]), draft.version), {}

    def submit(url, version):
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(url, {"version": version})
        assert response.url.endswith("/submitted/")

    benchmark.pedantic(submit, setup=setup, rounds=10)


def test_save_draft(benchmark, make_draft, member):
    draft = make_draft()

    def save():
        data = site.complete(summary="Saved as it is typed")
        actions.save_draft(draft, data, by=member, version=draft.version)

    benchmark.pedantic(save, rounds=20)


def test_my_proposals(fetch, member):
    fetch(reverse("workshops:proposals"))


# What editors wait for.


def test_list_of_proposals(fetch, editor):
    fetch(INDEX)


def test_list_filtered_and_searched(fetch, editor):
    fetch(f"{INDEX}?q=organization+mines&region=africa&is_joint=true")


def test_list_sorted_by_organization(fetch, editor):
    fetch(f"{INDEX}?ordering=lead_organization__name&p=50")


def test_one_proposal(fetch, call, editor):
    proposal = call.proposals.filter(partners__isnull=False).latest("changed_at")
    fetch(reverse("workshops_proposals:inspect", args=[proposal.pk]))


def test_screen_of_the_call(fetch, call, editor):
    fetch(reverse("workshops_calls:screen", args=[call.pk]))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_export(fetch, editor, kind):
    fetch(f"{INDEX}?export={kind}", rounds=3)
