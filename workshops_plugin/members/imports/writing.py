"""Storing what a plan found: a fixed number of queries for each batch of rows."""

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.log_actions import get_active_log_context, registry

from ...signals import rows_imported
from ..models import Organization

BATCH = 500


def write(plan, *, word, by):
    """Store the changes of ``plan`` and leave a trace on each row, by ``by``."""
    new, changed = plan.new, plan.changed
    for changes in filter(None, (new, changed)):
        model = type(changes[0].instance)
        instances = [change.instance for change in changes]
        fields = sorted(set().union(*(change.fields for change in changes)))
        if changes is new:
            model.objects.bulk_create(instances, batch_size=BATCH)
        elif fields:
            model.objects.bulk_update(instances, fields, batch_size=BATCH)
    _write_groups([change for change in plan.changes if change.groups is not None])
    _trace(new, f"workshops_plugin.{word}.import_new", by)
    _trace(changed, f"workshops_plugin.{word}.import_change", by)
    if rows := [change.instance for change in (*new, *changed)]:
        rows_imported.send(sender=type(rows[0]), rows=rows)


def _write_groups(changes):
    links = Organization.action_groups.through
    for start in range(0, len(changes), BATCH):
        batch = changes[start : start + BATCH]
        organizations = [change.instance.pk for change in batch]
        links.objects.filter(organization_id__in=organizations).delete()
        links.objects.bulk_create(
            links(organization_id=change.instance.pk, actiongroup_id=group.pk)
            for change in batch
            for group in change.groups
        )


def _trace(changes, action, by):
    """Do what ``record.trace`` does, for many rows of one model at once."""
    if not changes:
        return
    model = type(changes[0].instance)
    entries = registry.get_log_model_for_model(model)
    shared = {
        "content_type": ContentType.objects.get_for_model(model),
        "action": action,
        "timestamp": timezone.now(),
        "user": by,
        "uuid": get_active_log_context().uuid,
    }
    entries.objects.bulk_create(
        (
            entries(
                object_id=str(change.instance.pk), label=str(change.instance), **shared
            )
            for change in changes
        ),
        batch_size=BATCH,
    )
