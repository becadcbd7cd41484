"""Writes versions: first the version, then the row that points at it."""

import secrets

from django.db import connection, transaction
from django.utils import timezone

from .canonical import link
from .hashing import digests, facts
from .history import recorded
from .models import Chain


def save_version(instance, *, by, reason=""):
    """Save ``instance`` and its version, by ``by`` (a user, or None) for ``reason``.

    Both are written or neither is. What has no history yet is saved alone.
    """
    save_versions([instance], by=by, reason=reason)
    return instance


def save_versions(instances, *, by, reason=""):
    """Save all of ``instances`` with a version each, or none of them.

    New ones are only ever inserted: they overwrite no row that has their key
    already.
    """
    before = [(instance, instance.event_id) for instance in instances]
    try:
        with transaction.atomic():
            _write([i for i in instances if i.has_history()], by, reason)
            _save_rows(instances)
    except BaseException:
        for instance, event in before:
            instance.event_id = event
        raise


def _write(instances, by, reason):
    """Write a version of each of ``instances`` and let it point there."""
    all_records = recorded()
    chains = _lock(instances, all_records)
    at, user = now(), str(by.pk) if by else None
    written = {}
    for instance in instances:
        records = all_records[type(instance)]
        version = _version(instance, records, at=at, user=user, reason=reason)
        append(chains[version.chain_id], version, records)
        written.setdefault(type(version), []).append((instance, version))
    for model, pairs in written.items():
        _insert(model, [version for _instance, version in pairs])
        for instance, version in pairs:
            instance.event_id = version.pk
    for chain in chains.values():
        chain.save(update_fields=["length", "head"])


def _save_rows(instances):
    """Write the rows alone: new ones of one model together, others one by one."""
    new = {}
    for instance in instances:
        if instance._state.adding:
            new.setdefault(type(instance), []).append(instance)
        else:
            instance.save_row()
    for model, rows in new.items():
        model._base_manager.bulk_create(rows)


def now():
    """Return the time as finely as every database and fixture keeps it."""
    moment = timezone.now()
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def _lock(instances, all_records):
    """Return {key: chain} of the chains of ``instances``, locked; made if missing."""
    wanted = {}
    for instance in instances:
        records = all_records[type(instance)]
        wanted[getattr(instance, records.chain_attribute)] = (records, instance)
    locked = Chain.objects.select_for_update().order_by("kind", "key")
    chains = {chain.key: chain for chain in locked.filter(pk__in=wanted)}
    for key in wanted.keys() - chains.keys():
        records, instance = wanted[key]
        made = Chain(key=key, kind=records.chain_kind, root=instance.record_root())
        Chain.objects.bulk_create([made], ignore_conflicts=True)
        chains[key] = locked.get(pk=key)
    return chains


def _version(instance, records, *, at, user, reason):
    values = {
        field.attname: getattr(instance, field.attname)
        for field in records.versions.tracked_fields
    }
    return records.versions(
        **values,
        chain_id=getattr(instance, records.chain_attribute),
        format=records.format,
        salts={name: secrets.token_hex(8) for name in (*records.personal, "reason")},
        history_date=at,
        history_type="~" if instance.event_id else "+",
        history_user_id=user,
        history_change_reason=reason,
    )


def append(chain, version, records):
    """Link ``version`` to the end of ``chain``; both are still to be saved."""
    chain.length += 1
    version.position, version.previous_hash = chain.length, chain.head
    version.digests = digests(version, records)
    version.hash = chain.head = link(
        chain.head, facts(version, records, version.digests)
    )


def _insert(model, versions):
    if connection.features.can_return_rows_from_bulk_insert:
        model.objects.bulk_create(versions)
    else:
        for version in versions:
            version.save(force_insert=True)
