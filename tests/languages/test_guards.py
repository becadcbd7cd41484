"""What wagtail-localize leaves undone is done, and left alone where a site wants that.

Each test of a guard is shown to fail without it, by the one that switches it off.
"""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import TestCase
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail_localize.operations import translate_object, translate_page_subtree

from sandbox.home.models import HomePage
from tests.calls import site
from tests.calls.editor import fresh, in_other_tree, locale, publish, translate
from workshops_plugin.conf import app_settings
from workshops_plugin.languages.guards import GUARDS
from workshops_plugin.models import CallIndexPage, CallPage, RestrictionCopy

pytestmark = pytest.mark.usefixtures("db", "at_noon")


def commit():
    return TestCase.captureOnCommitCallbacks(execute=True)


@pytest.fixture
def without(settings):
    """Switch off one guard."""

    def switch_off(guard):
        settings.WORKSHOPS_LANGUAGE_GUARDS = [g for g in GUARDS if g != guard]

    return switch_off


def test_all_are_on_unless_a_site_says_otherwise():
    assert set(app_settings.LANGUAGE_GUARDS) == set(GUARDS)


# The tree.


def translated_subtree(settings):
    """Translate an index with a call below it at once; return the French index."""
    settings.WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = True
    in_other_tree("fr")
    french = [locale("fr")]
    other = site.make_index(site.home(), title="Others", slug="others")
    site.make_page(other, title="Deep")
    with commit():
        translate_object(other, french)
        translate_page_subtree(other.pk, french, None, None)
    key = other.translation_key
    return CallIndexPage.objects.get(translation_key=key, locale=french[0])


def test_a_translated_subtree_is_whole(client, settings):
    index = translated_subtree(settings)
    assert index.numchild == 1
    (page,) = index.get_children()
    assert client.get(page.get_url()).status_code == 200
    assert not any(Page.find_problems())
    english = CallIndexPage.objects.get(slug="others", locale=Locale.get_default())
    another = site.make_page(english, title="Another")
    with commit():
        translate_object(another, [locale("fr")])
    assert CallIndexPage.objects.get(pk=index.pk).numchild == 2


def test_without_the_guard_a_translated_subtree_is_lost(without, settings):
    without("tree")
    assert translated_subtree(settings).numchild == 0


# Unpublishing.


@pytest.fixture
def french(call):
    in_other_tree("fr")
    return translate(call.source_page, "fr", {"Approach": "Approche"})


@pytest.fixture
def page(call):
    return call.source_page


def test_translations_leave_the_site_with_their_source(page, french):
    page.unpublish()
    french = fresh(french)
    assert not french.live
    assert french.questions
    # Nothing comes back by itself.
    publish(page)
    assert not fresh(french).live


def test_an_expired_source_takes_its_translations_along(page, french, at_noon):
    publish(page, expire_at=timezone.now() + timedelta(hours=1))
    at_noon.shift(timedelta(hours=2))
    call_command("publish_scheduled")
    assert (fresh(page).live, fresh(french).live) == (False, False)


def test_a_translation_that_is_unpublished_takes_nobody_along(page, french):
    french.unpublish()
    assert fresh(page).live


def test_without_the_guard_translations_stay(page, french, without):
    without("unpublish")
    page.unpublish()
    assert fresh(french).live


# Schedules.


def scheduled():
    """Return a call page that goes live in a week, and its French page, published."""
    in_other_tree("fr")
    page = site.make_page(live=False)
    publish(page, go_live_at=timezone.now() + timedelta(days=7))
    french = translate(page, "fr", {"Approach": "Approche"})
    return page, french


def test_a_translation_waits_for_a_source_that_is_scheduled(at_noon):
    page, french = scheduled()
    assert not french.live
    at_noon.shift(timedelta(days=8))
    call_command("publish_scheduled")
    assert (fresh(page).live, fresh(french).live) == (True, True)


def test_it_waits_longer_where_the_source_does(at_noon):
    page, french = scheduled()
    publish(page, go_live_at=timezone.now() + timedelta(days=14))
    at_noon.shift(timedelta(days=8))
    call_command("publish_scheduled")
    assert (fresh(page).live, fresh(french).live) == (False, False)
    at_noon.shift(timedelta(days=8))
    call_command("publish_scheduled")
    assert fresh(french).live


def test_it_comes_with_a_source_that_is_published_at_once():
    page, french = scheduled()
    publish(page, go_live_at=None)
    assert fresh(french).live


