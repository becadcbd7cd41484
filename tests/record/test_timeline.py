"""The timeline: each version with who, when and why, each value old and new."""

from datetime import timedelta

import pytest

from tests.calls import site
from workshops_plugin.calls import actions
from workshops_plugin.models import Proposal
from workshops_plugin.record.timeline import Change, versions


@pytest.fixture
def changed(call, union, ana, at_noon):
    """A proposal that was submitted, and an hour later changed by an editor."""
    proposal = site.submitted(call, union, ana)
    at_noon.shift(3600)
    return actions.correct_proposal(
        proposal,
        {"title": "Better", "wants_public": []},
        by=site.make_editor(),
        reason="As asked",
        version=proposal.version,
    )


def test_the_latest_version_comes_first(changed, ana):
    latest, first = versions(changed)
    assert (latest.number, first.number) == (2, 1)
    assert (latest.at - site.NOW, first.at) == (timedelta(hours=1), site.NOW)
    assert latest.person.email == "editor@secretariat.example"
    assert (first.person, first.user_id) == (ana, str(ana.pk))
    assert (latest.reason, first.reason) == ("As asked", "")
    assert (latest.kind, first.kind) == ("~", "+")
    assert (latest.row.title, first.row.title) == (
        "Better",
        "Safe mines without children",
    )


def test_each_version_tells_what_changed_since_the_one_before(changed):
    latest, first = versions(changed, ignore=("version", "changed_at"))
    assert first.changes == ()
    assert latest.changes == (
        Change("title", "Safe mines without children", "Better"),
        Change("wants_public", True, False),
    )


def test_what_is_not_ignored_is_told(changed):
    latest, _first = versions(changed, ignore=("title", "wants_public"))
    assert [change.name for change in latest.changes] == ["version"]


def test_changes_of_relations_are_told_by_key(call):
    group = site.make_group()
    actions.set_rules(call, by=None, blind=True)
    actions.set_rules(call, by=None, action_group=group)
    (change,) = versions(call)[0].changes
    assert change == Change("action_group_id", None, group.pk)


def test_fields_that_are_not_recorded_are_not_compared(call, union, ana):
    actions.set_rules(call, by=None, blind=True)
    site.submitted(call, union, ana)
    call.refresh_from_db()
    assert call.last_number == 1
    actions.set_rules(call, by=None, blind=False)
    assert versions(call)[0].changes == (Change("blind", True, False),)


def test_a_person_who_is_gone_leaves_the_id_behind(changed, ana):
    key = str(ana.pk)
    ana.delete()
    first = versions(changed)[-1]
    assert (first.person, first.user_id) == (None, key)


def test_what_a_command_did_has_no_person(call):
    actions.set_rules(call, by=None, blind=True)
    latest = versions(call)[0]
    assert (latest.person, latest.user_id) == (None, None)


def test_a_row_without_versions_has_an_empty_timeline(call, union, ana):
    assert versions(site.draft(call, union, ana)) == []


def test_reading_takes_two_queries_however_many_versions_there_are(
    changed, django_assert_num_queries
):
    for number in range(5):
        actions.correct_proposal(
            changed,
            {"title": f"Title {number}"},
            by=site.make_editor(f"e{number}@secretariat.example"),
            reason="Again",
            version=changed.version,
        )
    proposal = Proposal.objects.get()
    with django_assert_num_queries(2):
        assert [version.number for version in versions(proposal)] == [*range(7, 0, -1)]
