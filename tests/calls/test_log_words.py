"""Wagtail's history says in words what the verbs of calls did."""

import pytest
from django.utils import translation
from wagtail.models import ModelLogEntry

from tests.kept import kept
from workshops_plugin.calls import actions

from . import site

pytestmark = pytest.mark.django_db


def told(instance):
    """Return what the history says about ``instance``, the latest first."""
    return [
        str(entry.message) for entry in ModelLogEntry.objects.for_instance(instance)
    ]


@kept
def proposal(call, union, ana):
    return actions.start_proposal(call, organization=union, by=ana)


def test_a_verb_is_told_in_a_few_words(proposal):
    assert told(proposal) == ["Draft started"]


def test_a_reason_is_told_with_what_it_explains(call):
    actions.set_rules(
        call, by=site.make_editor(), reviews_wanted=3, reason="Many came in"
    )
    assert told(call)[0] == "Rules changed. Reason: Many came in"


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "Brouillon commencé"), ("es", "Borrador comenzado")],
)
def test_the_history_speaks_the_language_of_its_reader(proposal, language, words):
    with translation.override(language):
        assert told(proposal) == [words]