def test_a_schedule_of_its_own_is_kept(at_noon):
    page, french = scheduled()
    publish(french, go_live_at=timezone.now() + timedelta(days=30))
    publish(page, go_live_at=None)
    assert not fresh(french).live
    at_noon.shift(timedelta(days=31))
    call_command("publish_scheduled")
    assert fresh(french).live


def test_a_later_end_of_the_source_is_that_of_its_translations(at_noon):
    in_other_tree("fr")
    page = site.make_page()
    publish(page, expire_at=timezone.now() + timedelta(days=1))
    french = translate(page, "fr", {})
    publish(page, expire_at=timezone.now() + timedelta(days=9))
    at_noon.shift(timedelta(days=2))
    call_command("publish_scheduled")
    assert (fresh(page).live, fresh(french).live) == (True, True)
    at_noon.shift(timedelta(days=8))
    call_command("publish_scheduled")
    assert (fresh(page).live, fresh(french).live) == (False, False)


def test_without_the_guard_the_translation_keeps_the_first_schedule(without, at_noon):
    without("schedule")
    page, french = scheduled()
    publish(page, go_live_at=timezone.now() + timedelta(days=14))
    at_noon.shift(timedelta(days=8))
    call_command("publish_scheduled")
    assert (fresh(page).live, fresh(french).live) == (False, True)


# Privacy.


def restrict(page, **fields):
    fields = {"restriction_type": PageViewRestriction.LOGIN, **fields}
    with commit():
        return PageViewRestriction.objects.create(page=page, **fields)


def open_pages():
    return set(Page.objects.public().type(CallPage).values_list("pk", flat=True))


@pytest.fixture
def spanish(page):
    in_other_tree("es")
    with commit():
        return fresh(page.copy_for_translation(locale("es"), alias=True))


def test_translations_and_aliases_are_restricted_with_their_source(
    client, page, french, spanish
):
    restriction = restrict(page)
    assert open_pages() == set()
    for each in (page, french, spanish):
        assert client.get(each.get_url()).status_code == 302
    with commit():
        restriction.delete()
    assert open_pages() == {page.pk, french.pk, spanish.pk}
    assert not PageViewRestriction.objects.exists()


def test_groups_and_passwords_are_copied_and_follow(page, french):
    group, other = (Group.objects.create(name=name) for name in ("A", "B"))
    restriction = restrict(page, restriction_type=PageViewRestriction.GROUPS)
    with commit():
        restriction.groups.set([group])
    assert [set(r.groups.all()) for r in french.view_restrictions.all()] == [{group}]
    with commit():
        restriction.groups.set([group, other])
    assert [set(r.groups.all()) for r in french.view_restrictions.all()] == [
        {group, other}
    ]
    restriction.restriction_type = PageViewRestriction.PASSWORD
    restriction.password = "open sesame"
    with commit():
        restriction.groups.clear()
        restriction.save()
    (copy,) = french.view_restrictions.all()
    assert (copy.restriction_type, copy.password) == ("password", "open sesame")


def test_what_follows_from_the_source_cannot_be_taken_from_a_translation(page, french):
    restrict(page)
    with commit():
        french.view_restrictions.all().delete()
    assert open_pages() == set()


def test_what_is_restricted_in_one_language_alone_stays(page, french):
    own = restrict(french)
    assert open_pages() == {page.pk}
    both = restrict(page)
    with commit():
        both.delete()
    assert list(french.view_restrictions.all()) == [own]


def test_a_translation_made_later_is_restricted_once(page):
    in_other_tree("fr")
    group = Group.objects.create(name="A")
    restriction = restrict(page, restriction_type=PageViewRestriction.GROUPS)
    with commit():
        restriction.groups.set([group])
    french = translate(page, "fr", {})
    (copy,) = french.view_restrictions.all()
    assert set(copy.groups.all()) == {group}
    assert RestrictionCopy.objects.get(page=french).copy == copy


def test_a_section_that_is_restricted_closes_the_calls_below_in_all_languages(
    page, french
):
    restrict(HomePage.objects.get(locale=Locale.get_default()))
    assert open_pages() == set()


def test_pages_that_are_not_ours_are_left_alone():
    in_other_tree("fr")
    page = HomePage(title="News", slug="news")
    site.home().add_child(instance=page)
    french = page.copy_for_translation(locale("fr"))
    restrict(page)
    assert not french.view_restrictions.exists()


def test_without_the_guard_the_translation_is_open(page, french, without):
    without("privacy")
    restrict(page)
    assert open_pages() == {french.pk}
