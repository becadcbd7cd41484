"""Writes versions: first the version, then the row that points at it."""

import secrets
from decimal import Decimal

from django.contrib.auth import get_user_model
from django.db import connection, models, transaction
from django.utils import timezone

from .canonical import digest, link
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


def digests(version, records):
    """Return {name: digest} of what ``version`` says, its reason included.

    What was erased keeps the digest that it had.
    """
    salts = version.salts
    found = {}
    for field in records.fields(version.format):
        name = field.name
        if name in records.personal:
            found[name] = (
                digest(value_of(field, version), salts[name])
                if name in salts
                else version.digests.get(name)
            )
        else:
            found[name] = digest(value_of(field, version))
    found["reason"] = (
        digest(version.history_change_reason or "", salts["reason"])
        if "reason" in salts
        else version.digests.get("reason")
    )
    return found


def value_of(field, row):
    """Return the value of ``field`` in ``row`` as it reads from any database."""
    value = getattr(row, field.attname)
    if value is None:
        return None
    target = field.target_field if field.is_relation else field
    value = target.to_python(value)
    if isinstance(target, models.DecimalField):
        return value.quantize(Decimal(1).scaleb(-target.decimal_places))
    return value


def names_user(field):
    """Tell whether ``field`` names a user whom the site may delete."""
    return (
        field.is_relation
        and field.remote_field.on_delete is models.SET_NULL
        and field.related_model is get_user_model()
    )


def facts(version, records, its_digests):
    """Return what enters the hash of ``version``, its values by ``its_digests``."""
    return {
        "model": records.cls._meta.model_name,
        "format": version.format,
        "chain": version.chain_id,
        "position": version.position,
        "kind": version.history_type,
        "at": version.history_date,
        "by": version.history_user_id,
        "fields": its_digests,
    }


def _insert(model, versions):
    if connection.features.can_return_rows_from_bulk_insert:
        model.objects.bulk_create(versions)
    else:
        for version in versions:
            version.save(force_insert=True)
