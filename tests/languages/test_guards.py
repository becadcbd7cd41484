"""What wagtail-localize leaves undone is done, and left alone where a site wants that.

Each test of a guard is shown to fail without it, by the one that switches it off.
"""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db.models.deletion import Collector
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail_localize.operations import translate_object, translate_page_subtree

from sandbox.home.models import HomePage
from tests.calls import site
from tests.calls.editor import fresh, in_other_tree, locale, publish, translate
from workshops_plugin.conf import app_settings
from workshops_plugin.languages.family import restrictable_models
from workshops_plugin.languages.guards import GUARDS
from workshops_plugin.models import CallIndexPage, CallPage, RestrictionCopy
from workshops_plugin.webinars.pages import WebinarPageMixin

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


def go_on(at_noon, days):
    at_noon.shift(timedelta(days=days))
    call_command("publish_scheduled")


def test_it_waits_no_more_where_the_source_s_schedule_is_cancelled(client, at_noon):
    page, french = scheduled()
    client.force_login(site.make_user("root@x.example", is_superuser=True))
    revision = page.scheduled_revision
    url = reverse(
        "wagtailadmin_pages:revisions_unschedule", args=[page.pk, revision.pk]
    )
    # Somebody goes on writing: that cancels nothing.
    latest = fresh(page).save_revision()
    fresh(page).save_revision(overwrite_revision=latest)
    assert fresh(french).scheduled_revision
    client.post(url)
    assert not fresh(french).scheduled_revision
    go_on(at_noon, 8)
    assert (fresh(page).live, fresh(french).live) == (False, False)


def test_it_waits_no_more_where_the_source_is_deleted(at_noon):
    page, french = scheduled()
    fresh(page).delete()
    go_on(at_noon, 8)
    assert not fresh(french).live


def test_what_was_to_come_does_not_where_the_source_left_the_site(
    page, french, at_noon
):
    french.unpublish()
    publish(french, go_live_at=timezone.now() + timedelta(days=3))
    page.unpublish()
    go_on(at_noon, 4)
    assert not fresh(french).live


def test_what_is_published_alone_keeps_its_end(page, french, at_noon):
    end = timezone.now() + timedelta(days=1)
    publish(page, expire_at=end)
    page.unpublish()
    publish(french, expire_at=end)
    assert fresh(french).live
    go_on(at_noon, 2)
    assert not fresh(french).live


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


def section(title, language=None, **fields):
    """Return a section below the front page, and its twin in French."""
    page = HomePage(title=title, slug=title.lower(), **fields)
    site.home().add_child(instance=page)
    french = page.copy_for_translation(locale("fr"))
    french.save_revision().publish()
    return page, french


def again(page):
    return Page.objects.get(pk=page.pk)


@pytest.fixture
def closed():
    """A section that was restricted before anything of ours stood below it."""
    in_other_tree("fr")
    english, _french = section("Closed")
    return english, restrict(english)


def test_what_comes_below_a_restricted_section_is_closed_in_all_languages(
    client, closed
):
    english, restriction = closed
    index = site.make_index(english, title="Inner", slug="inner")
    with commit():
        page = site.make_page(index, title="Below")
        inner = index.copy_for_translation(locale("fr"))
        inner.save_revision().publish()
        french = translate(page, "fr", {})
    assert client.get(french.get_url()).status_code == 302
    assert not {page.pk, french.pk} & open_pages()
    with commit():
        restriction.delete()
    assert {page.pk, french.pk} <= open_pages()
    assert not PageViewRestriction.objects.exists()


def test_what_is_moved_into_a_restricted_section_is_closed(page, french, closed):
    english, _restriction = closed
    index = site.make_index(english, title="Inner", slug="inner")
    back = page.get_parent()
    with commit():
        fresh(page).move(again(index), pos="last-child")
    assert not {page.pk, french.pk} & open_pages()
    with commit():
        fresh(page).move(again(back), pos="last-child")
    assert {page.pk, french.pk} <= open_pages()
    assert not fresh(french).view_restrictions.exists()


def test_a_section_that_is_restricted_where_the_translation_stands_elsewhere(
    page, french
):
    english, _french = section("Apart")
    index = site.make_index(english, title="Inner", slug="inner")
    with commit():
        fresh(page).move(again(index), pos="last-child")
    assert {page.pk, french.pk} <= open_pages()
    restrict(english)
    assert not {page.pk, french.pk} & open_pages()


def test_groups_of_a_section_reach_translations_that_stand_elsewhere(page, french):
    english, _french = section("Apart")
    index = site.make_index(english, title="Inner", slug="inner")
    with commit():
        fresh(page).move(again(index), pos="last-child")
    restriction = restrict(english, restriction_type=PageViewRestriction.GROUPS)
    for name in "AB":
        group = Group.objects.create(name=name)
        with commit():
            restriction.groups.set([group])
        (copy,) = fresh(french).view_restrictions.all()
        assert set(copy.groups.all()) == {group}
    # What differs is found, too.
    copy.groups.clear()
    with pytest.raises(CommandError):
        call_command("sync_calls", "--check")
    call_command("sync_calls")
    assert set(copy.groups.all()) == {group}


def test_webinars_below_a_section_are_not_looked_at():
    assert not any(
        issubclass(model, WebinarPageMixin) for model in restrictable_models()
    )
    assert CallPage in restrictable_models()


def test_others_are_deleted_as_fast_as_before():
    assert Collector("default").can_fast_delete(Session.objects.all())


def test_a_copy_of_what_restricts_a_section_closes_nothing_twice(page, french):
    restrict(HomePage.objects.get(locale=Locale.get_default()))
    with commit():
        publish(page)
    # One for each front page.
    assert PageViewRestriction.objects.count() == Locale.objects.count()


def test_what_was_closed_with_its_source_stays_closed_without_it(page, french, client):
    page.unpublish()
    restrict(page)
    publish(french)
    assert client.get(french.get_url()).status_code == 302
    with commit():
        fresh(page).delete()
    assert fresh(french).view_restrictions.count() == 1
    assert client.get(french.get_url()).status_code == 302
    assert not RestrictionCopy.objects.exists()


def test_what_was_restricted_past_us_is_closed_by_a_command(page, french):
    PageViewRestriction.objects.bulk_create([PageViewRestriction(page=page)])
    assert open_pages() == {french.pk}
    with pytest.raises(CommandError):
        call_command("sync_calls", "--check")
    assert open_pages() == {french.pk}
    call_command("sync_calls")
    assert open_pages() == set()
    call_command("sync_calls", "--check")


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
