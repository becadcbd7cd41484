"""The page's editor: what it refuses in a sentence, and the facts beside the words."""

import json

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission
from wagtail.test.utils import WagtailTestUtils

from tests.kept import kept
from workshops_plugin.calls import actions
from workshops_plugin.calls.structure import from_rows
from workshops_plugin.models import Call

from . import site
from .editor import (
    form_data,
    fresh,
    in_other_tree,
    locale,
    page_form,
    publish,
    save_draft,
    sentences,
)

pytestmark = pytest.mark.usefixtures("db", "at_noon")

STANDARDS, ROOTS, REACH = (
    site.text("criterion", title) for title in ("Standards", "Root causes", "Reach")
)
DETAILED = site.text("criterion", "Standards", "Those of the ILO")

FROZEN = (
    "Reviews have been submitted, so the criteria are frozen. Put back those that were "
    "published, or reopen the criteria on the call’s screen first."
)
NEEDS_REASON = (
    "Proposals have been submitted under the published criteria. Say why they change; "
    "the call page shows the reason."
)
OLD_REASON = "This reason was given for an earlier change. Write a new one."


@kept
def page(call):
    return publish(call.source_page)


@kept
def proposed(page, union, ana, at_noon):
    site.submitted(page.call, union, ana)
    at_noon.shift(60)
    return fresh(page)


@kept
def frozen(proposed):
    site.put(Call.objects.all(), rubric_frozen_at=timezone.now())
    return fresh(proposed)


def refusals(page, **changes):
    """What the form says about the criteria and about their reason."""
    form = page_form(page, **changes)
    found = (sentences(form, "criteria"), sentences(form, "criteria_reason"))
    assert form.is_valid() == (found == ({}, {})), form.errors
    return found


def titles(page):
    return [text.title for text in from_rows(fresh(page).call).criteria]


# A reason once proposals are in.


def test_before_the_first_proposal_criteria_change_without_a_reason(page, union, ana):
    actions.start_proposal(page.call, organization=union, by=ana)
    assert refusals(page, criteria=[REACH]) == ({}, {})


def test_after_the_first_proposal_changed_criteria_need_a_reason(proposed):
    for criteria in ([STANDARDS], [STANDARDS, ROOTS, REACH], [DETAILED, ROOTS]):
        assert refusals(proposed, criteria=criteria) == ({}, {(): [NEEDS_REASON]})
        assert refusals(proposed, criteria=criteria, criteria_reason="  ") == (
            {},
            {(): [NEEDS_REASON]},
        )
        reason = "Nobody understood them"
        assert refusals(proposed, criteria=criteria, criteria_reason=reason) == ({}, {})


def test_the_same_criteria_need_no_reason(proposed):
    assert refusals(proposed) == ({}, {})
    assert refusals(proposed, criteria=[ROOTS, STANDARDS]) == ({}, {})
    assert refusals(proposed, title="Another title", questions=[]) == ({}, {})


def test_every_change_needs_a_reason_of_its_own(proposed):
    page = publish(proposed, criteria=[STANDARDS], criteria_reason="Too many")
    assert refusals(page) == ({}, {})
    assert refusals(page, criteria=[DETAILED]) == ({}, {(): [OLD_REASON]})
    new = {"criteria": [DETAILED], "criteria_reason": "To be clearer"}
    assert refusals(page, **new) == ({}, {})


def test_a_reason_in_a_draft_of_an_unpublished_page_is_not_an_old_one(proposed):
    """A draft of a page that is not live is saved in the page itself."""
    proposed.unpublish()
    page = fresh(proposed)
    page.criteria_reason = "Too many"
    page.save()
    new = {"criteria": [STANDARDS], "criteria_reason": "Too many"}
    assert refusals(fresh(page), **new) == ({}, {})


def test_a_translation_needs_no_reason(proposed):
    in_other_tree("fr")
    french = publish(proposed.copy_for_translation(locale("fr")))
    assert refusals(french, criteria=[REACH]) == ({}, {})


def test_a_new_page_needs_no_reason(admin_user):
    index = site.make_index()
    page = site.CallPage(title="New", slug="new")
    form_class = page.get_edit_handler().get_form_class()
    data = form_data(page, title="New", slug="new", criteria=[REACH])
    form = form_class(data, instance=page, parent_page=index, for_user=admin_user)
    assert form.is_valid(), form.errors


# The editor in the admin.


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


@pytest.mark.parametrize("live", [True, False], ids=["live", "draft"])
def test_the_editor_opens_with_every_kind_of_question(admin_client, live):
    page = site.make_page(live=live)
    response = admin_client.get(edit_url(page))
    assert response.status_code == 200
    text = response.content.decode()
    assert "Where will it be published?" in text
    assert "workshops_plugin/admin/reference.js" in text


def test_a_new_pages_editor_opens_and_says_where_facts_will_be(admin_client):
    index = site.make_index()
    url = reverse(
        "wagtailadmin_pages:add", args=["workshops_plugin", "callpage", index.pk]
    )
    text = admin_client.get(url).content.decode()
    assert "Save this page first." in text
    assert "Alignment with international labour standards" in text


