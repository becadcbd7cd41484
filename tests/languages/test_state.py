"""Editors see which languages are there, and visitors what they read meanwhile."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from tests.calls import site
from tests.calls.editor import (
    FRENCH,
    fresh,
    in_other_tree,
    locale,
    publish,
    translate,
    trilingual,
)
from tests.kept import kept
from workshops_plugin.calls.queries import (
    ignored_on,
    local_titles,
    page_for,
    structure_for,
)
from workshops_plugin.languages.jobs import jobs_of
from workshops_plugin.languages.links import (
    alternates,
    canonical,
    language_links,
    sitemap_urls,
)
from workshops_plugin.languages.panels import context_of, tell_ignored
from workshops_plugin.languages.state import languages_of, stands_for
from workshops_plugin.models import Call

pytestmark = pytest.mark.usefixtures("db", "at_noon")


@kept
def page(call):
    return trilingual(call)


@kept
def french(page):
    return translate(page, "fr", FRENCH)


@kept
def spanish(page):
    return fresh(page.copy_for_translation(locale("es"), alias=True))


def states(page):
    call = Call.objects.get(pk=page.call.pk)
    found = languages_of([call])[call.pk]
    return {each.locale.language_code: each.state for each in found}


def test_every_state_is_told(page, at_noon):
    assert states(page) == {"en": "source", "fr": "missing", "es": "missing"}
    page.copy_for_translation(locale("es"), alias=True)
    french = page.copy_for_translation(locale("fr"))
    assert states(page) == {"en": "source", "fr": "draft", "es": "alias"}
    french.save_revision().publish()
    # It says in French what its source says.
    assert states(page)["fr"] == "untranslated"
    publish(french, title="Ateliers")
    assert states(page)["fr"] == "partly"
    at_noon.shift(60)
    publish(page, lead="Other words.")
    assert states(page)["fr"] == "behind"
    at_noon.shift(60)
    publish(french)
    assert states(page)["fr"] == "partly"
    fresh(french).unpublish()
    assert states(page)["fr"] == "draft"


def test_the_source_comes_first(page, french):
    call = page.call
    found = languages_of([call])[call.pk]
    assert [each.locale.language_code for each in found] == ["en", "es", "fr"]
    assert [each.is_read for each in found] == [True, False, True]


counted = pytest.mark.skipif(
    not apps.is_installed("wagtail_localize"), reason="Only wagtail-localize counts."
)


def job(page):
    return jobs_of([page.call.pk])[page.call.pk, locale("fr").pk]


@counted
def test_how_much_is_translated_is_counted(page, french):
    assert job(page).translated == job(page).total == len(FRENCH)


@counted
def test_what_nobody_has_translated_is_not_up_to_date(page):
    translate(page, "fr", {})
    assert states(page)["fr"] == "untranslated"


@counted
def test_what_is_translated_in_part_is_not_up_to_date(client, page):
    some = dict(list(FRENCH.items())[:2])
    translate(page, "fr", some)
    assert states(page)["fr"] == "partly"
    client.force_login(site.make_editor())
    text = client.get(reverse("workshops_calls:index")).content.decode()
    assert f"partly translated (2/{len(FRENCH)})" in text


@counted
def test_a_source_that_is_published_again_unchanged_leaves_nobody_behind(
    client, page, french, at_noon
):
    at_noon.shift(60)
    publish(page)
    assert states(page)["fr"] == "current"
    at_noon.shift(60)
    publish(page, go_live_at=timezone.now() + timedelta(days=7))
    at_noon.shift(timedelta(days=8))
    call_command("publish_scheduled")
    assert states(page)["fr"] == "current"
    # What changes is found, however often it is published then.
    publish(fresh(page), lead="Other words.")
    at_noon.shift(60)
    publish(fresh(page))
    assert states(page)["fr"] == "behind"


@counted
def test_a_translation_that_waited_for_its_source_is_up_to_date(at_noon):
    in_other_tree("fr")
    page = site.make_page(live=False)
    publish(page, go_live_at=timezone.now() + timedelta(days=7))
    at_noon.shift(60)
    french = translate(page, "fr", {"Supply Chain Workshops": "Ateliers"})
    at_noon.shift(timedelta(days=8))
    call_command("publish_scheduled")
    assert fresh(french).live
    assert states(page)["fr"] == "partly"


@counted
def test_a_translation_that_is_not_published_after_a_change_is_behind(
    page, french, at_noon
):
    from wagtail_localize.models import TranslationSource

    at_noon.shift(60)
    publish(page, body=[])
    at_noon.shift(60)
    TranslationSource.update_or_create_from_instance(fresh(page))
    # Its texts are all translated, and it still shows what is gone.
    assert states(page)["fr"] == "behind"
    at_noon.shift(60)
    publish(french)
    assert states(page)["fr"] == "current"


@counted
def test_publishing_without_the_new_texts_leaves_it_behind(page, french, at_noon):
    at_noon.shift(60)
    publish(page, lead="Other words.")
    at_noon.shift(60)
    publish(french)
    assert states(page)["fr"] == "behind"
    at_noon.shift(60)
    from wagtail_localize.models import TranslationSource

    TranslationSource.update_or_create_from_instance(fresh(page))
    assert states(page)["fr"] == "partly"


@counted
def test_who_may_translate_is_led_on(client, page, french, at_noon):
    root = site.make_user("root@x.example", is_superuser=True)
    ways = {
        each["is"].locale.language_code: {k for k in each if k.endswith("_url")}
        for each in context_of(page.call, root)["languages"]
    }
    assert ways == {"en": set(), "fr": set(), "es": {"translate_url"}}
    at_noon.shift(60)
    publish(page, lead="Other words.")
    client.force_login(root)
    text = client.get(reverse("workshops_calls:screen", args=[page.call.pk])).content
    assert b"Take over its texts" in text
    assert b"its texts were not taken over yet" in text
    editor = site.make_editor()
    assert not any(
        key.endswith("_url")
        for each in context_of(page.call, editor)["languages"]
        for key in each
    )


@counted
def test_what_is_edited_by_hand_says_so(client, page, french):
    from wagtail_localize.models import Translation

    Translation.objects.update(enabled=False)
    client.force_login(site.make_editor())
    text = client.get(reverse("workshops_calls:screen", args=[page.call.pk])).content
    assert b"Edited by hand: it takes over nothing from its source." in text


def test_each_tab_of_a_translation_says_what_is_not_to_be_changed(client, page, french):
    if apps.is_installed("wagtail_localize"):
        from wagtail_localize.models import Translation

        Translation.objects.update(enabled=False)
    client.force_login(site.make_user("root@x.example", is_superuser=True))
    said = b"change words here, and nothing else"
    for each, times in ((page, 0), (french, 3)):
        url = reverse("wagtailadmin_pages:edit", args=[each.pk])
        assert client.get(url).content.count(said) == times


def test_nobody_is_told_of_what_the_browser_saves_by_itself(rf):
    request = rf.post("/", headers={"accept": "application/json"})
    # There is nowhere to put a message: it would raise.
    tell_ignored(request, ["Approach"])
    tell_ignored(rf.post("/"), ["–"])


def test_lists_ask_the_same_for_any_number_of_calls(client, page, french):
    client.force_login(site.make_editor())

    def cost(url):
        with CaptureQueriesContext(connection) as found:
            text = client.get(url).content.decode()
        assert "workshops-code--current" in text
        return len(found)

    url = reverse("workshops_calls:index")
    few = cost(url)
    for number in range(3):
        translate(site.make_page(title=f"Call {number}"), "fr", {})
    assert cost(url) == few


def test_editors_see_it_on_the_page_and_on_the_screen(client, page, french, at_noon):
    editor = site.make_user("root@x.example", is_superuser=True)
    client.force_login(editor)
    at_noon.shift(timedelta(minutes=5))
    publish(page, lead="Other words.")
    for url in (
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        reverse("workshops_calls:screen", args=[page.call.pk]),
    ):
        text = " ".join(client.get(url).content.decode().split())
        assert "behind its source" in text
        localized = apps.is_installed("wagtail_localize")
        assert (
            "The source has changed, and its texts were not taken over yet."
            if localized
            else "The source was published 1 December 2024, 13:05"
        ) in text
        assert "The language switcher leads to the source." in text


def test_a_page_of_a_deleted_call_has_no_languages(page, french):
    call = page.call
    for each in (french, page):
        fresh(each).delete()
    assert context_of(call, site.make_user("root@x.example", is_superuser=True)) == {
        "languages": []
    }


# What visitors read meanwhile.


def test_an_alias_says_in_which_language_it_speaks(client, page, french, spanish):
    assert (stands_for(page), stands_for(french), stands_for(spanish)) == ("", "", "en")
    text = client.get(spanish.get_url()).content.decode()
    assert "Esta página aún no está traducida." in text
    assert '<h1 lang="en"><bdi>Supply Chain Workshops</bdi></h1>' in text
    assert (
        "lang=" not in client.get(french.get_url()).content.decode().split("<main")[1]
    )


def test_a_page_in_part_translated_says_which_part_is_not(client, page):
    translate(page, "fr", {"Supply Chain Workshops": "Ateliers"})
    french = fresh(page.get_translations().get(locale__language_code="fr"))
    text = client.get(french.get_url()).content.decode()
    assert "Certaines parties de cette page" in text
    assert "<h1><bdi>Ateliers</bdi></h1>" in text
    assert '<h3 lang="en"><bdi>Research</bdi></h3>' in text


def test_a_translation_that_says_nothing_of_its_own_is_none(client, page):
    translate(page, "fr", {})
    french = fresh(page.get_translations().get(locale__language_code="fr"))
    text = client.get(french.get_url()).content.decode()
    assert "Cette page n’est pas encore traduite." in text
    assert '<h1 lang="en">' in text


def shown(client, page):
    """Return the French page of ``page`` as a visitor gets it."""
    french = page.get_translations().get(locale__language_code="fr")
    return " ".join(client.get(fresh(french).get_url()).content.decode().split())


PARTLY = "Certaines parties de cette page"


def test_each_text_of_a_block_has_its_language(client, page):
    heading = {"heading": "More about it", "text": "<p>Much to read.</p>"}
    publish(page, body=[("section", heading)])
    texts = {"Supply Chain Workshops": "Ateliers", "More about it": "En savoir plus"}
    translate(page, "fr", texts)
    text = shown(client, page)
    assert PARTLY in text
    assert "<h2>En savoir plus</h2>" in text
    assert '<div lang="en"><p' in text


@counted
def test_what_is_meant_to_read_the_same_is_translated(client, page):
    translate(page, "fr", {**FRENCH, "Policy": "Policy"})
    text = shown(client, page)
    assert PARTLY not in text
    assert "<h3><bdi>Policy</bdi></h3>" in text
    translate(page, "fr", {})
    publish(page, lead="Other words.")
    translate(page, "fr", {})
    assert PARTLY in shown(client, page)


def test_numbers_are_in_every_language(client, page):
    rows = {"data": [["1", "2"], [3, None]], "first_row_is_table_header": False}
    publish(page, lead="2025", body=[("table", rows)])
    translate(page, "fr", FRENCH)
    assert PARTLY not in shown(client, page)


def test_what_says_nothing_of_its_own_is_not_announced(client, page, rf):
    translate(page, "fr", {})
    assert alternates(fresh(page)) == []
    (entry,) = sitemap_urls(fresh(page), [{"location": page.full_url}], rf.get("/"))
    assert entry["alternates"] == []
    french = fresh(page.get_translations().get(locale__language_code="fr"))
    publish(french, title="Ateliers")
    assert len(alternates(fresh(page))) == 2
    (entry,) = sitemap_urls(fresh(page), [{"location": page.full_url}], rf.get("/"))
    assert len(entry["alternates"]) == 2


@counted
def test_whoever_stops_a_translation_learns_what_is_left(page):
    from wagtail_localize.models import Translation

    translate(page, "fr", {})
    Translation.objects.update(enabled=False)
    assert states(page)["fr"] == "untranslated"


def costs(ask):
    """Return how many queries ``ask`` makes, of a second time."""
    ask()
    with CaptureQueriesContext(connection) as found:
        ask()
    return len(found)


def silent(page):
    """Return the French page of ``page``, published without a word of its own."""
    french = page.copy_for_translation(locale("fr"))
    french.save_revision().publish()
    return french


def test_pages_without_own_words_cost_the_same_for_any_number(page, rf):
    silent(page)

    def told():
        languages_of(list(Call.objects.all()))

    def announced():
        sitemap_urls(fresh(page), [{"location": page.full_url}], rf.get("/"))

    few = costs(told), costs(announced)
    for number in range(4):
        silent(site.make_page(title=f"Call {number}"))
    assert (costs(told), costs(announced)) == few


def test_lists_say_which_source_is_not_published(client, page):
    page.unpublish()
    client.force_login(site.make_editor())
    text = client.get(reverse("workshops_calls:index")).content.decode()
    assert "source (not published)" in text


def test_search_engines_learn_of_translations_and_not_of_aliases(
    client, page, french, spanish
):
    expected = [
        f'<link rel="alternate" hreflang="{each.locale.language_code}" '
        f'href="{each.full_url}">'
        for each in (page, french)
    ]
    for each in (page, french, spanish):
        text = client.get(each.get_url()).content.decode()
        if each == spanish:
            assert f'<link rel="canonical" href="{page.full_url}">' in text
        for link in expected:
            assert link in text
        assert 'hreflang="es" href="http' not in text


def test_the_sitemap_names_the_other_languages(client, page, french, spanish):
    text = client.get("/sitemap.xml").content.decode()
    assert (
        f'<xhtml:link rel="alternate" hreflang="fr" href="{french.full_url}"/>' in text
    )
    assert spanish.full_url not in text


def test_the_sitemap_asks_the_same_for_any_number_of_calls(client, page, french):
    def cost():
        with CaptureQueriesContext(connection) as found:
            client.get("/sitemap.xml")
        return len([q for q in found if "translation_key" in q["sql"]])

    few = cost()
    for number in range(3):
        translate(site.make_page(title=f"Call {number}"), "fr", {})
    assert cost() <= few + 6


def links(client, page):
    response = client.get(page.get_url())
    from workshops_plugin.languages.links import language_links

    request = response.wsgi_request
    return {link.code: link for link in language_links(request, fresh(page))}


def test_the_switcher_leads_to_the_source_where_there_is_no_page(client, page, french):
    found = links(client, french)
    assert found["en"].url == page.get_url()
    assert (found["fr"].current, found["fr"].instead) == (True, "")
    assert (found["es"].url, found["es"].instead) == (page.get_url(), "en")
    page.unpublish()
    assert links(client, page)["es"].url == "/es/"


def test_search_engines_do_not_learn_of_what_not_everybody_may_see(
    client, page, french
):
    PageViewRestriction.objects.create(page=french, restriction_type="login")
    text = client.get(page.get_url()).content.decode()
    assert 'rel="alternate"' not in text
    assert french.get_url() not in text
    # The switcher leads those there who may see it.
    client.force_login(site.make_user())
    assert french.get_url() in client.get(page.get_url()).content.decode()


def test_languages_without_pages_are_no_links(rf, page, settings):
    settings.LANGUAGES = [*settings.LANGUAGES, ("zh", "Chinese"), ("ja", "Japanese")]
    request = rf.get("/en/")
    request.resolver_match = None
    assert {link.code for link in language_links(request)} == {"en", "fr", "es"}
    settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("zh", "Chinese")]
    found = {link.code: link.name for link in language_links(request)}
    assert found == {"en": "English", "zh": "Chinese"}


def test_languages_that_are_not_used_any_more_are_not_announced(page, french, settings):
    assert [code for code, _url in alternates(fresh(page))] == ["en", "fr"]
    settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("es", "Spanish")]
    assert alternates(fresh(page)) == []


def test_an_alias_of_an_alias_repeats_what_stands_at_the_end(page, spanish):
    again = spanish.create_alias(update_slug="again")
    assert canonical(fresh(again)) == page.full_url


def test_a_variant_of_a_language_speaks_before_its_base(page, french, settings):
    settings.LANGUAGES = [*settings.LANGUAGES, ("fr-ca", "Français (Canada)")]
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES
    in_other_tree("fr-ca")
    alias = page.copy_for_translation(locale("fr-ca"), alias=True)
    call = Call.objects.get(pk=page.call.pk)
    # What only repeats the source speaks after the base.
    assert page_for(call, "fr-ca").pk == french.pk
    assert page_for(call, "fr-be").pk == french.pk
    fresh(alias).delete()
    other = translate(page, "fr-ca", {"Approach": "Démarche"})
    publish(other, title="Ateliers d’ici")
    assert page_for(call, "fr-ca").pk == other.pk
    assert page_for(call, "fr").pk == french.pk
    for code, title in (("fr-ca", "Ateliers d’ici"), ("fr", french.title)):
        with override(code):
            assert local_titles([call.pk]) == {call.pk: title}
        labels = [each.label for each in structure_for(call, code).questions]
        assert ("Démarche" in labels) == (code == "fr-ca")


def test_a_variant_of_the_source_s_language_speaks(page, settings):
    settings.LANGUAGES = [*settings.LANGUAGES, ("en-gb", "English (Britain)")]
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES
    in_other_tree("en-gb")
    translate(page, "en-gb", {"Approach": "Way of working"})
    call = Call.objects.get(pk=page.call.pk)
    for code, said in (("en-gb", True), ("en", False), ("en-us", False)):
        labels = [each.label for each in structure_for(call, code).questions]
        assert ("Way of working" in labels) == said


def test_lists_ask_the_same_for_any_number_of_aliases(client, page, spanish):
    def cost():
        with CaptureQueriesContext(connection) as found:
            client.get(spanish.get_parent().get_url())
        return len(found)

    cost()
    few = cost()
    for number in range(3):
        other = site.make_page(title=f"Call {number}")
        other.copy_for_translation(locale("es"), alias=True)
    assert cost() == few


def test_options_that_a_translation_adds_are_told(page, french):
    assert ignored_on(fresh(french)) == []
    french = fresh(french)
    question = next(each for each in french.questions if "options" in each.value)
    question.value["options"].append("Autre chose")
    french.save_revision().publish()
    assert ignored_on(fresh(french)) == ["Autre chose"]


def test_before_the_source_is_published_only_what_it_lacks_is_told():
    in_other_tree("fr")
    page = site.make_page(live=False)
    french = fresh(page.copy_for_translation(locale("fr")))
    assert ignored_on(french) == []
