"""``sync_calls`` repairs what went past the app, reports it, and then rests."""

from io import StringIO

import pytest
from django.core import serializers
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import ProtectedError

from workshops_plugin.calls.actions import sync_calls
from workshops_plugin.calls.structure import from_page, from_rows
from workshops_plugin.models import (
    Call,
    CallCriterion,
    CallOption,
    CallOutcome,
    CallPage,
    CallQuestion,
)

from . import site
from .editor import differences, fresh, in_other_tree, locale, publish

pytestmark = pytest.mark.usefixtures("db", "at_noon")

ONE, TWO = (site.text("criterion", name) for name in ("One", "Two"))


def forget_rows():
    """Leave the pages and nothing else, as after a load of a site's pages alone."""
    CallQuestion.objects.update(shown_if_question=None)
    site.forget(CallOption, CallQuestion, CallCriterion, CallOutcome, Call)


def run(*args):
    out = StringIO()
    call_command("sync_calls", *args, stdout=out)
    return out.getvalue().splitlines()


def test_where_all_is_well_it_finds_nothing():
    publish(site.make_page(live=False))
    assert sync_calls() == []
    assert run() == ["All calls are as their pages say."]


def test_pages_loaded_from_a_fixture_get_their_rows():
    page = site.make_page()
    draft = site.make_page(title="Draft", slug="draft", live=False)
    data = serializers.serialize(
        "json", [*CallPage.objects.all(), *[p.page_ptr for p in CallPage.objects.all()]]
    )
    forget_rows()
    CallPage.objects.all().delete()
    call_page, draft_page = page.pk, draft.pk
    with connection.constraint_checks_disabled():
        for loaded in serializers.deserialize("json", data):
            loaded.save()
    assert not Call.objects.exists()

    assert run() == [
        f"{call_page}: “Supply Chain Workshops” had no call.",
        f"{draft_page}: “Draft” had no call.",
        "Repaired: 2.",
    ]
    assert from_rows(fresh(page).call) == from_page(fresh(page))
    assert from_rows(fresh(draft).call).criteria == ()
    assert run() == ["All calls are as their pages say."]


def test_rows_that_differ_are_written_again():
    page = publish(site.make_page(live=False))
    site.put(CallCriterion.objects.filter(title="Standards"), retired=True)
    CallQuestion.objects.filter(label="Approach").update(label="Altered")
    CallOption.objects.filter(label="Panel").update(order=7)
    (finding,) = sync_calls()
    assert (finding.page, finding.repaired) == (page, True)
    assert finding.sentence == (
        "The structure of “Supply Chain Workshops” was not what its page says."
    )
    assert from_rows(page.call) == from_page(page)
    assert sync_calls() == []


def test_words_that_went_past_the_app_are_written():
    page = publish(site.make_page(live=False, criteria=[ONE, TWO]))
    CallPage.objects.filter(pk=page.pk).update(criteria=[ONE], title="Renamed")
    assert len(sync_calls()) == 1
    call = fresh(page).call
    assert [text.title for text in from_rows(call).criteria] == ["One"]
    assert call.title == "Renamed"
    CallPage.objects.filter(pk=page.pk).update(title="Renamed again")
    assert len(sync_calls()) == 1
    assert fresh(page).call.title == "Renamed again"
    assert sync_calls() == []


def test_a_page_made_live_in_the_database_alone_is_found():
    page = site.make_page(live=False, criteria=[ONE])
    CallPage.objects.filter(pk=page.pk).update(live=True)
    assert len(sync_calls()) == 1
    assert from_rows(page.call).criteria == from_page(fresh(page)).criteria


def test_checking_reports_and_changes_nothing():
    page = publish(site.make_page(live=False, criteria=[ONE, TWO]))
    site.put(CallCriterion.objects.filter(title="Two"), retired=True)
    with pytest.raises(CommandError, match=r"^1 calls differ from their pages\.$"):
        run("--check")
    assert [finding.repaired for finding in sync_calls(repair=False)] == [False]
    assert len(from_rows(page.call).criteria) == 1
    run()
    assert run("--check") == ["All calls are as their pages say."]


def test_drafts_and_unpublished_pages_are_left_as_they_are():
    page = publish(site.make_page(live=False, criteria=[ONE, TWO]))
    page.unpublish()
    CallPage.objects.filter(pk=page.pk).update(criteria=[ONE])
    assert sync_calls() == []
    assert len(from_rows(page.call).criteria) == 2


def test_translations_and_aliases_never_become_the_source():
    page = publish(site.make_page(live=False, criteria=[ONE]))
    in_other_tree("fr")
    in_other_tree("es")
    french = page.copy_for_translation(locale("fr"))
    publish(french, criteria=[ONE, TWO], title="Ateliers")
    page.copy_for_translation(locale("es"), alias=True)
    page.create_alias(update_slug="again")
    assert sync_calls() == []
    forget_rows()
    assert [finding.page.pk for finding in sync_calls()] == [page.pk]
    call = Call.objects.get()
    assert (call.source_locale.language_code, call.title) == (
        "en",
        "Supply Chain Workshops",
    )
    assert len(from_rows(call).criteria) == 1
    assert sync_calls() == []


def test_the_page_that_came_first_is_the_source_wherever_it_stands_in_the_tree():
    page = publish(site.make_page(live=False, criteria=[ONE]))
    in_other_tree("fr")
    french = publish(page.copy_for_translation(locale("fr")), criteria=[ONE, TWO])
    home = site.home()
    home.get_translation(locale("fr")).move(home, pos="left")
    assert fresh(french).path < fresh(page).path
    forget_rows()
    sync_calls()
    assert Call.objects.get().source_locale.language_code == "en"
    assert differences() == []


def test_frozen_criteria_are_no_difference():
    page = publish(site.make_page(live=False, criteria=[ONE]))
    site.put(Call.objects.all(), rubric_frozen_at=site.NOW)
    publish(page, criteria=[ONE, TWO])
    assert sync_calls() == []
    assert [text.title for text in from_rows(page.call).criteria] == ["One"]


def test_a_call_with_proposals_outlives_whatever_is_done_to_its_page(union, ana):
    call = site.make_call()
    site.submitted(call, union, ana)
    call.source_page.delete()
    assert sync_calls() == []
    with pytest.raises(ProtectedError):
        call.delete()
