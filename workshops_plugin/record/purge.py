"""Takes a whole record away once nobody has to keep it, and says that it did."""

from contextlib import contextmanager

from . import seals
from .history import recorded
from .models import Chain
from .triggers import suspended


@contextmanager
def purge(root, *, by, reason):
    """Let the rows of ``root`` be deleted within; then delete their versions.

    Yields the tombstone: a last seal of all that is about to go. The triggers step
    aside meanwhile, so do nothing else within. Call it in a transaction.
    """
    tombstone = seals.seal(root, by=by, reason=reason, purged=True)
    with suspended():
        yield tombstone
        for records in recorded().values():
            records.versions.objects.filter(chain__root=root).delete()
        Chain.objects.filter(root=root).delete()
