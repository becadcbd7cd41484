"""A call is born with its first page, shared by aliases, and new for each copy."""

from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction

from workshops_plugin.calls import actions
from workshops_plugin.calls.enums import CallPhase
from workshops_plugin.calls.structure import from_rows
from workshops_plugin.models import ActionGroup, Call, CallPage

from . import site
from .editor import differences, fresh, in_other_tree, locale, publish

pytestmark = pytest.mark.usefixtures("db", "at_noon")

RULES = {
    "scale_min": 1,
    "scale_max": 4,
    "publish_weights": False,
    "reviews_wanted": 3,
    "blind": True,
    "reviews_visible": "never",
    "merit_method": "median",
    "consideration_rule": "points",
    "joint_points": Decimal("5.00"),
    "pathfinder_points": Decimal("2.50"),
}


@pytest.fixture
def original():
    """The page of an open call with rules of its own and one proposal."""
    group = ActionGroup.objects.create(name="Supply Chain Action Group")
    call = site.make_call(questions=[])
    first = call.criteria.get(title="Standards")
    actions.set_rules(call, by=None, action_group=group, weights={first: 7}, **RULES)
    actions.set_dates(call, site.OPENS, site.CLOSES, timezone="Asia/Tokyo", by=None)
    return call.source_page


def weights(call):
    return dict(call.criteria.values_list("title", "weight"))


def assert_has_rules_of_the_original(page):
    call = fresh(page).call
    assert {name: getattr(call, name) for name in RULES} == RULES
    assert call.action_group.name == "Supply Chain Action Group"
    assert call.timezone == "Asia/Tokyo"
    assert (call.opens_at, call.closes_at, call.phase()) == (
        None,
        None,
        CallPhase.NO_DATES,
    )
    assert call.copied_from.title == "Supply Chain Workshops"
    assert weights(call) == {"Standards": 7, "Root causes": 1}


# Birth.


def test_a_call_is_born_with_its_page_without_dates_and_closed():
    page = site.make_page(live=False)
    call = Call.objects.get()
    assert call.pk == page.translation_key
    assert (call.opens_at, call.closes_at) == (None, None)
    assert call.phase() == CallPhase.NO_DATES
    assert call.source_locale.language_code == "en"
    assert (call.title, call.timezone) == ("Supply Chain Workshops", "Europe/Zurich")


