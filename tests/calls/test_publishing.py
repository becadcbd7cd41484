"""Structure follows the source page's being live, however that comes about."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowTask,
)
from wagtail.signals import page_published

from workshops_plugin.calls.structure import from_page, from_rows
from workshops_plugin.models import CallPage
from workshops_plugin.signals import structure_published

from . import site
from .editor import differences, form_data, fresh, publish, save_draft

pytestmark = pytest.mark.usefixtures("db", "at_noon")

TWO = [site.text("criterion", "Reach"), site.text("criterion", "Depth")]


def titles(page):
    """The titles of the criteria that are written for the call of ``page``."""
    return [text.title for text in from_rows(fresh(page).call).criteria]


def test_a_page_made_live_by_code_has_its_structure_at_once():
    page = site.make_page(live=True)
    assert from_rows(page.call) == from_page(page)
    assert titles(page) == ["Standards", "Root causes"]
    assert differences() == []


def test_a_draft_has_none_until_its_revision_is_published():
    page = site.make_page(live=False, criteria=TWO)
    revision = save_draft(page)
    assert titles(page) == []
    revision.publish()
    assert titles(page) == ["Reach", "Depth"]
    assert fresh(page).call.structure_revision == revision.pk
    assert differences() == []


def test_a_scheduled_page_has_none_until_its_time(at_noon):
    page = site.make_page(live=False, criteria=TWO)
    later = site.NOW + timedelta(hours=2)
    save_draft(page, go_live_at=later).publish()
    assert (fresh(page).live, titles(page)) == (False, [])

    at_noon.move_to(later - timedelta(seconds=1))
    call_command("publish_scheduled")
    assert (fresh(page).live, titles(page)) == (False, [])

    at_noon.move_to(later + timedelta(seconds=1))
    call_command("publish_scheduled")
    assert (fresh(page).live, titles(page)) == (True, ["Reach", "Depth"])
    assert differences() == []


def test_a_schedule_for_a_live_page_changes_nothing_until_its_time(at_noon):
    page = publish(site.make_page(live=False, criteria=TWO))
    later = site.NOW + timedelta(hours=2)
    save_draft(page, go_live_at=later, criteria=TWO[:1]).publish()
    assert (fresh(page).live, titles(page)) == (True, ["Reach", "Depth"])
    assert differences() == []

    at_noon.move_to(later + timedelta(seconds=1))
    call_command("publish_scheduled")
    assert titles(page) == ["Reach"]
    assert differences() == []


def test_a_page_unpublished_and_scheduled_again_is_written_when_it_returns(at_noon):
    page = publish(site.make_page(live=False, criteria=TWO))
    page.unpublish()
    later = site.NOW + timedelta(hours=2)
    save_draft(page, go_live_at=later, criteria=TWO[1:]).publish()
    assert (fresh(page).live, titles(page)) == (False, ["Reach", "Depth"])

    at_noon.move_to(later + timedelta(seconds=1))
    call_command("publish_scheduled")
    assert (fresh(page).live, titles(page)) == (True, ["Depth"])
    assert differences() == []


def test_a_page_that_expires_keeps_its_structure_and_stops(at_noon):
    call = site.make_call()
    page = publish(call.source_page, expire_at=site.NOW + timedelta(hours=1))
    before = from_rows(call)
    assert fresh(page).call.is_live
    at_noon.move_to(site.NOW + timedelta(hours=2))
    call_command("publish_scheduled")
    assert not fresh(page).call.is_live
    assert from_rows(call) == before


def test_approving_in_a_workflow_publishes_the_structure():
    page = site.make_page(live=False, criteria=TWO)
    group = Group.objects.create(name="Approvers")
    editor = site.make_editor()
    editor.groups.add(group)
    publishing = Permission.objects.get(codename="publish_page")
    GroupPagePermission.objects.create(
        group=group, page=page.get_parent(), permission=publishing
    )
    task = GroupApprovalTask.objects.create(name="Approve")
    task.groups.add(group)
    workflow = Workflow.objects.create(name="Approval")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    save_draft(page)
    page = fresh(page)
    state = workflow.start(page, editor)
    assert (fresh(page).live, titles(page)) == (False, [])

    task.on_action(state.current_task_state, editor, "approve")
    state.refresh_from_db()
    assert state.status == state.STATUS_APPROVED
    assert (fresh(page).live, titles(page)) == (True, ["Reach", "Depth"])
    assert differences() == []


def test_many_drafts_of_a_live_page_write_nothing():
    page = publish(site.make_page(live=False, criteria=TWO))
    written = page.call.structure_written_at, page.call.structure_revision
    for number in range(20):
        save_draft(page, criteria=[site.text("criterion", f"Draft {number}")])
    assert titles(page) == ["Reach", "Depth"]
    call = fresh(page).call
    assert (call.structure_written_at, call.structure_revision) == written
    assert call.criteria.count() == 2
    assert differences() == []


@pytest.mark.parametrize("live", [True, False], ids=["live page", "draft page"])
def test_saving_a_draft_in_the_admin_writes_nothing(admin_client, live):
    page = site.make_page(live=live, criteria=TWO)
    before = from_rows(page.call)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    for number in range(3):
        wanted = [*TWO, site.text("criterion", f"Draft {number}")]
        response = admin_client.post(url, form_data(page, criteria=wanted))
        assert response.status_code == 302, response.context["form"].errors
    assert len(fresh(page).get_latest_revision_as_object().criteria) == 3
    assert from_rows(page.call) == before
    assert differences() == []


def test_publishing_in_the_admin_writes_what_was_posted(admin_client):
    page = site.make_page(live=False)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = form_data(page) | {"action-publish": "Publish"}
    response = admin_client.post(url, data)
    assert response.status_code == 302, response.context["form"].errors
    page = fresh(page)
    assert page.live
    assert from_rows(page.call) == from_page(page)
    assert len(from_rows(page.call).questions) == len(site.ALL_KINDS)
    assert page.call.structure_revision == page.live_revision_id
    assert differences() == []


def test_a_receiver_that_fails_after_publishing_leaves_page_and_rows_agreeing():
    page = site.make_page(live=False, criteria=TWO)
    revision = save_draft(page)

    def fail(**kwargs):
        raise RuntimeError("a site's own receiver")

    page_published.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            revision.publish()
    finally:
        page_published.disconnect(fail)
    assert (fresh(page).live, titles(page)) == (True, ["Reach", "Depth"])
    assert differences() == []


def test_a_receiver_that_fails_on_the_structure_undoes_the_publishing():
    page = publish(site.make_page(live=False, criteria=TWO))
    page.unpublish()
    written = fresh(page).call.structure_written_at, titles(page)
    revision = save_draft(page, title="Another title", criteria=TWO[:1])

    def fail(call, **kwargs):
        assert call.criteria.filter(retired=True).count() == 1
        raise RuntimeError("half-way")

    structure_published.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            revision.publish()
    finally:
        structure_published.disconnect(fail)
    page = fresh(page)
    assert (page.live, page.title) == (False, "Supply Chain Workshops")
    assert (page.call.structure_written_at, titles(page)) == written
    assert page.call.criteria.filter(retired=True).count() == 0


def test_structure_is_announced_with_its_call_each_time_it_is_written():
    heard = []

    def listen(call, by, **kwargs):
        heard.append((call.title, by))

    structure_published.connect(listen)
    try:
        page = site.make_page(live=False, title="Once")
        save_draft(page)
        assert heard == []
        publish(page)
    finally:
        structure_published.disconnect(listen)
    assert heard == [("Once", None)]


def test_saving_some_fields_writes_none_of_the_words_in_memory():
    page = publish(site.make_page(live=False, criteria=TWO))
    page.criteria = [("criterion", {"title": "Unpublished", "description": ""})]
    page.title = "Unpublished"
    page.save(update_fields=["has_unpublished_changes"])
    page.save(update_fields=["live"])
    assert titles(page) == ["Reach", "Depth"]
    assert fresh(page).call.title == "Supply Chain Workshops"
    assert differences() == []


def test_saving_the_words_alone_of_a_live_page_writes_them():
    page = publish(site.make_page(live=False, criteria=TWO))
    page.criteria = [("criterion", {"title": "Only", "description": ""})]
    page.save(update_fields=["criteria"])
    assert titles(page) == ["Only"]
    assert differences() == []


def test_renaming_a_live_page_by_code_renames_its_call():
    page = publish(site.make_page(live=False))
    page.title = "Another title"
    page.save(update_fields=["title"])
    assert fresh(page).call.title == "Another title"
    assert differences() == []


def test_a_page_made_live_as_a_plain_page_has_its_structure_too():
    page = site.make_page(live=False, criteria=TWO)
    plain = Page.objects.get(pk=page.pk)
    plain.live = True
    plain.save()
    assert titles(page) == ["Reach", "Depth"]
    plain.live = False
    plain.save(update_fields=["live"])
    CallPage.objects.filter(pk=page.pk).update(criteria=TWO[:1])
    plain.live = True
    plain.save(update_fields=["live"])
    assert titles(page) == ["Reach"]
    assert differences() == []


def test_a_page_published_in_bulk_from_the_listing_has_its_structure(admin_client):
    page = site.make_page(live=False, criteria=TWO)
    save_draft(page)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = admin_client.post(f"{url}?id={page.pk}")
    assert response.status_code == 302
    assert (fresh(page).live, titles(page)) == (True, ["Reach", "Depth"])
    assert differences() == []