def test_what_publishing_refuses_is_shown_and_nothing_changes(admin_client, frozen):
    data = form_data(frozen, criteria=[REACH], title="Unwanted")
    response = admin_client.post(edit_url(frozen), data | {"action-publish": "Publish"})
    assert response.status_code == 200
    soup = WagtailTestUtils.get_soup(response.content)
    field = soup.find(attrs={"data-contentpath": "criteria"})
    drawn = field.find(attrs={"data-w-block-arguments-value": True})
    _value, error = json.loads(drawn["data-w-block-arguments-value"])
    assert error == {"messages": [FROZEN]}
    assert (fresh(frozen).title, titles(frozen)) == (
        "Supply Chain Workshops",
        ["Standards", "Root causes"],
    )


def test_a_missing_reason_is_asked_for_beside_its_field(admin_client, proposed):
    data = form_data(proposed, criteria=[DETAILED, ROOTS]) | {"action-publish": "1"}
    response = admin_client.post(edit_url(proposed), data)
    soup = WagtailTestUtils.get_soup(response.content)
    errors = soup.find(id="panel-child-selection-child-criteria_reason-errors")
    assert NEEDS_REASON in errors.get_text()
    data["criteria_reason"] = "A word was missing"
    assert admin_client.post(edit_url(proposed), data).status_code == 302
    assert titles(proposed) == ["Standards", "Root causes"]
    assert fresh(proposed).call.criteria.get(order=0).description == "Those of the ILO"


def test_a_draft_of_other_criteria_is_saved_even_when_frozen(admin_client, frozen):
    response = admin_client.post(edit_url(frozen), form_data(frozen, criteria=[REACH]))
    assert response.status_code == 302
    draft = fresh(frozen).get_latest_revision_as_object()
    assert [block.value["title"] for block in draft.criteria] == ["Reach"]
    assert titles(frozen) == ["Standards", "Root causes"]


def test_the_reason_of_a_scheduled_change_is_kept_until_it_happens(
    admin_client, proposed, at_noon
):
    save_draft(proposed, criteria=[DETAILED, ROOTS], criteria_reason="Later")
    assert refusals(fresh(proposed)) == ({}, {})
    assert refusals(
        fresh(proposed).get_latest_revision_as_object(), criteria_reason="Later"
    ) == ({}, {})


# The facts beside the words.


def facts(client, page):
    soup = WagtailTestUtils.get_soup(client.get(edit_url(page)).content)
    return soup.find("dl", class_="workshops-facts"), soup


def test_the_editor_shows_the_facts_read_only_with_the_way_to_change_them(
    admin_client, page
):
    actions.set_rules(page.call, by=None, action_group=site.make_group())
    shown, soup = facts(admin_client, page)
    assert [" ".join(row.get_text(" ").split()) for row in shown.find_all("div")] == [
        "Phase Open",
        "Opens 1 November 2024, 13:00 CET (Europe/Zurich)",
        "Closes 31 December 2024, 23:59 CET (Europe/Zurich)",
        "Who may lead Supply Chain Action Group",
    ]
    assert shown.find(["input", "select", "textarea"]) is None
    link = soup.find("a", href=screen_of(page))
    assert link.get_text() == "Change them on the call’s screen"


def test_the_facts_of_a_call_without_dates_are_shown_too(admin_client):
    shown, _soup = facts(admin_client, site.make_page(live=False))
    assert [" ".join(row.get_text(" ").split()) for row in shown.find_all("div")] == [
        "Phase No dates",
        "Opens –",
        "Closes –",
        "Who may lead All members",
    ]


@pytest.mark.parametrize(
    ("permissions", "link"),
    [
        (["change_call", "view_call"], "Change them on the call’s screen"),
        (["change_call"], "Change them on the call’s screen"),
        (["view_call"], "See the call’s screen"),
        ([], None),
    ],
)
def test_the_way_to_the_facts_is_shown_to_those_who_come_in(
    client, page, permissions, link
):
    user = site.make_editor("author@secretariat.example", "access_admin", *permissions)
    authors = Group.objects.create(name="Authors")
    GroupPagePermission.objects.create(
        group=authors,
        page=page,
        permission=Permission.objects.get(codename="change_page"),
    )
    user.groups.add(authors)
    client.force_login(user)
    shown, soup = facts(client, page)
    assert shown is not None
    found = soup.find("a", href=screen_of(page))
    assert (found and found.get_text()) == link
    allowed = client.get(screen_of(page)).status_code == 200
    assert allowed == (link is not None)


def screen_of(page):
    return reverse("workshops_calls:screen", args=[page.call.pk])


def test_publishing_the_page_changes_no_fact(admin_client, page):
    before = Call.objects.values().get()
    data = form_data(page, title="Another title") | {
        "action-publish": "Publish",
        "opens_at": "2030-01-01 00:00",
        "closes_at": "2031-01-01 00:00",
        "scale_max": "99",
    }
    assert admin_client.post(edit_url(page), data).status_code == 302
    after = Call.objects.values().get()
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"title", "structure_revision"}
    assert Call.objects.get().history.count() == 2
