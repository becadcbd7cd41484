"""Ids that are the same on every load, made from readable names."""

from uuid import UUID, uuid5

NAMESPACE = UUID("6f0d3f0e-6a52-4c0b-9a51-8d7a5a0b9c11")


def key(*names):
    """Return the UUID of a thing named by ``names``."""
    return uuid5(NAMESPACE, "/".join(names))


def block_id(*names):
    """Return the id of a block named by ``names``, as StreamFields store it."""
    return str(key("block", *names))
