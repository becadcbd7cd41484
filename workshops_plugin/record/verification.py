"""Walks the chains and names what is not as it was written."""

from dataclasses import dataclass, field
from functools import partial
from itertools import groupby

from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .canonical import link
from .hashing import digests, facts, names_user, value_of
from .history import Records, recorded
from .models import Chain
from .seals import promises

#: How many chains are read at once.
BATCH = 500
#: What is read of a version besides the row as it was, and its digests.
ABOUT = (
    *("history_id", "chain_id", "position", "format", "salts", "previous_hash"),
    *("hash", "history_date", "history_type", "history_user_id"),
    "history_change_reason",
)


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: ``code`` for machines, ``sentence`` for people."""

    code: str
    sentence: str

    def __str__(self):
        return self.sentence


@dataclass
class Report:
    """What a verification saw; without ``findings`` all is intact."""

    versions: int = 0
    chains: int = 0
    seals: int = 0
    #: Personal texts that were erased, as is their owners' right.
    erased: int = 0
    #: Calls that were deleted with all their versions, once nobody had to keep them.
    purged: int = 0
    #: Versions that are older than the chains, so that they prove less.
    adopted: int = 0
    findings: list = field(default_factory=list)

    def add(self, code, sentence, **words):
        self.findings.append(Finding(code, sentence % words))

    @property
    def intact(self):
        return not self.findings


def verify(root=None, *, held=None):
    """Check all chains, or those of ``root`` (a key); return a :class:`Report`.

    Every version is hashed again, every link followed, every row compared with its
    latest version, and every seal with the versions that it fixed. ``held`` is a seal
    that somebody kept outside (the dict of its file): it is checked as well, and it
    has to be among the stored ones.
    """
    report = Report()
    sealed = promises(report, root, held)
    chains = Chain.objects.all() if root is None else Chain.objects.filter(root=root)
    for kind, records in groupby(_by_kind(), key=lambda each: each.chain_kind):
        _check_chains(report, chains.filter(kind=kind), list(records), sealed)
    for key, wanted in sealed.items():
        _check_sealed(report, key, {}, wanted)
    for records in recorded().values():
        _check_strays(report, records, root)
        _check_rows(report, records, root)
    return report


def _by_kind():
    return sorted(recorded().values(), key=lambda records: records.chain_kind)


# Chains.


def _check_chains(report, chains, all_records, sealed):
    """Check ``chains`` of one kind, into which versions by ``all_records`` go."""
    batch = []
    for chain in chains.order_by("pk").iterator():
        batch.append(chain)
        if len(batch) == BATCH:
            _check_batch(report, batch, all_records, sealed)
            batch = []
    _check_batch(report, batch, all_records, sealed)


def _check_strays(report, records, root):
    """Name versions in chains of another kind, which nobody follows."""
    strays = records.versions.objects.exclude(chain__kind=records.chain_kind)
    strays = strays if root is None else strays.filter(chain__root=root)
    for version in strays.order_by("pk"):
        report.add(
            "stray",
            _("A chain of another kind holds %(version)s."),
            version=_name(version, records),
        )


def _check_batch(report, chains, all_records, sealed):
    found = {chain.pk: [] for chain in chains}
    for records in all_records:
        its_fields = [field.attname for field in records.versions.tracked_fields]
        versions = records.versions.objects.filter(chain__in=list(found)).order_by()
        rows = list(versions.values_list(*ABOUT, *its_fields, named=True))
        stored = _stored_digests(records, filter(partial(_erased, records), rows))
        for row in rows:
            item = row.position, row, records, stored.get(row.history_id, {})
            found[row.chain_id].append(item)
    for chain in chains:
        report.chains += 1
        report.adopted += chain.adopted
        versions = sorted(found[chain.pk], key=lambda item: item[0])
        hashes = _check_chain(report, chain, versions)
        _check_sealed(report, chain.pk, hashes, sealed.pop(chain.pk, ()))


def _erased(records, version):
    """Return how many values of ``version`` were erased."""
    return len(records.personal) + 1 - len(version.salts)


def _stored_digests(records, versions):
    """Return {key: digests as stored}: long, and seldom needed, so not always read."""
    keys = [version.history_id for version in versions]
    if not keys:
        return {}
    rows = records.versions.objects.filter(pk__in=keys)
    return dict(rows.values_list("pk", "digests"))


def _check_chain(report, chain, versions):
    """Follow the links of ``chain``; return {position: hash}."""
    last, head, hashes = 0, "", {}
    for position, version, records, stored in versions:
        report.versions += 1
        if position > last + 1:
            report.add(
                "gap",
                ngettext(
                    "%(count)d version is missing before %(version)s.",
                    "%(count)d versions are missing before %(version)s.",
                    position - last - 1,
                ),
                version=_name(version, records),
                count=position - last - 1,
            )
        elif version.previous_hash != head:
            report.add(
                "link",
                _("The link from %(version)s to the version before it is broken."),
                version=_name(version, records),
            )
        _check_version(report, version, records, stored)
        last, head = position, version.hash
        hashes[position] = head
    _check_head(report, chain, last, head)
    return hashes


def _name(version, records):
    model = records.cls._meta
    return _("version %(position)d in the chain of %(chain)s (%(model)s %(key)s)") % {
        "position": version.position,
        "chain": version.chain_id,
        "model": model.verbose_name,
        "key": getattr(version, model.pk.attname),
    }


def _check_version(report, version, records, stored):
    report.erased += _erased(records, version)
    now = digests(version, records, stored)
    if version.hash == link(version.previous_hash, facts(version, records, now)):
        return
    stored = _stored_digests(records, [version])[version.history_id]
    names = sorted(name for name in now if now[name] != stored.get(name))
    if names:
        report.add(
            "content",
            _("In %(version)s this was changed after it was written: %(fields)s."),
            version=_name(version, records),
            fields=", ".join(names),
        )
    else:
        report.add(
            "hash",
            _(
                "In %(version)s the hash, or who wrote it, when or where, was changed "
                "after it was written."
            ),
            version=_name(version, records),
        )


def _check_head(report, chain, last, head):
    if chain.length > last:
        report.add(
            "tail",
            ngettext(
                "%(count)d version is missing at the end of the chain of %(chain)s.",
                "%(count)d versions are missing at the end of the chain of %(chain)s.",
                chain.length - last,
            ),
            chain=chain,
            count=chain.length - last,
        )
    elif chain.length < last or chain.head != head:
        report.add(
            "head", _("The chain of %(chain)s does not end where it says."), chain=chain
        )


def _check_sealed(report, key, hashes, wanted):
    for position, head, seal in wanted:
        if hashes.get(position) != head:
            report.add(
                "sealed",
                _(
                    "Version %(position)d in the chain of %(chain)s is not the one "
                    "that seal %(number)d fixed on %(at)s: it, or what is before it, "
                    "was rewritten or removed."
                ),
                position=position,
                chain=key,
                number=seal.number,
                at=f"{seal.sealed_at:%Y-%m-%d %H:%M %Z}",
            )


# Rows.


def _check_rows(report, records: Records, root):
    model, versions = records.cls, records.versions.objects
    key = model._meta.pk.attname
    of_root = {} if root is None else {"chain__root": root}
    same = {key: OuterRef(key)}
    gone = versions.filter(~Exists(model._base_manager.filter(pk=OuterRef(key))))
    for lost in (
        gone.filter(**of_root).order_by().values_list(key, flat=True).distinct()
    ):
        report.add(
            "deleted",
            _("%(row)s was deleted; its versions are still here."),
            row=_row(records, lost),
        )
    rows = model._base_manager.all()
    if root is not None:
        rows = rows.filter(event__chain__root=root)
    later = versions.filter(history_id__gt=OuterRef("event"), **same)
    known = {}
    suspects = _suspects(rows.annotate(_later=Exists(later)), records)
    for row in suspects.select_related("event").iterator(chunk_size=1000):
        _check_row(report, records, row, known)


def _suspects(rows, records):
    """Return those of ``rows`` (with ``_later``) that may not be as they should.

    Most rows equal their versions to the last value, which is seen without making
    an object of either. Keys are compared by the database, which no collation and
    no rounding keeps from telling them apart.
    """
    compared = [
        field
        for field in records.versions.tracked_fields
        if field.name not in records.loose
    ]
    by_key, by_value = [], []
    for each in compared:
        target = each.target_field if each.is_relation else each
        is_key = isinstance(target, models.UUIDField)
        (by_key if is_key else by_value).append(each.attname)
    same = Q()
    for name in by_key:
        both_empty = Q(**{f"{name}__isnull": True, f"event__{name}__isnull": True})
        same &= Q(**{name: F(f"event__{name}")}) | both_empty
    columns = [*by_value, *(f"event__{name}" for name in by_value)]
    half = len(by_value)
    found = rows.annotate(_same=ExpressionWrapper(same, models.BooleanField()))
    suspects = [
        key
        for key, event, later, same, *values in found.values_list(
            "pk", "event", "_later", "_same", *columns
        ).iterator(chunk_size=1000)
        if event is None or later or not same or values[:half] != values[half:]
    ]
    return rows.filter(pk__in=suspects)


def _row(records, key):
    name = str(records.cls._meta.verbose_name)
    return _("%(model)s %(key)s") % {"model": name[:1].upper() + name[1:], "key": key}


def _check_row(report, records, row, known):
    what = _row(records, row.pk)
    if row.event is None:
        if row.has_history():
            report.add("unrecorded", _("%(row)s has no version."), row=what)
        return
    if row._later:
        report.add("back", _("%(row)s was taken back to an earlier version."), row=what)
    changed = [
        tracked.name
        for tracked in records.versions.tracked_fields
        if tracked.name not in records.loose
        and not _agrees(tracked, row, row.event, known)
    ]
    if changed:
        report.add(
            "row",
            _("%(row)s is not what its latest version says: %(fields)s."),
            row=what,
            fields=", ".join(changed),
        )


def _agrees(tracked, row, version, known):
    value, recorded_value = value_of(tracked, row), value_of(tracked, version)
    if value == recorded_value:
        return True
    if value is None and names_user(tracked):
        return not _exists(tracked.related_model, recorded_value, known)
    return False


def _exists(model, key, known):
    """Tell whether the user with ``key`` exists, asking once for each."""
    if key not in known:
        known[key] = model._base_manager.filter(pk=key).exists()
    return known[key]
