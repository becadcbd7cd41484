"""Seals: what all chains of a thing were at one moment, in one short digest.

A chain shows that nothing in it was changed, as long as whoever changes the database
cannot hash it all again. A seal that is kept outside shows it even then. The
signature shows besides that the site made it; it needs the SECRET_KEY of that day,
or that key among SECRET_KEY_FALLBACKS.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from .canonical import canonical, link
from .models import Chain, Seal
from .timeline import people
from .writing import now

SALT = "workshops_plugin.record.seal"


def seal(root, *, by, reason="", purged=False):
    """Seal all chains of ``root`` (a key); return the :class:`Seal`.

    Locks the chains, so nothing is written meanwhile. ``purged`` makes it the
    tombstone of what is about to be deleted.
    """
    with transaction.atomic():
        chains = Chain.objects.select_for_update().filter(root=root)
        heads = {
            str(chain.pk): [chain.kind, chain.length, chain.head]
            for chain in chains.order_by("kind", "key")
        }
        last = Seal.objects.filter(root=root).order_by("number").last()
        made = Seal(
            root=root,
            number=last.number + 1 if last else 1,
            sealed_at=now(),
            sealed_by=str(by.pk) if by else "",
            reason=reason,
            heads=heads,
            previous=last.digest if last else "",
            purged=purged,
        )
        made.digest = digest_of(made)
        made.signature = signing.Signer(salt=SALT).signature(made.digest)
        made.save(force_insert=True)
    return made


def digest_of(seal):
    """Return the digest of what ``seal`` says: 64 hexadecimal characters."""
    return link(
        seal.previous,
        {
            "root": seal.root,
            "number": seal.number,
            "at": seal.sealed_at,
            "by": seal.sealed_by,
            "reason": seal.reason,
            "heads": seal.heads,
            **({"purged": True} if seal.purged else {}),
        },
    )


def as_file(seal):
    """Return ``seal`` as text to be kept outside: JSON that :func:`read` reads."""
    return canonical(
        {
            "root": str(seal.root),
            "number": seal.number,
            "sealed_at": seal.sealed_at.isoformat(),
            "sealed_by": seal.sealed_by,
            "reason": seal.reason,
            "heads": seal.heads,
            "previous": seal.previous,
            "digest": seal.digest,
            "signature": seal.signature,
            "purged": seal.purged,
        }
    )


@dataclass(frozen=True)
class Held:
    """A seal that somebody kept outside the database."""

    root: UUID
    number: int
    sealed_at: datetime
    sealed_by: str
    reason: str
    heads: dict
    previous: str
    digest: str
    signature: str
    purged: bool = False


def read(data):
    """Return the :class:`Held` seal in ``data``, the dict of its file.

    Raises ValueError with a sentence where that is no seal.
    """
    try:
        at = parse_datetime(data["sealed_at"])
        values = {"purged": False, **data}
        values |= {"root": UUID(data["root"]), "sealed_at": at}
        held = Held(**{name: values[name] for name in Held.__dataclass_fields__})
        digest_of(held)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ValueError(_("This file is no seal of a record.")) from error
    return held


def listed(root):
    """Return the seals of ``root``, the latest first, each with who made it.

    ``person`` is None for a command and for a user who is gone. Two queries.
    """
    found = list(Seal.objects.filter(root=root).order_by("-number"))
    names = people({seal.sealed_by for seal in found} - {""})
    for seal in found:
        seal.person = names.get(seal.sealed_by)
        seal.signed = signature_fits(seal)
    return found


def stored(digest):
    """Return the seal in the database with ``digest``, or with that beginning, or None.

    Sixteen characters are the least that tell seals apart.
    """
    digest = digest.strip().lower().replace(" ", "")
    if len(digest) < 16:
        return None
    return Seal.objects.filter(digest__startswith=digest).first()


def signature_fits(seal):
    """Tell whether a key that the site has now, or had, signed ``seal``."""
    try:
        signing.Signer(salt=SALT).unsign(f"{seal.digest}:{seal.signature}")
    except signing.BadSignature:
        return False
    return True


def promises(report, root, held):
    """Return {chain key: [(position, hash, seal), …]} of what seals fixed.

    What is wrong with the seals themselves goes into ``report``.
    """
    stored = Seal.objects.all() if root is None else Seal.objects.filter(root=root)
    seals = list(stored.order_by("root", "number"))
    before = {}
    for each in seals:
        _check_seal(report, each, before.get(each.root))
        before[each.root] = each
    if held is not None:
        if digest_of(held) != held.digest:
            report.add("seal", _("The seal that you hold does not fit its digest."))
        elif held.digest not in {each.digest for each in seals}:
            report.add(
                "seal_gone",
                _("Seal %(number)d, which you hold, is not in the database any more."),
                number=held.number,
            )
        seals.append(held)
    report.seals = len(seals)
    purged = {each.root: each.number for each in seals if each.purged}
    report.purged = len(purged)
    wanted = {}
    for each in seals:
        if each.number <= purged.get(each.root, 0):
            continue
        for key, (_kind, position, head) in each.heads.items():
            if position:
                wanted.setdefault(UUID(key), []).append((position, head, each))
    return wanted


def _check_seal(report, seal, before):
    words = {"number": seal.number, "root": seal.root}
    if digest_of(seal) != seal.digest:
        report.add(
            "seal",
            _("Seal %(number)d of %(root)s was changed after it was made."),
            **words,
        )
    expected = before.number + 1 if before else 1
    if seal.number != expected:
        report.add(
            "seal_gone",
            _("A seal is missing before seal %(number)d of %(root)s."),
            **words,
        )
    elif seal.previous != (before.digest if before else ""):
        report.add(
            "seal",
            _("Seal %(number)d of %(root)s does not follow from the one before it."),
            **words,
        )