def test_whoever_makes_the_page_in_the_admin_made_the_call(admin_client, admin_user):
    index = site.make_index()
    url = reverse(
        "wagtailadmin_pages:add", args=["workshops_plugin", "callpage", index.pk]
    )
    blank = {f"{name}-count": 0 for name in ("body", "outcomes", "questions")}
    comments = {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
    data = {"title": "By hand", "slug": "by-hand", "criteria-count": 0}
    response = admin_client.post(url, data | blank | comments)
    assert response.status_code == 302, response.context["form"].errors
    call = Call.objects.get()
    assert call.title == "By hand"
    assert call.history.get().history_user_id == str(admin_user.pk)


@pytest.mark.parametrize(
    ("title", "prefix"),
    [
        ("Supply Chain Workshops", "SCW24"),
        ("Call for Proposals of the Supply Chain Group", "CFPT24"),
        ("Échanges d’été contre le travail forcé", "EECT24"),
        ("Участие", "CALL24"),
        ("2025", "CALL24"),
    ],
)
def test_references_begin_with_the_initials_of_the_title(title, prefix):
    assert site.make_page(title=title).call.prefix == prefix


def test_no_two_calls_have_one_prefix():
    pages = [site.make_page(slug=f"page-{number}") for number in range(4)]
    assert [page.call.prefix for page in pages] == [
        "SCW24",
        "SCW24-2",
        "SCW24-3",
        "SCW24-4",
    ]


def test_a_prefix_that_an_editor_chose_is_not_given_again():
    first = site.make_page(slug="first", title="Open Call")
    actions.set_rules(first.call, by=None, prefix="SCW24")
    assert site.make_page().call.prefix == "SCW24-2"


def test_a_prefix_carries_the_year_of_its_birth():
    with time_machine.travel("2031-02-03 10:00 +0000"):
        assert site.make_page().call.prefix == "SCW31"


# Translations and aliases.


def test_a_translation_shares_the_call():
    page = publish(site.make_page(live=False))
    in_other_tree("fr")
    french = publish(page.copy_for_translation(locale("fr")), title="Ateliers")
    assert french.call == page.call == Call.objects.get()
    assert french.call.title == "Supply Chain Workshops"


def test_an_alias_in_another_language_shares_the_call():
    page = publish(site.make_page(live=False))
    in_other_tree("es")
    alias = page.copy_for_translation(locale("es"), alias=True)
    assert alias.call == page.call == Call.objects.get()


@pytest.mark.parametrize("by_action", [True, False], ids=["action", "method"])
def test_an_alias_beside_its_original_shares_the_call(original, by_action):
    if by_action:
        alias = CreatePageAliasAction(original, update_slug="again").execute()
    else:
        alias = original.create_alias(update_slug="again")
    assert alias.translation_key != original.translation_key
    assert fresh(alias).call == original.call == Call.objects.get()
    assert fresh(alias).call.phase() == CallPhase.OPEN
    again = fresh(alias).create_alias(update_slug="again-and-again")
    assert fresh(again).call == original.call
    publish(original, title="Renamed")
    assert fresh(alias).title == "Renamed"
    assert Call.objects.get().title == "Renamed"
    assert differences() == []


def test_an_alias_made_a_page_of_its_own_has_a_call_of_its_own_and_is_closed(original):
    alias = original.create_alias(update_slug="again")
    ConvertAliasPageAction(fresh(alias)).execute(skip_permission_checks=True)
    call = fresh(alias).call
    assert (call.pk, call.prefix) == (alias.translation_key, "SCW24-2")
    assert call.phase() == CallPhase.NO_DATES
    assert from_rows(call) == from_rows(original.call)
    assert original.call.phase() == CallPhase.OPEN
    assert differences() == []


def test_an_alias_converted_in_the_admin_has_a_call_too(original, admin_client):
    alias = original.create_alias(update_slug="again")
    url = reverse("wagtailadmin_pages:convert_alias", args=[alias.pk])
    assert admin_client.post(url).status_code == 302
    assert fresh(alias).call.pk == alias.translation_key
    assert differences() == []


def test_a_translated_alias_made_a_page_still_shares_the_call():
    page = publish(site.make_page(live=False))
    in_other_tree("es")
    alias = page.copy_for_translation(locale("es"), alias=True)
    ConvertAliasPageAction(fresh(alias)).execute(skip_permission_checks=True)
    publish(fresh(alias), criteria=[])
    assert fresh(alias).call == Call.objects.get()
    assert len(from_rows(page.call).criteria) == 2


# Copies.


@pytest.mark.parametrize("keep_live", [True, False], ids=["live", "draft"])
def test_a_copy_has_a_new_call_with_the_old_rules_and_no_dates(original, keep_live):
    copy = original.copy(
        update_attrs={"slug": "copy", "title": "Next year"}, keep_live=keep_live
    )
    assert copy.translation_key != original.translation_key
    assert Call.objects.count() == 2
    publish(fresh(copy))
    assert_has_rules_of_the_original(copy)
    assert fresh(copy).call.prefix == "NY24"
    assert from_rows(fresh(copy).call) == from_rows(original.call)
    assert original.call.phase() == CallPhase.OPEN
    assert differences() == []


def test_a_copy_made_in_the_admin_has_the_old_rules(original, admin_client, admin_user):
    url = reverse("wagtailadmin_pages:copy", args=[original.pk])
    response = admin_client.post(
        url,
        {
            "new_title": "Next year",
            "new_slug": "next-year",
            "new_parent_page": original.get_parent().pk,
            "publish_copies": "on",
        },
    )
    assert response.status_code == 302, response.context["form"].errors
    copy = CallPage.objects.get(slug="next-year")
    assert_has_rules_of_the_original(copy)
    authors = set(copy.call.history.values_list("history_user_id", flat=True))
    assert authors == {str(admin_user.pk)}


def test_copying_the_index_copies_the_rules_of_every_call_below(original):
    second = site.make_page(slug="second", title="Second")
    actions.set_rules(second.call, by=None, reviews_wanted=9)
    index = original.get_parent().specific
    copy = index.copy(recursive=True, update_attrs={"slug": "archive"})
    first_copy, second_copy = CallPage.objects.child_of(copy).order_by("path")
    assert_has_rules_of_the_original(first_copy)
    assert second_copy.call.reviews_wanted == 9
    assert second_copy.call.copied_from == second.call
    assert Call.objects.count() == 4
    assert len(set(Call.objects.values_list("prefix", flat=True))) == 4


def test_the_action_that_interfaces_use_copies_the_rules_too(original):
    copy = CopyPageAction(original, update_attrs={"slug": "copy"}).execute()
    assert_has_rules_of_the_original(copy)


def test_proposals_stay_with_the_original(original, union, ana):
    union.action_groups.set(ActionGroup.objects.all())
    site.submitted(original.call, union, ana)
    copy = original.copy(update_attrs={"slug": "copy"})
    assert fresh(copy).call.proposals.count() == 0
    assert fresh(copy).call.last_number == 0
    assert fresh(original).call.proposals.count() == 1


def test_changing_the_copy_leaves_the_original_alone(original):
    copy = original.copy(update_attrs={"slug": "copy"})
    publish(fresh(copy), criteria=[site.text("criterion", "Standards")])
    actions.set_rules(fresh(copy).call, by=None, reviews_wanted=1)
    assert weights(original.call) == {"Standards": 7, "Root causes": 1}
    assert not original.call.criteria.filter(retired=True).exists()
    assert fresh(original).call.reviews_wanted == 3


def test_copying_a_copy_takes_the_rules_of_that_copy(original):
    copy = fresh(original.copy(update_attrs={"slug": "copy"}))
    actions.set_rules(copy.call, by=None, reviews_wanted=8)
    again = copy.copy(update_attrs={"slug": "again"})
    assert fresh(again).call.reviews_wanted == 8
    assert fresh(again).call.copied_from == copy.call


def test_moving_a_page_changes_nothing_about_its_call(original):
    elsewhere = site.make_index(title="Elsewhere", slug="elsewhere")
    original.move(elsewhere, pos="last-child")
    page = fresh(original)
    assert page.get_parent().specific == elsewhere
    assert page.call == original.call == Call.objects.get()
    assert page.call.is_live
    assert page.call.phase() == CallPhase.OPEN
    assert differences() == []
