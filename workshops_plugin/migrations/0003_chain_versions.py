"""Links the versions that were written before there were chains."""

import secrets

from django.db import migrations
from django.utils import timezone

from workshops_plugin.record.canonical import link
from workshops_plugin.record.hashing import digests, facts, value_of
from workshops_plugin.record.history import recorded

MODELS = ("call", "callcriterion", "proposal", "proposalpartner")
FOUND = "As found when the record began to be chained."


def records_of(name):
    return next(r for m, r in recorded().items() if m._meta.model_name == name)


def models_of(apps, name):
    """Return (model, model of its versions) as they are at this point."""
    return (
        apps.get_model("workshops_plugin", name),
        apps.get_model("workshops_plugin", f"historical{name}"),
    )


def chain_versions(apps, schema_editor):
    for name in MODELS:
        write_missing(apps, name)
    versions = [
        (row.history_date, MODELS.index(name), row.history_id, name)
        for name in MODELS
        for row in models_of(apps, name)[1].objects.only("history_date", "history_id")
    ]
    chains = {}
    roots = dict(apps.get_model("workshops_plugin", "Proposal").objects.values_list("pk", "call"))
    for _at, _order, key, name in sorted(versions):
        adopt(apps, name, key, chains, roots)
    for chain in chains.values():
        chain.adopted = chain.length
        chain.save()
    for name in MODELS:
        point(apps, name)


def write_missing(apps, name):
    """Write a version of each row that has none, or is not what its latest says."""
    records = records_of(name)
    live, versions = models_of(apps, name)
    fields = [f for f in records.fields(1)]
    key = records.cls._meta.pk.attname
    drafts = set()
    if name == "proposal":
        drafts = set(live.objects.filter(status="draft").values_list("pk", flat=True))
    for row in live.objects.iterator():
        if row.pk in drafts:
            continue
        if name == "proposalpartner" and row.proposal.status == "draft":
            continue
        last = versions.objects.filter(**{key: row.pk}).order_by("history_id").last()
        if last and all(
            value_of(f, row) == value_of(f, last)
            for f in fields
            if f.name not in records.loose
        ):
            continue
        now = timezone.now()
        versions.objects.create(
            **{f.attname: getattr(row, f.attname) for f in fields},
            history_date=now.replace(microsecond=now.microsecond // 1000 * 1000),
            history_type="~" if last else "+",
            history_change_reason=FOUND,
        )


def adopt(apps, name, key, chains, roots):
    """Put the version with ``key`` at the end of its chain."""
    records = records_of(name)
    model = models_of(apps, name)[1]
    version = model.objects.get(pk=key)
    of = getattr(version, records.chain_attribute)
    if of not in chains:
        root = roots.get(of, of) if records.chain_kind == "proposal" else of
        chains[of] = apps.get_model("workshops_plugin", "Chain").objects.create(
            key=of, kind=records.chain_kind, root=root
        )
    chain = chains[of]
    chain.length += 1
    version.chain, version.position = chain, chain.length
    version.previous_hash, version.format = chain.head, 1
    at = version.history_date
    version.history_date = at.replace(microsecond=at.microsecond // 1000 * 1000)
    version.salts = {n: secrets.token_hex(8) for n in (*records.personal, "reason")}
    version.digests = digests(version, records)
    version.hash = chain.head = link(
        chain.head, facts(version, records, version.digests)
    )
    version.save()


def point(apps, name):
    """Let each row point at its latest version."""
    live, versions = models_of(apps, name)
    key = records_of(name).cls._meta.pk.attname
    latest = dict(versions.objects.order_by("history_id").values_list(key, "history_id"))
    for pk, history_id in latest.items():
        live.objects.filter(pk=pk).update(event=history_id)


class Migration(migrations.Migration):
    dependencies = [("workshops_plugin", "0002_chain_columns")]
    operations = [migrations.RunPython(chain_versions, migrations.RunPython.noop)]
